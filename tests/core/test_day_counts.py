"""How one day is counted: who waits from when on, who was punctual, and what counts nowhere."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.business_days import Days
from core.model import (
    AgentId,
    AppointmentId,
    AppointmentMode,
    AppointmentStatus,
    Arrival,
    CallId,
    CounterId,
    ServiceId,
    StepId,
    StepState,
    VisitId,
)
from core.statistics.cells import COUNTS, CellKey, DayCounts, Duration, added
from core.statistics.day import DayRecords, count_day
from core.things import Appointment, Call, Step, Visit

DAY = date(2026, 7, 14)
PARIS = ZoneInfo("Europe/Paris")
NINE = datetime(2026, 7, 14, 7, 0, tzinfo=UTC)
"""Nine o'clock in Paris, in summer."""
PASSPORT, CASH = ServiceId("passport"), ServiceId("cash")


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def visit(**more: Any) -> Visit:  # noqa: ANN401 - fields of a visit
    made = Visit(
        id=VisitId("v1"),
        business_day=DAY,
        number="P001",
        called_as="P001",
        letter="P",
        sequence=1,
        kind="walk_in",
        service_id=PASSPORT,
        checked_in_at=NINE,
        received_at=NINE,
        language="fr",
        base_at=NINE,
        bonus_min=0,
        settings_version=1,
        ended_at=at(30),
    )
    return replace(made, **more)


def booked(starts_min: float, arrival: Arrival) -> Visit:
    return visit(kind="appointment", starts_at=at(starts_min), arrival=arrival)


def step(**more: Any) -> Step:  # noqa: ANN401 - fields of a step
    made = Step(
        id=StepId("s1"),
        visit_id=VisitId("v1"),
        business_day=DAY,
        ordinal=1,
        service_id=PASSPORT,
        state=StepState.COMPLETED,
        rank=NINE,
        due_from=NINE,
        sequence=1,
        waiting_since=NINE,
        agent_id=AgentId("a1"),
        called_at=at(12),
        started_at=at(13),
        ended_at=at(30),
    )
    return replace(made, **more)


def call(minutes: float, **more: Any) -> Call:  # noqa: ANN401 - fields of a call
    made = Call(
        id=CallId(f"c{minutes}"),
        step_id=StepId("s1"),
        visit_id=VisitId("v1"),
        counter_id=CounterId("1"),
        business_day=DAY,
        announcement=1,
        called_at=at(minutes),
    )
    return replace(made, **more)


def counts(**records: Any) -> DayCounts:  # noqa: ANN401 - fields of a day's records
    given = {"visits": (visit(),), "steps": (step(),), "calls": (call(12),), **records}
    return count_day(DayRecords(DAY, **given), Days(PARIS))


def total(found: DayCounts) -> dict[str, int]:
    sums = added(found.cells.values())
    return {name: sums.of(name) for name in COUNTS if sums.of(name) and not name[-1].isdigit()}


def test_a_walk_in_from_ticket_to_end() -> None:
    found = counts()
    assert total(found) == {
        "visits": 1,
        "persons": 1,
        "walk_ins": 1,
        "called": 1,
        "served": 1,
        "calls": 1,
        "wait_s": 720,
        "service_s": 1020,
        "dwell_s": 1800,
    }
    assert found.durations == (
        Duration(PASSPORT, 9, "walk_in", "dwell", 1800),
        Duration(PASSPORT, 9, "walk_in", "service", 1020),
        Duration(PASSPORT, 9, "walk_in", "wait", 720),
    )
    assert found.agents == {(PASSPORT, "walk_in"): 1}


def test_who_comes_early_waits_from_the_booked_time_on() -> None:
    assert total(counts(visits=(booked(10, Arrival.EARLY),)))["wait_s"] == 120
    # Called before it: no wait at all.
    assert "wait_s" not in total(counts(visits=(booked(20, Arrival.EARLY),)))
    late = total(counts(visits=(booked(-30, Arrival.LATE),)))
    assert late["wait_s"] == 720


@pytest.mark.parametrize(
    ("starts_min", "arrival", "due", "punctual"),
    [
        (2, Arrival.ON_TIME, 1, 1),
        (1.9, Arrival.ON_TIME, 1, 0),
        (20, Arrival.EARLY, 1, 1),
        (-5, Arrival.LATE, 0, 0),
    ],
)
def test_punctual_is_a_call_by_ten_minutes_after_the_booked_time(
    starts_min: float, arrival: Arrival, due: int, punctual: int
) -> None:
    found = total(counts(visits=(booked(starts_min, arrival),)))
    assert (found.get("due", 0), found.get("punctual", 0)) == (due, punctual)
    assert found[arrival.value] == 1


def test_the_first_call_ends_the_wait_and_a_call_taken_back_is_none() -> None:
    calls = (call(5, retracted_at=at(5.2)), call(8, repeats=2), call(12, reason="help"))
    found = total(counts(calls=calls))
    assert found["wait_s"] == 480
    assert (found["calls"], found["recalls"], found["out_of_turn"]) == (2, 2, 1)


