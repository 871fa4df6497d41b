"""Days are counted once they are over; the numbers outlive the visits."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from core.model import Outcome
from core.ports import UnitOfWork
from core.statistics.cells import COUNTS, Counted
from core.statistics.day import count_day
from core.statistics.periods import Group
from core.store.feedback import SqlSatisfaction
from core.store.rows import table_of
from core.store.statistics import SqlStatistics
from core.store.tables_statistics import COUNT, CountedDayRow, DurationRow
from core.usecases import finishing, serving, transferring
from core.usecases.purging import Purge, purge
from core.usecases.rolling_up import RollUp, roll_up
from tests.fakes.reception import TUESDAY_NINE, Reception

DAY = TUESDAY_NINE.date()


def counted(
    reception: Reception, group: Group | None = None, first: date = DAY, last: date = DAY
) -> Mapping[str, Counted]:
    with reception.read() as reader:
        return SqlStatistics(reader.connection).groups(first, last, group)


def total(reception: Reception) -> dict[str, int]:
    found = counted(reception).get("", Counted({}))
    return {name: found.of(name) for name in COUNTS if found.of(name)}


def everything(reception: Reception) -> list[tuple[object, ...]]:
    """Return all that is kept of counted days, save when they were counted."""
    durations = table_of(DurationRow).c
    days = table_of(CountedDayRow).c
    queries = (
        select(COUNT).order_by(*COUNT.primary_key),
        select(*(column for column in durations if column.name != "id")).order_by(durations.id),
        select(days.business_day, days.changed, days.closed),
    )
    with reception.read() as reader:
        run = reader.connection.execute
        return [tuple(row) for query in queries for row in run(query)]


def next_day(reception: Reception) -> None:
    reception.clock.advance(24 * 3600)


def roll(reception: Reception, limit: int = 10) -> int:
    return int(reception.do(roll_up, reception.server, RollUp(limit))["days"] or 0)


def serve_one(reception: Reception, minutes: float = 4, number: str = "1") -> str:
    step_id = str(reception.call_next(number)["step_id"])
    reception.do(serving.start, reception.lea, serving.Start(step_id))
    reception.wait(minutes=minutes)
    reception.do(finishing.finish, reception.lea, finishing.Finish(step_id, continue_flow=False))
    return step_id


def test_today_is_not_counted_before_it_is_over(reception: Reception) -> None:
    reception.walk_in()
    reception.wait(minutes=14 * 60 + 59)
    assert roll(reception) == 0
    reception.wait(minutes=1)
    assert roll(reception) == 1
    assert total(reception)["visits"] == 1


def test_counting_again_changes_nothing(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    serve_one(reception)
    next_day(reception)
    assert roll(reception) == 1
    kept = everything(reception)
    assert roll(reception) == 0
    reception.store.write(count_again)
    assert everything(reception) == kept


def count_again(uow: UnitOfWork) -> None:
    counts = count_day(uow.statistics.records(DAY), uow.site().days)
    uow.statistics.put(DAY, counts, uow.now)


def test_purged_visits_leave_their_numbers(reception: Reception) -> None:
    reception.walk_in()
    reception.walk_in("social", priority=True)
    reception.open()
    serve_one(reception)
    next_day(reception)
    roll(reception)
    before = total(reception)
    reception.clock.advance(40 * 24 * 3600)
    assert reception.do(purge, reception.server, Purge())["visits"] == 2
    assert roll(reception) == 0
    assert total(reception) == before
    assert before["visits"] == 2


def test_visits_stay_until_their_day_is_counted(reception: Reception) -> None:
    for _ in range(3):
        reception.walk_in()
        next_day(reception)
    reception.clock.advance(60 * 24 * 3600)
    # One day is counted at a time, and its visits alone go.
    gone = [reception.do(purge, reception.server, Purge())["visits"] for _ in range(4)]
    assert gone == [1, 1, 1, 0]
    days = counted(reception, Group.DAY, DAY, DAY + timedelta(days=9))
    assert [found.of("visits") for _, found in sorted(days.items())] == [1, 1, 1]


def test_a_late_leased_visit_changes_its_day_once(reception: Reception) -> None:
    leased = reception.leased(reception.lease(), "K001")
    reception.walk_in()
    next_day(reception)
    assert roll(reception) == 1
    assert total(reception)["visits"] == 1
    reception.walk_in(leased=leased)
    assert roll(reception) == 1
    assert total(reception)["visits"] == 2
    reception.walk_in(leased=leased)
    assert roll(reception) == 0
    assert total(reception)["visits"] == 2


def test_what_is_ended_a_day_late_is_counted_again_but_not_timed(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    step_id = str(reception.call_next()["step_id"])
    reception.do(serving.start, reception.lea, serving.Start(step_id))
    next_day(reception)
    roll(reception)
    assert total(reception)["unserved"] == 1
    reception.do(finishing.finish, reception.lea, finishing.Finish(step_id))
    assert roll(reception) == 1
    assert total(reception)["served"] == 1
    assert {"service_s", "dwell_s"}.isdisjoint(total(reception))


def test_a_replay_after_the_purge_is_not_counted_twice(reception: Reception) -> None:
    leased = reception.leased(reception.lease(), "K001")
    reception.walk_in(leased=leased)
    reception.clock.advance(40 * 24 * 3600)
    roll(reception)
    assert reception.do(purge, reception.server, Purge())["visits"] == 1
    reception.walk_in(leased=leased)
    assert roll(reception) == 0
    assert total(reception)["visits"] == 1
    assert reception.do(purge, reception.server, Purge())["visits"] == 1


def test_rehearsals_count_nowhere(reception: Reception) -> None:
    visit_id = str(reception.walk_in()["visit_id"])
    reception.store.write(lambda uow: uow.visits.change(visit_id, drill=True))
    next_day(reception)
    roll(reception)
    assert total(reception) == {}


def test_holds_are_no_time_at_the_counter(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    step_id = str(reception.call_next()["step_id"])
    reception.do(serving.start, reception.lea, serving.Start(step_id))
    reception.wait(minutes=3)
    reception.do(serving.park, reception.lea, serving.Park(step_id))
    reception.wait(minutes=20)
    reception.do(serving.resume, reception.lea, serving.Resume(step_id))
    reception.wait(minutes=2)
    outcome = finishing.PersonOutcome(1, reception.service("life"), Outcome.DONE)
    reception.do(finishing.finish, reception.lea, finishing.Finish(step_id, (outcome,)))
    next_day(reception)
    roll(reception)
    found = total(reception)
    assert (found["service_s"], found["dwell_s"], found["done"]) == (300, 1500, 1)


def test_a_transfer_is_counted_where_it_began(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    step_id = str(reception.call_next()["step_id"])
    command = transferring.Transfer(step_id, reception.service("cash"))
    reception.do(transferring.transfer, reception.lea, command)
    next_day(reception)
    roll(reception)
    found = counted(reception, Group.SERVICE)
    assert found[reception.service("life")].of("transfers") == 1
    assert reception.service("cash") not in found or not found[reception.service("cash")].of(
        "transfers"
    )


def test_months_are_the_sum_of_their_days(reception: Reception) -> None:
    for _ in range(12):
        reception.walk_in()
        next_day(reception)
    assert roll(reception, 20) == 12
    first, last = date(2026, 11, 1), date(2026, 12, 31)
    months = counted(reception, Group.MONTH, first, last)
    assert {key: found.of("visits") for key, found in months.items()} == {
        "2026-11": 7,
        "2026-12": 5,
    }
    # A month that is not whole is read from its days.
    part = counted(reception, Group.HOUR, date(2026, 11, 26), date(2026, 12, 1))
    assert {key: found.of("visits") for key, found in part.items()} == {"09": 6}
    weekdays = counted(reception, Group.WEEKDAY, first, last)
    assert sum(found.of("visits") for found in weekdays.values()) == 12
    assert weekdays["2"].of("visits") == 2


def test_service_times_come_from_the_latest_days(reception: Reception) -> None:
    reception.open()
    for minutes in (3, 5):
        reception.walk_in()
        serve_one(reception, minutes)
        next_day(reception)
    roll(reception)
    life, social = reception.service("life"), reception.service("social")
    with reception.read() as reader:
        found = SqlStatistics(reader.connection)
        assert found.service_times([life, social], 60) == {life: [300, 180]}
        assert found.service_times([life], 1) == {life: [300]}


def test_counts_and_answers_go_after_three_years(reception: Reception) -> None:
    def answers() -> int:
        with reception.read() as reader:
            return len(SqlSatisfaction(reader.connection).of_days(DAY, DAY))

    reception.store.write(lambda uow: uow.satisfaction.count(DAY, 4))
    reception.walk_in()
    next_day(reception)
    roll(reception)
    reception.clock.advance(1095 * 24 * 3600)
    assert reception.do(purge, reception.server, Purge())["counted_days"] == 0
    assert answers() == 1
    reception.clock.advance(24 * 3600)
    assert reception.do(purge, reception.server, Purge())["counted_days"] == 1
    assert answers() == 0
    # The month goes with the last of its days.
    assert [row[0] for row in everything(reception)] == ["month"]
    reception.walk_in()
    reception.clock.advance(30 * 24 * 3600)
    roll(reception)
    reception.clock.advance(1096 * 24 * 3600)
    assert reception.do(purge, reception.server, Purge())["counted_days"] == 1
    assert everything(reception) == []
