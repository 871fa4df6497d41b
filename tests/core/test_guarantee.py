"""The guarantee of the rule on generated days, and the check that looks for it in a journal."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import policy
from core.business_days import Days
from core.errors import Fact, fact
from core.guarantee import Explained, Passing, passings
from core.model import CounterId, EventKind, ServiceId, StepId, VisitId
from core.policy import Candidate, Offer
from core.site import Policy, Service
from core.things import Event
from core.usecases.call_audit import call_facts

NINE: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ZONE: Final = ZoneInfo("Europe/Lisbon")
SERVICES: Final = {
    code: Service(ServiceId(code), code, number, "K", {"fr": code}, walk_in_allowance_min=own)
    for number, (code, own) in enumerate((("a", None), ("b", 15), ("c", 90)), start=1)
}
RULES: Final = Policy()
MINUTE: Final = timedelta(minutes=1)
SOAK: Final = 3000
"""Days of each long property."""

Rank = Callable[[datetime, datetime | None, Policy, Service, bool], policy.Ranked]


@dataclass(frozen=True, slots=True)
class Person:
    """Who comes when, for what, and how: `ahead_min` to their appointment, None without one."""

    came_min: int
    ahead_min: int | None
    service: str
    priority: bool
    steps: int


@dataclass(frozen=True, slots=True)
class Post:
    """Counters with their services, and what may happen there besides calls in the order."""

    counters: tuple[tuple[str, str], ...] = (("ab", ""), ("bc", ""), ("abc", ""))
    rules: Policy = RULES
    absolute: bool = False
    out_of_turn: float = 0
    urgent: float = 0


def by_the_rule(
    came: datetime, booked: datetime | None, rules: Policy, service: Service, priority: bool
) -> policy.Ranked:
    return policy.rank_visit(came, booked, rules, service, priority=priority)


def without_max(
    came: datetime, booked: datetime | None, rules: Policy, service: Service, priority: bool
) -> policy.Ranked:
    """Let the late keep their slot as the rank, as if they had been there in time."""
    given_rank = policy.rank_visit(came, booked, rules, service, priority=priority)
    slot = booked or given_rank.base_at
    return replace(given_rank, rank=slot, due_from=min(given_rank.due_from, slot))


class Day:
    """Plays one day through the rule, and writes the journal that the programs would write."""

    def __init__(self, post: Post, people: list[Person], seed: int, rank: Rank) -> None:
        self.post, self.rank, self.random = post, rank, Random(seed)
        self.events: list[Event] = []
        self.waiting: dict[str, Candidate] = {}
        self.free_at = dict.fromkeys(range(len(post.counters)), NINE)
        self.streaks = dict.fromkeys(range(len(post.counters)), 0)
        self.first_calls: dict[str, datetime] = {}
        self.back: list[tuple[datetime, EventKind, Candidate]] = []
        self.people = sorted(enumerate(people, start=1), key=lambda one: (one[1].came_min, one[0]))

    def play(self) -> list[Event]:
        for elapsed in range(600):
            now = NINE + elapsed * MINUTE
            while self.people and self.people[0][1].came_min <= elapsed:
                self._arrive(*self.people.pop(0), now)
            for at, kind, one in [back for back in self.back if back[0] <= now]:
                self.back.remove((at, kind, one))
                self._wait(kind, one, now)
            for index in self.free_at:
                if self.free_at[index] <= now:
                    self._call(index, now)
        return self.events

    def _tell(
        self, kind: EventKind, now: datetime, one: Candidate, **facts: Fact | datetime
    ) -> None:
        kept: dict[str, Fact] = {
            name: fact(value) for name, value in facts.items() if value is not None
        }
        counter_id = kept.pop("counter_id", None)
        self.events.append(
            Event(
                seq=len(self.events) + 1,
                at=now,
                kind=kind,
                visit_id=one.visit_id,
                step_id=one.step_id,
                counter_id=None if counter_id is None else CounterId(str(counter_id)),
                facts={"number": one.number, "service_id": one.service_id, **kept},
            )
        )

    def _wait(
        self, kind: EventKind, one: Candidate, now: datetime, **facts: Fact | datetime
    ) -> None:
        self.waiting[one.step_id] = one
        self._tell(
            kind,
            now,
            one,
            rank=one.rank,
            due_from=one.due_from,
            sequence=one.sequence,
            checked_in_at=one.checked_in_at,
            priority=one.priority,
            **facts,
        )

    def _arrive(self, sequence: int, person: Person, now: datetime) -> None:
        booked = None if person.ahead_min is None else now + person.ahead_min * MINUTE
        service = SERVICES[person.service]
        ranked = self.rank(now, booked, self.post.rules, service, person.priority)
        one = Candidate(
            StepId(f"{sequence}/{person.steps}"),
            VisitId(str(sequence)),
            f"K{sequence:03}",
            person.service,
            ranked.rank,
            ranked.due_from,
            sequence,
            now,
            booked,
            person.priority,
            base_at=ranked.base_at,
            bonus_min=ranked.bonus_min,
        )
        self._wait(EventKind.STEP_WAITING, one, now)
        if self.random.random() < self.post.urgent:
            rank, due_from = policy.rank_urgent(now, self.post.rules)
            urgent = replace(one, rank=rank, due_from=due_from, urgent_min=60)
            self._wait(EventKind.VISIT_URGENT, urgent, now, reason="ill")

    def _offer(self, index: int) -> Offer:
        own, secondary = self.post.counters[index]
        return Offer(
            frozenset(own),
            frozenset(secondary),
            CounterId(str(index)),
            offset_min=self.post.rules.secondary_offset_min,
            absolute=self.post.absolute,
            in_a_row=self.post.rules.absolute_in_a_row,
            streak=self.streaks[index],
        )

    def _call(self, index: int, now: datetime) -> None:
        offer = self._offer(index)
        able = [
            replace(
                one,
                offset_min=offer.offset_of(one.service_id),
                held_here=one.held and one.settings_version == index,
            )
            for one in self.waiting.values()
            if offer.takes(one.service_id)
        ]
        chosen = policy.next_step(able, now, offer)
        if chosen is None:
            return
        reason = None
        if self.random.random() < self.post.out_of_turn:
            chosen, reason = self.random.choice(able), "asked_for"
        del self.waiting[chosen.step_id]
        self.streaks[index] = self.streaks[index] + 1 if chosen.priority else 0
        self.first_calls.setdefault(chosen.visit_id, now)
        self._tell(
            EventKind.STEP_CALLED,
            now,
            chosen,
            counter_id=str(index),
            reason=reason,
            **call_facts(chosen, offer, now),
        )
        self._serve(index, chosen, now)

    def _serve(self, index: int, one: Candidate, now: datetime) -> None:
        """Let them be served, be absent, or be put on hold, and come back or go on after it."""
        fate = self.random.random()
        away = self.random.randrange(1, 50) * MINUTE
        rules = self.post.rules
        if fate < 0.1 and not one.returned:
            self._tell(EventKind.STEP_NO_SHOW, now, one)
            rank = policy.rank_after_absence(one.rank, now, now + away, rules)
            late = replace(one, rank=rank, returned=True, held_here=False)
            self.back.append((now + away, EventKind.STEP_RETURNED, late))
            return
        self.free_at[index] = now + self.random.randrange(2, 25) * MINUTE
        if fate < 0.2 and not one.held:
            self._tell(EventKind.STEP_PARKED, now, one)
            rank = policy.rank_after_hold(one.rank, now, now + away, rules)
            # The version of the settings stands for the counter, which a candidate does not name.
            held = replace(one, rank=rank, held=True, settings_version=index)
            self.back.append((now + away, EventKind.STEP_RETURNED, held))
            return
        self._tell(EventKind.STEP_COMPLETED, now, one)
        left = int(one.step_id.split("/")[1]) - 1
        if left > 0:
            called = self.first_calls[one.visit_id]
            rank, due_from = policy.rank_with_seniority(one.rank, one.due_from, called)
            following = replace(
                one,
                step_id=StepId(f"{one.sequence}/{left}"),
                service_id=self.random.choice("abc"),
                rank=rank,
                due_from=due_from,
                seniority=True,
                held=False,
            )
            self.back.append((self.free_at[index], EventKind.STEP_WAITING, following))


people_of_a_day = st.lists(
    st.builds(
        Person,
        came_min=st.integers(0, 300),
        ahead_min=st.one_of(st.none(), st.integers(-60, 30)),
        service=st.sampled_from("abc"),
        priority=st.booleans(),
        steps=st.integers(1, 3),
    ),
    min_size=2,
    max_size=60,
)
seeds = st.integers(0, 2**32)
rules_of_posts = st.integers(0, 120).flatmap(
    lambda allowance: st.builds(
        Policy,
        walk_in_allowance_min=st.just(allowance),
        grace_min=st.integers(0, 30),
        late_allowance_min=st.integers(0, 60),
        priority_bonus_min=st.integers(0, 120),
        early_call_min=st.integers(0, 10),
        secondary_offset_min=st.integers(0, 30),
        absolute_in_a_row=st.integers(1, 3),
    )
)


def found(post: Post, people: list[Person], seed: int, rank: Rank = by_the_rule) -> list[Passing]:
    return list(passings(Day(post, people, seed, rank).play(), Days(ZONE)))


def check_plain(people: list[Person], rules: Policy, seed: int) -> None:
    allowed = {Explained.HELD_HERE}
    assert {one.explained for one in found(Post(rules=rules), people, seed)} <= allowed


def check_bent(people: list[Person], rules: Policy, seed: int, absolute: bool) -> None:
    counters = (("ab", "c"), ("bc", "a"), ("abc", ""))
    post = Post(counters, rules, absolute, out_of_turn=0.1, urgent=0.1)
    assert all(one.explained is not None for one in found(post, people, seed))


@settings(max_examples=150, deadline=None)
@given(people=people_of_a_day, rules=rules_of_posts, seed=seeds)
def test_nobody_is_passed_by_a_later_arrival_on_any_day(
    people: list[Person], rules: Policy, seed: int
) -> None:
    check_plain(people, rules, seed)


@settings(max_examples=100, deadline=None)
@given(people=people_of_a_day, rules=rules_of_posts, seed=seeds, absolute=st.booleans())
def test_whoever_is_passed_is_passed_for_a_reason_that_the_site_chose(
    people: list[Person], rules: Policy, seed: int, absolute: bool
) -> None:
    check_bent(people, rules, seed, absolute)


@pytest.mark.soak
@settings(max_examples=SOAK, deadline=None)
@given(people=people_of_a_day, rules=rules_of_posts, seed=seeds)
def test_nobody_is_passed_on_thousands_of_days(
    people: list[Person], rules: Policy, seed: int
) -> None:
    check_plain(people, rules, seed)


@pytest.mark.soak
@settings(max_examples=SOAK, deadline=None)
@given(people=people_of_a_day, rules=rules_of_posts, seed=seeds, absolute=st.booleans())
def test_every_passing_is_explained_on_thousands_of_days(
    people: list[Person], rules: Policy, seed: int, absolute: bool
) -> None:
    check_bent(people, rules, seed, absolute)


def crowd(seed: int) -> list[Person]:
    random = Random(seed)
    return [
        Person(
            random.randrange(240),
            None if random.random() < 0.4 else random.randrange(-40, 30),
            random.choice("abc"),
            random.random() < 0.1,
            1,
        )
        for _ in range(60)
    ]


@pytest.mark.parametrize("absolute", [False, True])
def test_a_rank_that_lets_the_late_keep_their_slot_breaks_it(absolute: bool) -> None:
    post = Post(absolute=absolute)
    days = [found(post, crowd(seed), seed, without_max) for seed in range(10)]
    assert sum(one.explained is None for day in days for one in day) > 20


def test_absolute_priority_explains_nothing_among_those_who_have_it() -> None:
    """With priority for all, the guarantee holds for all."""
    everybody = [[replace(one, priority=True) for one in crowd(seed)] for seed in range(20)]
    post = Post(absolute=True)

    def keeps_the_slot(
        came: datetime, booked: datetime | None, rules: Policy, service: Service, _: bool
    ) -> policy.Ranked:
        return without_max(came, booked, rules, service, False)

    broken = [found(post, people, seed, keeps_the_slot) for seed, people in enumerate(everybody)]
    explained = {one.explained for day in broken for one in day}
    assert None in explained
    assert explained <= {None, Explained.HELD_HERE}


@pytest.mark.parametrize(
    ("post", "explained"),
    [
        (Post(out_of_turn=0.3), Explained.OVERRIDE),
        (Post(urgent=0.2), Explained.URGENT),
        (Post(absolute=True), Explained.PRIORITY_ABSOLUTE),
        (Post((("ab", "c"), ("bc", "a"))), Explained.SECONDARY),
    ],
)
def test_each_exception_is_found_and_named(post: Post, explained: Explained) -> None:
    passed = [one for seed in range(25) for one in found(post, crowd(seed), seed)]
    assert explained in {one.explained for one in passed}
    assert all(one.explained is not None for one in passed)
