"""The words of a name, without what people leave out when they type it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

_WORDS: Final = re.compile(r"[^\W_]+")
_PLAIN: Final = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
"""Letters that Unicode does not take apart, as people type them without their marks."""

_LINKS: Final = dict.fromkeys(map(ord, "'’ʼ‘`´-‐‑\u0640\u200c\u200d"))
"""Apostrophes, hyphens and joiners inside a name, which people leave out as often as not."""

_PARTICLE: Final = 3
"""Words of so few letters are often one with the next: El Khoury, de la Cruz, 王 小明."""
_MOST_JOINED: Final = 4


class _Folded(dict[int, str]):
    """What each character comes to; worked out when it is met first, since that is slow."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code).casefold()).translate(_PLAIN)
        # By category: the vowel signs of Indic scripts are marks that do not combine in order.
        self[code] = kept = "".join(char for char in plain if unicodedata.category(char)[0] != "M")
        return kept


_FOLDED: Final = _Folded()


def fold(text: str) -> list[str]:
    """Return the words of a text without accents and case, in any script."""
    return _WORDS.findall(text.translate(_FOLDED))


def names_of(family_name: str, given_name: str) -> tuple[str, ...]:
    """Return the names that a person is found by, in order.

    They are split at hyphens and apostrophes and joined over them, and particles are also joined to
    the name behind them.
    """
    text = f"{family_name} {given_name}"
    words = fold(text)
    over_links = text.translate(_LINKS)
    joined = words if over_links == text else fold(over_links)
    return tuple(sorted({*words, *joined, *_with_particles(words)}))


def _with_particles(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words) - 1):
        whole = words[start]
        for place in range(start + 1, min(start + _MOST_JOINED, len(words))):
            if len(words[place - 1]) > _PARTICLE:
                break
            whole += words[place]
            yield whole


def wordings(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what somebody looks for, as words: as typed, and again where particles can be joined.

    Nothing comes back where no word was typed.
    """
    typed = tuple(dict.fromkeys(fold(text)))
    if not typed:
        return ()
    joined, whole = [], ""
    for word in typed:
        whole += word
        if len(word) > _PARTICLE:
            joined.append(whole)
            whole = ""
    if whole:
        joined.append(whole)
    return (typed,) if len(joined) == len(typed) else (typed, tuple(joined))


def plain_reference(text: str) -> str:
    """Return a reference without all that may stand between its letters and digits."""
    return "".join(fold(text))
