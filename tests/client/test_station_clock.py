"""The site's time between two heartbeats."""

from datetime import UTC, datetime, timedelta

import pytest

from sync.client.clock import StationClock

MACHINE = datetime(2020, 1, 1, tzinfo=UTC)
SERVER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Machine:
    """A machine's clock that tests move."""

    def __init__(self) -> None:
        self.spent = 0.0

    def now(self) -> datetime:
        return MACHINE + timedelta(seconds=self.spent)

    def monotonic(self) -> float:
        return self.spent


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_before_the_server_was_heard_the_machine_counts(machine: Machine) -> None:
    assert StationClock(machine).now() == MACHINE
    assert StationClock(machine, skew=timedelta(hours=1)).now() == MACHINE + timedelta(hours=1)


def test_the_servers_time_goes_on_between_heartbeats(machine: Machine) -> None:
    clock = StationClock(machine)
    clock.heard(SERVER)
    machine.spent += 1.5
    assert clock.now() == SERVER + timedelta(seconds=1.5)
    assert clock.skew == SERVER - MACHINE


def test_a_server_that_runs_faster_is_followed_once_it_is_sure(machine: Machine) -> None:
    clock = StationClock(machine)
    for beat in range(3):
        clock.heard(SERVER + timedelta(seconds=40 * beat))
        machine.spent += 2
    assert clock.now() == SERVER + timedelta(seconds=120)


def test_a_clock_that_was_set_does_not_look_like_a_fast_one(machine: Machine) -> None:
    clock = StationClock(machine)
    for jump in (0, 2, 3604):
        clock.heard(SERVER + timedelta(seconds=jump))
        machine.spent += 2
    assert clock.now() == SERVER + timedelta(seconds=3606)


def test_two_words_at_once_say_nothing_of_the_pace(machine: Machine) -> None:
    clock = StationClock(machine)
    for _ in range(5):
        clock.heard(SERVER)
        machine.spent += 0.01
    assert clock.now() == SERVER + timedelta(seconds=0.01)
