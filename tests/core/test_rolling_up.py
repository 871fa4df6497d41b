"""Days are counted once they are over; the numbers outlive the visits and equal a plain count."""

import tempfile
from collections import Counter as Count
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
from core.usecases import calling, finishing, leaving, returning, serving, transferring
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


@dataclass
class Person:
    """A visit as a bystander would note it."""

    kind: str
    step_id: str
    visit_id: str
    came_min: int
    priority: bool = False
    end: str = "unserved"


class Bystander:
    """Lets things happen at a reception, and counts them on a sheet of paper."""

    def __init__(self, folder: str) -> None:
        self.site = Reception(Path(folder) / "site.db")
        self.site.open()
        self.people: list[Person] = []
        self.sums: Count[str] = Count()
        self.minute = 0

    def waiting(self) -> list[Person]:
        return [one for one in self.people if one.end == "unserved"]

    def by_step(self, step_id: object) -> Person:
        return next(one for one in self.people if one.step_id == step_id)

    def act(self, act: str, much: int) -> None:
        getattr(self, act)(much)

    def wait(self, much: int) -> None:
        self.site.wait(minutes=much)
        self.minute += much

    def walk_in(self, much: int) -> None:
        priority = much % 3 == 0
        done = self.site.walk_in(("life", "social")[much % 2], priority=priority)
        self._came("walk_in", done, priority)

    def check_in(self, much: int) -> None:
        at = TUESDAY_NINE + timedelta(minutes=self.minute)
        appointment = self.site.book(at.hour, at.minute, "life")
        self.sums["booked"] += 1
        self.sums["came"] += 1
        self._came("appointment", self.site.check_in(appointment), priority=False)

    def _came(self, kind: str, done: Mapping[str, object], priority: bool) -> None:
        step_id, visit_id = str(done["step_id"]), str(done["visit_id"])
        self.people.append(Person(kind, step_id, visit_id, self.minute, priority))

    def _call(self) -> Person | None:
        if not self.waiting():
            return None
        done = self.site.call_next()
        person = self.by_step(done["step_id"])
        self.sums["calls"] += 1
        self.sums["wait_s"] += 60 * (self.minute - person.came_min)
        return person

    def serve(self, much: int) -> None:
        person = self._call()
        if person is None:
            return
        if much % 4 == 0:
            self.site.do(calling.recall, self.site.lea, calling.Recall(person.step_id))
            self.sums["recalls"] += 1
        self.site.do(serving.start, self.site.lea, serving.Start(person.step_id))
        self.wait(much)
        self.site.do(finishing.finish, self.site.lea, finishing.Finish(person.step_id))
        person.end = "served"
        self.sums["service_s"] += 60 * much
        self.sums["dwell_s"] += 60 * (self.minute - person.came_min)
        self.sums["not_recorded"] += 1

    def miss(self, much: int) -> None:
        person = self._call()
        if person is not None:
            command = returning.Absent(person.step_id, confirm=True)
            self.site.do(returning.absent, self.site.lea, command)
            person.end = "absent"
            self.sums["absences"] += 1

    def leave(self, much: int) -> None:
        self._end(much, "left", leaving.leave)

    def cancel(self, much: int) -> None:
        ended = self._end(much, "cancelled", leaving.cancel)
        if ended is not None and ended.kind == "appointment":
            # Nobody came for it, and nobody said what became of it.
            self.sums["came"] -= 1
            self.sums["undecided"] += 1

    def _end(self, much: int, end: str, usecase: object) -> Person | None:
        waiting = self.waiting()
        if not waiting:
            return None
        person = waiting[much % len(waiting)]
        self.site.do(usecase, self.site.lea, leaving.Leave(person.visit_id))
        person.end = end
        if end == "left":
            self.sums["not_recorded"] += 1
        return person

    def sheet(self) -> dict[str, int]:
        found = Count({name: much for name, much in self.sums.items() if much})
        for one in self.people:
            found[one.end] += 1
            if one.end != "cancelled":
                found["visits"] += 1
                found["persons"] += 1
                found["walk_ins"] += one.kind == "walk_in"
                found["priority"] += one.priority
        return {name: much for name, much in found.items() if much}


ACTS = st.tuples(
    st.sampled_from(["walk_in", "walk_in", "check_in", "serve", "serve", "wait", "miss", "leave"]),
    st.integers(1, 12),
)
RARE = st.tuples(st.just("cancel"), st.integers(1, 12))


def check_sheet(acts: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bystander = Bystander(folder)
        try:
            for act, much in acts:
                bystander.act(act, much)
            next_day(bystander.site)
            roll(bystander.site)
            found = total(bystander.site)
            expected = bystander.sheet()
            assert {name: found.get(name, 0) for name in expected} == expected
            known = {*expected, "called", "early", "on_time", "late", "due", "punctual"}
            assert {name for name in found if name[-2:].isdigit() or name in known} == set(found)
            for kind, times in (("wait", "calls"), ("service", "served"), ("dwell", "served")):
                buckets = sum(much for name, much in found.items() if name[:-2] == f"{kind}_")
                assert buckets == found.get(times, 0), kind
        finally:
            bystander.site.store.close()


def test_a_known_day_in_numbers_equals_a_plain_count() -> None:
    check_sheet(
        [
            ("walk_in", 3),
            ("walk_in", 4),
            ("check_in", 1),
            ("wait", 7),
            ("serve", 4),
            ("walk_in", 5),
            ("leave", 1),
            ("serve", 3),
            ("walk_in", 6),
            ("miss", 1),
            ("check_in", 2),
            ("cancel", 1),
            ("walk_in", 1),
        ]
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ACTS | RARE, min_size=6, max_size=16))
def test_a_day_in_numbers_equals_a_plain_count(acts: list[tuple[str, int]]) -> None:
    check_sheet(acts)


@pytest.mark.soak
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ACTS | RARE, min_size=6, max_size=60))
def test_many_days_in_numbers_equal_a_plain_count(acts: list[tuple[str, int]]) -> None:
    check_sheet(acts)


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
    counts = count_day(uow.statistics.records(DAY), uow.site().tz)
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
