"""What an estimate of waits needs from the store: who waits, who serves, and how long it took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import BigInteger, Connection, func, select, type_coerce
from sqlalchemy.sql.elements import ColumnElement

from core.calendar import opening
from core.estimate import (
    MOST_PEOPLE,
    Booking,
    Desk,
    Habits,
    QueueState,
    ServiceTimes,
    Serving,
    Waiting,
    service_times,
)
from core.estimate.times import MOST_TIMES
from core.model import (
    CRISIS_STREAM,
    AppointmentMode,
    AppointmentStatus,
    CounterState,
    StepState,
)
from core.site import Service, Site
from core.store.days import SqlSiteDays
from core.store.rows import table_of
from core.store.staff import SqlCounters
from core.store.tables_bookings import AppointmentRow
from core.store.tables_visits import StepRow, VisitRow
from core.things import Counter

_STEPS = table_of(StepRow)
_VISITS = table_of(VisitRow)
_APPOINTMENTS = table_of(AppointmentRow)
_DAYS: Final = 30
_MOST_CHECK_INS: Final = 2000
_MOST_TODAY: Final = 600
"""The latest ones; ten services share them, and each counts sixty."""

_FEWEST_CHECK_INS: Final = 200
"""Below this, the post's own habits are less certain than the general ones."""

_COUNTED: Final = (
    _STEPS.c.state == StepState.COMPLETED,
    _STEPS.c.holds == 0,
    _STEPS.c.called_at.is_not(None),
    _STEPS.c.ended_at.is_not(None),
)
"""Steps that tell how long a service holds a counter, from the call on; none that was on hold."""

_HELD: Final = (StepState.CALLED, StepState.SERVING)
_HERE: Final = (StepState.WAITING, *_HELD)
_SECONDS: Final = (
    type_coerce(_STEPS.c.ended_at, BigInteger) - type_coerce(_STEPS.c.called_at, BigInteger)
) // 1_000_000
_Held = dict[str, Serving]


@dataclass(frozen=True, slots=True)
class WaitHistory:
    """What the days before teach of one business day.

    Attributes:
        times_s: Seconds at a counter by service id, newest first, at most 60 each.
        habits: How people with bookings come.
    """

    day: date
    times_s: Mapping[str, Sequence[int]]
    habits: Habits


