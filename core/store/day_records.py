"""All that is counted of one day, read from its visits while they are kept."""

from collections import defaultdict, deque
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from core.model import AppointmentMode, EventKind, StepId
from core.statistics.day import DayRecords
from core.store.journal import jumps_after
from core.store.rows import SqlRows, table_of
from core.store.tables_bookings import AppointmentRow
from core.store.tables_journal import EventRow
from core.store.tables_visits import CallRow, OutcomeRow, StepRow, VisitRow
from core.things import Appointment, Call, ServiceOutcome, Step, Visit

_EVENTS = table_of(EventRow)
_VISITS = table_of(VisitRow)


def day_records(connection: Connection, day: date) -> DayRecords:
    """Return all that is counted of a day, from one moment of the store."""
    visits = SqlRows(connection, Visit, VisitRow, "visit")
    steps = SqlRows(connection, Step, StepRow, "step")
    calls = SqlRows(connection, Call, CallRow, "call")
    bookings = SqlRows(connection, Appointment, AppointmentRow, "appointment")
    outcomes = SqlRows(connection, ServiceOutcome, OutcomeRow, "outcome", key="visit_id")
    booked = bookings.table.c
    return DayRecords(
        day=day,
        visits=tuple(visits.many(_of_day(visits, day))),
        steps=tuple(steps.many(_of_visits(steps, day))),
        calls=tuple(calls.many(_of_visits(calls, day))),
        outcomes=tuple(outcomes.many(_of_visits(outcomes, day))),
        bookings=tuple(
            bookings.many(
                _of_day(bookings, day).where(
                    booked.withdrawn_at.is_(None), booked.mode == AppointmentMode.IN_PERSON
                )
            )
        ),
        transfers=_transfers(connection, day),
        held_s=_held_s(connection, day),
    )


def _of_day(rows: SqlRows[Any], day: date) -> Select[Any]:
    return rows.query().where(rows.table.c.business_day == day)


def _of_visits(rows: SqlRows[Any], day: date) -> Select[Any]:
    """Return a query of what belongs to the visits of a day, whenever it was."""
    return (
        rows.query()
        .join(_VISITS, _VISITS.c.id == rows.table.c.visit_id)
        .where(_VISITS.c.business_day == day)
    )


def _events(day: date, *kinds: EventKind) -> Select[Any]:
    return (
        select(_EVENTS.c.seq, _EVENTS.c.step_id, _EVENTS.c.kind, _EVENTS.c.at)
        .join(_VISITS, _VISITS.c.id == _EVENTS.c.visit_id)
        .where(_VISITS.c.business_day == day, _EVENTS.c.kind.in_(kinds))
    )


def _transfers(connection: Connection, day: date) -> dict[StepId, int]:
    handed_on = _events(day, EventKind.STEP_TRANSFERRED).subquery()
    query = select(handed_on.c.step_id, func.count()).group_by(handed_on.c.step_id)
    return {StepId(step_id): count for step_id, count in connection.execute(query)}


def _held_s(connection: Connection, day: date) -> dict[StepId, int]:
    """Return how long steps were on hold; one that never went on is not counted."""
    held: dict[StepId, int] = defaultdict(int)
    since: dict[StepId, datetime] = {}
    query = _events(day, EventKind.STEP_PARKED, EventKind.STEP_RESUMED).order_by(_EVENTS.c.seq)
    found = connection.execute(query).all()
    jumps = deque(jumps_after(connection, found[0].seq) if found else ())
    for seq, step_id, kind, at in found:
        while jumps and jumps[0][0] < seq:
            _, by = jumps.popleft()
            since = {held_step: moment + by for held_step, moment in since.items()}
        if kind is EventKind.STEP_PARKED:
            since[step_id] = at
        elif step_id in since:
            held[step_id] += int((at - since.pop(step_id)).total_seconds())
    return dict(held)
