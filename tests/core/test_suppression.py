"""Small figures are hidden, and nobody finds them by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from core.statistics.suppression import FEWEST, hidden, total_hidden

COUNTS = st.lists(st.integers(0, 30), max_size=12)


def test_what_is_below_five_is_hidden_and_the_smallest_other_with_it() -> None:
    assert hidden([12, 3, 40, 9]) == {1, 3}
    assert not total_hidden([12, 3, 40, 9])


def test_several_small_ones_that_are_five_together_hide_each_other() -> None:
    assert hidden([4, 30, 4]) == {0, 2}
    assert hidden([1, 30, 2]) == {0, 1, 2}


def test_a_total_goes_where_nothing_is_left_to_hide_behind() -> None:
    assert total_hidden([3])
    assert total_hidden([1, 2])
    assert total_hidden([4, 0, 0])
    assert not total_hidden([])
    assert not total_hidden([0, 0])
    assert not total_hidden([3, 5])


def test_zero_and_large_ones_stay() -> None:
    assert hidden([0, 5, 100]) == frozenset()


@given(COUNTS)
def test_nothing_small_is_shown_or_found_from_the_total(counts: list[int]) -> None:
    gone = hidden(counts)
    shown = [count for place, count in enumerate(counts) if place not in gone]
    assert all(count == 0 or count >= FEWEST for count in shown)
    if not total_hidden(counts):
        # What a reader can reckon: the sum of all that is hidden.
        rest = sum(counts) - sum(shown)
        assert rest == 0 or (rest >= FEWEST and len(gone) >= 2)


@given(COUNTS)
def test_no_more_is_hidden_than_it_takes(counts: list[int]) -> None:
    small = {place for place, count in enumerate(counts) if 0 < count < FEWEST}
    others = sorted(hidden(counts) - small, key=lambda place: counts[place])
    for other in others[-1:]:
        less = hidden(counts) - {other}
        assert len(less) < 2 or sum(counts[place] for place in less) < FEWEST
