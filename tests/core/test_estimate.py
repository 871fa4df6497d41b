"""Waits: the work ahead, shared by the counters, and when they are not known."""

from core.estimate import Desk, estimate_wait

FIVE_MINUTES = [300, 300, 300, 300, 300]
OPEN = Desk(frozenset({"life", "proxy"}))


def test_a_wait_is_unknown_below_five_service_times() -> None:
    found = estimate_wait("life", {"life": 1}, [OPEN], {"life": FIVE_MINUTES[:4]})
    assert (found.p50_s, found.p90_s, found.ahead) == (None, None, 1)


def test_a_wait_is_unknown_while_no_counter_takes_the_service() -> None:
    found = estimate_wait("visa", {}, [OPEN], {"visa": FIVE_MINUTES})
    assert found.p50_s is None


def test_nobody_ahead_at_a_free_counter_is_no_wait() -> None:
    found = estimate_wait("life", {}, [OPEN], {"life": FIVE_MINUTES})
    assert (found.p50_s, found.p90_s) == (0, 0)


def test_the_work_ahead_is_shared_by_the_counters_that_take_it() -> None:
    busy = Desk(OPEN.offered, "life", 0)
    ahead = {"life": 1, "proxy": 1, "cash": 1}
    times = {"life": FIVE_MINUTES, "proxy": [600] * 5, "cash": [60] * 5}
    found = estimate_wait("life", ahead, [busy, busy], times)
    assert found.ahead == 2
    assert found.p50_s == (300 + 600 + 300 + 300) / 2


def test_the_range_grows_with_the_spread_of_service_times() -> None:
    busy = Desk(OPEN.offered, "life", 100)
    found = estimate_wait("life", {"life": 4}, [busy], {"life": [60, 120, 300, 480, 540]})
    assert found.p50_s is not None
    assert found.p90_s is not None
    assert found.p90_s > found.p50_s


def test_a_person_who_has_been_there_long_still_counts_for_something() -> None:
    busy = Desk(OPEN.offered, "life", 5000)
    found = estimate_wait("life", {}, [busy], {"life": FIVE_MINUTES})
    assert found.p50_s == 75
