"""The rank-time rule: the guarantee, and each case of its table."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import policy
from core.model import Arrival, ServiceId, StepId, VisitId
from core.policy import Candidate
from core.site import Policy, Service

NINE: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SERVICE: Final = Service(ServiceId("s"), "s", 1, "K", {"fr": "S"})
RULES: Final = Policy()


def after(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def candidate(
    sequence: int, came: float, booked: float | None, priority: bool, rules: Policy = RULES
) -> Candidate:
    at = after(came)
    if booked is None:
        ranked = policy.rank_walk_in(at, rules, SERVICE, priority=priority)
    else:
        ranked = policy.rank_appointment(at, after(booked), rules, SERVICE, priority=priority)
    return Candidate(
        StepId(str(sequence)),
        VisitId(str(sequence)),
        f"K{sequence:03d}",
        "s",
        ranked.rank,
        ranked.due_from,
        sequence,
        at,
        None if booked is None else after(booked),
        priority,
    )


arrivals = st.lists(
    st.tuples(
        st.integers(0, 240),
        st.one_of(st.none(), st.integers(0, 300)),
        st.booleans(),
    ),
    min_size=1,
    max_size=25,
)
rules_of_sites = st.integers(0, 120).flatmap(
    lambda allowance: st.builds(
        Policy,
        walk_in_allowance_min=st.just(allowance),
        grace_min=st.integers(0, 30),
        late_allowance_min=st.integers(0, allowance),
        priority_bonus_min=st.integers(0, allowance),
        early_call_min=st.integers(0, 10),
    )
)


def queue_of(people: list[tuple[int, int | None, bool]], rules: Policy = RULES) -> list[Candidate]:
    """Number people in the order in which they come; an appointment is at most 30 min ahead."""
    ordered = sorted(people, key=lambda person: person[0])
    return [
        candidate(place, came, None if ahead is None else came - 60 + ahead, priority, rules)
        for place, (came, ahead, priority) in enumerate(ordered, start=1)
    ]


@given(people=arrivals, data=st.data())
def test_order_of_rows_does_not_matter(
    people: list[tuple[int, int | None, bool]], data: st.DataObject
) -> None:
    queue = queue_of(people)
    now = after(data.draw(st.integers(0, 400)))
    shuffled = data.draw(st.permutations(queue))
    assert policy.next_step(queue, now) == policy.next_step(shuffled, now)


@given(people=arrivals, rules=rules_of_sites, pauses=st.lists(st.integers(0, 20), min_size=25))
def test_nobody_who_comes_after_your_rank_time_is_called_before_you(
    people: list[tuple[int, int | None, bool]], rules: Policy, pauses: list[int]
) -> None:
    to_come = queue_of(people, rules)
    waiting: list[Candidate] = []
    now = NINE
    for pause in pauses:
        now += timedelta(minutes=pause)
        waiting += [one for one in to_come if one.checked_in_at <= now]
        to_come = [one for one in to_come if one.checked_in_at > now]
        called = policy.next_step(waiting, now)
        if called is None:
            continue
        waiting.remove(called)
        for passed in waiting:
            assert called.checked_in_at <= passed.rank


@given(people=arrivals, rules=rules_of_sites)
def test_a_rank_is_never_before_the_arrival_and_due_not_after_the_rank(
    people: list[tuple[int, int | None, bool]], rules: Policy
) -> None:
    for one in queue_of(people, rules):
        assert one.rank >= one.checked_in_at
        assert one.due_from <= one.rank


@pytest.mark.parametrize(
    ("came", "booked", "priority", "rank"),
    [
        (-20, 0, False, 0),  # early: the booked time
        (0, 0, False, 0),
        (10, 0, False, 10),  # late within grace: the arrival
        (15, 0, False, 15),
        (16, 0, False, 46),  # later: arrival and late allowance
        (-20, 0, True, -20),  # priority: up to an hour off, never before the arrival
        (0, None, False, 60),
        (0, None, True, 0),
    ],
)
def test_rank_of_each_case(came: float, booked: float | None, priority: bool, rank: float) -> None:
    assert candidate(1, came, booked, priority).rank == after(rank)


def test_seconds_do_not_count() -> None:
    assert candidate(1, 15.9, 0, False).rank == after(15)


def test_an_appointment_waits_for_its_time_unless_nobody_else_is_there() -> None:
    early = candidate(1, 0, 20, False)
    walk_in = candidate(2, 1, None, False)
    assert policy.next_step([early, walk_in], after(5)) == walk_in
    assert policy.next_step([early], after(5)) == early
    assert policy.next_step([early, walk_in], after(20)) == early


def test_two_appointments_at_one_time_are_called_in_order_of_arrival() -> None:
    first, second = candidate(1, -9, 0, False), candidate(2, -5, 0, False)
    assert policy.next_step([second, first], after(3)) == first


def test_nobody_is_next_when_nobody_waits() -> None:
    assert policy.next_step([], NINE) is None


def test_a_service_may_have_an_allowance_and_a_grace_of_its_own() -> None:
    quick = Service(ServiceId("q"), "q", 2, "K", {"fr": "Q"}, walk_in_allowance_min=15, grace_min=0)
    assert policy.rank_walk_in(NINE, RULES, quick).rank == after(15)
    assert policy.rank_appointment(after(1), NINE, RULES, quick).rank == after(16)


def test_later_steps_keep_the_seniority_of_the_first_call() -> None:
    assert policy.rank_with_seniority(after(60), after(50), after(7.5)) == (after(7), after(7))
    assert policy.rank_with_seniority(after(5), after(4), after(7)) == (after(5), after(4))
    assert policy.rank_with_seniority(after(5), after(4), None) == (after(5), after(4))


def test_back_soon_after_an_absence_costs_no_more_than_the_absence() -> None:
    assert policy.rank_after_absence(after(60), after(10), after(25), RULES) == after(60)
    assert policy.rank_after_absence(after(5), after(10), after(25), RULES) == after(25)
    assert policy.rank_after_absence(after(5), after(10), after(26), RULES) == after(56)


def test_a_short_hold_keeps_the_rank() -> None:
    assert policy.rank_after_hold(after(5), after(10), after(40), RULES) == after(5)
    assert policy.rank_after_hold(after(5), after(10), after(41), RULES) == after(41)


@pytest.mark.parametrize(
    ("came", "arrival"),
    [
        (-16, Arrival.EARLY),
        (-15, Arrival.ON_TIME),
        (0.9, Arrival.ON_TIME),
        (1, Arrival.LATE),
        (40, Arrival.LATE),
    ],
)
def test_arrival_is_told_in_whole_minutes(came: float, arrival: Arrival) -> None:
    assert policy.arrival(after(came), NINE, RULES) is arrival


def test_a_place_is_explained_by_its_rule() -> None:
    assert policy.why(candidate(1, 0, None, False), NINE).code == "walk_in"
    assert policy.why(candidate(1, 0, None, True), NINE).code == "walk_in_priority"
    assert policy.why(candidate(1, -20, 0, False), after(-10)).code == "appointment_not_due"
    assert policy.why(candidate(1, -20, 0, False), NINE).code == "appointment"
    assert policy.why(candidate(1, 20, 0, False), after(20)).code == "appointment_late"
    found = policy.why(candidate(1, -20, 0, False), NINE)
    assert found.facts["starts_at"] == "2026-11-24T09:00:00.000Z"
    assert found.facts["rank"] == "2026-11-24T09:00:00.000Z"
