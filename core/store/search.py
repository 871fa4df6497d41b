"""Finding a person at reception: by reference, or by beginnings of names."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from core.things import AppointmentPerson

_WORDS: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> list[str]:
    """Return the words of a text without accents and case."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORDS.findall("".join(char for char in plain if not unicodedata.combining(char)))


def matches(q: str, reference: str, persons: Sequence[AppointmentPerson]) -> bool:
    """Say whether every word of `q` begins a name of one person, or `q` is the reference."""
    wanted = fold(q)
    if not wanted:
        return True
    if "".join(wanted) == "".join(fold(reference)):
        return True
    for person in persons:
        names = fold(f"{person.family_name} {person.given_name}")
        if all(any(name.startswith(word) for name in names) for word in wanted):
            return True
    return False
