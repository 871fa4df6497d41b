"""The booking server's side: a thread that keeps it in step, and the rows it sees."""

import logging
import threading
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Final, Protocol

from pydantic import ValidationError

from core.business_days import Days
from core.errors import Conflict
from core.model import AppointmentStatus, ServiceId
from core.outcomes import may_write_over
from core.ports import Clock
from core.runtime.logs import describe_error
from core.site import Site
from core.store import Store
from core.things import Actor, Appointment
from core.usecases import bookings, outbox
from core.usecases.bookings import ApplyDay, BookedPerson, BookingRow
from core.usecases.outbox import MarkRejected, MarkRetry, MarkSent, MarkTrying
from core.views import PendingCard
from sync.booking.engine import BookingEngine, EngineSettings
from sync.booking.gateway import BookingUndone, OutcomeItem
from sync.booking.inbox import PullPace
from sync.booking.ports import PendingOutcome
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.transport import Transport
from sync.booking.rows import Booking, DayOfBookings, RemoteStatus
from sync.contract.settings import BookingSettings
from sync.contract.stations import BookingHealth

SOURCE: Final = "rdv_service_public"
_BATCH: Final = 50
_SERVER: Final = Actor()
_STATUS: Final = {
    RemoteStatus.UNKNOWN: AppointmentStatus.BOOKED,
    RemoteStatus.SEEN: AppointmentStatus.CHECKED_IN,
    RemoteStatus.NOSHOW: AppointmentStatus.NO_SHOW,
    RemoteStatus.EXCUSED: AppointmentStatus.EXCUSED,
    RemoteStatus.REVOKED: AppointmentStatus.REVOKED,
}
_OFF: Final = BookingHealth(state="off")
_log = logging.getLogger(__name__)


class TokenKeeper(Protocol):
    """Where the token of the booking server is kept."""

    def booking_token(self) -> str | None: ...


class SiteRows:
    """The site's rows as the engine sees them; what it changes is on disk when a call returns."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def today(self) -> date:
        """Return the site's business day."""
        with self._store.read() as reader:
            return reader.site().days.of(self._clock.now())

    def pending(self) -> Sequence[PendingOutcome]:
        """Return the oldest of what may be sent now, oldest first."""
        with self._store.read() as reader:
            return [_pending(card) for card in reader.outbox_pending(SOURCE, _BATCH)]

    def trying(self, item_id: str) -> None:
        """Note that it may be at the booking server from now on.

        Raises:
            BookingUndone: It must not be written any more.
        """
        command = MarkTrying(item_id)
        try:
            self._store.write(lambda uow: outbox.mark_trying(uow, _SERVER, command))
        except Conflict as error:
            raise BookingUndone(error.code) from error

    def standing(self, day: date) -> AbstractSet[str]:
        """Return the source ids of what stands on a day, withdrawn ones apart."""
        with self._store.read() as reader:
            known = [card.appointment for card in reader.appointments(day)]
        return {one.source_id for one in known if one.source == SOURCE}

    def take_day(self, day: DayOfBookings) -> None:
        """Compare a day with what is known, and take over what is new, changed, moved or gone."""
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


class BookingRunner:
    """Runs the engine in a thread of its own, and starts it anew when its settings change."""

    def __init__(self, store: Store, clock: Clock, tokens: TokenKeeper) -> None:
        self._store = store
        self._clock = clock
        self._tokens = tokens
        self._lock = threading.Lock()
        self._running: tuple[BookingSettings, str | None, Days] | None = None
        self._engine: BookingEngine | None = None
        self._thread: threading.Thread | None = None
        self._transport: Transport | None = None
        self._stop = threading.Event()

    def refresh(self) -> None:
        """Start, stop or restart the engine, as settings and token say; cheap without a change."""
        with self._store.read() as reader:
            site = reader.site()
        try:
            wanted = BookingSettings.model_validate(site.booking)
        except ValidationError as error:
            _log.error("booking settings: %s", describe_error(error))
            wanted = BookingSettings()
        off = wanted.gateway == "none"
        token = None if off else self._tokens.booking_token()
        with self._lock:
            if self._running == (wanted, token, site.days):
                return
            self._halt()
            self._running = (wanted, token, site.days)
            if token is not None:
                self._begin(wanted, token, site.days)
            elif not off:
                _log.error("no token for the booking server: give one with `booking-token`")

    def wake(self) -> None:
        """Say that there may be something to tell; any thread may call it."""
        engine = self._engine
        if engine is not None:
            engine.wake()

    def health(self) -> BookingHealth:
        """Return how the site and its booking server stand."""
        engine = self._engine
        if engine is not None:
            return engine.health()
        running = self._running
        off = running is None or running[0].gateway == "none"
        return _OFF if off else BookingHealth(state="refused")

    def stop(self) -> None:
        """End the thread; a call that is under way is cut."""
        with self._lock:
            self._halt()
            self._running = None

    def _begin(self, settings: BookingSettings, token: str, days: Days) -> None:
        try:
            # Without a refresh token nothing is renewed: an agent gives a new token instead.
            transport = Transport(settings.base_url, OAuthTokens(TokenPair(token)))
        except ValueError as error:
            _log.error("booking settings: %s", error)
            return
        gateway = RdvServicePublic(
            transport,
            RdvServicePublicSettings(settings.organisation_ids, days),
        )
        pace = PullPace(settings.poll_today_s, settings.poll_ahead_s, settings.days_ahead)
        engine = BookingEngine(
            SiteRows(self._store, self._clock), gateway, self._clock, EngineSettings(pull=pace)
        )
        self._stop = threading.Event()
        self._engine = engine
        self._transport = transport
        self._thread = threading.Thread(
            target=_run, args=(engine, transport, self._stop), name="booking", daemon=True
        )
        self._thread.start()

    def _halt(self) -> None:
        self._stop.set()
        if self._transport is not None:
            # From here on the old engine reaches nobody, even if its thread hangs in a look-up of
            # the host's name: a new one is never a second one.
            self._transport.stop()
        if self._engine is not None:
            self._engine.wake()
        if self._thread is not None:
            self._thread.join(timeout=5)
        self._thread = None
        self._transport = None
        self._engine = None


def _run(engine: BookingEngine, transport: Transport, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            engine.run(stop)
        except Exception as error:  # noqa: BLE001 - the queue never depends on the booking server
            _log.critical("booking engine: %s", describe_error(error))
            stop.wait(5)
    transport.close()


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
