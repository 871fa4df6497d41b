"""A day as the booking server lists it, in the site's words, and what of it is not taken."""

import logging
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.model import AppointmentStatus, ServiceId
from core.site import Site
from core.things import Appointment
from core.usecases.bookings import BookedPerson, BookingRow
from core.usecases.taking_days import ApplyDay
from sync.booking.rows import Booking, DayOfBookings, RemoteStatus

SOURCE: Final = "rdv_service_public"
_ELSEWHERE: Final = "elsewhere"
_LONGEST_TEXT: Final = 64
_STATUS: Final = {
    RemoteStatus.UNKNOWN: AppointmentStatus.BOOKED,
    RemoteStatus.SEEN: AppointmentStatus.CHECKED_IN,
    RemoteStatus.NOSHOW: AppointmentStatus.NO_SHOW,
    RemoteStatus.EXCUSED: AppointmentStatus.EXCUSED,
    RemoteStatus.REVOKED: AppointmentStatus.REVOKED,
}
_log = logging.getLogger(__name__)

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedDay:
    """What a day's list says beside the appointments that are taken from it.

    Attributes:
        unmapped: Source ids by the number of a kind of appointment that has no service here.
        elsewhere: Source ids by the number of a place that is another one than this site.
        motifs: How many bookings of the day name each kind of appointment.
        places: How many name each place.
        agents: How many each agent holds.
        counters: Number of the counter at which an appointment's agent serves, by source id.
    """

    unmapped: Mapping[str, Ids] = field(default_factory=dict)
    elsewhere: Mapping[str, Ids] = field(default_factory=dict)
    motifs: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    agents: Mapping[str, int] = field(default_factory=dict)
    counters: Mapping[str, str] = field(default_factory=dict)


class ListedDays:
    """What the lists of the days say besides, in memory; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._days: dict[date, ListedDay] = {}

    def note(self, day: date, found: ListedDay) -> None:
        """Take what a reading of a day found; a change is logged once."""
        with self._lock:
            before = self._days.get(day, ListedDay())
            self._days[day] = found
        if found.unmapped != before.unmapped:
            _log.warning("%s: no service here for the motifs %s", day, sorted(found.unmapped))
        if found.elsewhere != before.elsewhere:
            _log.info("%s: booked at other places: %s", day, sorted(found.elsewhere))

    def counter_of(self, source_id: str) -> str | None:
        """Return the counter at which an appointment is held, if its list said so."""
        with self._lock:
            days = list(self._days.values())
        return next((day.counters[source_id] for day in days if source_id in day.counters), None)

    def since(self, day: date) -> dict[date, ListedDay]:
        """Return what is known from a day on, and forget earlier ones."""
        with self._lock:
            self._days = {one: left for one, left in self._days.items() if one >= day}
            return dict(self._days)


def rows_of_day(
    site: Site, day: DayOfBookings, of_day: Sequence[Appointment]
) -> tuple[ApplyDay, ListedDay]:
    """Return a day in the site's words, and what of it is not taken.

    What cannot be read or has no service here is not taken, and what is known of it stays. What is
    booked at another place is not expected here any more; whose person is here already stays.
    """
    services, kept = _services_of_motifs(site), _unreadable(day, of_day)
    here = {one.source_id for one in of_day if one.visit_id is not None}
    rows: list[BookingRow] = []
    unmapped: dict[str, list[str]] = {}
    elsewhere: dict[str, list[str]] = {}
    for booking in (*day.bookings, *day.moved):
        service_id = services.get(str(booking.motif_id))
        if _is_elsewhere(site, booking):
            elsewhere.setdefault(str(booking.place_id), []).append(booking.source_id)
            kept |= {booking.source_id} & here
        elif service_id is None:
            if booking.motif_id is not None:
                unmapped.setdefault(str(booking.motif_id), []).append(booking.source_id)
            kept |= {booking.source_id}
        else:
            rows.append(_row(booking, service_id))
    listed = ListedDay(
        unmapped={motif: tuple(ids) for motif, ids in unmapped.items()},
        elsewhere={place: tuple(ids) for place, ids in elsewhere.items()},
        motifs=_counted(str(one.motif_id) for one in day.bookings),
        places=_counted(str(one.place_id) for one in day.bookings),
        agents=_counted(str(agent) for one in day.bookings for agent in one.agent_ids),
        counters=dict(_counters(site, day.bookings)),
    )
    return ApplyDay(day.day, SOURCE, rows, kept), listed


def _counted(names: Iterable[str]) -> Mapping[str, int]:
    return dict(Counter(names))


def _counters(site: Site, bookings: Iterable[Booking]) -> Iterator[tuple[str, str]]:
    """Yield where appointments are held, of those that name one counter alone."""
    numbers = site.booking.get("agents") or {}
    for booking in bookings:
        found = {str(numbers[one]) for one in map(str, booking.agent_ids) if one in numbers}
        if len(found) == 1:
            yield booking.source_id, found.pop()


def _is_elsewhere(site: Site, booking: Booking) -> bool:
    places = site.booking.get("places") or {}
    return bool(places.get(str(booking.place_id)) == _ELSEWHERE)


def _services_of_motifs(site: Site) -> dict[str, ServiceId]:
    ids = {service.code: service.id for service in site.services}
    motifs = site.booking.get("motifs") or {}
    return {str(motif): ids[code] for motif, code in motifs.items() if code in ids}


def _row(booking: Booking, service_id: ServiceId) -> BookingRow:
    # Of a wholly cancelled booking everybody is kept: reception is asked who it was.
    coming = [person for person in booking.persons if not person.status.cancelled]
    return BookingRow(
        source_id=booking.source_id,
        code_id=booking.code_id,
        reference=booking.reference,
        service_id=service_id,
        starts_at=booking.starts_at,
        duration_min=booking.minutes or 15,
        zone=booking.zone,
        starts_text=booking.starts_text[:_LONGEST_TEXT],
        mode=booking.mode,
        status=_STATUS[booking.status],
        people=tuple(
            BookedPerson(person.source_id, person.last_name, person.first_name)
            for person in coming or booking.persons
        ),
    )


def _unreadable(day: DayOfBookings, known: Sequence[Appointment]) -> frozenset[str]:
    """Return what stands in rows that could not be read: it is not gone, only unreadable."""
    names = [row.source_id for row in day.set_aside]
    return frozenset(
        appointment.source_id
        for appointment in known
        if any(name is None or appointment.source_id.split("/")[0] == name for name in names)
    )
