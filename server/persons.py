"""Finds what is held about a person, and says what stays of it elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core.store.booked import BookedReader
from core.store.bookings import SqlAppointments
from core.store.held import Held, held
from core.store.reader import Reader
from core.store.visits import SqlVisits
from core.things import Appointment, Visit
from core.usecases.purging import months
from server.backups import DAYS_KEPT

_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a person is looked for: by reference, or by a day's number or names."""

    reference: str | None = None
    number: str | None = None
    name: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A booking, a visit or both, that may be the person's."""

    appointment: Appointment | None
    visit: Visit | None
    initials: str

    @property
    def day(self) -> date:
        """The business day."""
        return (self.visit or self._booked).business_day

    @property
    def service_id(self) -> str:
        """The first service."""
        return (self.visit or self._booked).service_id

    @property
    def _booked(self) -> Appointment:
        if self.appointment is None:
            raise ValueError("a match is a booking, a visit or both")
        return self.appointment


@dataclass(frozen=True, slots=True)
class Stays:
    """What of a person stays elsewhere; `until` is None where somebody else decides."""

    what: str
    until: datetime | None


def find(reader: Reader, wanted: Wanted) -> list[Match]:
    """Return what fits, the best first, at most 50."""
    appointments, visits = SqlAppointments(reader.connection), SqlVisits(reader.connection)
    if wanted.number is not None:
        visit = visits.by_number(wanted.day or reader.today, wanted.number)
        if visit is None:
            return []
        booking = None if visit.appointment_id is None else appointments.find(visit.appointment_id)
        return [Match(booking, visit, _initials(visits.persons(visit.id)))]
    if wanted.reference is not None:
        found = appointments.by_reference(wanted.reference)
    else:
        page = BookedReader(reader).page(wanted.day, wanted.name or "", limit=_MOST)
        found = [card.appointment for card in page.cards]
    return [
        Match(
            booking,
            None if booking.visit_id is None else visits.find(booking.visit_id),
            _initials(appointments.persons(booking.id)),
        )
        for booking in found[:_MOST]
    ]


def all_of(reader: Reader, appointment_ids: Sequence[str], visit_ids: Sequence[str]) -> list[Held]:
    """Return every row about some bookings and visits, and about the visits of these bookings.

    Raises:
        NotFound: `appointment_unknown`, `visit_unknown`.
    """
    appointments, visits = SqlAppointments(reader.connection), SqlVisits(reader.connection)
    bookings = [appointments.get(one) for one in appointment_ids]
    given = [visits.get(one).id for one in visit_ids]
    own = [one.visit_id for one in bookings if one.visit_id is not None]
    others = [visit for one in bookings for visit in visits.with_persons_of(one.id)]
    found = list(dict.fromkeys((*given, *own, *others)))
    return held(reader.connection, [one.id for one in bookings], found)


def stays(reader: Reader, *, told_elsewhere: bool) -> list[Stays]:
    """Return what no erasure reaches, and until when it stays at the latest.

    Args:
        reader: A snapshot.
        told_elsewhere: Whether the booking server knows of it too.
    """
    kept = [
        Stays("journal", reader.now + months(reader.site().retention.journal_months)),
        Stays("backups", reader.now + timedelta(days=DAYS_KEPT)),
    ]
    return [*kept, Stays("booking_server", None)] if told_elsewhere else kept


def knows_booking_server(rows: Sequence[Held]) -> bool:
    """Say whether a booking server knows of what these rows are about."""
    return any(row.about == "appointment_person" and row.fields["target"] for row in rows)


def _initials(persons: Sequence[object]) -> str:
    """Return what tells people apart without a name, `A. S.`."""
    letters = []
    for person in persons:
        names = (getattr(person, "given_name", ""), getattr(person, "family_name", ""))
        letters.append(" ".join(f"{name[0]}." for name in names if name))
    return ", ".join(filter(None, letters))
