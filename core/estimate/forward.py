"""One copy of the rest of a day: the queue played forward under the rule, in seconds from now.

The rule is `core.policy`'s: among those that a counter can serve, the due before the rest, then
the earliest rank, then the order of arrival; a later step keeps the earlier of its rank and the
first call; an idle counter with fewer services is offered a person first.
"""

from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from random import Random
from typing import Final

from core.estimate.copies import ARRIVES, IS_FREE, Copies, Event, Person

_BREATHE_EVERY: Final = 24
"""Events between two breaths: some tenths of a millisecond."""


@dataclass(frozen=True, slots=True)
class Played:
    """What one copy showed, in seconds from now; None where a turn never came.

    Attributes:
        turns: When each newcomer would have been called.
        starts: When each step that waits now was called.
        ends: When each desk was left by its last person; 0 for one that nobody came to.
    """

    turns: list[float | None]
    starts: list[float | None]
    ends: list[float]


class Run:
    """Plays one copy; the same seed shows the same."""

    def __init__(self, copies: Copies, seed: int) -> None:
        self._copies = copies
        self._rng = Random(seed)  # noqa: S311 - a simulation, not a secret
        self._lines = [list(line) for line in copies.present]
        self._asking = [list(asking) for asking in copies.asking]
        self._idle: set[int] = set()
        self._events = copies.first_events(self._rng)
        self.shown = Played(
            [None] * len(copies.asked), [None] * len(copies.step_ids), [0.0] * len(copies.desks)
        )

    def play(self, breathe: Callable[[], None], *, to_the_end: bool) -> Played:
        """Play until nobody is left, or until everybody asked about had his turn.

        Args:
            breathe: Called every few events, so that other threads have theirs.
            to_the_end: Otherwise `ends` means nothing.
        """
        events, count = self._events, 0
        while events:
            event = heappop(events)
            count += 1
            if count % _BREATHE_EVERY == 0:
                breathe()
                if not to_the_end and self._is_answered():
                    break
            if event.person is None:
                self._is_free(event.place, event.at_s)
            else:
                self._arrives(event.line, event.person, event.at_s)
        return self.shown

    def _is_answered(self) -> bool:
        return None not in self.shown.turns and None not in self.shown.starts

    def _arrives(self, line: int, person: Person, at_s: float) -> None:
        for desk in self._copies.able[line]:
            if desk in self._idle:
                self._idle.remove(desk)
                self._begin(desk, line, person, at_s)
                return
        insort(self._lines[line], person)

    def _is_free(self, desk: int, at_s: float) -> None:
        line, place = self._first(desk, at_s)
        rival = None if place < 0 else self._lines[line][place]
        if self._asking[desk]:
            self._give_turns(desk, rival, at_s)
        if rival is None:
            self._idle.add(desk)
        else:
            del self._lines[line][place]
            self._begin(desk, line, rival, at_s)

    def _first(self, desk: int, at_s: float) -> tuple[int, int]:
        """Return line and place of the person that a desk calls; place -1 if nobody waits."""
        found, best = (0, -1), (True, float("inf"), 0.0)
        for line in self._copies.lines_of[desk]:
            people = self._lines[line]
            for place, person in enumerate(people):
                due = person.due_s <= at_s
                # Lines stand in order of rank: only the first and the first due can be called.
                if due or place == 0:
                    key = (not due, person.rank_s, person.sequence)
                    if key < best or found[1] < 0:
                        found, best = (line, place), key
                if due:
                    break
        return found

    def _give_turns(self, desk: int, rival: Person | None, at_s: float) -> None:
        """Give every newcomer his turn whom the desk would call instead of `rival`."""
        turns, left = self.shown.turns, []
        for index in self._asking[desk]:
            if turns[index] is None:
                rank_s, sequence, due_s = self._copies.asked[index]
                if rival is None or (due_s > at_s, rank_s, sequence) < (
                    rival.due_s > at_s,
                    rival.rank_s,
                    rival.sequence,
                ):
                    turns[index] = at_s
                else:
                    left.append(index)
        self._asking[desk] = left

    def _begin(self, desk: int, line: int, person: Person, at_s: float) -> None:
        if person.token >= 0:
            self.shown.starts[person.token] = at_s
        times = self._copies.seconds[line]
        end_s = at_s + times[int(self._rng.random() * len(times))]
        self.shown.ends[desk] = end_s
        heappush(self._events, Event(end_s, IS_FREE, desk))
        if person.onward:
            following = Person(
                min(person.rank_s, at_s),
                person.sequence,
                min(person.due_s, at_s),
                -1,
                person.onward[1:],
            )
            heappush(self._events, Event(end_s, ARRIVES, desk, person.onward[0], following))
