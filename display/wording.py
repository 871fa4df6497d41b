"""The sentences of a call, the same on the screen and by voice, and numbers as people read them."""

from collections.abc import Sequence
from typing import Final

from sync.contract.calls import BoardItem

FRENCH: Final = "fr"
_MOST_LANGUAGES: Final = 3

_SENTENCES: Final = {
    "fr": "Ticket {letter} {number}, guichet {counter}.",
    "en": "Ticket {letter} {number}, counter {counter}.",
    "es": "Turno {letter} {number}, ventanilla {counter}.",
    "ar": "الرقم {letter} {number}، الشباك {counter}.",
    "pt": "Senha {letter} {number}, balcão {counter}.",
    "de": "Nummer {letter} {number}, Schalter {counter}.",
    "zh": "请 {letter} {number} 号到 {counter} 号窗口。",
    "ru": "Номер {letter} {number}, окно {counter}.",
}

_COUNTER: Final = {
    "fr": "Guichet",
    "en": "Counter",
    "es": "Ventanilla",
    "ar": "الشباك",
    "pt": "Balcão",
    "de": "Schalter",
    "zh": "窗口",
    "ru": "Окно",
}

_YOURS_COMES_HERE: Final = {
    "fr": "Votre numéro s’affichera ici",
    "en": "Your number will appear here",
    "es": "Su número aparecerá aquí",
    "ar": "سيظهر رقمك هنا",
    "pt": "O seu número aparecerá aqui",
    "de": "Ihre Nummer erscheint hier",
    "zh": "您的号码将在此显示",
    "ru": "Ваш номер появится здесь",
}


def spaced(number: str) -> str:
    """Return a ticket's number as it is read from afar: `K 042`."""
    return f"{number[:1]} {number[1:]}"


def sentence(item: BoardItem, language: str) -> str:
    """Return the announcement of a call; the number is a number, without leading zeros."""
    template = _SENTENCES.get(language, _SENTENCES["en"])
    return template.format(
        letter=item.number[:1], number=int(item.number[1:]), counter=item.counter
    )


def call_languages(item: BoardItem, site: Sequence[str], *, hurried: bool = False) -> list[str]:
    """Return the languages of a call, in order: French, the visitor's, the site's others.

    Args:
        item: The call.
        site: The site's languages, in their order.
        hurried: More calls wait to be spoken: French and the visitor's language only.
    """
    wanted = [FRENCH, item.language] if hurried else [FRENCH, item.language, *site]
    known = [language for language in dict.fromkeys(wanted) if language in _SENTENCES]
    return known[:_MOST_LANGUAGES]


def counter_words(languages: Sequence[str]) -> list[str]:
    """Return the word for "counter" in up to three languages."""
    return [_COUNTER[language] for language in languages if language in _COUNTER][:_MOST_LANGUAGES]


def waiting_words(languages: Sequence[str]) -> list[str]:
    """Return what stands on the panel while nobody is called, in up to three languages."""
    known = [_YOURS_COMES_HERE[each] for each in languages if each in _YOURS_COMES_HERE]
    return known[:_MOST_LANGUAGES]


def label(labels: dict[str, str], language: str) -> str:
    """Return a text of the site in a language, or in French, which is always there."""
    return labels.get(language) or labels.get(FRENCH) or next(iter(labels.values()), "")
