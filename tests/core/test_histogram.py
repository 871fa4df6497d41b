"""Times in buckets: what is read from them lies where the times lay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.statistics.histogram import (
    BUCKETS,
    EDGES_MIN,
    bucket_of,
    count_under,
    quantile_s,
)

TIMES = st.lists(st.integers(0, 4 * 3600), min_size=1, max_size=60)


def buckets_of(times: list[int]) -> list[int]:
    found = [0] * BUCKETS
    for time in times:
        found[bucket_of(time)] += 1
    return found


@given(TIMES, st.sampled_from([0.5, 0.9]))
def test_a_quantile_lies_in_the_bucket_of_the_true_one(times: list[int], share: float) -> None:
    place = max(0, -(-len(times) * share // 1) - 1)
    true_s = sorted(times)[int(place)]
    found = quantile_s(buckets_of(times), share)
    assert found is not None
    bucket = bucket_of(true_s)
    low = EDGES_MIN[bucket - 1] * 60 if bucket else 0
    high = EDGES_MIN[bucket] * 60 if bucket < len(EDGES_MIN) else low
    assert low <= found <= high


@given(TIMES, st.sampled_from([10, 20, 30, 60]))
def test_shares_below_some_minutes_are_exact(times: list[int], minutes: int) -> None:
    assert count_under(buckets_of(times), minutes) == sum(time < minutes * 60 for time in times)


def test_nothing_has_no_quantile() -> None:
    assert quantile_s([0] * BUCKETS, 0.5) is None


def test_minutes_that_are_no_edge_are_refused() -> None:
    with pytest.raises(ValueError, match="not in"):
        count_under([0] * BUCKETS, 7)
