"""A random day, counted on paper by a bystander, equals the same day in numbers."""

import tempfile
from collections import Counter as Count
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.statistics.cells import COUNTS, Counted
from core.store.statistics import SqlStatistics
from core.usecases import calling, finishing, leaving, returning, serving
from core.usecases.rolling_up import RollUp, roll_up
from tests.fakes.reception import TUESDAY_NINE, Reception

DAY = TUESDAY_NINE.date()


def total(reception: Reception) -> dict[str, int]:
    with reception.read() as reader:
        groups = SqlStatistics(reader.connection).groups(DAY, DAY, None)
    found = groups.get("", Counted({}))
    return {name: found.of(name) for name in COUNTS if found.of(name)}


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
            bystander.site.clock.advance(24 * 3600)
            bystander.site.do(roll_up, bystander.site.server, RollUp())
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
