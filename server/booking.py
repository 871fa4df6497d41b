"""The booking server's side: a thread that keeps it in step, and how the two stand."""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from pydantic import ValidationError

from core.business_days import Days
from core.errors import Conflict, DataDamaged, StoreUnavailable
from core.model import EventKind
from core.ports import Clock
from core.runtime.logs import describe_error
from core.site import Site
from core.store import Store
from core.things import BookedDay
from core.usecases.importing import SOURCE as FILE
from server.booked_days import Ages, BookedDays
from server.booking_day import SOURCE, ListedDay
from server.booking_gateways import QUIET, capabilities_of, rdv_gateway
from server.booking_grant import Grant, GrantKeeper
from server.booking_hooks import BookingHooks
from server.booking_report import days_out
from server.booking_rows import SiteRows
from server.booking_sign_in import grant_for
from server.faults import Stop
from sync.booking.engine import BookingEngine, EngineSettings
from sync.booking.gateway import BookingFault, BookingGateway, BookingRefused, ForeignThings
from sync.booking.hints import Hint
from sync.booking.inbox import PullPace
from sync.booking.quiet import NoGateway
from sync.booking.rdv_service_public.transport import Transport
from sync.contract.booking import BookingCapabilities, BookingHealth
from sync.contract.booking_report import BookingOut
from sync.contract.settings import BookingSettings

__all__ = ["SOURCE", "BookingRunner", "SiteRows", "settings_of"]

TELLING: Final = frozenset(
    {
        EventKind.APPOINTMENT_NO_SHOW,
        EventKind.APPOINTMENT_EXCUSED,
        EventKind.APPOINTMENT_REVOKED,
        EventKind.APPOINTMENT_REOPENED,
        EventKind.VISIT_CHECKED_IN,
        EventKind.VISIT_CARRIED_OVER,
        EventKind.VISIT_TAKEN_UP,
        EventKind.VISIT_LEFT,
        EventKind.VISIT_SENT_AWAY,
        EventKind.VISIT_CANCELLED,
        EventKind.STEP_COMPLETED,
        EventKind.STEP_NO_SHOW,
        EventKind.STEP_RETURNED,
        EventKind.STEP_REOPENED,
        EventKind.OUTBOX_SENT,
        EventKind.OUTBOX_REJECTED,
        EventKind.OUTBOX_RETRIED,
    }
)
"""What may put an outcome into the outbox, or let the next ones be read."""

PATIENCE_S: Final = 20.0
"""How long somebody waits for an answer of the booking server."""

_OFF: Final = BookingHealth(state="off")
_NOTHING: Final = BookingCapabilities()
_UNSENT_LATE: Final = timedelta(minutes=15)
_log = logging.getLogger(__name__)


def settings_of(site: Site) -> BookingSettings:
    """Return the settings of a site's booking server; without one where they cannot be read."""
    try:
        return BookingSettings.model_validate(site.booking)
    except ValidationError as error:
        _log.error("booking settings: %s", describe_error(error))
        return BookingSettings()


