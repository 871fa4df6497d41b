"""Who came for their appointment on a day, read from bookings, visits and steps."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection

from core.model import OPEN_STATES, AppointmentStatus
from core.presence import Presence, PresenceRow
from core.store.bookings import in_parts
from core.store.reader import Reader
from core.store.rows import SqlRows
from core.store.tables_visits import StepRow, VisitPersonRow, VisitRow
from core.things import Appointment, AppointmentPerson, Step, Visit, VisitPerson
from core.usecases.visits import Ending, how_it_ended

_JUDGED: Final = {
    AppointmentStatus.BOOKED: Presence.UNKNOWN,
    AppointmentStatus.NO_SHOW: Presence.NO_SHOW,
    AppointmentStatus.EXCUSED: Presence.EXCUSED,
    AppointmentStatus.REVOKED: Presence.REVOKED,
}
_ENDED: Final = {
    Ending.PRESENT: Presence.SEEN,
    Ending.ABSENT: Presence.NO_SHOW,
    Ending.MISTAKEN: Presence.UNKNOWN,
    Ending.UNTOLD: Presence.UNKNOWN,
}


def presence_of(reader: Reader, day: date) -> Sequence[PresenceRow]:
    """Return a row for each person who is or was expected on a day, by time.

    Of people who checked in the outcome is known when their visit has ended, or at once where
    the site tells `seen` at the arrival.
    """
    cards = reader.appointments(day)
    came = _Came(reader.connection, [card.appointment.id for card in cards])
    at_arrival = reader.site().seen_on == "arrival"
    return [
        row for card in cards for row in _rows(card.appointment, card.persons, came, at_arrival)
    ]


class _Came:
    """The visits of some appointments, and who is in which."""

    def __init__(self, connection: Connection, appointments: Sequence[str]) -> None:
        persons = SqlRows(connection, VisitPerson, VisitPersonRow, "person", key="visit_id")
        visits = SqlRows(connection, Visit, VisitRow, "visit")
        steps = SqlRows(connection, Step, StepRow, "step")
        self._of: dict[tuple[str, str], str] = {}
        for some in in_parts(appointments):
            query = persons.query().where(persons.table.c.appointment_id.in_(some))
            for person in persons.many(query.order_by(persons.table.c.visit_id)):
                if person.appointment_id is not None and person.target is not None:
                    self._of[person.appointment_id, person.target] = person.visit_id
        self._visits: dict[str, Visit] = {}
        own = visits.table.c
        for some in in_parts(appointments):
            for visit in visits.many(visits.query().where(own.appointment_id.in_(some))):
                self._visits[visit.id] = visit
        others = set(self._of.values()) - self._visits.keys()
        for some in in_parts(others):
            for visit in visits.many(visits.query().where(own.id.in_(some))):
                self._visits[visit.id] = visit
        self._steps: Mapping[str, list[Step]] = defaultdict(list)
        for some in in_parts(self._visits):
            query = steps.query().where(steps.table.c.visit_id.in_(some))
            for step in steps.many(query.order_by(steps.table.c.visit_id, steps.table.c.ordinal)):
                self._steps[step.visit_id].append(step)

    def visit_of(self, booked: Appointment, person: AppointmentPerson) -> Visit | None:
        """Return the visit that a person of an appointment came in."""
        parted = self._of.get((booked.id, person.target)) if person.target is not None else None
        return self._visits.get(parted or booked.visit_id or "")

    def outcome(self, visit: Visit) -> Presence:
        """Return what is known of those who came in a visit."""
        steps = self._steps[visit.id]
        if not steps or any(step.state in OPEN_STATES for step in steps):
            return Presence.UNKNOWN
        return _ENDED[how_it_ended(steps)]


def _rows(
    booked: Appointment, persons: Sequence[AppointmentPerson], came: _Came, at_arrival: bool
) -> Iterator[PresenceRow]:
    people = persons or (AppointmentPerson(booked.id, 1),)
    for person in people:
        visit = None
        if booked.status is AppointmentStatus.CHECKED_IN:
            visit = came.visit_of(booked, person)
            # A source may say so of somebody who was received elsewhere.
            outcome = Presence.SEEN if at_arrival or visit is None else came.outcome(visit)
        else:
            outcome = _JUDGED[booked.status]
        yield PresenceRow(
            reference=booked.reference,
            source_id=booked.source_id,
            starts_at=booked.starts_at,
            service_id=booked.service_id,
            person=person.ordinal,
            outcome=outcome,
            arrived_at=None if visit is None else visit.checked_in_at,
            family_name=person.family_name,
            given_name=person.given_name,
        )
