"""How well a name fits what somebody typed; the rule, one name at a time."""

from collections.abc import Collection, Iterable
from enum import IntEnum
from typing import Final

from rapidfuzz.distance import OSA

from core.names.sounds import sound
from core.names.words import plain_reference, wordings

SHORTEST: Final = 4
"""Words of fewer letters are taken as they are typed: everything is like them."""
_LONG: Final = 8


class Fit(IntEnum):
    """How well somebody fits, the best first."""

    EXACT = 0
    """The reference is theirs, or every word begins a name."""
    ALIKE = 1
    """Some word only sounds like a name, in another spelling or script."""
    MISSPELT = 2
    """Some word is a slip of the keys or of the ear away from a name, or from its beginning."""


class Wanted:
    """What somebody looks for.

    Attributes:
        wordings: Its words, as typed and with particles joined; empty if there are none.
        reference: It, as a reference.
    """

    def __init__(self, text: str) -> None:
        self.wordings = wordings(text)
        self.reference = plain_reference(text)

    def fit(self, reference: str, persons: Iterable[Collection[str]]) -> Fit | None:
        """Return how well a booking fits; None if it does not.

        Args:
            reference: Of the booking.
            persons: The names of each of its persons, as `words.names_of` gives them.
        """
        if plain_reference(reference) == self.reference:
            return Fit.EXACT
        found = [
            fit
            for names in persons
            for words in self.wordings
            if (fit := words_fit(words, names)) is not None
        ]
        return min(found, default=None)


def words_fit(words: Iterable[str], names: Collection[str]) -> Fit | None:
    """Return how well words fit the names of one person: as well as the worst of them."""
    worst = Fit.EXACT
    for word in words:
        fit = min((fit for name in names if (fit := _fit(word, name)) is not None), default=None)
        if fit is None:
            return None
        worst = max(worst, fit)
    return worst


def slips(word: str) -> int:
    """Return how many letters of a word may be wrong, missing, too many, or change places."""
    if len(word) < SHORTEST:
        return 0
    return 2 if len(word) >= _LONG else 1


def begins_like(length: int) -> range:
    """Return how long the beginnings are that a word of some letters is held against."""
    return range(length - 1, length + 2)


def _fit(word: str, name: str) -> Fit | None:
    if name.startswith(word):
        return Fit.EXACT
    most = slips(word)
    if most == 0:
        return None
    heard = sound(word)
    if heard and heard == sound(name):
        return Fit.ALIKE
    if OSA.distance(word, name) <= most:
        return Fit.MISSPELT
    # The first letter of a mere beginning is right: else it would fit too many.
    if name[0] == word[0] and any(
        len(name) > end and OSA.distance(word, name[:end]) <= most for end in begins_like(len(word))
    ):
        return Fit.MISSPELT
    return None