class BookingRunner:
    """Runs the engine in a thread of its own, and starts it anew when its settings change.

    Attributes:
        hooks: Takes the booking server's webhooks.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        grants: GrantKeeper,
        superseded: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store = store
        self._clock = clock
        self._grants = grants
        self._superseded = superseded
        self._days = BookedDays(store, clock, SOURCE)
        self.hooks = BookingHooks(store, grants.keeper, self._hint)
        self._rows = SiteRows(store, clock, self._days, superseded, self.hooks.saw_change)
        self._files = BookedDays(store, clock, FILE)
        self._gateway: BookingGateway = NoGateway()
        self._things = ForeignThings()
        self._lock = threading.Lock()
        self._running: tuple[BookingSettings, str | None, Days] | None = None
        """What the engine runs with: settings, the id of the sign-in, the site's days."""
        self._engine: BookingEngine | None = None
        self._thread: threading.Thread | None = None
        self._transport: Transport | None = None
        self._stop = threading.Event()

    def refresh(self) -> None:
        """Start, stop or restart the engine, as settings and token say; cheap without a change."""
        with self._store.read() as reader:
            site = reader.site()
        wanted = settings_of(site)
        off = wanted.gateway in QUIET
        # Two servers of a site must not both tell: each would take the other for a colleague.
        grant = None if off or self._superseded() else self._grant(wanted)
        self.hooks.refresh(None if grant is None else site.days, wanted.times)
        # A renewal changes the tokens, and not whose they are.
        wants = (wanted, None if grant is None else grant.id, site.days)
        with self._lock:
            if self._running == wants:
                return
            self._halt()
            if self._running is None or self._running[0].base_url != wanted.base_url:
                self._things = ForeignThings()
            self._running = wants
            if grant is not None:
                self._begin(wanted, grant, site.days)
            elif not off and not self._superseded():
                _log.error("nobody is signed in at the booking server: see `booking-sign-in`")

    def heard(self, kinds: Iterable[EventKind]) -> None:
        """Take what a commit appended to the journal: there may be something to tell.

        Any thread may call it. What no event tells of is found within half a minute.
        """
        engine = self._engine
        if engine is not None and not TELLING.isdisjoint(kinds):
            engine.wake()

    def health(self) -> BookingHealth:
        """Return how the site and its booking server stand, and how old the site's data are."""
        engine, running = self._engine, self._running
        if running is None or running[0].gateway == "none":
            return _OFF
        now = self._clock.now()
        if running[0].gateway in QUIET:
            return _with_ages(
                BookingHealth(state="ok"), self._ages(self._files, running[2].of(now))
            )
        oldest, ages = self._rows.oldest_unsent, self._ages(self._days, running[2].of(now))
        unsent = None if oldest is None else max(timedelta(), now - oldest)
        told = BookingHealth(state="refused") if engine is None else engine.health()
        late = unsent is not None and unsent > _UNSENT_LATE and told.state == "ok"
        state = "superseded" if self._superseded() else "late" if late else told.state
        seconds = None if unsent is None else int(unsent.total_seconds())
        more = {"state": state, "oldest_unsent_s": seconds, "webhooks": self.hooks.health()}
        return _with_ages(told.model_copy(update=more), ages)

    def capabilities(self) -> BookingCapabilities:
        """Return what the gateway of the settings does for the site."""
        running = self._running
        if running is None:
            return _NOTHING
        return capabilities_of(running[0], running[2], has_webhooks=self.hooks.is_open)

    def report(self) -> BookingOut:
        """Return how site and booking server stand, and what is odd about its days."""
        engine, running = self._engine, self._running
        health, can = self.health(), self.capabilities()
        if running is None or running[0].gateway == "none":
            return BookingOut(health=health, can=can)
        today = running[2].of(self._clock.now())
        days = days_out(
            self._read_from(self._files if can.expects_files else self._days, today),
            () if engine is None else engine.reports(),
            self._rows.listed.since(today) if can.can_list_days else {},
            health.held_days,
        )
        return BookingOut(health=health, can=can, days=days)

    def things(self) -> ForeignThings:
        """Read what the booking server has; also on a gateway that has nothing.

        Raises:
            Conflict: `booking_away`: nobody answers in time; `booking_refused`: the site must sign
                in again.
        """
        if not self.capabilities().can_list_days:
            return ForeignThings()
        engine = self._engine
        if engine is None or engine.health().state == "refused":
            # Nothing is asked until the pause after a refusal is over; nobody waits for that.
            raise Conflict("booking_refused")
        asked = engine.ask(lambda gateway: gateway.list_things())
        try:
            self._things = asked.result(PATIENCE_S)
        except TimeoutError as error:
            asked.cancel()
            raise Conflict("booking_away") from error
        except BookingRefused as error:
            raise Conflict("booking_refused") from error
        except BookingFault as error:
            raise Conflict("booking_away") from error
        return self._things

    def known_things(self) -> ForeignThings:
        """Return what the booking server had when it was last asked."""
        return self._things

    def listed(self) -> Iterable[ListedDay]:
        """Return what the days from today on name, as they were last read."""
        return tuple(self._rows.listed.since(self._rows.today()).values())

    def open_url(self, source: str, source_id: str) -> str | None:
        """Return the page of an appointment at its booking server, if that is known."""
        return self._gateway.open_url(source_id) if source == SOURCE else None

    def counter_of(self, source: str, source_id: str) -> str | None:
        """Return the number of the counter whose agent holds an appointment, if that is known."""
        return self._rows.listed.counter_of(source_id) if source == SOURCE else None

    def file_taken(self) -> None:
        """Take that a file of appointments was taken over."""
        self._files.forget()

    def _hint(self, hint: Hint) -> None:
        engine = self._engine
        if engine is not None:
            engine.hint(hint)

    def stop(self) -> None:
        """End the thread; a call that is under way is cut."""
        with self._lock:
            self._halt()
            self._running = None
        self._days.keep()

    def _grant(self, settings: BookingSettings) -> Grant | None:
        try:
            return grant_for(settings, self._grants)
        except Stop as stop:
            _log.error("booking server: %s", stop.line)
            return None

    def _ages(self, days: BookedDays, today: date) -> Ages:
        try:
            return days.ages(today)
        except (StoreUnavailable, DataDamaged):
            return Ages()

    def _read_from(self, days: BookedDays, today: date) -> Sequence[BookedDay]:
        try:
            return days.known(today)
        except (StoreUnavailable, DataDamaged):
            return ()

    def _begin(self, settings: BookingSettings, grant: Grant, days: Days) -> None:
        try:
            transport = Transport(settings.base_url, self._grants.credentials(grant))
        except ValueError as error:
            _log.error("booking settings: %s", error)
            return
        gateway = rdv_gateway(settings, days, transport)
        pace = PullPace(settings.poll_today_s, settings.poll_ahead_s, settings.days_ahead)
        engine = BookingEngine(self._rows, gateway, self._clock, EngineSettings(pull=pace))
        self._stop = threading.Event()
        self._engine = engine
        self._gateway = gateway
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
        self._gateway = NoGateway()


def _with_ages(health: BookingHealth, ages: Ages) -> BookingHealth:
    return health.model_copy(
        update={
            "today_read_at": ages.today_read_at,
            "ahead_until": None if ages.ahead_until is None else ages.ahead_until.isoformat(),
            "ahead_read_at": ages.ahead_read_at,
        }
    )


def _run(engine: BookingEngine, transport: Transport, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            engine.run(stop)
        except Exception as error:  # noqa: BLE001 - the queue never depends on the booking server
            _log.critical("booking engine: %s", describe_error(error))
            stop.wait(5)
    transport.close()
