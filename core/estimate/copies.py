"""A state of the queue in numbers, ready to be played forward any number of times."""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify
from random import Random
from typing import Final, NamedTuple

from core.estimate.comers import Comers
from core.estimate.times import ServiceTimes, service_times
from core.estimate.values import Desk, QueueState, Serving
from core.model import PriorityMode

ARRIVES: Final = 0
IS_FREE: Final = 1
"""Of two events at one moment, an arrival comes first: the counter then sees the person."""

_UNLISTED_MIN: Final = 15
"""For a service that the catalogue no longer names."""

_BEFORE_ALL_S: Final = 10.0**9
"""Off the rank of priority where it is absolute; the turn of the others is not played."""

Line = tuple[str, str | None, str | None]
"""A service, and the one counter or agent that may call, if that was chosen."""


class Person(NamedTuple):
    """Somebody who waits in a copy; ordered by rank, then by arrival; seconds from now.

    Attributes:
        token: Place among the steps that wait now; -1 for everybody else.
        onward: Lines of the later steps.
    """

    rank_s: float
    sequence: float
    due_s: float
    token: int
    onward: tuple[int, ...]


class Event(NamedTuple):
    """Somebody comes into a line, or a desk (`place`) is free."""

    at_s: float
    kind: int
    place: int
    line: int = 0
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who might check in now; whether he does changes nothing before his turn."""

    service_id: str
    rank: datetime
    due_from: datetime


class Copies:
    """Lines of people, desks in the order in which they are offered somebody, and newcomers.

    Attributes:
        desks: Least flexible first.
        step_ids: Of the steps that wait, in the order of their tokens.
        present: Who waits in each line, in order of rank.
        lines_of: The lines that each desk takes.
        able: The desks that take each line.
        asked: Rank, sequence and due time of each newcomer.
        asking: The newcomers whom each desk could take.
        seconds: Service times of each line.
    """

    def __init__(self, state: QueueState, newcomers: Sequence[Newcomer]) -> None:
        self._state = state
        self.desks = sorted(state.desks, key=lambda desk: (len(desk.offered), desk.id))
        self._comers = Comers(state)
        self._lines: dict[Line, int] = {}
        self.seconds: list[tuple[int, ...]] = []
        present = self._present()
        self._booked = [
            (self._line(found.service_id), self._onward(found.onward))
            for found in self._comers.bookings
        ]
        self._then = [
            () if desk.serving is None else self._onward(desk.serving.onward) for desk in self.desks
        ]
        asked_lines = [self._line(newcomer.service_id) for newcomer in newcomers]
        self.present: list[list[Person]] = [[] for _ in self._lines]
        for line, person in present:
            insort(self.present[line], person)
        self.lines_of = [
            [index for line, index in self._lines.items() if _takes(desk, line)]
            for desk in self.desks
        ]
        self.able = [
            [place for place, lines in enumerate(self.lines_of) if line in lines]
            for line in range(len(self._lines))
        ]
        self._last = 1.0 + max(
            [step.sequence for step in state.waiting]
            + [desk.serving.sequence for desk in self.desks if desk.serving is not None],
            default=0,
        )
        self.asked = [
            (self._from_now(newcomer.rank), self._last, self._from_now(newcomer.due_from))
            for newcomer in newcomers
        ]
        self.asking = [
            [index for index, line in enumerate(asked_lines) if line in lines]
            for lines in self.lines_of
        ]

    def able_desks(self, service_id: str) -> list[int]:
        """Return the places of the desks that take a service."""
        return self.able[self._lines[(service_id, None, None)]]

    def first_events(self, rng: Random) -> list[Event]:
        """Draw when the desks are left and who will come; return the events as a heap."""
        events: list[Event] = []
        for place, desk in enumerate(self.desks):
            free_s = 0.0 if desk.back_at is None else max(0.0, self._from_now(desk.back_at))
            if desk.serving is not None:
                left_s = self._left_s(desk.serving, rng)
                free_s = max(free_s, left_s)
                if self._then[place]:
                    events.append(self._goes_on(place, desk.serving, left_s))
            events.append(Event(free_s, IS_FREE, place))
        for comer in self._comers.draw(rng):
            line, onward = self._booked[comer.index]
            person = Person(comer.rank_s, self._last + 1 + comer.comes_s, comer.due_s, -1, onward)
            place = len(self.desks) + comer.index
            events.append(Event(comer.comes_s, ARRIVES, place, line, person))
        heapify(events)
        return events

    def _present(self) -> list[tuple[int, Person]]:
        present = sorted(
            self._state.waiting, key=lambda step: (step.rank, step.sequence, step.step_id)
        )
        self.step_ids = [step.step_id for step in present]
        absolute = self._state.policy.priority_mode is PriorityMode.ABSOLUTE
        return [
            (
                self._line(step.service_id, step.counter_id, step.agent_id),
                Person(
                    self._from_now(step.rank)
                    - (_BEFORE_ALL_S if absolute and step.priority else 0),
                    step.sequence,
                    self._from_now(step.due_from),
                    token,
                    self._onward(step.onward),
                ),
            )
            for token, step in enumerate(present)
        ]

    def _goes_on(self, place: int, serving: Serving, left_s: float) -> Event:
        rank_s = min(self._from_now(serving.since), self._from_now(serving.rank))
        line, *later = self._then[place]
        return Event(
            left_s, ARRIVES, place, line, Person(rank_s, serving.sequence, rank_s, -1, tuple(later))
        )

    def _left_s(self, serving: Serving, rng: Random) -> float:
        """Draw how long the person at a desk will still be there."""
        elapsed_s = max(0.0, -self._from_now(serving.since))
        times = times_of(self._state, serving.service_id)
        longer = times.longer_than(elapsed_s)
        if longer:
            return longer[int(rng.random() * len(longer))] - elapsed_s
        return times.seconds[int(rng.random() * len(times.seconds))] / 4

    def _line(self, service_id: str, counter: str | None = None, agent: str | None = None) -> int:
        key = (service_id, counter, agent)
        if key not in self._lines:
            self._lines[key] = len(self._lines)
            self.seconds.append(times_of(self._state, service_id).seconds)
        return self._lines[key]

    def _onward(self, services: Sequence[str]) -> tuple[int, ...]:
        return tuple(self._line(service_id) for service_id in services)

    def _from_now(self, moment: datetime) -> float:
        return (moment - self._state.now).total_seconds()


def times_of(state: QueueState, service_id: str) -> ServiceTimes:
    """Return the times of a service; a guess from the catalogue's minutes if there are none."""
    found = state.times.get(service_id)
    if found is not None:
        return found
    service = state.services.get(service_id)
    return service_times((), (), _UNLISTED_MIN if service is None else service.typical_min)


def _takes(desk: Desk, line: Line) -> bool:
    service_id, counter_id, agent_id = line
    return (
        service_id in desk.offered
        and counter_id in (None, desk.id)
        and (agent_id is None or agent_id == desk.agent_id)
    )