def test_a_later_step_is_counted_in_its_own_queue_and_hour() -> None:
    steps = (
        step(),
        step(
            id=StepId("s2"),
            ordinal=2,
            service_id=CASH,
            waiting_since=at(70),
            started_at=at(80),
            ended_at=at(90),
            agent_id=AgentId("a2"),
        ),
    )
    calls = (call(12), call(75, step_id=StepId("s2")))
    cells = counts(steps=steps, calls=calls, visits=(visit(ended_at=at(90)),)).cells
    assert cells[CellKey(CASH, 10, "walk_in")].of("wait_s") == 300
    assert cells[CellKey(CASH, 10, "walk_in")].of("visits") == 0
    assert cells[CellKey(PASSPORT, 9, "walk_in")].of("visits") == 1


@pytest.mark.parametrize(
    ("state", "end"),
    [
        (StepState.LEFT, "left"),
        (StepState.SENT_AWAY, "sent_away"),
        (StepState.NO_SHOW, "absent"),
        (StepState.WAITING, "unserved"),
        (StepState.PARKED, "unserved"),
    ],
)
def test_ends_without_service(state: StepState, end: str) -> None:
    found = total(counts(steps=(step(state=state, started_at=None),), calls=()))
    assert found == {"visits": 1, "persons": 1, "walk_ins": 1, end: 1}


def test_who_was_served_once_and_then_left_was_served() -> None:
    steps = (step(), step(id=StepId("s2"), ordinal=2, state=StepState.LEFT, started_at=None))
    found = total(counts(steps=steps))
    assert found["served"] == 1
    assert "left" not in found


def test_a_visit_that_should_not_have_been_counts_as_that_alone() -> None:
    assert total(counts(steps=(step(state=StepState.CANCELLED),))) == {"cancelled": 1}


def test_who_still_waited_when_the_day_was_closed_came() -> None:
    closed = step(state=StepState.CANCELLED, reason="day_closed", started_at=None)
    found = total(counts(steps=(closed,), calls=()))
    assert (found["visits"], found["unserved"]) == (1, 1)


def test_rehearsals_and_members_of_groups_count_nowhere() -> None:
    assert counts(visits=(visit(drill=True),)).cells == {}
    joined = step(state=StepState.CANCELLED, reason="grouped", started_at=None)
    assert counts(visits=(visit(group_id="v0"),), steps=(joined,)).cells == {}
    # Split off again, it is a visit of its own.
    assert total(counts(visits=(visit(group_id="v0"),)))["visits"] == 1
    assert total(counts(visits=(visit(group_id="v1", persons=3),)))["persons"] == 3


def test_what_ends_on_another_day_is_served_but_not_timed() -> None:
    late = at(24 * 60)
    found = total(counts(steps=(step(ended_at=late),), visits=(visit(ended_at=late),)))
    assert found["served"] == 1
    assert {"service_s", "dwell_s"}.isdisjoint(found)


def test_holds_are_taken_off() -> None:
    assert total(counts(held_s={StepId("s1"): 600}))["service_s"] == 420


def test_bookings_are_counted_at_their_hour_with_what_became_of_them() -> None:
    def booking(status: AppointmentStatus) -> Appointment:
        return Appointment(
            id=AppointmentId(status.value),
            source="rdv",
            source_id=status.value,
            code_id=1,
            reference="1",
            service_id=PASSPORT,
            business_day=DAY,
            starts_at=at(120),
            duration_min=15,
            mode=AppointmentMode.IN_PERSON,
            status=status,
            source_status=status,
            digest="",
            imported_at=NINE,
        )

    found = counts(bookings=tuple(map(booking, AppointmentStatus)))
    cell = found.cells[CellKey(PASSPORT, 11, "appointment")]
    assert dict(cell.counts) == {
        "booked": 5,
        "came": 1,
        "no_shows": 1,
        "excused": 1,
        "revoked": 1,
        "undecided": 1,
    }


def test_agents_are_counted_up_to_two() -> None:
    visits = tuple(visit(id=VisitId(f"v{n}")) for n in range(4))
    steps = tuple(
        step(id=StepId(f"s{n}"), visit_id=VisitId(f"v{n}"), agent_id=AgentId(f"a{n}"))
        for n in range(4)
    )
    found = counts(visits=visits, steps=steps, calls=())
    assert found.agents == {(PASSPORT, "walk_in"): 2}


def test_the_order_of_durations_tells_nothing_of_who_came_when() -> None:
    visits = tuple(
        visit(id=VisitId(f"v{n}"), checked_in_at=at(n), ended_at=at(40 - 5 * n)) for n in range(5)
    )
    steps = tuple(step(id=StepId(f"s{n}"), visit_id=VisitId(f"v{n}")) for n in range(5))
    found = counts(visits=visits, steps=steps, calls=())
    assert list(found.durations) == sorted(found.durations)
    backwards = counts(visits=visits[::-1], steps=steps[::-1], calls=())
    assert backwards == found
