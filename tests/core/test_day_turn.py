"""The day turns while people wait, are called, served or on hold: nobody is lost."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.errors import Conflict
from core.model import EventKind, StepState
from core.usecases import (
    calling,
    day_closing,
    finishing,
    grouping,
    leaving,
    returning,
    rolling_up,
    serving,
    transferring,
    urgent,
)
from core.usecases.rolling_up import RollUp
from tests.fakes.reception import Reception

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


@pytest.fixture
def late(tmp_path: Path) -> Iterator[Reception]:
    """Open a counter ten minutes before midnight, with one person called before anybody else."""
    site = Reception(tmp_path / "site.db")
    site.until(23, 50)
    site.open()
    yield site
    site.store.close()


def turn(site: Reception) -> None:
    """Let the day turn."""
    site.wait(minutes=20)


def waits(site: Reception) -> str:
    """Let one person come; return the step."""
    return str(site.walk_in()["step_id"])


def called(site: Reception) -> str:
    """Let one person come and be called; return the step."""
    site.walk_in()
    return str(site.call_next()["step_id"])


def served(site: Reception) -> str:
    """Let one person come and be served; return the step."""
    step_id = called(site)
    site.do(serving.start, site.lea, serving.Start(step_id))
    return step_id


def queue(site: Reception) -> list[tuple[str, StepState]]:
    with site.read() as reader:
        return [(entry.visit.called_as, entry.step.state) for entry in reader.queue()]


def left(site: Reception) -> list[str]:
    with site.read() as reader:
        return [entry.visit.called_as for entry in reader.left_over()]


def day_of(site: Reception, step_id: str) -> tuple[date, date]:
    """Return the day of a step, and of its visit."""
    with site.read() as reader:
        step = reader.step(step_id)
        return step.business_day, reader.visit(step.visit_id).visit.business_day


def test_who_is_called_or_served_stays_in_sight(late: Reception) -> None:
    late.open("2", late.max)
    first = called(late)
    late.do(serving.start, late.lea, serving.Start(first))
    late.walk_in()
    late.wait(seconds=30)
    late.call_next("2", late.max)
    turn(late)
    assert queue(late) == [("K002", StepState.CALLED), ("K001", StepState.SERVING)]
    assert left(late) == []
    with late.read() as reader:
        assert {call.number for call in reader.board().current} == {"K001", "K002"}


def test_who_waits_is_told_to_staff_and_not_mixed_with_today(late: Reception) -> None:
    late.walk_in()
    turn(late)
    late.walk_in("proxy")
    assert queue(late) == [("F001", StepState.WAITING)]
    assert left(late) == ["K001"]


Act = Callable[[Reception, str], Any]


def _finish(site: Reception, step_id: str) -> Any:  # noqa: ANN401 - a receipt or a refusal
    return site.do(finishing.finish, site.lea, finishing.Finish(step_id))


ENDS: dict[str, tuple[Act, StepState]] = {
    "finish": (_finish, StepState.COMPLETED),
    "absent": (
        lambda site, step_id: site.do(
            returning.absent, site.lea, returning.Absent(step_id, confirm=True)
        ),
        StepState.NO_SHOW,
    ),
    "leave": (
        lambda site, step_id: site.do(leaving.leave, site.lea, leaving.Leave(visit(site, step_id))),
        StepState.LEFT,
    ),
    "cancel": (
        lambda site, step_id: site.do(
            leaving.cancel, site.lea, leaving.Leave(visit(site, step_id))
        ),
        StepState.CANCELLED,
    ),
}


def visit(site: Reception, step_id: str) -> str:
    with site.read() as reader:
        return str(reader.step(step_id).visit_id)


@pytest.mark.parametrize(
    ("end", "stands"),
    [
        ("finish", served),
        ("absent", called),
        ("leave", waits),
        ("cancel", waits),
    ],
)
def test_after_midnight_a_visit_ends_as_before(
    late: Reception, end: str, stands: Callable[[Reception], str]
) -> None:
    step_id = stands(late)
    turn(late)
    act, state = ENDS[end]
    act(late, step_id)
    with late.read() as reader:
        step = reader.step(step_id)
        ended = reader.visit(step.visit_id).visit
    assert step.state is state
    assert ended.ended_at == late.clock.now()
    assert ended.business_day == TUESDAY
    assert queue(late) == []


def test_a_transfer_after_midnight_waits_in_todays_queue(late: Reception) -> None:
    step_id = served(late)
    turn(late)
    command = transferring.Transfer(step_id, late.service("proxy"))
    done = late.do(transferring.transfer, late.lea, command)
    assert queue(late) == [("K001", StepState.WAITING)]
    assert day_of(late, str(done["next_step_id"])) == (WEDNESDAY, WEDNESDAY)
    assert late.call_next()["number"] == "K001"


def test_the_next_queue_of_a_visit_is_todays(late: Reception) -> None:
    booked = late.check_in(late.book(23, 55))
    step_id = str(late.call_next()["step_id"])
    assert step_id == booked["step_id"]
    late.do(serving.start, late.lea, serving.Start(step_id))
    turn(late)
    done = _finish(late, step_id)
    assert day_of(late, str(done["next_step_id"])) == (WEDNESDAY, WEDNESDAY)
    late.open("3", late.max)
    assert late.call_next("3", late.max)["number"] == booked["number"]


def test_who_is_put_on_hold_or_was_can_go_on(late: Reception) -> None:
    step_id = served(late)
    turn(late)
    late.do(serving.park, late.lea, serving.Park(step_id))
    assert queue(late) == [("K001", StepState.PARKED)]
    late.do(serving.resume, late.lea, serving.Resume(step_id))
    assert queue(late) == [("K001", StepState.SERVING)]
    _finish(late, step_id)
    assert day_of(late, step_id) == (WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize("way", ["resume", "come_back"])
def test_a_hold_over_midnight_ends_as_holds_do(late: Reception, way: str) -> None:
    step_id = served(late)
    late.do(serving.park, late.lea, serving.Park(step_id))
    turn(late)
    assert queue(late) == [("K001", StepState.PARKED)]
    if way == "resume":
        late.do(serving.resume, late.lea, serving.Resume(step_id))
        assert queue(late) == [("K001", StepState.SERVING)]
    else:
        late.do(returning.come_back, late.lea, returning.ComeBack(step_id))
        assert queue(late) == [("K001", StepState.WAITING)]
        assert late.call_next()["number"] == "K001"


def test_an_undone_call_waits_in_todays_queue(late: Reception) -> None:
    late.until(23, 59)
    late.wait(seconds=50)
    step_id = called(late)
    late.wait(seconds=20)
    late.do(calling.undo, late.lea, calling.Undo(step_id))
    assert queue(late) == [("K001", StepState.WAITING)]
    assert left(late) == []


def test_who_was_left_is_called_by_hand_and_goes_on_today(late: Reception) -> None:
    waiting = late.walk_in()
    turn(late)
    command = calling.CallStep(late.counter("1"), str(waiting["step_id"]), "left_over")
    done = late.do(calling.call_step, late.lea, command)
    assert done["number"] == "K001"
    assert left(late) == []
    assert queue(late) == [("K001", StepState.CALLED)]
    with late.read() as reader:
        found = reader.visit(str(waiting["visit_id"])).visit
        told = [one for one in reader.events(0, 500) if one.kind is EventKind.VISIT_TAKEN_UP]
    assert (found.business_day, found.flags) == (WEDNESDAY, ("another_day",))
    assert [event.visit_id for event in told] == [waiting["visit_id"]]


def test_a_number_that_somebody_has_today_gets_an_alias(late: Reception) -> None:
    waiting = late.walk_in()
    turn(late)
    newcomer = late.walk_in()
    assert newcomer["number"] == waiting["number"] == "K001"
    command = calling.CallStep(late.counter("1"), str(waiting["step_id"]), "left_over")
    assert late.do(calling.call_step, late.lea, command)["number"] == "K002"
    with late.read() as reader:
        found = reader.visit(str(waiting["visit_id"])).visit
    assert (found.number, found.alias) == ("K001", "K002")
    assert found.flags == ("another_day", "number_clash")
    assert late.walk_in()["number"] == "K003"


def test_urgent_and_groups_take_people_into_today(late: Reception) -> None:
    one, two = late.walk_in(), late.walk_in()
    turn(late)
    late.do(urgent.make_urgent, late.lea, urgent.MakeUrgent(str(one["visit_id"]), "ill"))
    assert queue(late) == [("K001", StepState.WAITING)]
    together = grouping.Group((str(one["visit_id"]), str(two["visit_id"])))
    late.do(grouping.group, late.lea, together)
    assert queue(late) == [("K001", StepState.WAITING)]
    assert left(late) == []


def test_what_ended_yesterday_is_not_brought_back(late: Reception) -> None:
    step_id = served(late)
    _finish(late, step_id)
    turn(late)
    with pytest.raises(Conflict, match="another_day"):
        late.do(returning.reopen, late.lea, returning.Reopen(step_id))


def test_the_close_of_yesterday_ends_who_was_left(late: Reception) -> None:
    late.walk_in()
    turn(late)
    command = day_closing.CloseDay(TUESDAY, default_action="close", confirm=True)
    late.do(day_closing.close_day, late.lea, command)
    assert left(late) == []


def test_a_number_reported_after_its_day_is_accepted_and_flagged(late: Reception) -> None:
    lease = late.lease("K", 3)
    issued_at = late.clock.now() + timedelta(minutes=5)
    late.wait(minutes=9 * 60)
    given = late.walk_in(leased=late.leased(lease, "K002", issued_at=issued_at))
    assert given["number"] == "K002"
    with late.read() as reader:
        (entry,) = reader.left_over()
    assert entry.visit.called_as == "K002"
    assert entry.visit.business_day == TUESDAY
    assert entry.visit.checked_in_at == issued_at
    assert entry.visit.flags == ("reported_late",)


def test_a_kiosk_with_a_wrong_clock_gives_no_absurd_rank(late: Reception) -> None:
    lease = late.lease("K", 3)
    granted = late.clock.now()
    late.wait(minutes=5)
    before = late.leased(lease, "K001", issued_at=granted - timedelta(days=2000))
    after = late.leased(lease, "K002", issued_at=granted + timedelta(days=2000))
    visits = [late.walk_in(leased=one)["visit_id"] for one in (before, after)]
    with late.read() as reader:
        found = [reader.visit(str(one)).visit for one in visits]
    assert [one.checked_in_at for one in found] == [granted, late.clock.now()]
    assert {one.flags for one in found} == {("time_doubtful",)}


def test_a_visit_that_went_on_today_is_counted_today(late: Reception) -> None:
    step_id = served(late)
    turn(late)
    roll(late)
    assert counted(late, TUESDAY) == 1
    late.do(serving.park, late.lea, serving.Park(step_id))
    late.do(serving.resume, late.lea, serving.Resume(step_id))
    _finish(late, step_id)
    late.wait(minutes=24 * 60)
    roll(late)
    assert (counted(late, TUESDAY), counted(late, WEDNESDAY)) == (0, 1)


def roll(site: Reception) -> None:
    while site.do(rolling_up.roll_up, site.server, RollUp())["more"]:
        pass


def counted(site: Reception, day: date) -> int:
    return len(site.store.write(lambda uow: uow.statistics.records(day)).visits)
