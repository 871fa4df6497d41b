"""Ticket numbers and the blocks that kiosks lease."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Unprocessable
from core.numbering import RESERVE_START, Series, parse, show, take


@pytest.mark.parametrize(
    ("number", "text"), [(1, "K001"), (42, "K042"), (999, "K999"), (1000, "K1000")]
)
def test_a_number_has_three_digits_then_four(number: int, text: str) -> None:
    assert show("K", number) == text
    assert parse(text) == ("K", number)


@pytest.mark.parametrize(
    "text", ["", "K", "K42", "A042", "K000", "k042", "K0042", "K042\n", "Ｋ042"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Unprocessable, match="number_malformed"):
        parse(text)


@given(st.lists(st.tuples(st.integers(1, 100), st.booleans()), max_size=80))
def test_no_number_is_given_twice_whatever_is_taken(wishes: list[tuple[int, bool]]) -> None:
    series = Series()
    seen: set[int] = set()
    for count, reserve in wishes:
        first, series = take(series, count, reserve=reserve)
        block = set(range(first, first + count))
        assert not block & seen
        if reserve:
            assert first >= RESERVE_START
        seen |= block


def test_everyday_numbers_go_on_behind_the_reserves() -> None:
    series = Series()
    _, series = take(series, 100, reserve=True)
    for expected in range(1, 500):
        first, series = take(series, 1)
        assert first == expected
    first, series = take(series, 1)
    assert first == 600
