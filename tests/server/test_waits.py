"""Waits beside the routes: a snapshot, kept fresh at a small price."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.usecases import finishing, serving
from core.usecases.finishing import Finish
from core.usecases.serving import Start
from server.waits import Pace, Waits
from tests.fakes.reception import Reception


@pytest.fixture
def reception(tmp_path: Path) -> Iterator[Reception]:
    site = Reception(tmp_path / "site.db")
    yield site
    site.store.close()


class Counted:
    """A clock that a test moves, and the rests that were taken."""

    def __init__(self, ends: bool = False) -> None:
        self.now = 0.0
        self.rests: list[float] = []
        self._ends = ends

    def rest(self, seconds: float) -> bool:
        self.rests.append(seconds)
        self.now += seconds
        return self._ends

    def work(self, pace: Pace, seconds: float, step: float = 0.0002) -> None:
        for _ in range(round(seconds / step)):
            self.now += step
            pace.breathe()


def test_work_rests_thirty_times_as_long_in_slices_of_a_millisecond() -> None:
    clock = Counted()
    clock.work(Pace(clock.rest, lambda: clock.now), 0.1)
    assert sum(clock.rests) >= 30 * 0.095
    assert max(clock.rests) < 0.06
    assert len(clock.rests) > 60


def test_work_is_out_of_time_after_a_while_or_when_it_is_stopped() -> None:
    clock = Counted()
    pace = Pace(clock.rest, lambda: clock.now)
    clock.work(pace, 0.3)
    assert not pace.is_out_of_time()
    clock.work(pace, 0.4)
    assert pace.is_out_of_time()
    stopped = Counted(ends=True)
    pace = Pace(stopped.rest, lambda: stopped.now)
    stopped.work(pace, 0.01)
    assert pace.is_out_of_time()
    assert len(stopped.rests) == 1


def _known_times(reception: Reception) -> None:
    reception.open()
    for _ in range(5):
        reception.walk_in()
        step_id = str(reception.call_next()["step_id"])
        reception.do(serving.start, reception.lea, Start(step_id))
        reception.wait(minutes=4)
        reception.do(finishing.finish, reception.lea, Finish(step_id))


def test_a_snapshot_tells_walk_ins_arrivals_and_steps(reception: Reception) -> None:
    _known_times(reception)
    waits = Waits(reception.store)
    life = reception.service("life")
    assert waits.now() == {}
    assert waits.of_arrival(life, None).p50_s is None
    first, second = reception.walk_in(), reception.walk_in()
    waits.refresh()
    assert waits.now()[life].p50_s == 480
    assert waits.of_arrival(life, None).ahead == 2
    first_step, second_step = (waits.of_step(str(found["step_id"])) for found in (first, second))
    assert first_step is not None
    assert second_step is not None
    assert (first_step.p50_s, second_step.p50_s) == (0, 240)
    assert waits.of_step("another") is None
    assert not waits.last_call(life)


def test_waits_are_reckoned_again_after_a_change_or_a_minute_only(reception: Reception) -> None:
    _known_times(reception)
    waits = Waits(reception.store)
    waits.refresh()
    before = waits.forecast()
    reception.wait(seconds=59)
    waits.refresh()
    assert waits.forecast() is before
    reception.wait(seconds=1)
    waits.refresh()
    later = waits.forecast()
    assert later is not before
    reception.walk_in()
    waits.refresh()
    assert waits.forecast() is not later


def test_a_stop_ends_a_refresh_that_rests(reception: Reception) -> None:
    _known_times(reception)
    for _ in range(60):
        reception.walk_in()
    waits = Waits(reception.store)
    waits.stop()
    worker = threading.Thread(target=waits.refresh)
    worker.start()
    worker.join(5)
    assert not worker.is_alive()
