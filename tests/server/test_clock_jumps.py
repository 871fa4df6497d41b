"""The machine's clock is set while people wait and are served: lengths, order and days stay."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any

import pytest

from core.errors import Conflict, StoreUnavailable
from core.model import EventKind, StepState
from core.store.exceptions import exceptions_of_day
from core.usecases import calling, finishing, returning, serving
from tests.fakes.reception import TUESDAY_NINE
from tests.support.set_clocks import SetReception, kinds, waits

HOUR = timedelta(hours=1)
TODAY = TUESDAY_NINE.date()
JUMPS = [
    2 * HOUR,
    -2 * HOUR,
    timedelta(minutes=47, seconds=13),
    -timedelta(hours=26),
    90 * 24 * HOUR,
]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[SetReception]:
    site = SetReception(tmp_path / "site.db")
    yield site
    site.store.close()


@pytest.mark.parametrize("by", JUMPS, ids=str)
def test_waits_and_services_stay_as_long_as_they_are(hall: SetReception, by: timedelta) -> None:
    first = hall.walk_in()
    hall.open()
    hall.wait(minutes=10)
    hall.call_next()
    hall.do(serving.start, hall.lea, serving.Start(str(first["step_id"])))
    second = hall.walk_in()
    hall.wait(minutes=5)
    hall.jump(by)
    third = hall.walk_in()
    hall.wait(minutes=2)
    assert waits(hall) == {second["number"]: 420, third["number"]: 120, first["number"]: 600}
    hall.do(finishing.finish, hall.lea, finishing.Finish(str(first["step_id"])))
    done = hall.step(first)
    assert done.started_at is not None
    assert done.ended_at is not None
    assert done.ended_at - done.started_at == timedelta(minutes=7)
    with hall.read() as reader:
        visit = reader.visit(str(first["visit_id"])).visit
    assert visit.ended_at is not None
    assert visit.ended_at - visit.checked_in_at == timedelta(minutes=17)
    assert hall.call_next()["number"] == second["number"]


@pytest.mark.parametrize("by", JUMPS, ids=str)
def test_the_jump_is_journaled_and_the_chain_holds(hall: SetReception, by: timedelta) -> None:
    hall.walk_in()
    before = hall.machine.now()
    hall.jump(by)
    hall.walk_in()
    changed = next(one for one in hall.events() if one.kind is EventKind.SITE_CLOCK_CHANGED)
    facts = changed.facts or {}
    assert facts["by_s"] == by.total_seconds()
    assert datetime.fromisoformat(facts["before"]) == before
    assert datetime.fromisoformat(facts["after"]) == changed.at == before + by
    assert facts["visits"] == 1
    assert hall.events()[-1].at >= changed.at
    assert hall.events()[-1].at - changed.at < timedelta(seconds=1)
    with hall.read() as reader:
        assert reader.verify_journal().intact


def test_the_journal_runs_backwards_only_where_it_says_so(hall: SetReception) -> None:
    for by in JUMPS:
        hall.walk_in()
        hall.jump(by)
    hall.walk_in()
    events = hall.events()
    for earlier, later in pairwise(events):
        if later.kind is not EventKind.SITE_CLOCK_CHANGED:
            assert later.at > earlier.at


def test_small_steps_are_followed_without_a_word(hall: SetReception) -> None:
    hall.walk_in()
    for _ in range(5):
        hall.jump(timedelta(seconds=1.5))
    assert EventKind.SITE_CLOCK_CHANGED not in kinds(hall)
    assert hall.steady.now() == hall.machine.now()


def test_a_call_can_be_undone_as_long_as_before(hall: SetReception) -> None:
    waiting = hall.walk_in()
    hall.open()
    hall.call_next()
    hall.wait(seconds=20)
    hall.jump(3 * HOUR)
    hall.wait(seconds=5)
    hall.do(calling.undo, hall.lea, calling.Undo(str(waiting["step_id"])))
    hall.call_next()
    hall.wait(seconds=20)
    hall.jump(-3 * HOUR)
    hall.wait(seconds=20)
    with pytest.raises(Conflict, match="undo_too_late"):
        hall.do(calling.undo, hall.lea, calling.Undo(str(waiting["step_id"])))


@pytest.mark.parametrize("by", [4 * HOUR, -4 * HOUR], ids=str)
def test_a_hold_counts_its_own_time(hall: SetReception, by: timedelta) -> None:
    waiting = hall.walk_in()
    step_id = str(waiting["step_id"])
    hall.open()
    hall.call_next()
    hall.do(serving.start, hall.lea, serving.Start(step_id))
    hall.wait(minutes=3)
    hall.do(serving.park, hall.lea, serving.Park(step_id))
    hall.wait(minutes=6)
    hall.jump(by)
    hall.wait(minutes=6)
    rank = hall.step(waiting).rank
    hall.do(serving.resume, hall.lea, serving.Resume(step_id))
    # Half an hour is what a hold may last before it costs the rank.
    assert hall.step(waiting).rank == rank
    hall.wait(minutes=1)
    hall.do(finishing.finish, hall.lea, finishing.Finish(step_id))
    records = hall.store.write(lambda uow: uow.statistics.records(uow.today()))
    assert records.held_s == {step_id: 720}


@pytest.mark.parametrize("by", [5 * HOUR, -5 * HOUR], ids=str)
def test_who_was_absent_is_back_in_time(hall: SetReception, by: timedelta) -> None:
    absent = hall.walk_in()
    step_id = str(absent["step_id"])
    hall.open()
    hall.call_next()
    hall.do(returning.absent, hall.lea, returning.Absent(step_id, confirm=True))
    hall.wait(minutes=5)
    hall.jump(by)
    other = hall.walk_in()
    hall.wait(minutes=5)
    hall.do(returning.come_back, hall.lea, returning.ComeBack(step_id))
    now = hall.machine.now()
    assert hall.step(absent).rank == max(now.replace(second=0), TUESDAY_NINE + by + HOUR)
    assert list(waits(hall)) == [absent["number"], other["number"]]


def test_what_has_ended_stays_as_it_was(hall: SetReception) -> None:
    gone = hall.walk_in()
    hall.open()
    hall.call_next()
    step_id = str(gone["step_id"])
    hall.do(serving.start, hall.lea, serving.Start(step_id))
    hall.do(finishing.finish, hall.lea, finishing.Finish(step_id))
    before = hall.step(gone)
    booked = hall.book(11, 0)
    hall.jump(2 * HOUR)
    assert hall.step(gone) == before
    with hall.read() as reader:
        assert reader.appointment(booked).appointment.starts_at == hall.at(11, 0)


def test_people_keep_their_order_and_newcomers_stand_behind(hall: SetReception) -> None:
    booked = hall.check_in(hall.book(9, 20))
    early = [hall.walk_in() for _ in range(3)]
    hall.wait(minutes=1)
    hall.jump(-6 * HOUR)
    late = [hall.walk_in() for _ in range(2)]
    hall.wait(minutes=100)
    expected = [one["number"] for one in (booked, *early, *late)]
    assert list(waits(hall)) == expected
    hall.open()
    for _ in early:
        called = hall.call_next()
        hall.do(returning.absent, hall.lea, returning.Absent(str(called["step_id"]), confirm=True))
    with hall.read() as reader:
        assert exceptions_of_day(reader, reader.today) == ()


def test_over_midnight_people_go_on_in_the_new_day(hall: SetReception) -> None:
    lease = hall.lease("K", 2)
    waiting = [hall.walk_in() for _ in range(2)]
    hall.open()
    called = hall.call_next()
    hall.jump(24 * HOUR)
    with hall.read() as reader:
        assert reader.today == date(2026, 11, 25)
        assert reader.left_over() == []
        visits = [reader.visit(str(one["visit_id"])).visit for one in waiting]
    assert {visit.business_day for visit in visits} == {date(2026, 11, 25)}
    assert [visit.called_as for visit in visits] == [one["number"] for one in waiting]
    assert list(waits(hall)) == [waiting[1]["number"], called["number"]]
    given = hall.walk_in(leased=hall.leased(lease, "K001"))
    assert given["number"] == "K001"
    assert given["alias"] is None
    fresh = hall.walk_in()["number"]
    assert fresh not in {"K001", "K002", *(one["number"] for one in waiting)}
    with hall.read() as reader:
        assert reader.visit(str(given["visit_id"])).visit.business_day == date(2026, 11, 25)


def test_there_and_back_over_midnight_leaves_everybody_where_they_were(hall: SetReception) -> None:
    people = [hall.walk_in() for _ in range(3)]
    before = waits(hall)
    hall.jump(20 * HOUR)
    newcomer = hall.walk_in()
    hall.jump(-20 * HOUR)
    assert waits(hall) == before | {str(newcomer["number"]): 0}
    assert len({one["number"] for one in (*people, newcomer)}) == 4
    with hall.read() as reader:
        assert reader.today == TODAY


def test_commands_are_dated_by_one_side_of_the_jump_or_the_other(hall: SetReception) -> None:
    visit_id = str(hall.walk_in()["visit_id"])
    begun, go_on = Flag(), Flag()

    def hold_up(_: Any) -> None:  # noqa: ANN401 - a unit of work that is not looked at
        begun.set()
        assert go_on.wait(10)

    def look(uow: Any) -> tuple[datetime, datetime]:  # noqa: ANN401 - as above
        return uow.now, uow.visits.get(visit_id).checked_in_at

    held = hall.store.submit(hold_up)
    assert begun.wait(10)
    # All of these wait together, and are taken up as one group.
    before = hall.store.submit(look)
    hall.machine.set(2 * HOUR)
    looking = Thread(target=hall.watch.look)
    looking.start()
    while hall.store._writer._jobs.qsize() < 2:
        looking.join(0.001)
    after = hall.store.submit(look)
    go_on.set()
    held.result(10)
    looking.join(10)
    assert before.result(10) == (TUESDAY_NINE, TUESDAY_NINE)
    assert after.result(10) == (TUESDAY_NINE + 2 * HOUR, TUESDAY_NINE + 2 * HOUR)


def test_a_jump_that_cannot_be_written_does_not_happen(hall: SetReception) -> None:
    hall.walk_in()

    def fail(_: Any) -> None:  # noqa: ANN401 - a unit of work that is not looked at
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        hall.store.jump(HOUR, hall.steady.move, fail)
    assert hall.steady.now() == TUESDAY_NINE
    hall.store.close()
    hall.machine.set(HOUR)
    with pytest.raises(StoreUnavailable):
        hall.watch.look()
    assert hall.steady.now() == TUESDAY_NINE


def test_a_year_that_no_station_would_believe_is_not_followed(hall: SetReception) -> None:
    waiting = hall.walk_in()
    hall.machine.shows = datetime(1980, 1, 1, tzinfo=UTC)
    hall.watch.look()
    hall.wait(minutes=5)
    assert hall.steady.now() == TUESDAY_NINE + timedelta(minutes=5)
    assert waits(hall) == {waiting["number"]: 300}
    assert hall.watch.health().state == "behind"


def test_parked_people_stay_parked(hall: SetReception) -> None:
    waiting = hall.walk_in()
    hall.open()
    hall.call_next()
    step_id = str(waiting["step_id"])
    hall.do(serving.start, hall.lea, serving.Start(step_id))
    until = hall.machine.now() + timedelta(minutes=20)
    hall.do(serving.park, hall.lea, serving.Park(step_id, until=until))
    hall.jump(HOUR)
    step = hall.step(waiting)
    assert (step.state, step.park_until) == (StepState.PARKED, until + HOUR)
