"""The site's rows as the engine of the booking server sees them."""

import logging
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Final

from core.errors import Conflict
from core.model import AppointmentStatus, ServiceId
from core.outcomes import may_write_over
from core.ports import Clock
from core.site import Site
from core.store import Store
from core.things import Actor, Appointment
from core.usecases import bookings, outbox
from core.usecases.bookings import ApplyDay, BookedPerson, BookingRow
from core.usecases.outbox import MarkRejected, MarkRetry, MarkSent, MarkTrying
from core.views import PendingCard
from server.booked_days import BookedDays
from sync.booking.gateway import BookingUndone, OutcomeItem
from sync.booking.ports import PendingOutcome
from sync.booking.rows import Booking, DayOfBookings, RemoteStatus

SOURCE: Final = "rdv_service_public"
_BATCH: Final = 50
_LONGEST_TEXT: Final = 64
_SERVER: Final = Actor()
_STATUS: Final = {
    RemoteStatus.UNKNOWN: AppointmentStatus.BOOKED,
    RemoteStatus.SEEN: AppointmentStatus.CHECKED_IN,
    RemoteStatus.NOSHOW: AppointmentStatus.NO_SHOW,
    RemoteStatus.EXCUSED: AppointmentStatus.EXCUSED,
    RemoteStatus.REVOKED: AppointmentStatus.REVOKED,
}
_log = logging.getLogger(__name__)


def _alone() -> bool:
    return False


class SiteRows:
    """The site's rows as the engine sees them; what it changes is on disk when a call returns.

    Args:
        store: The site's data.
        clock: The site's time.
        days: When each day was read.
        superseded: Whether another server of the site has taken over: then nothing is written.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        days: BookedDays | None = None,
        superseded: Callable[[], bool] = _alone,
    ) -> None:
        self._store = store
        self._clock = clock
        self._days = days or BookedDays(store, clock, SOURCE)
        self._superseded = superseded
        self._oldest_unsent: datetime | None = None

    @property
    def oldest_unsent(self) -> datetime | None:
        """When the oldest outcome was made that is still to be sent, as of the last look."""
        return self._oldest_unsent

    def today(self) -> date:
        """Return the site's business day."""
        with self._store.read() as reader:
            return reader.site().days.of(self._clock.now())

    def pending(self) -> Sequence[PendingOutcome]:
        """Return the oldest of what may be sent now, oldest first."""
        with self._store.read() as reader:
            self._oldest_unsent = reader.oldest_unsent()
            return [_pending(card) for card in reader.outbox_pending(SOURCE, _BATCH)]

    def trying(self, item_id: str) -> None:
        """Note that it may be at the booking server from now on.

        Raises:
            BookingUndone: It must not be written any more.
        """
        if self._superseded():
            raise BookingUndone("superseded")
        command = MarkTrying(item_id)
        try:
            self._store.write(lambda uow: outbox.mark_trying(uow, _SERVER, command))
        except Conflict as error:
            raise BookingUndone(error.code) from error

    def standing(self, day: date) -> AbstractSet[str]:
        """Return the source ids of what stands on a day, withdrawn ones apart."""
        with self._store.read() as reader:
            known = reader.known_bookings.of_day(day, SOURCE)
        return {one.source_id for one in known if one.withdrawn_at is None}

    def take_day(self, day: DayOfBookings) -> None:
        """Compare a day with what is known, and take over what is new, changed or gone."""
        with self._store.read() as reader:
            site = reader.site()
            known = [card.appointment for card in reader.appointments(day.day)]
        services = _services_of_motifs(site)
        rows, unmapped = [], set()
        kept = _unreadable(day, known)
        for booking in (*day.bookings, *day.moved):
            service_id = services.get(str(booking.motif_id))
            if service_id is None:
                unmapped.add(str(booking.motif_id))
                kept |= {booking.source_id}
            else:
                rows.append(_row(booking, service_id))
        if unmapped:
            _log.warning("no service here for the motifs %s", sorted(unmapped))
        command = ApplyDay(day.day, SOURCE, rows, kept)
        receipt = self._store.write(lambda uow: bookings.apply_day(uow, _SERVER, command))
        if receipt.get("imported") or receipt.get("changed") or receipt.get("withdrawn"):
            _log.info("day %s: %s", day.day, receipt)
        self._days.read(day.day, len(day.bookings), len(day.set_aside))

    def sent(self, item_id: str) -> None:
        """The booking server holds it."""
        self._store.write(lambda uow: outbox.mark_sent(uow, _SERVER, MarkSent(item_id)))

    def rejected(self, item_id: str, reason: str, found: RemoteStatus | None) -> None:
        """The booking server never will; a person must look."""
        command = MarkRejected(item_id, reason, None if found is None else found.value)
        self._store.write(lambda uow: outbox.mark_rejected(uow, _SERVER, command))

    def tried(self, item_id: str, reason: str, next_try_at: datetime) -> None:
        """It failed and will be tried again."""
        command = MarkRetry(item_id, next_try_at, reason)
        self._store.write(lambda uow: outbox.mark_retry(uow, _SERVER, command))


def _pending(card: PendingCard) -> PendingOutcome:
    own = may_write_over(card.history, card.item)
    return PendingOutcome(
        id=card.item.id,
        item=OutcomeItem(
            source_id=card.source_id,
            person_source_id=card.item.target,
            day=card.business_day,
            target=RemoteStatus(card.item.outcome),
            own=frozenset(map(RemoteStatus, own)),
        ),
        created_at=card.item.created_at,
        attempts=card.item.attempts,
    )


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
