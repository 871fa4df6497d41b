"""Typing a reference and a time of day, and the limit on guessing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.appointment.reference import (
    ReferenceShape,
    add_time_digit,
    as_time,
    grouped,
    next_time_keys,
)
from kiosk.appointment.tries import TRIES, WINDOW_S, TryLimit
from tests.fakes.kiosk_outside import FakeClock

SHORT = ReferenceShape(1, 12, letters=False, ask_time=True)


@pytest.mark.parametrize(
    ("typed", "boxes"),
    [
        ("", ["___", "___"]),
        ("4710", ["471", "0__"]),
        ("471024", ["471", "024", "___"]),
        ("123456789012", ["123", "456", "789", "012"]),
    ],
)
def test_references_are_typed_in_groups_of_three(typed: str, boxes: list[str]) -> None:
    assert grouped(typed, SHORT) == boxes


def test_letters_fit_only_where_the_site_has_them() -> None:
    assert not SHORT.fits("AB12")
    assert ReferenceShape(4, 6, letters=True, ask_time=False).fits("AB12")


@given(st.text(alphabet="0123456789", max_size=8))
def test_what_is_typed_is_always_the_beginning_of_a_time(digits: str) -> None:
    typed = ""
    for digit in digits:
        typed = add_time_digit(typed, digit)
    time = as_time(typed.ljust(4, "0"))
    assert time is not None
    hour, minute = time.split(":")
    assert int(hour) < 24
    assert int(minute) < 60


def test_nine_means_nine_in_the_morning() -> None:
    assert add_time_digit("", "9") == "09"
    assert next_time_keys("2") == "0123"
    assert as_time("092") is None


def test_five_wrong_references_in_three_minutes_are_enough() -> None:
    clock = FakeClock()
    limit = TryLimit(clock.monotonic)
    for _ in range(TRIES):
        assert not limit.exceeded
        limit.note_wrong()
    assert limit.exceeded
    clock.pass_s(WINDOW_S + 1)
    assert not limit.exceeded
