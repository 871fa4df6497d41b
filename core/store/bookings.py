"""Appointments and their persons in the store."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Exists, and_, bindparam, delete, insert, or_, select, update

from core.model import AppointmentStatus, OutboxState
from core.store.prepared import Prepared
from core.store.rows import SqlRows, every, table_of, values_of
from core.store.tables_bookings import (
    AppointmentPersonRow,
    AppointmentRow,
    BookedDayRow,
    OutboxRow,
)
from core.store.tables_visits import VisitRow
from core.things import Appointment, AppointmentPerson, BookedDay
from core.views import AppointmentCard

_OUTBOX = table_of(OutboxRow)
_VISITS = table_of(VisitRow)
_PERSONS = table_of(AppointmentPersonRow)
_DAYS = table_of(BookedDayRow)
_PERSONS_OF: Final = Prepared(
    every(AppointmentPerson, AppointmentPersonRow)
    .where(_PERSONS.c.appointment_id == bindparam("appointment"))
    .order_by(_PERSONS.c.ordinal)
)
_NO_PERSONS: Final = Prepared(
    delete(_PERSONS).where(_PERSONS.c.appointment_id == bindparam("appointment"))
)
_ONE_MORE: Final = Prepared(insert(_PERSONS))
_MOST_VALUES: Final = 500
"""Values that one statement compares with; databases set a limit."""

_NOBODYS: Final[dict[str, Any]] = {
    "digest": "",
    "case_ref": None,
    "pre_application": None,
    "responsible_id": None,
    "missing_documents": (),
}
"""What a booking says once nobody can tell whose it is."""

_V = TypeVar("_V")


def in_parts(values: Collection[_V]) -> Iterator[list[_V]]:
    """Yield some values at a time, as many as one statement may compare with."""
    listed = list(values)
    for start in range(0, len(listed), _MOST_VALUES):
        yield listed[start : start + _MOST_VALUES]


class SqlAppointments(SqlRows[Appointment]):
    """`core.ports.Appointments` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Appointment, AppointmentRow, "appointment")
        self._persons = SqlRows(
            connection, AppointmentPerson, AppointmentPersonRow, "person", key="appointment_id"
        )
        self._days = SqlRows(connection, BookedDay, BookedDayRow, "booked_day", key="business_day")

    def by_code_id(self, code_id: int) -> Appointment | None:
        """Return the booking that a signed code names."""
        return self.one(self.query().where(self.table.c.code_id == code_id))

    def by_reference(self, reference: str) -> Sequence[Appointment]:
        """Return every booking with this reference, by time."""
        appointments = self.table.c
        return self.many(
            self.query()
            .where(appointments.reference == reference)
            .order_by(appointments.starts_at, appointments.id)
        )

    def by_source(self, source: str, source_id: str) -> Appointment | None:
        """Return the booking that a source names so."""
        appointments = self.table.c
        return self.one(
            self.query().where(appointments.source == source, appointments.source_id == source_id)
        )

    def by_sources(self, source: str, source_ids: Collection[str]) -> Mapping[str, Appointment]:
        """Return the bookings that a source names so, by its names."""
        appointments = self.table.c
        found: dict[str, Appointment] = {}
        for some in in_parts(source_ids):
            query = self.query().where(
                appointments.source == source, appointments.source_id.in_(some)
            )
            found |= {one.source_id: one for one in self.many(query)}
        return found

    def taken_code_ids(self, code_ids: Collection[int]) -> frozenset[int]:
        """Return which of these ids for signed codes some booking has."""
        column = self.table.c.code_id
        taken: set[int] = set()
        for some in in_parts(code_ids):
            taken |= set(self.connection.execute(select(column).where(column.in_(some))).scalars())
        return frozenset(taken)

    def add_all(
        self, appointments: Sequence[Appointment], persons: Sequence[AppointmentPerson]
    ) -> None:
        """Keep new bookings and their persons."""
        for table, things in ((self.table, appointments), (_PERSONS, persons)):
            if things:
                self.connection.execute(insert(table), [values_of(thing) for thing in things])

    def from_day(self, day: date) -> Sequence[Appointment]:
        """Return the bookings of a day and of all later ones."""
        return self.many(self.query().where(self.table.c.business_day >= day))

    def days_from(self, source: str, day: date) -> Mapping[str, date]:
        """Return the days of a source's bookings from a day on, by its names; nothing else."""
        own = self.table.c
        query = select(own.source_id, own.business_day).where(
            own.business_day >= day, own.source == source
        )
        return {row[0]: row[1] for row in self.connection.execute(query)}

    def named(self, source: str, number: str) -> Sequence[Appointment]:
        """Return what a source calls by a number: one booking, or those of a collective one."""
        own = self.table.c
        called = own.source_id == number, own.source_id.startswith(f"{number}/", autoescape=True)
        return self.many(self.query().where(own.source == source, or_(*called)))

    def of_day(self, day: date, source: str | None = None) -> Sequence[Appointment]:
        """Return the bookings of a day, from one source or all, also withdrawn ones."""
        appointments = self.table.c
        query = self.query().where(appointments.business_day == day)
        if source is not None:
            query = query.where(appointments.source == source)
        return self.many(query.order_by(appointments.starts_at, appointments.id))

    def persons(self, appointment_id: str) -> Sequence[AppointmentPerson]:
        """Return the persons of a booking, by ordinal."""
        return self._persons.many(_PERSONS_OF, appointment=appointment_id)

    def standing(
        self,
        day: date,
        status: AppointmentStatus | None = None,
        after: tuple[datetime, str] | None = None,
        most: int | None = None,
    ) -> Sequence[Appointment]:
        """Return the bookings of a day by time, without withdrawn ones.

        Args:
            day: A business day.
            status: Only bookings of this status.
            after: Only those behind this time and id.
            most: The most to be returned.
        """
        appointments = self.table.c
        query = self.query().where(
            appointments.business_day == day, appointments.withdrawn_at.is_(None)
        )
        if status is not None:
            query = query.where(appointments.status == status)
        if after is not None:
            at, last = after
            same = and_(appointments.starts_at == at, appointments.id > last)
            query = query.where(or_(appointments.starts_at > at, same))
        return self.many(query.order_by(appointments.starts_at, appointments.id).limit(most))

    def with_ids(self, ids: Collection[str]) -> Sequence[Appointment]:
        """Return bookings by id, also withdrawn ones, in no order; ids may be unknown."""
        return [
            appointment
            for some in in_parts(ids)
            for appointment in self.many(self.query().where(self.table.c.id.in_(some)))
        ]

    def cards(self, appointments: Sequence[Appointment]) -> Sequence[AppointmentCard]:
        """Return bookings with their persons and numbers, in the same order."""
        persons: defaultdict[str, list[AppointmentPerson]] = defaultdict(list)
        numbers: dict[str, str] = {}
        for some in in_parts(appointments):
            query = self._persons.query().where(
                _PERSONS.c.appointment_id.in_([one.id for one in some])
            )
            for person in self._persons.many(query.order_by(_PERSONS.c.ordinal)):
                persons[person.appointment_id].append(person)
            came = [one.visit_id for one in some if one.visit_id is not None]
            if came:
                called = select(_VISITS.c.id, _VISITS.c.called_as).where(_VISITS.c.id.in_(came))
                numbers |= {row[0]: row[1] for row in self.connection.execute(called)}
        return [
            AppointmentCard(one, tuple(persons[one.id]), numbers.get(one.visit_id or ""))
            for one in appointments
        ]

    def naming(self, until: date, limit: int) -> Sequence[str]:
        """Return at most `limit` bookings up to a day that can still be told whose they are."""
        own, persons = self.table.c, _PERSONS.c
        named = select(persons.ordinal).where(
            persons.appointment_id == own.id, persons.family_name + persons.given_name != ""
        )
        query = select(own.id).where(
            own.business_day <= until,
            or_(
                own.digest != "",
                own.case_ref.is_not(None),
                own.pre_application.is_not(None),
                own.responsible_id.is_not(None),
                own.missing_documents != (),
                and_(
                    or_(own.reference != "", and_(own.source_id != own.id, ~self._targeted())),
                    ~self._untold(OutboxState.SENT),
                ),
                named.exists(),
            ),
        )
        return self.connection.execute(query.limit(limit)).scalars().all()

    def blank(self, ids: Collection[str], *, past: bool = False) -> int:
        """Forget whose bookings these are: names, cases, papers; return how many names that was.

        Args:
            ids: Of bookings.
            past: Their day is over. Their references go too, once their outcomes are told, and
                what a source calls them that is told nothing.

        The digest goes with them: whoever tries names with the rest of the row would find them.
        What the booking server calls a participation stays, so that it is told the outcome.
        """
        own, persons = self.table.c, _PERSONS.c
        names = 0
        for some in in_parts(ids):
            names += self.connection.execute(
                update(_PERSONS)
                .where(
                    persons.appointment_id.in_(some),
                    persons.family_name + persons.given_name != "",
                )
                .values(family_name="", given_name="")
            ).rowcount
            self.connection.execute(update(self.table).where(own.id.in_(some)).values(_NOBODYS))
            if past:
                told = own.id.in_(some) & ~self._untold(OutboxState.SENT)
                over = update(self.table).where(told)
                self.connection.execute(over.values(reference=""))
                self.connection.execute(over.where(~self._targeted()).values(source_id=own.id))
        return names

    def _targeted(self) -> Exists:
        """Return whether the source of a booking is told what becomes of it."""
        persons = _PERSONS.c
        named = persons.target.is_not(None)
        return (
            select(persons.ordinal).where(persons.appointment_id == self.table.c.id, named).exists()
        )

    def _untold(self, *settled: OutboxState, given_up: datetime | None = None) -> Exists:
        """Return whether something about a booking is still to be told, or was refused lately."""
        items = _OUTBOX.c
        done = or_(items.state.in_(settled), items.withdrawn_at.is_not(None))
        if given_up is not None:
            refused = and_(items.state != OutboxState.PENDING, items.created_at < given_up)
            done = or_(done, refused)
        return select(items.id).where(items.appointment_id == self.table.c.id, ~done).exists()

    def forget(self, until: date, given_up: datetime, limit: int) -> int:
        """Forget at most `limit` bookings up to a day that nothing waits for; return how many.

        One stays while a visit names it, or while the booking server does not know its outcome.
        Outcomes that were refused are waited for if they were made after `given_up`.
        """
        own = self.table.c
        query = (
            select(own.id)
            .where(
                own.business_day <= until,
                ~select(_VISITS.c.id).where(_VISITS.c.appointment_id == own.id).exists(),
                ~self._untold(OutboxState.SENT, given_up=given_up),
            )
            .order_by(own.business_day)
            .limit(limit)
        )
        old = self.connection.execute(query).scalars().all()
        for table in (_OUTBOX, _PERSONS):
            self.connection.execute(delete(table).where(table.c.appointment_id.in_(old)))
        self.connection.execute(delete(self.table).where(own.id.in_(old)))
        return len(old)

    def days_read(self, source: str) -> Sequence[BookedDay]:
        """Return when each day was last read whole from a source."""
        return self._days.many(self._days.query().where(_DAYS.c.source == source))

    def put_days_read(self, days: Sequence[BookedDay], before: date) -> None:
        """Keep when days were read, in place of what was known; forget those before a day."""
        read = _DAYS.c
        self.connection.execute(delete(_DAYS).where(read.business_day < before))
        for one in days:
            same = (read.source == one.source) & (read.business_day == one.business_day)
            self.connection.execute(delete(_DAYS).where(same))
            self.connection.execute(insert(_DAYS), [values_of(one)])

    def put_persons(self, appointment_id: str, persons: Sequence[AppointmentPerson]) -> None:
        """Keep the persons of a booking, in place of earlier ones."""
        _NO_PERSONS.change(self.connection, {"appointment": appointment_id})
        for person in persons:
            _ONE_MORE.change(self.connection, values_of(person))
