"""The counts of a day, by service, hour and kind of visit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from core.model import ServiceId
from core.statistics.histogram import BUCKETS
from core.things import VisitClass

TimeKind = Literal["wait", "service", "dwell"]
"""Until the first call of a step; at a counter, without holds; from check-in to the end."""

TIMES: Final[tuple[TimeKind, ...]] = ("wait", "service", "dwell")

OF_VISITS: Final = (
    "visits",
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
    "cancelled",
    "due",
    "punctual",
    "done",
    "incomplete",
    "refused",
    "not_recorded",
)
"""Counted where a visit came for, at the hour of its check-in.

`due` are appointments whose person was there by the booked time, `punctual` those of them who
were called by ten minutes after it.
"""

OF_STEPS: Final = ("calls", "recalls", "out_of_turn", "absences", "transfers")
"""Counted in the queue of the step, at the hour when it began to wait."""

OF_BOOKINGS: Final = ("booked", "came", "no_shows", "excused", "revoked", "undecided")
"""Counted at the booked hour; `undecided` did not come, and nobody said what became of them."""

SUMS: Final = tuple(f"{kind}_s" for kind in TIMES)
HISTOGRAMS: Final[Mapping[TimeKind, tuple[str, ...]]] = {
    kind: tuple(f"{kind}_{index:02}" for index in range(BUCKETS)) for kind in TIMES
}
COUNTS: Final = (
    *OF_VISITS,
    *OF_STEPS,
    *OF_BOOKINGS,
    *SUMS,
    *(name for kind in TIMES for name in HISTOGRAMS[kind]),
)
"""Every count of a cell; all can be added up."""

MOST_AGENTS: Final = 2
"""Agents are counted up to here only: it matters whether one alone made the figures."""

Tally = dict[str, int]
"""Counts by their name; a name that is not there is 0."""


class CellKey(NamedTuple):
    """Where something is counted: `hour` is 0 to 23 in the site's zone."""

    service_id: ServiceId
    hour: int
    kind: VisitClass


class Duration(NamedTuple):
    """A time that something took, of nobody."""

    service_id: ServiceId
    hour: int
    kind: VisitClass
    measure: TimeKind
    seconds: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts that belong together, and how many agents made them, up to two."""

    counts: Mapping[str, int]
    agents: int = 0

    def of(self, name: str) -> int:
        """Return one count."""
        return self.counts.get(name, 0)

    def buckets(self, kind: TimeKind) -> list[int]:
        """Return the histogram of a time."""
        return [self.of(name) for name in HISTOGRAMS[kind]]


@dataclass(frozen=True, slots=True)
class DayCounts:
    """A day in numbers.

    Attributes:
        cells: By service, hour and kind.
        agents: How many agents served, up to two, by service and kind of the whole day.
        durations: Ordered by value, so that their order says nothing of who came when.
    """

    cells: Mapping[CellKey, Counted]
    agents: Mapping[tuple[ServiceId, VisitClass], int]
    durations: tuple[Duration, ...]


def added(parts: Iterable[Counted]) -> Counted:
    """Add counts up. Of the agents the most is known: they may be the same ones."""
    total: Tally = {}
    agents = 0
    for part in parts:
        agents = max(agents, part.agents)
        for name, count in part.counts.items():
            total[name] = total.get(name, 0) + count
    return Counted(total, agents)
