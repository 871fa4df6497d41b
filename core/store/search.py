"""Finding a person at reception: by reference, or by beginnings of names."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from core.things import AppointmentPerson

_WORDS: Final = re.compile(r"[^\W_]+")
_PLAIN: Final = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
"""Letters that Unicode does not take apart, as people type them without their marks."""

_LINKS: Final = frozenset("'’ʼ‘`´-‐‑\u0640\u200c\u200d")
"""Apostrophes, hyphens and joiners inside a name, which people leave out as often as not."""


def fold(text: str) -> list[str]:
    """Return the words of a text without accents and case, in any script."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    # By category: the vowel signs of Indic scripts are marks that do not combine in order.
    return _WORDS.findall("".join(char for char in plain if unicodedata.category(char)[0] != "M"))


def _names(text: str) -> set[str]:
    """Return the words of a name, split at its hyphens and apostrophes and joined over them."""
    return {*fold(text), *fold("".join(char for char in text if char not in _LINKS))}


def matches(q: str, reference: str, persons: Sequence[AppointmentPerson]) -> bool:
    """Say whether every word of `q` begins a name of one person, or `q` is the reference."""
    wanted = fold(q)
    if not wanted:
        return True
    if "".join(wanted) == "".join(fold(reference)):
        return True
    for person in persons:
        names = _names(f"{person.family_name} {person.given_name}")
        if all(any(name.startswith(word) for name in names) for word in wanted):
            return True
    return False
