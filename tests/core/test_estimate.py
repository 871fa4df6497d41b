"""The formula of waits, service times, and the words for a wait."""

from datetime import timedelta

import pytest

from core import policy
from core.estimate import Desk, Estimate, Formula, QueueState, service_times
from core.estimate.comers import chance_to_come
from core.estimate.copies import Newcomer
from core.estimate.values import Habits
from core.wait_range import wait_range
from tests.support.waiting_rooms import NOON, booking, busy, line, state, times, waiting

BOTH = ("life", "proxy")


def formula(found: QueueState, service_id: str = "life") -> Estimate:
    given = policy.rank_walk_in(found.now, found.policy, found.services[service_id])
    return Formula(found).wait(Newcomer(service_id, given.rank, given.due_from))


def test_a_wait_is_unknown_below_five_service_times() -> None:
    few = {"life": times(300, 300, 300, 300)}
    found = formula(state([Desk("1", frozenset(BOTH))], line("life", 1), known=few))
    assert (found.p50_s, found.p90_s, found.ahead) == (None, None, 1)


def test_a_wait_is_unknown_while_no_counter_takes_the_service() -> None:
    assert formula(state([Desk("1", frozenset({"proxy"}))])).p50_s is None


def test_nobody_ahead_at_a_free_counter_is_no_wait() -> None:
    assert formula(state([Desk("1", frozenset(BOTH))])) == Estimate(0, 0, 0)


def test_the_work_ahead_is_shared_by_the_counters_that_take_it() -> None:
    people = [waiting("a", "life"), waiting("b", "proxy", 0, 2), waiting("c", "rare", 0, 3)]
    found = formula(state([busy("1", BOTH, "life"), busy("2", BOTH, "life")], people))
    assert found.ahead == 2
    assert found.p50_s == (300 + 600 + (300 + 300) / 2) / 2


def test_the_range_grows_with_the_spread_of_service_times() -> None:
    spread = {"life": times(60, 120, 300, 480, 540)}
    found = formula(state([busy("1", BOTH, "life", 1)], line("life", 4), known=spread))
    assert found.p50_s is not None
    assert found.p90_s is not None
    assert found.p90_s > found.p50_s


def test_a_person_who_has_been_there_long_still_counts_for_something() -> None:
    assert formula(state([busy("1", BOTH, "life", 80)])).p50_s == 75


def test_a_booking_that_is_due_before_counts_by_its_chance_to_come() -> None:
    desks = [busy("1", BOTH, "life")]
    alone = formula(state(desks, line("life", 3)))
    booked = formula(state(desks, line("life", 3), bookings=[booking("x", "life", 5)]))
    later = formula(state(desks, line("life", 3), bookings=[booking("x", "life", 61)]))
    assert alone.p50_s is not None
    assert booked.p50_s is not None
    assert alone.p50_s + 100 < booked.p50_s < alone.p50_s + 300
    assert later == alone


@pytest.mark.parametrize(("past_min", "chance"), [(0, 0.566), (10, 0.290), (60, 0.001)])
def test_who_has_not_come_by_his_time_comes_ever_less(past_min: int, chance: float) -> None:
    assert chance_to_come(-past_min * 60, Habits(), 30) == pytest.approx(chance, abs=0.01)


def test_the_chance_to_come_falls_steadily_and_starts_at_the_show_rate() -> None:
    chances = [chance_to_come(seconds, Habits(), 30) for seconds in range(3600, -3600, -60)]
    assert chances[0] == 0.85
    assert chances == sorted(chances, reverse=True)


def test_the_last_sixty_times_count_and_todays_twice() -> None:
    found = service_times(range(100, 110), range(500, 600), 10)
    assert found.known == 60
    assert found.seconds.count(105) == 2
    assert found.seconds.count(505) == 1
    assert max(found.seconds) == 549


def test_a_service_without_times_is_guessed_from_the_catalogue() -> None:
    found = service_times((), (), 12)
    assert not found.measured
    assert found.mean_s == pytest.approx(720, rel=0.05)


@pytest.mark.parametrize(
    ("p50_min", "p90_min", "told"),
    [
        (0, 0, (0, 5)),
        (0, 4, (0, 5)),
        (2.2, 6.7, (0, 10)),
        (5, 9.4, (5, 10)),
        (11, 19, (10, 20)),
        (15, 15, (15, 20)),
        (14.9, 21, (10, 25)),
    ],
)
def test_a_wait_is_told_outward_in_fives(
    p50_min: float, p90_min: float, told: tuple[int, int]
) -> None:
    assert wait_range(round(p50_min * 60), round(p90_min * 60)) == told


@pytest.mark.parametrize(("p50_s", "p90_s"), [(None, None), (60, None), (None, 60), (60, 43_201)])
def test_a_wait_that_nobody_knows_is_not_told(p50_s: int | None, p90_s: int | None) -> None:
    assert wait_range(p50_s, p90_s) is None


def test_a_person_with_an_earlier_rank_is_ahead_a_later_one_is_not() -> None:
    people = [waiting("a", "life", 59), waiting("b", "life", 60, 2), waiting("c", "life", 61, 3)]
    assert formula(state([Desk("1", frozenset(BOTH))], people)).ahead == 2
    assert NOON + timedelta(minutes=60) == people[1].rank
