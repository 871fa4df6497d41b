"""Moves the times of what is not over, when the clock that they were taken from jumped."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import BigInteger, Column, Connection, Table, select, true, type_coerce, update
from sqlalchemy.sql.elements import ColumnElement

from core.model import CounterState, OutboxState
from core.policy import whole_minutes
from core.store.rows import table_of
from core.store.tables_bookings import OutboxRow
from core.store.tables_day import SiteDayRow
from core.store.tables_feedback import DiscreetAlertRow
from core.store.tables_site import CounterRow
from core.store.tables_staff import (
    DevicePinRow,
    HelpRow,
    InvitationRow,
    LeaseRow,
    PairingCodeRow,
    PairingGuardRow,
    ServiceAccountRow,
    SessionRow,
    StationRow,
)
from core.store.tables_visits import CallRow, OutcomeRow, StepRow, VisitRow

_VISITS = table_of(VisitRow)
_STEPS = table_of(StepRow)
_CALLS = table_of(CallRow)
_OUTCOMES = table_of(OutcomeRow)
_COUNTERS = table_of(CounterRow)
_SESSIONS = table_of(SessionRow)
_LEASES = table_of(LeaseRow)
_STATIONS = table_of(StationRow)
_CODES = table_of(PairingCodeRow)
_GUARD = table_of(PairingGuardRow)
_ACCOUNTS = table_of(ServiceAccountRow)
_PINS = table_of(DevicePinRow)
_INVITATIONS = table_of(InvitationRow)
_HELP = table_of(HelpRow)
_ALERTS = table_of(DiscreetAlertRow)
_OUTBOX = table_of(OutboxRow)
_DAY = table_of(SiteDayRow)

_BESIDE: Final[Sequence[tuple[Table, ColumnElement[bool], tuple[str, ...]]]] = (
    (_COUNTERS, _COUNTERS.c.state != CounterState.CLOSED, ("opened_at", "pause_until")),
    (_SESSIONS, _SESSIONS.c.ended_at.is_(None), ("created_at", "expires_at")),
    (_STATIONS, true(), ("last_seen_at",)),
    (_CODES, _CODES.c.used_at.is_(None), ("created_at", "expires_at")),
    (_GUARD, true(), ("locked_until",)),
    (_ACCOUNTS, true(), ("expires_at", "old_until")),
    (_PINS, true(), ("set_at",)),
    (_INVITATIONS, _INVITATIONS.c.used_at.is_(None), ("expires_at",)),
    (_HELP, _HELP.c.answered_at.is_(None), ("asked_at",)),
    (_ALERTS, _ALERTS.c.ended_at.is_(None), ("raised_at", "coming_at")),
    (_OUTBOX, _OUTBOX.c.state == OutboxState.PENDING, ("created_at", "next_try_at")),
    # Not when the day closes early: a person read that time from the wall.
    (_DAY, true(), ("crisis_since", "frozen_since")),
)
"""What else is under way: its rows, and the times that were taken from the clock."""


def redate_open(connection: Connection, by: timedelta, today: date) -> int:
    """Move the times of everything that is not over; return how many visits that is.

    A visit that has not ended moves whole, with its earlier steps and calls, so that what lies
    between two of its times stays as long as it was. Booked times, and those that a person read
    from the wall, stay; so does all that has ended.

    Args:
        connection: Within a transaction.
        by: How far the clock jumped.
        today: The business day before it did.
    """
    moved = _redate_visits(connection, by, _VISITS.c.ended_at.is_(None))
    for table, which, names in _BESIDE:
        _shift(connection, table, which, by, *names)
    # Not when they end: that is the end of their day, wherever the clock stands.
    _shift(connection, _LEASES, _LEASES.c.business_day == today, by, "granted_at")
    return moved


def redate_visit(connection: Connection, visit_id: str, by: timedelta) -> None:
    """Move all times of one visit."""
    _redate_visits(connection, by, _VISITS.c.id == visit_id)


def _redate_visits(connection: Connection, by: timedelta, which: ColumnElement[bool]) -> int:
    found = select(_VISITS.c.id).where(which)
    steps = _STEPS.c.visit_id.in_(found)
    calls = _CALLS.c.step_id.in_(select(_STEPS.c.id).where(steps))
    _shift(connection, _CALLS, calls, by, "called_at", "last_called_at", "retracted_at")
    _shift(connection, _OUTCOMES, _OUTCOMES.c.visit_id.in_(found), by, "recorded_at")
    times = ("waiting_since", "called_at", "started_at", "ended_at", "parked_at", "park_until")
    _shift(connection, _STEPS, steps, by, *times)
    # Ranks are whole minutes, and stay so.
    minutes = whole_minutes(by)
    _shift(connection, _STEPS, steps, minutes, "rank", "due_from")
    _shift(connection, _VISITS, which, minutes, "base_at")
    moments = ("checked_in_at", "received_at", "first_called_at")
    _shift(connection, _VISITS, which, by, *moments)
    # Last, since it says which visits are meant.
    return _shift(connection, _VISITS, which, by, "ended_at")


def _shift(
    connection: Connection,
    table: Table,
    which: ColumnElement[bool],
    by: timedelta,
    *names: str,
) -> int:
    values = {name: _later(table.c[name], by) for name in names}
    return connection.execute(update(table).where(which).values(values)).rowcount


def _later(column: Column[object], by: timedelta) -> ColumnElement[int]:
    """Return a moment some time later; None stays None."""
    return type_coerce(column, BigInteger) + by // timedelta(microseconds=1)