class Waits:
    """Gathers one moment of the queue from one snapshot, in a few queries."""

    def __init__(self, connection: Connection, site: Site, now: datetime, today: date) -> None:
        self._connection = connection
        self._site = site
        self._now = now
        self._today = today
        self._services: Mapping[str, Service] = {found.id: found for found in site.services}

    def state(self, history: WaitHistory) -> QueueState:
        """Return the queue as it stands; the order of rows does not matter."""
        crowd = self._crowd()
        waiting, held = self._steps(_HELD if crowd else _HERE)
        switches = SqlSiteDays(self._connection).now()
        site = self._site
        closes = {
            service.id: opening(site.calendar_of(service), site.days, self._now, switches)
            for service in site.services
            # Those of a crisis are served whatever the hours.
            if service.stream != CRISIS_STREAM
        }
        return QueueState(
            now=self._now,
            policy=self._site.policy,
            services=self._services,
            desks=tuple(self._desks(held)),
            waiting=tuple(waiting),
            bookings=tuple(self._bookings()),
            times=self._times(history),
            habits=history.habits,
            closes_at={
                service_id: hours.closes_at
                for service_id, hours in closes.items()
                if hours.open and hours.closes_at is not None
            },
            crowd=crowd,
        )

    def _crowd(self) -> Mapping[str, Sequence[datetime]]:
        """Return the ranks of all who wait, where they are more than can be played."""
        steps = _STEPS.c
        here = (steps.business_day == self._today, steps.state == StepState.WAITING)
        people = self._connection.execute(select(func.count()).select_from(_STEPS).where(*here))
        found: dict[str, list[datetime]] = {}
        if people.scalar_one() > MOST_PEOPLE:
            ranks = select(steps.service_id, steps.rank).where(*here)
            for service_id, rank in self._connection.execute(ranks):
                found.setdefault(service_id, []).append(rank)
        return found

    def _steps(self, states: Sequence[StepState]) -> tuple[list[Waiting], _Held]:
        steps = _STEPS.c
        query = (
            select(
                steps.id,
                steps.state,
                steps.service_id,
                steps.rank,
                steps.due_from,
                steps.sequence,
                steps.flow_index,
                steps.target_counter_id,
                steps.target_agent_id,
                steps.counter_id,
                steps.called_at,
                _VISITS.c.service_id.label("visit_service"),
                _VISITS.c.route,
                _VISITS.c.priority,
            )
            .join_from(_STEPS, _VISITS, steps.visit_id == _VISITS.c.id)
            .where(steps.business_day == self._today, steps.state.in_(states))
        )
        waiting: list[Waiting] = []
        held: _Held = {}
        for row in self._connection.execute(query):
            route = row.route or self._flow(row.visit_service)
            onward = tuple(route[row.flow_index + 1 :])
            if row.state is StepState.WAITING:
                waiting.append(
                    Waiting(
                        row.id,
                        row.service_id,
                        row.rank,
                        row.due_from,
                        row.sequence,
                        onward,
                        row.target_counter_id,
                        row.target_agent_id,
                        row.priority,
                    )
                )
            elif row.counter_id is not None:
                since = row.called_at or self._now
                held[row.counter_id] = Serving(
                    row.service_id, since, row.rank, row.sequence, onward
                )
        return waiting, held

    def _flow(self, service_id: str) -> tuple[str, ...]:
        """Return the services of the steps of a visit; none for a service unknown by now."""
        found = self._services.get(service_id)
        return () if found is None else tuple(found.steps)

    def _desks(self, held: _Held) -> list[Desk]:
        return [
            Desk(
                counter.id,
                frozenset(counter.offered),
                counter.agent_id,
                held.get(counter.id),
                None if counter.state is CounterState.OPEN else counter.pause_until,
            )
            for counter in SqlCounters(self._connection).all()
            if _takes_part(counter, self._now)
        ]

    def _bookings(self) -> list[Booking]:
        bookings = _APPOINTMENTS.c
        query = select(bookings.id, bookings.service_id, bookings.starts_at).where(
            bookings.business_day == self._today,
            bookings.status == AppointmentStatus.BOOKED,
            bookings.mode == AppointmentMode.IN_PERSON,
            bookings.visit_id.is_(None),
            bookings.withdrawn_at.is_(None),
        )
        return [
            Booking(row.id, row.service_id, row.starts_at, self._flow(row.service_id)[1:])
            for row in self._connection.execute(query)
        ]

    def _times(self, history: WaitHistory) -> Mapping[str, ServiceTimes]:
        steps = _STEPS.c
        query = (
            select(steps.service_id, _SECONDS)
            .where(steps.business_day == self._today, *_COUNTED)
            .order_by(steps.ended_at.desc(), steps.id)
            .limit(_MOST_TODAY)
        )
        today: dict[str, list[int]] = {}
        for service_id, seconds in self._connection.execute(query):
            today.setdefault(service_id, []).append(max(0, seconds))
        return {
            service.id: service_times(
                today.get(service.id, ()),
                history.times_s.get(service.id, ()),
                service.typical_min,
            )
            for service in self._site.services
        }

    def history(self) -> WaitHistory:
        """Return what the days before teach; it stays as it is until the day ends."""
        return WaitHistory(self._today, self._earlier_times_s(), self._habits())

    def _earlier_times_s(self) -> Mapping[str, Sequence[int]]:
        steps = _STEPS.c
        newest = (steps.ended_at.desc(), steps.id)
        numbered = (
            select(
                steps.service_id,
                _SECONDS.label("seconds"),
                func.row_number().over(partition_by=steps.service_id, order_by=newest).label("n"),
            )
            .where(*self._before_today(steps.business_day), *_COUNTED)
            .subquery()
        )
        found: dict[str, list[int]] = {}
        query = select(numbered).where(numbered.c.n <= MOST_TIMES).order_by(numbered.c.n)
        for row in self._connection.execute(query):
            found.setdefault(row.service_id, []).append(max(0, row.seconds))
        return found

    def _habits(self) -> Habits:
        """Return how people with bookings came in the last month, once that is known well."""
        visits, bookings = _VISITS.c, _APPOINTMENTS.c
        came = self._connection.execute(
            select(visits.starts_at, visits.checked_in_at)
            .where(*self._before_today(visits.business_day), visits.starts_at.is_not(None))
            .order_by(visits.business_day.desc(), visits.sequence.desc())
            .limit(_MOST_CHECK_INS)
        ).all()
        if len(came) < _FEWEST_CHECK_INS:
            return Habits()
        late = [_seconds(slot, at) / 60 for slot, at in came if at > slot]
        early = [_seconds(at, slot) / 60 for slot, at in came if at <= slot]
        not_withdrawn = (AppointmentStatus.EXCUSED, AppointmentStatus.REVOKED)
        booked, seen = self._connection.execute(
            select(func.count(), func.count(bookings.visit_id)).where(
                *self._before_today(bookings.business_day),
                bookings.withdrawn_at.is_(None),
                bookings.mode == AppointmentMode.IN_PERSON,
                bookings.status.not_in(not_withdrawn),
            )
        ).one()
        return Habits(
            show=_share(seen, booked),
            late=_share(len(late), len(came)),
            late_min=max(1.0, sum(late) / max(1, len(late))),
            early_min=max(1.0, sum(early) / max(1, len(early))),
        )

    def _before_today(self, column: ColumnElement[date]) -> tuple[ColumnElement[bool], ...]:
        return column >= self._today - timedelta(days=_DAYS), column < self._today


def _seconds(begin: datetime, end: datetime) -> int:
    return max(0, int((end - begin).total_seconds()))


def _share(part: int, whole: int) -> float:
    """Return a share that is never quite 0 or 1: nothing about people is certain."""
    return (part + 1) / (whole + 2)


def _takes_part(counter: Counter, now: datetime) -> bool:
    if counter.state is CounterState.OPEN:
        return True
    until = counter.pause_until
    return counter.state is CounterState.PAUSED and until is not None and until > now
