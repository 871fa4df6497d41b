"""The formula of waits, beside the same formula worked out person by person."""

from dataclasses import replace
from math import sqrt
from statistics import fmean, pvariance

from hypothesis import given
from hypothesis import strategies as st

from core import policy
from core.estimate import Desk, Estimate, Formula, QueueState, Waiting, forecast, service_times
from core.estimate.comers import Comers
from core.estimate.copies import Newcomer, times_of
from core.estimate.formula import ranks_of
from tests.support.waiting_rooms import booking, busy, line, state, waiting

SERVICES = ("life", "proxy", "rare")
_OFFERED = st.lists(st.sampled_from(SERVICES), min_size=1, max_size=3, unique=True)
_MINUTES = st.integers(-90, 90)
_SECONDS = st.lists(st.integers(1, 4000), min_size=5, max_size=70)


@st.composite
def rooms(draw: st.DrawFn) -> QueueState:
    desks = []
    for number in range(draw(st.integers(0, 4))):
        offered = draw(_OFFERED)
        if draw(st.booleans()):
            desks.append(busy(f"{number}", offered, draw(st.sampled_from(offered)), number * 7))
        else:
            desks.append(Desk(f"{number}", frozenset(offered)))
    people = [
        waiting(f"step {place}", draw(st.sampled_from(SERVICES)), draw(_MINUTES), place)
        for place in range(draw(st.integers(0, 12)))
    ]
    booked = [
        booking(f"{place}", draw(st.sampled_from(SERVICES)), draw(_MINUTES))
        for place in range(draw(st.integers(0, 8)))
    ]
    known = {name: service_times(draw(_SECONDS), draw(_SECONDS), 10) for name in ("life", "proxy")}
    return state(desks, people, bookings=booked, known=known)


def person_by_person(found: QueueState, newcomer: Newcomer) -> tuple[float, float] | None:
    """Return half of all waits and nine in ten, in seconds; None while no wait is known."""
    able = [desk for desk in found.desks if newcomer.service_id in desk.offered]
    if not able or not times_of(found, newcomer.service_id).measured:
        return None
    shared = {service_id for desk in able for service_id in desk.offered}
    before = [
        step for step in found.waiting if step.service_id in shared and step.rank <= newcomer.rank
    ]
    if len(before) < sum(desk.serving is None for desk in able):
        return 0.0, 0.0

    def share(service_id: str) -> float:
        reached = sum(service_id in desk.offered for desk in able)
        return reached / sum(service_id in desk.offered for desk in found.desks)

    work: list[tuple[float, float, float, float]] = []
    for desk in able:
        if desk.serving is not None:
            known = times_of(found, desk.serving.service_id)
            left_s = known.remaining_s((found.now - desk.serving.since).total_seconds())
            spread = pvariance(known.seconds) / 2 / len(able)
            work.append((left_s / len(able), spread, 1.0, 0.0))
    for step in before:
        seconds = times_of(found, step.service_id).seconds
        work.append((fmean(seconds), pvariance(seconds), share(step.service_id), 0.0))
    comers = Comers(found)
    for index, booked in enumerate(comers.bookings):
        rank_s, due_s = comers.expected(index)
        if booked.service_id in shared and rank_s < (newcomer.rank - found.now).total_seconds():
            seconds = times_of(found, booked.service_id).seconds
            chance = share(booked.service_id) * comers.chances[index]
            work.append((fmean(seconds), pvariance(seconds), chance, due_s))
    half_s = spread = 0.0
    for _ in range(6):
        there = [part for part in work if part[3] <= half_s]
        half_s = sum(chance * mean for mean, _, chance, _ in there) / len(able)
        spread = sum(q * v + q * (1 - q) * mean**2 for mean, v, q, _ in there)
    return half_s, half_s + 1.2816 * sqrt(spread) / len(able)


@given(rooms(), st.sampled_from(SERVICES))
def test_counting_a_queue_once_answers_as_walking_it_for_everybody(
    found: QueueState, service_id: str
) -> None:
    ranked = policy.rank_walk_in(found.now, found.policy, found.services[service_id])
    newcomer = Newcomer(service_id, ranked.rank, ranked.due_from)
    told, expected = Formula(found).wait(newcomer), person_by_person(found, newcomer)
    if expected is None:
        assert (told.p50_s, told.p90_s) == (None, None)
        return
    assert told.p50_s is not None
    assert told.p90_s is not None
    # Whole seconds, and the order of sums may turn a half the other way.
    assert abs(told.p50_s - expected[0]) <= 0.5 + 1e-6
    assert abs(told.p90_s - expected[1]) <= 0.5 + 1e-6


@given(_SECONDS, _SECONDS)
def test_mean_and_variance_are_those_of_the_statistics_module(
    today: list[int], earlier: list[int]
) -> None:
    found = service_times(today, earlier, 10)
    assert found.mean_s == fmean(found.seconds)
    assert found.variance_s2 == pvariance(found.seconds)


@given(rooms())
def test_a_crowd_is_answered_from_its_ranks_alone(found: QueueState) -> None:
    crowd = replace(found, waiting=(), crowd=ranks_of(found))
    for service_id in SERVICES:
        ranked = policy.rank_walk_in(found.now, found.policy, found.services[service_id])
        newcomer = Newcomer(service_id, ranked.rank, ranked.due_from)
        assert Formula(crowd).wait(newcomer) == Formula(found).wait(newcomer)


def test_more_than_a_thousand_are_not_played() -> None:
    people: tuple[Waiting, ...] = line("life", 1001)
    played = forecast(state([Desk("1", frozenset({"life"}))], people[:1000]), copies=1)
    told = forecast(state([Desk("1", frozenset({"life"}))], people))
    crowd = replace(state([Desk("1", frozenset({"life"}))]), crowd={"life": [people[0].rank]})
    assert (played.copies, told.copies, forecast(crowd).copies) == (1, 0, 0)
    assert told.walk_ins["life"] == Estimate(300_300, 300_300, 1001)
