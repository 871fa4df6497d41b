"""Which passwords an account may have: 80 bits, known to nobody, and nothing of the place.

The limits are those that the French data protection authority recommends for a password that
stands alone: 12 characters of four classes, 14 of three, or a phrase of seven words.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from core.errors import Unprocessable

LONGEST: Final = 256
_FEWEST_BY_CLASSES: Final = {4: 12, 3: 14}
_FEWEST_WORDS: Final = 7
_SHORTEST_WORD: Final = 2
_SHORTEST_PHRASE: Final = 28
_SHORTEST_PART: Final = 4
"""Shorter names are found as words alone: `lea` stands in `pleasant`, which names nobody."""
_LONGEST_RUN: Final = 2
_HOUSE: Final = "guichet"
# `l` is written `1` as often as `i` is: all of them are taken for one letter.
_LEET: Final = str.maketrans("@4013578$!|l", "aaoiestbsiii")
_WORD: Final = re.compile(r"[^\W\d_]+")
_EDGES: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_END: Final = re.compile(r"[\W\d_]+$")


def refuse_weak(
    password: str, *, known: Collection[str], username: str, site_name: str = ""
) -> None:
    """Refuse a password that somebody could guess.

    Args:
        password: As it was typed.
        known: Stems of passwords that many people have, each made by `stem`.
        username: Of the account that it is for.
        site_name: Of the post; its longer words are refused within a password.

    Raises:
        Unprocessable: `password_short`, `password_alike` or `password_known`.
    """
    if not _strong(password):
        raise Unprocessable("password_short")
    if any(_holds(password, part) for part in _parts(username, site_name)):
        raise Unprocessable("password_alike")
    if any(one in known for one in _stems(password)):
        raise Unprocessable("password_known")


def stem(password: str) -> str:
    """Return what is left of a password without the usual disguises.

    Case, accents, digits that stand for letters, what is put before and behind, and repetition
    make nothing harder to guess: `P@ssw0rd2024!` and `password` have one stem.
    """
    return _unit(_plain(_EDGES.sub("", password)))


def _stems(password: str) -> Iterator[str]:
    yield stem(password)
    # A sign in front may stand for a letter.
    yield _unit(_plain(_END.sub("", password)))


def _strong(password: str) -> bool:
    words = {word.casefold() for word in password.split() if len(word) >= _SHORTEST_WORD}
    if len(words) >= _FEWEST_WORDS and len(password) >= _SHORTEST_PHRASE:
        return True
    counted = _counted(_unit(password))
    fewest = _FEWEST_BY_CLASSES.get(min(4, len({_class(one) for one in counted})))
    return fewest is not None and len(counted) >= fewest


def _class(character: str) -> str:
    """Return upper, lower, caseless letters, digits or signs."""
    category = unicodedata.category(character)
    return category if category in ("Lu", "Ll", "Lo", "Nd") else "other"


def _counted(password: str) -> str:
    """Return a password without what goes on a run: of `1234` and `aaaa` two are counted."""
    kept, run, last_step = password[:1], 1, None
    for before, here in pairwise(password):
        step = ord(here) - ord(before)
        if step not in (-1, 0, 1):
            run = 1
        else:
            run = run + 1 if step == last_step or run == 1 else _LONGEST_RUN
        last_step = step
        if run <= _LONGEST_RUN:
            kept += here
    return kept


def _unit(text: str) -> str:
    """Return what a text repeats from its beginning to its end; else the text."""
    again = (text + text).find(text, 1)
    return text[:again] if again > 0 else text


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in folded if not unicodedata.combining(one)).translate(_LEET)


def _parts(username: str, site_name: str) -> Iterator[str]:
    yield _HOUSE
    yield username
    yield from (word for word in _WORD.findall(site_name) if len(word) >= _SHORTEST_PART)


def _holds(password: str, part: str) -> bool:
    if len(part) >= _SHORTEST_PART:
        return _plain(part) in _plain(password)
    return part.casefold() in (word.casefold() for word in _WORD.findall(password))
