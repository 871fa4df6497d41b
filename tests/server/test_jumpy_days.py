"""Any day at all, played with jumps of the clock and without: people see the same."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Refusal
from core.model import EventKind
from core.store.exceptions import exceptions_of_day
from core.usecases import finishing, returning, serving
from tests.fakes.reception import TUESDAY_NINE
from tests.support.set_clocks import SetReception, waits

HOUR = timedelta(hours=1)
TODAY = TUESDAY_NINE.date()
ACTS = st.sampled_from(["walk_in", "call", "start", "finish", "park", "resume", "absent", "back"])
DAY = st.lists(st.tuples(ACTS, st.integers(0, 12)), min_size=5, max_size=18)
WHERE = st.lists(st.tuples(st.integers(0, 18), st.integers(-180, 180)), min_size=1, max_size=4)


def played(folder: Path, acts: list[tuple[str, int]], jumps: dict[int, int]) -> list[object]:
    """Play a day, with jumps of so many minutes before some acts; return all that people saw."""
    hall = SetReception(folder / "site.db")
    seen: list[object] = []
    try:
        hall.machine.set(3 * HOUR)
        hall.restart()
        hall.open()
        step_id = ""
        for index, (act, minutes) in enumerate(acts):
            hall.jump(timedelta(minutes=jumps.get(index, 0)))
            try:
                if act == "walk_in":
                    seen.append(hall.walk_in()["number"])
                elif act == "call":
                    called = hall.call_next()
                    step_id = str(called["step_id"])
                    seen.append(called["number"])
                else:
                    hall.do(*_act(hall, act, step_id))
            except Refusal as refusal:
                seen.append(refusal.code)
            hall.wait(minutes=minutes)
            seen.append(list(waits(hall).items()))
        with hall.read() as reader:
            for event in reader.events(0, 1000):
                if event.kind is EventKind.STEP_COMPLETED and event.step_id is not None:
                    done = reader.step(event.step_id)
                    assert done.started_at is not None
                    assert done.ended_at is not None
                    seen.append(done.ended_at - done.started_at)
            assert exceptions_of_day(reader, TODAY) == ()
    finally:
        hall.store.close()
    return seen


def _act(hall: SetReception, act: str, step_id: str) -> tuple[Any, Any, Any]:
    commands: dict[str, tuple[Any, Any]] = {
        "start": (serving.start, serving.Start(step_id)),
        "finish": (finishing.finish, finishing.Finish(step_id)),
        "park": (serving.park, serving.Park(step_id)),
        "resume": (serving.resume, serving.Resume(step_id)),
        "absent": (returning.absent, returning.Absent(step_id)),
        "back": (returning.come_back, returning.ComeBack(step_id)),
    }
    usecase, command = commands[act]
    return usecase, hall.lea, command


@settings(max_examples=4, deadline=None)
@given(acts=DAY, where=WHERE)
def test_a_day_with_jumps_looks_like_one_without(
    acts: list[tuple[str, int]], where: list[tuple[int, int]]
) -> None:
    with TemporaryDirectory() as plain, TemporaryDirectory() as jumpy:
        assert played(Path(jumpy), acts, dict(where)) == played(Path(plain), acts, {})
