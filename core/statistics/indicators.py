"""What counts say: shares, means, quantiles, each block hidden where too few stand behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from core.statistics.cells import MOST_AGENTS, TIMES, Counted, TimeKind, added
from core.statistics.histogram import count_under, quantile_s
from core.statistics.suppression import hidden, total_hidden

BlockName = Literal[
    "visits", "bookings", "punctuality", "outcomes", "wait", "service", "dwell", "calls"
]
Figure = int | float | None
Block = Mapping[str, Figure]
"""Figures by name; all None where they are hidden."""

UNDER_MIN: Final = (10, 20, 30, 60)
"""The waits whose shares are told."""

_DIGITS: Final = 4
_VISITS: Final = (
    "persons",
    "walk_ins",
    "priority",
    "urgent",
    "early",
    "on_time",
    "late",
    "called",
    "served",
    "left",
    "sent_away",
    "absent",
    "unserved",
)
_BOOKINGS: Final = ("came", "no_shows", "excused", "revoked", "undecided")
_OUTCOMES: Final = ("done", "incomplete", "refused", "not_recorded")
_CALLS: Final = ("recalls", "out_of_turn", "absences", "transfers")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of statistics.

    Attributes:
        key: What the line is about, a day or a service; "" for the total.
        blocks: Figures by block.
        suppressed: Blocks that are hidden.
    """

    key: str
    blocks: Mapping[BlockName, Block]
    suppressed: frozenset[BlockName]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines in the order of their keys, and their total."""

    rows: tuple[Row, ...]
    total: Row


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, _DIGITS) if whole else None


def _counts(counted: Counted, base: str, parts: Sequence[str], *shares: str) -> Block:
    whole = counted.of(base)
    found: dict[str, Figure] = {base: whole}
    found |= {name: counted.of(name) for name in parts}
    found |= {f"{name}_share": _share(counted.of(name), whole) for name in shares}
    return found


def _visits(counted: Counted) -> Block:
    return _counts(counted, "visits", _VISITS, "walk_ins", "priority", "served", "left")


def _bookings(counted: Counted) -> Block:
    return _counts(counted, "booked", _BOOKINGS, *_BOOKINGS)


def _punctuality(counted: Counted) -> Block:
    return _counts(counted, "due", ("punctual",), "punctual")


def _outcomes(counted: Counted) -> Block:
    whole = sum(counted.of(name) for name in _OUTCOMES)
    found: dict[str, Figure] = {"outcomes": whole}
    found |= {name: counted.of(name) for name in _OUTCOMES}
    return found | {f"{name}_share": _share(counted.of(name), whole) for name in _OUTCOMES}


def _calls(counted: Counted) -> Block:
    found = dict(_counts(counted, "calls", _CALLS, "out_of_turn"))
    found["transfers_per_visit"] = _share(counted.of("transfers"), counted.of("visits"))
    return found


def _time(kind: TimeKind) -> Callable[[Counted], Block]:
    def figures(counted: Counted) -> Block:
        buckets = counted.buckets(kind)
        count = sum(buckets)
        found: dict[str, Figure] = {
            "count": count,
            "mean_s": round(counted.of(f"{kind}_s") / count) if count else None,
            "p50_s": quantile_s(buckets, 0.5),
            "p90_s": quantile_s(buckets, 0.9),
        }
        if kind == "wait":
            found |= {
                f"under_{minutes}_share": _share(count_under(buckets, minutes), count)
                for minutes in UNDER_MIN
            }
        return found

    return figures


_FIGURES: Final[Mapping[BlockName, Callable[[Counted], Block]]] = {
    "visits": _visits,
    "bookings": _bookings,
    "punctuality": _punctuality,
    "outcomes": _outcomes,
    "calls": _calls,
    **{kind: _time(kind) for kind in TIMES},
}


def _base(name: BlockName, counted: Counted) -> int:
    """Return how many stand behind a block."""
    if name in TIMES:
        return sum(counted.buckets(name))
    if name == "outcomes":
        return sum(counted.of(one) for one in _OUTCOMES)
    base = {"visits": "visits", "bookings": "booked", "punctuality": "due", "calls": "calls"}
    return counted.of(base[name])


def _of_one_agent(name: BlockName, counted: Counted) -> bool:
    """Say whether one agent alone may have made these figures.

    Times at a counter are an agent's own work; everything else is the work of the whole post.
    """
    return name == "service" and counted.agents < MOST_AGENTS and _base(name, counted) > 0


def hidden_beside_others(groups: Mapping[str, Counted], key: str) -> frozenset[BlockName]:
    """Return the blocks of one group that are hidden in the table of all groups.

    Shown by itself, the group would tell by subtraction what the table hides of the others.
    """
    rows = table(groups).rows
    return next((row.suppressed for row in rows if row.key == key), frozenset())


def table(groups: Mapping[str, Counted], apart: frozenset[BlockName] = frozenset()) -> Table:
    """Return the statistics of some groups and their total, with small ones hidden.

    Each block is hidden for itself, by what stands behind it: a service with many visits may have
    few bookings. Where one agent alone served, times at the counter are hidden.

    Args:
        groups: What was counted, by key.
        apart: Blocks to hide throughout.
    """
    keys = sorted(groups)
    total = added(groups.values())
    gone: dict[BlockName, frozenset[int]] = {}
    of_total: set[BlockName] = set()
    for name in _FIGURES:
        # A group of one agent counts as a small one, so that it is not found by subtraction.
        bases = [
            min(1, _base(name, groups[key]))
            if _of_one_agent(name, groups[key])
            else _base(name, groups[key])
            for key in keys
        ]
        gone[name] = frozenset(range(len(keys))) if name in apart else hidden(bases)
        if name in apart or total_hidden(bases) or _of_one_agent(name, total):
            of_total.add(name)
    rows = tuple(
        _row(key, groups[key], frozenset(name for name in _FIGURES if place in gone[name]))
        for place, key in enumerate(keys)
    )
    return Table(rows, _row("", total, frozenset(of_total)))


def _row(key: str, counted: Counted, suppressed: frozenset[BlockName]) -> Row:
    blocks: dict[BlockName, Block] = {}
    for name, figures in _FIGURES.items():
        found = figures(counted)
        blocks[name] = dict.fromkeys(found) if name in suppressed else found
    return Row(key, blocks, suppressed)
