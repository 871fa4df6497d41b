"""Waits from the queue played forward: exact where nothing is random, sane where something is."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import policy
from core.estimate import Desk, Estimate, Formula, QueueState, Serving, Waiting, forecast
from core.estimate.copies import Copies, Newcomer
from core.estimate.forward import Run
from core.model import PriorityMode, StepId, VisitId
from core.policy import Candidate
from core.site import Policy
from tests.support.waiting_rooms import NOON, booking, busy, line, state, times, waiting

BOTH = ("life", "proxy")
SPREAD = {"life": times(60, 120, 180, 300, 600), "proxy": times(300, 500, 700, 900, 1100)}


def idle(desk: str = "1", *services: str) -> Desk:
    return Desk(desk, frozenset(services or BOTH))


def life(found: QueueState) -> Estimate:
    return forecast(found).walk_ins["life"]


def p50(found: QueueState) -> int:
    told = life(found).p50_s
    assert told is not None
    return told


def test_three_ahead_of_five_minutes_each_are_fifteen_minutes() -> None:
    assert life(state([idle()], line("life", 3))) == Estimate(900, 900, 3)


def test_who_is_served_for_four_of_five_minutes_leaves_in_one() -> None:
    assert life(state([busy("1", BOTH, "life", 4)])) == Estimate(60, 60, 0)


def test_nobody_waits_at_an_idle_counter() -> None:
    assert life(state([busy("1", BOTH, "life"), idle("2")])) == Estimate(0, 0, 0)


def test_a_wait_is_unknown_below_five_times_and_where_no_counter_takes_the_service() -> None:
    few = state([idle()], line("life", 2), known={"life": times(1, 1, 1, 1)})
    assert life(few) == Estimate(None, None, 2)
    nobody = state([idle("1", "proxy")], line("life", 2))
    assert life(nobody) == Estimate(None, None, None)
    assert set(forecast(nobody).steps.values()) == {Estimate(None, None, None)}


def test_a_service_without_times_still_delays_the_others() -> None:
    known = {"life": times(*[300] * 5), "proxy": times(300)}
    assert p50(state([idle()], [waiting("a", "proxy")], known=known)) > 300


def test_the_same_state_gives_the_same_answer_in_whatever_order_its_rows_come() -> None:
    desks = [idle("2"), busy("1", BOTH, "life", 1), busy("3", ("life",), "life", 2)]
    people = [waiting(f"s{n}", BOTH[n % 2], n % 5, n) for n in range(12)]
    booked = [booking(f"b{n}", BOTH[n % 2], 7 * n) for n in range(8)]
    found = state(desks, people, bookings=booked, known=SPREAD, closes_in_min=120)
    expected = forecast(found)
    rng = Random(7)
    for _ in range(3):
        for rows in (desks, people, booked):
            rng.shuffle(rows)
        assert forecast(replace(found, desks=tuple(desks), waiting=tuple(people))) == expected


def test_each_person_more_ahead_makes_the_wait_longer() -> None:
    waits = [
        p50(state([idle(), idle("2")], line("life", n), known=SPREAD)) for n in range(2, 30, 3)
    ]
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]


def test_more_counters_never_make_the_average_wait_longer() -> None:
    means = []
    for count in range(1, 6):
        desks = [busy(str(n), BOTH, "life", 1) for n in range(count)]
        found = state(desks, line("life", 20), known=SPREAD)
        steps = [wait.p50_s or 0 for wait in forecast(found).steps.values()]
        means.append(sum(steps) / len(steps))
    assert means == sorted(means, reverse=True)


def test_the_range_widens_with_the_spread_of_service_times() -> None:
    told = life(state([idle()], line("life", 6), known=SPREAD))
    assert told.p50_s is not None
    assert told.p90_s is not None
    assert told.p90_s > told.p50_s + 60


def test_every_step_has_its_own_wait_and_people_ahead() -> None:
    steps = forecast(state([idle()], line("life", 3))).steps
    assert steps == {
        "step 1": Estimate(0, 0, 0),
        "step 2": Estimate(300, 300, 1),
        "step 3": Estimate(600, 600, 2),
    }


def test_a_booking_with_an_earlier_rank_delays_a_walk_in() -> None:
    people = line("life", 6)
    sure = replace(state([idle()], people).habits, show=0.99)
    booked = [booking(f"b{n}", "life", 5 + n) for n in range(5)]
    alone, with_them = state([idle()], people), state([idle()], people, bookings=booked)
    after = state([idle()], people, bookings=[booking(f"b{n}", "life", 120) for n in range(5)])
    assert p50(replace(with_them, habits=sure)) >= p50(alone) + 3 * 300
    assert p50(after) == p50(alone)


def test_somebody_who_checks_in_for_a_booking_goes_before_walk_ins() -> None:
    people = [waiting(f"w{n}", "life", 50, n) for n in range(8)]
    found = forecast(state([busy("1", BOTH, "life")], people, bookings=[booking("b", "life", 0)]))
    told = found.appointments["life", NOON]
    assert (told.p50_s, told.ahead) == (300, 0)
    walk_in = found.walk_ins["life"].p50_s
    assert walk_in is not None
    assert walk_in >= 300 + 8 * 300


def test_a_booked_time_not_reached_is_waited_for_unless_the_counter_idles() -> None:
    slot = NOON + timedelta(minutes=20)
    booked = [booking("b", "life", 20)]
    walk_ins = [waiting(f"w{n}", "life", 50, n) for n in range(10)]
    crowd = forecast(state([idle()], walk_ins, bookings=booked))
    empty = forecast(state([idle()], bookings=booked))
    assert crowd.appointments["life", slot].p50_s == 20 * 60
    assert empty.appointments["life", slot].p50_s == 0


def test_the_next_step_of_a_visit_keeps_its_seniority() -> None:
    first = replace(waiting("a", "life", 50), onward=("proxy",))
    people = [first, *[waiting(f"p{n}", "proxy", 30, n + 2) for n in range(3)]]
    desks = [idle("1", "life"), busy("2", ("proxy",), "proxy", 9)]
    steps = forecast(state(desks, people)).steps
    # Called at once for the first step, so that the second goes before all but the one at 60 s.
    assert [steps[f"p{n}"].p50_s for n in range(3)] == [60, 660 + 600, 660 + 1200]


def test_who_is_served_now_keeps_the_seniority_of_that_call() -> None:
    called = NOON - timedelta(minutes=4)
    there = Serving("life", called, NOON + timedelta(minutes=50), 1, ("proxy",))
    desks = [
        Desk("1", frozenset({"life"}), serving=there),
        busy("2", ("proxy",), "proxy", 9),
    ]
    steps = forecast(state(desks, [waiting("p", "proxy", 30, 2)])).steps
    assert steps["p"].p50_s == 60 + 600


def test_an_idle_counter_with_fewer_services_is_offered_a_person_first() -> None:
    people = [waiting("a", "life"), waiting("b", "proxy", 0, 2)]
    steps = forecast(state([idle("1"), idle("2", "life")], people)).steps
    assert (steps["a"].p50_s, steps["b"].p50_s) == (0, 0)


def test_a_step_for_one_counter_waits_for_that_counter() -> None:
    mine = replace(waiting("mine", "life"), counter_id="2")
    found = state([idle("1"), busy("2", BOTH, "proxy")], [mine])
    assert forecast(found).steps["mine"].p50_s == 600


def test_a_paused_counter_counts_from_its_return() -> None:
    paused = Desk("1", frozenset(BOTH), back_at=NOON + timedelta(minutes=10))
    assert p50(state([paused])) == 600


def test_absolute_priority_goes_before_an_earlier_rank() -> None:
    rules = Policy(priority_mode=PriorityMode.ABSOLUTE)
    people = [waiting("first", "life"), replace(waiting("prior", "life", 30, 2), priority=True)]
    steps = forecast(state([busy("1", BOTH, "life", 4)], people, rules=rules)).steps
    assert (steps["prior"].p50_s, steps["first"].p50_s) == (60, 360)


@pytest.mark.parametrize(("people", "stops"), [(0, False), (4, False), (12, True)])
def test_tickets_stop_when_a_newcomer_would_stay_past_closing(people: int, stops: bool) -> None:
    found = state([idle()], line("life", people), closes_in_min=20)
    assert ("life" in forecast(found).last_call) is stops


def test_tickets_stop_at_one_chance_in_five_to_stay_past_closing() -> None:
    people = line("life", 10)
    told = life(state([idle()], people, known=SPREAD))
    assert told.p50_s is not None
    assert told.p90_s is not None
    goes_on = next(
        minutes
        for minutes in range(1, 120)
        if not forecast(state([idle()], people, known=SPREAD, closes_in_min=minutes)).last_call
    )
    end_s, own_s = (goes_on + 10) * 60, SPREAD["life"].mean_s
    assert told.p50_s + own_s + 60 < end_s <= told.p90_s + own_s + 60


def test_without_closing_time_tickets_never_stop() -> None:
    assert forecast(state([idle()], line("life", 90))).last_call == frozenset()


def test_with_more_than_120_people_ahead_the_formula_answers() -> None:
    found = state([idle()], line("life", 121), known=SPREAD)
    given_rank = policy.rank_walk_in(NOON, found.policy, found.services["life"])
    newcomer = Newcomer("life", given_rank.rank, given_rank.due_from)
    assert life(found) == Formula(found).wait(newcomer)


def test_out_of_time_the_formula_answers() -> None:
    found = forecast(state([idle()], line("life", 3)), out_of_time=lambda: True)
    assert found.copies == 0
    assert found.walk_ins["life"].p50_s == 900


def test_the_work_stops_for_breath_many_times() -> None:
    breaths: list[None] = []
    forecast(state([idle()], line("life", 50)), breathe=lambda: breaths.append(None))
    assert len(breaths) > 30


@given(
    st.lists(
        st.tuples(st.integers(-60, 90), st.integers(0, 60), st.sampled_from(BOTH)),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([BOTH, ("life",), ("proxy",)]),
)
def test_a_copy_calls_whom_the_rule_calls(
    people: list[tuple[int, int, str]], services: tuple[str, ...]
) -> None:
    steps = []
    for sequence, (rank_min, due_min, service_id) in enumerate(people):
        rank = NOON + timedelta(minutes=rank_min)
        due = min(rank, NOON + timedelta(minutes=due_min))
        steps.append(Waiting(f"s{sequence}", service_id, rank, due, sequence))
    copies = Copies(state([idle("1", *services)], steps), [])
    starts = Run(copies, 0).play(lambda: None, to_the_end=True).starts
    played = {
        step_id: at_s
        for step_id, at_s in zip(copies.step_ids, starts, strict=True)
        if at_s is not None
    }
    assert played == _by_the_rule([step for step in steps if step.service_id in services])


def _by_the_rule(steps: list[Waiting]) -> dict[str, float]:
    left = [
        Candidate(
            StepId(s.step_id),
            VisitId(s.step_id),
            "",
            s.service_id,
            s.rank,
            s.due_from,
            s.sequence,
            NOON,
        )
        for s in steps
    ]
    called: dict[str, float] = {}
    at_s = 0
    while left:
        chosen = policy.next_step(left, NOON + timedelta(seconds=at_s))
        assert chosen is not None
        left.remove(chosen)
        called[chosen.step_id] = at_s
        at_s += 300 if chosen.service_id == "life" else 600
    return called
