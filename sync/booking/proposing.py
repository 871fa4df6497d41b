"""Which thing here a name of the booking server may mean: proposed by likeness, never decided."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from sync.booking.files.words import folded

LEAST: Final = 0.6
"""Below this likeness nothing is proposed."""

_APART: Final = 0.1
"""Two that are alike so nearly are both in question, and none is proposed."""

_EMPTY: Final = frozenset(
    {"a", "an", "and", "au", "aux", "d", "de", "des", "du", "en", "et", "for", "l", "la", "le"}
    | {"les", "of", "or", "ou", "par", "pour", "the", "un", "une", "votre", "vous"}
    | {"appointment", "nouveau", "nouvelle", "rdv", "rendez"}
)
"""Words that many names have, and that tell none from another."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a name may mean, and how alike the names are, from 0 to 1."""

    key: str
    score: float


def propose(name: str, names: Mapping[str, Iterable[str]]) -> Proposal | None:
    """Return what a name most likely means; None where nothing is like it, or two are.

    Args:
        name: At the booking server.
        names: What each thing here is called, in any language, by its key.
    """
    ranked = sorted(
        ((max((_likeness(name, own) for own in called), default=0.0), key)
         for key, called in names.items()),
        reverse=True,
    )  # fmt: skip
    if not ranked or ranked[0][0] < LEAST:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _APART:
        return None
    return Proposal(ranked[0][1], round(ranked[0][0], 2))


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are: equal words count, and beside them letters in order."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return 0.0
    if mine == theirs:
        return 1.0
    shared = len(mine & theirs)
    overlap = (shared / min(len(mine), len(theirs)) + 2 * shared / (len(mine) + len(theirs))) / 2
    letters = SequenceMatcher(None, _line(mine), _line(theirs), autojunk=False).ratio()
    return 0.7 * overlap + 0.3 * letters


def _words(name: str) -> Set[str]:
    """Return the words that tell a name from others, without the s of a plural."""
    words = frozenset(word.removesuffix("s") or word for word in folded(name).split())
    return words - _EMPTY or words


def _line(words: Set[str]) -> str:
    return " ".join(sorted(words))
