"""In which order the letters of a line stand: the Unicode bidirectional algorithm, for one line.

Lines on paper hold no marks that turn letters round (`faces.plain` takes them out), so the rules of
UAX #9 for embeddings and isolates fall away; W1 to W7, N0 to N2, I1, I2, L1 and L2 are all here.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_OPENING: Final = {"(": ")", "[": "]", "{": "}"}
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Letters of a line that run one way: `text[start:end]`, as it is read."""

    start: int
    end: int
    rtl: bool


def stretches(text: str, *, rtl: bool = False) -> list[Stretch]:
    """Return a line's stretches from left to right.

    Args:
        text: One line, without marks of direction.
        rtl: Whether the line as a whole runs from right to left.
    """
    levels = _levels(text, 1 if rtl else 0)
    cuts = [at for at in range(1, len(text)) if levels[at] != levels[at - 1]]
    bounds = [0, *cuts, len(text)] if text else []
    found = [
        (levels[start], Stretch(start, end, rtl=bool(levels[start] % 2)))
        for start, end in pairwise(bounds)
    ]
    for least in range(max(levels, default=0), 0, -1):
        found = _turned(found, least)
    return [stretch for _, stretch in found]


def _turned(found: list[tuple[int, Stretch]], least: int) -> list[tuple[int, Stretch]]:
    """Rule L2: turn round what lies at a level or above."""
    done: list[tuple[int, Stretch]] = []
    deep: list[tuple[int, Stretch]] = []
    for one in found:
        if one[0] >= least:
            deep.insert(0, one)
        else:
            done += [*deep, one]
            deep = []
    return done + deep


def _levels(text: str, base: int) -> list[int]:
    own = "R" if base else "L"
    kinds = _weak([unicodedata.bidirectional(letter) or "L" for letter in text], own)
    _brackets(text, kinds, own)
    _between(kinds, own)
    levels = []
    for kind in kinds:
        if base:
            levels.append(1 if kind == "R" else 2)
        else:
            levels.append({"L": 0, "R": 1}.get(kind, 2))
    # L1: blanks at the end stand where the line ends.
    for at in range(len(text) - 1, -1, -1):
        if not text[at].isspace():
            break
        levels[at] = base
    return levels


def _weak(kinds: list[str], own: str) -> list[str]:
    """Rules W1 to W7: numbers, and what stands in and beside them."""
    kinds = list(_numbered(kinds, own))
    for at in range(1, len(kinds) - 1):  # W4
        before, after = kinds[at - 1], kinds[at + 1]
        between = {"EN": ("ES", "CS"), "AN": ("CS",)}.get(before, ())
        if before == after and kinds[at] in between:
            kinds[at] = before
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):  # W5
        number = False
        for at in order:
            number = kinds[at] == "EN" or (number and kinds[at] == "ET")
            if number:
                kinds[at] = "EN"
    strong = own
    for at, kind in enumerate(kinds):  # W6, W7
        if kind in ("L", "R"):
            strong = kind
        elif kind in ("ES", "ET", "CS"):
            kinds[at] = "ON"
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
    return kinds


def _numbered(kinds: list[str], own: str) -> Iterator[str]:
    """Rules W1 to W3: accents go with their letters, numbers with the letters before them."""
    last = strong = own
    for kind in kinds:
        last = last if kind in ("NSM", "BN") else kind
        if last in ("L", "R", "AL"):
            strong = last
        if last == "EN" and strong == "AL":
            yield "AN"
        else:
            yield "R" if last == "AL" else last


def _brackets(text: str, kinds: list[str], own: str) -> None:
    """Rule N0: a pair of brackets goes the way of what it holds."""
    other = "L" if own == "R" else "R"
    for start, end in _pairs(text, kinds):
        held = {_way(kind) for kind in kinds[start + 1 : end]}
        if own in held:
            way = own
        elif other in held:
            before = next((_way(kind) for kind in kinds[start - 1 :: -1] if _way(kind)), own)
            way = other if start and before == other else own
        else:
            continue
        kinds[start] = kinds[end] = way


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    found = []
    for at, letter in enumerate(text):
        if kinds[at] != "ON":
            continue
        if letter in _OPENING:
            waiting.append((_OPENING[letter], at))
        elif letter in _OPENING.values():
            for place in range(len(waiting) - 1, -1, -1):
                if waiting[place][0] == letter:
                    found.append((waiting[place][1], at))
                    del waiting[place:]
                    break
    return sorted(found)


def _way(kind: str) -> str:
    """Return which way a kind runs, for what stands beside it; "" where it runs none."""
    if kind in ("R", "EN", "AN"):
        return "R"
    return "L" if kind == "L" else ""


def _between(kinds: list[str], own: str) -> None:
    """Rules N1 and N2: what has no way of its own takes its neighbours', or the line's."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > at:
            before = _way(kinds[at - 1]) if at else own
            after = _way(kinds[end]) if end < len(kinds) else own
            kinds[at:end] = [before if before == after else own] * (end - at)
        at = max(end, at + 1)
