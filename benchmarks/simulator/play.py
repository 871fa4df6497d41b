"""Plays a day: people come, idle counters are offered the first by the rule, work takes time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Final

from benchmarks.simulator.days import OPENS, Day, Visitor
from benchmarks.simulator.posts import Post
from benchmarks.simulator.rules import Rule
from core import policy
from core.model import CounterId, StepId, VisitId
from core.offering import IdleCounter, offers
from core.policy import Candidate

_HOUR: Final = timedelta(hours=1)
_ARRIVES, _IS_FREE = 0, 1


@dataclass(slots=True)
class Turn:
    """What became of a visitor.

    Attributes:
        rank: As the rule gave it at check-in.
        called_at: The first call.
        passed: How many who came later were called before, at a counter that could serve both.
        passed_late: One of them had come an hour later or more.
    """

    visitor: Visitor
    rank: datetime
    called_at: datetime | None = None
    passed: int = 0
    passed_late: bool = False

    @property
    def wait_s(self) -> float:
        """From the booked time or the check-in, whichever is later, to the first call."""
        since = max(self.visitor.checked_in_at, self.visitor.starts_at or OPENS)
        called_at = self.called_at or since
        return max(0.0, (called_at - since).total_seconds())


@dataclass(slots=True)
class AtCounter:
    """Who is at a counter, since when."""

    turn: Turn
    step: int
    candidate: Candidate
    since: datetime


@dataclass
class Playing:
    """A day under way; what stands here is what a server would know, and the turns.

    Attributes:
        waiting: Steps that wait, as the rule sees them.
        busy: Who is at which counter.
        times_s: Service times of today by service, newest last.
        violations: Calls that broke the rule's promise: nobody who checks in after your rank time
            is called before you.
    """

    post: Post
    day: Day
    now: datetime = OPENS
    waiting: list[Candidate] = field(default_factory=list)
    busy: dict[CounterId, AtCounter] = field(default_factory=dict)
    turns: dict[str, Turn] = field(default_factory=dict)
    times_s: dict[str, list[int]] = field(default_factory=dict)
    violations: int = 0

    def step_of(self, candidate: Candidate) -> tuple[Turn, int]:
        """Return the visitor's turn and the place of a step in his way."""
        _, _, step = candidate.step_id.partition("/")
        return self.turns[candidate.visit_id], int(step)


Watch = Callable[[Playing, Visitor], None]
"""Told of every check-in, just before the visitor joins those who wait."""


class Player:
    """Plays one day of a post under a rule."""

    def __init__(self, post: Post, day: Day, rule: Rule, watch: Watch | None = None) -> None:
        self.playing = Playing(post, day)
        self._rule = rule
        self._watch = watch
        self._policy = rule.settings(post.policy)
        self._services = post.services
        self._idle: dict[CounterId, IdleCounter] = {c.id: c for c in post.counters}
        self._equipped = dict(self._idle)
        self._events: list[tuple[datetime, int, int, Visitor | AtCounter]] = [
            (visitor.checked_in_at, _ARRIVES, visitor.sequence, visitor) for visitor in day.visitors
        ]
        heapify(self._events)

    def play(self) -> Playing:
        """Play until the last person has left."""
        playing, events = self.playing, self._events
        while events:
            playing.now = events[0][0]
            while events and events[0][0] == playing.now:
                _, _, _, what = heappop(events)
                if isinstance(what, Visitor):
                    self._arrive(what)
                else:
                    self._leave(what)
            if playing.waiting and self._idle:
                self._offer()
        return playing

    def _arrive(self, visitor: Visitor) -> None:
        playing = self.playing
        if self._watch is not None:
            self._watch(playing, visitor)
        service = self._services[visitor.steps[0]]
        if visitor.starts_at is None:
            given = policy.rank_walk_in(
                playing.now, self._policy, service, priority=visitor.priority
            )
        else:
            given = policy.rank_appointment(
                playing.now, visitor.starts_at, self._policy, service, priority=visitor.priority
            )
        turn = Turn(visitor, given.rank)
        playing.turns[str(visitor.sequence)] = turn
        playing.waiting.append(_candidate(turn, 0, given.rank, given.due_from))

    def _leave(self, done: AtCounter) -> None:
        playing = self.playing
        counter_id = next(c for c, found in playing.busy.items() if found is done)
        del playing.busy[counter_id]
        self._idle[counter_id] = self._equipped[counter_id]
        service_id = done.candidate.service_id
        spent_s = round((playing.now - done.since).total_seconds())
        playing.times_s.setdefault(service_id, []).append(spent_s)
        if done.step + 1 < len(done.turn.visitor.steps):
            rank, due_from = policy.rank_with_seniority(
                done.candidate.rank, done.candidate.due_from, done.turn.called_at
            )
            playing.waiting.append(_candidate(done.turn, done.step + 1, rank, due_from))

    def _offer(self) -> None:
        playing = self.playing
        chosen = offers(self._idle.values(), playing.waiting, playing.now, self._rule.order)
        for counter_id, candidate in chosen.items():
            playing.waiting.remove(candidate)
            self._look_for_passed(candidate, self._equipped[counter_id].services)
            turn, step = playing.step_of(candidate)
            if turn.called_at is None:
                turn.called_at = playing.now
            self._rule.called(candidate)
            there = AtCounter(turn, step, candidate, playing.now)
            playing.busy[counter_id] = there
            del self._idle[counter_id]
            ends_at = playing.now + timedelta(seconds=turn.visitor.work_s[step])
            heappush(self._events, (ends_at, _IS_FREE, candidate.sequence, there))

    def _look_for_passed(self, called: Candidate, services: frozenset[str]) -> None:
        came = called.checked_in_at
        for left in self.playing.waiting:
            if left.checked_in_at < came and left.service_id in services:
                if policy.minute(came) > left.rank:
                    self.playing.violations += 1
                turn = self.playing.turns[left.visit_id]
                if turn.called_at is None and not called.seniority:
                    turn.passed += 1
                    turn.passed_late |= came - left.checked_in_at >= _HOUR


def _candidate(turn: Turn, step: int, rank: datetime, due_from: datetime) -> Candidate:
    visitor = turn.visitor
    return Candidate(
        step_id=StepId(f"{visitor.sequence}/{step}"),
        visit_id=VisitId(str(visitor.sequence)),
        number=f"K{visitor.sequence:03}",
        service_id=visitor.steps[step],
        rank=rank,
        due_from=due_from,
        sequence=visitor.sequence,
        checked_in_at=visitor.checked_in_at,
        starts_at=visitor.starts_at,
        priority=visitor.priority,
        seniority=step > 0,
    )
