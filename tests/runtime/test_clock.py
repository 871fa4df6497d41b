"""Clocks: aware, never backwards, simulated at a chosen speed."""

from datetime import UTC, datetime, timedelta

import pytest

from core.runtime.clock import SimulatedClock, SystemClock, parse_clock


def test_system_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_parsed_clock_starts_where_it_says_and_keeps_its_speed() -> None:
    clock = parse_clock("2026-11-24T09:50:00+01:00@20")
    assert clock.speed == 20
    start = datetime(2026, 11, 24, 8, 50, tzinfo=UTC)
    assert start <= clock.now() < start + timedelta(minutes=1)


def test_standing_clock_moves_only_when_it_is_advanced() -> None:
    clock = SimulatedClock(datetime(2026, 11, 24, tzinfo=UTC), speed=0)
    assert clock.now() == clock.now()
    clock.advance(90)
    assert clock.now() == datetime(2026, 11, 24, 0, 1, 30, tzinfo=UTC)
    assert clock.monotonic() == 90


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-11-24T08:50:00",
        "2026-11-24T08:50:00Z@-1",
        "2026-11-24T08:50:00Z@99999",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
    ],
)
def test_unclear_clocks_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="clock"):
        parse_clock(text)


def test_no_clock_runs_backwards() -> None:
    clock = SimulatedClock(datetime(2026, 11, 24, tzinfo=UTC), speed=0)
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(-1)
