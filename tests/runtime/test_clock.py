"""Clocks: aware, never backwards, simulated at a chosen speed."""

from datetime import UTC, datetime, timedelta

import pytest

from core.runtime.clock import SimulatedClock, SteadyClock, SystemClock, parse_clock
from tests.fakes.set_clock import SetClock


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


NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_steady_clock_counts_seconds_and_not_jumps() -> None:
    machine = SetClock(NOON)
    clock = SteadyClock(machine)
    machine.pass_s(60)
    machine.set(timedelta(hours=2))
    machine.pass_s(60)
    assert clock.now() == NOON + timedelta(minutes=2)
    assert clock.jump() == timedelta(hours=2)
    clock.settle()
    assert clock.now() == NOON + timedelta(minutes=2)
    clock.move(clock.jump())
    assert clock.now() == machine.now()
    assert clock.jump() == timedelta()


def test_steady_clock_goes_back_only_when_it_is_moved() -> None:
    machine = SetClock(NOON)
    clock = SteadyClock(machine)
    machine.set(-timedelta(hours=3))
    assert clock.now() == NOON
    clock.move(clock.jump())
    assert clock.now() == NOON - timedelta(hours=3)


def test_small_steps_of_a_time_service_are_followed_and_never_run_backwards() -> None:
    machine = SetClock(NOON)
    clock = SteadyClock(machine)
    machine.set(timedelta(seconds=1.5))
    assert clock.jump() == timedelta()
    clock.settle()
    assert clock.now() == machine.now()
    machine.set(-timedelta(seconds=1))
    before = clock.now()
    clock.settle()
    assert clock.now() == before
    machine.pass_s(3)
    assert clock.now() == machine.now() > before


def test_the_sleep_of_a_machine_is_no_jump() -> None:
    machine = SetClock(NOON)
    clock = SteadyClock(machine)
    machine.pass_s(9 * 3600)
    assert clock.jump() == timedelta()
    assert clock.now() == NOON + timedelta(hours=9)


class Interrupted(SetClock):
    """A machine that takes time away between two readings of its clocks, once."""

    def __init__(self, shows: datetime) -> None:
        super().__init__(shows)
        self.pauses = 0

    def now(self) -> datetime:
        shown = super().now()
        if self.pauses:
            self.pauses -= 1
            self.pass_s(30)
        return shown


def test_a_pause_between_two_readings_is_no_jump() -> None:
    machine = Interrupted(NOON)
    clock = SteadyClock(machine)
    machine.pauses = 2
    assert clock.jump() == timedelta()


def test_system_clock_counts_on() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    assert clock.monotonic() >= before
