"""Puts the parts of a running server together."""

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import run_sync

from core.errors import DataDamaged, StoreUnavailable
from core.ports import Clock
from core.runtime.clock import SystemClock
from core.runtime.logs import describe_error
from core.store import Store
from core.things import Event
from server.auth.callers import Callers
from server.auth.passwords import PasswordCheck, Throttle
from server.authority import Authority
from server.background import Background
from server.booking import BookingRunner
from server.booking_calls import BookingCalls
from server.booking_grant import GrantKeeper
from server.booking_links import BookingLinks
from server.clock_watch import ClockWatch
from server.copies import Copies
from server.data_folder import DataFolder
from server.epochs import Epochs
from server.events_out.daily_file import DailyFiles
from server.events_out.runner import EventsOut
from server.feed import Hub
from server.inspection import Inspection
from server.journal import StoreJournal
from server.names import Names
from server.oidc.flows import Flows
from server.oidc.provider import Provider
from server.openings import Openings
from server.purging import Purger
from server.seal_file import SealFile
from server.sealing import Sealer, SealKey
from server.secrets_of_site import SiteSecrets
from server.waits import Waits

_log = logging.getLogger(__name__)


class Wiring:
    """Everything that routes need.

    Attributes:
        store: The site's data.
        clock: The site's time.
        secrets: Keys derived from the root of the ring.
        passwords: Compares agents' passwords.
        throttle: Brakes guessing of passwords.
        refusals: Brakes what is journaled of refused sign-ins.
        guesses: Brakes guessing of references at a kiosk.
        provider: Whom the site trusts to say who its agents are.
        callers: Who calls with which token.
        openings: Who has which visit open, for the journal.
        waits: The wait of each service, kept in the background.
        booking: The thread that keeps the booking server in step.
        events_out: The threads that send events to other tools.
        booking_calls: Calls of the booking server that somebody waits for.
        booking_links: Makes links with which people book again.
        booking_flows: The site's sign-in there that is under way.
        hub: The feed.
        inspection: Looks through the data for damage.
        copies: What standbys are told.
        epochs: Whether another server has taken over.
        clock_watch: Lets the site follow jumps of the machine's clock.
        authority: Whom stations trust; None without TLS.
    """

    def __init__(
        self,
        folder: DataFolder,
        store: Store,
        clock: Clock,
        *,
        authority: Authority | None,
        seals: Sequence[SealFile] = (),
        event_files: Path | None = None,
    ) -> None:
        seals = seals or (SealFile(folder.seals),)
        ring = folder.ring()
        self.store = store
        self.clock = clock
        self.secrets = SiteSecrets(ring.root)
        self.passwords = PasswordCheck()
        self.throttle = Throttle(clock)
        # Whoever guesses must not fill the journal.
        self.refusals = Throttle(clock, failures=1, window_s=1)
        # People need some seconds a try; this many a minute is a program.
        self.guesses = Throttle(clock, failures=10, window_s=60)
        self.provider = Provider(clock, folder)
        self.callers = Callers(store)
        self.openings = Openings()
        self.waits = Waits(store)
        self.hub = Hub(StoreJournal(store), clock.now, self.callers.heard)
        self.copies = Copies(store, clock)
        with store.read() as reader:
            self.epochs = Epochs(reader.site().epoch)
        grants = GrantKeeper(folder)
        self.booking = BookingRunner(store, clock, grants, lambda: self.epochs.superseded)
        self.booking_calls = BookingCalls(grants)
        self.booking_links = BookingLinks(self.booking_calls)
        self.booking_flows = Flows(clock, 1, shared=True)
        self.events_out = EventsOut(store, folder, lambda: self.epochs.superseded)
        key = SealKey(ring.root)
        self._sealer = Sealer(store, key, seals, clock)
        self.inspection = Inspection(store, key, seals, folder.damage_mark, clock)
        self.clock_watch = ClockWatch(store, clock)
        purger = Purger(store, clock, self.clock_watch.doubted)
        self._files = DailyFiles(
            store,
            event_files or folder.path / "events",
            lambda: self.epochs.superseded,
            self.clock_watch.doubted,
        )
        self._background = Background(
            (
                self.booking.refresh,
                self.events_out.refresh,
                purger.refresh,
                self._sealer.refresh,
                self._files.refresh,
                self.booking_links.forget,
                _old_copy(folder),
            )
        )
        # A thread of its own: it takes its time, so that nobody notices it.
        self._waiting = Background((self.waits.refresh,))
        self._names = Names(store)
        self.authority = authority

    def pairing_string(self, code: str) -> str:
        """Return what a new station is given: the code, and over TLS the fingerprint with it."""
        return code if self.authority is None else f"{code}-{self.authority.fingerprint}"

    def catch_up(self) -> None:
        """Write down beside this server what another one has sealed since it stood by."""
        self._sealer.write_down()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run what works beside the routes."""
        await self.hub.start()
        self.copies.start()
        self.store.on_commit(self.committed)
        await run_sync(self.clock_watch.start)
        self._background.start()
        self._waiting.start()
        self._names.start()
        self.inspection.start()
        try:
            yield
        finally:
            self.end_feeds()
            await self.hub.stop()
            self.waits.stop()
            await run_sync(self._waiting.stop)
            await run_sync(self._names.stop)
            await run_sync(self._background.stop)
            await run_sync(self.clock_watch.stop)
            await run_sync(self.booking.stop)
            await run_sync(self.events_out.stop)
            await run_sync(self.inspection.stop)
            await run_sync(self._finish)

    def _finish(self) -> None:
        try:
            self._sealer.finish()
        except (StoreUnavailable, DataDamaged) as error:
            _log.error("the journal was not sealed at the end: %s", describe_error(error))

    def committed(self, events: Sequence[Event]) -> None:
        """Tell all parts what a commit appended to the journal; on the writer's thread."""
        self.callers.heard(event.kind for event in events)
        self._names.heard(event.kind for event in events)
        self.hub.notify(events)
        self.booking.heard(event.kind for event in events)
        self.events_out.heard(event.kind for event in events)
        self._files.heard(event.kind for event in events)
        self._background.wake()
        self._waiting.wake()

    def end_feeds(self) -> None:
        """Let everybody go who waits for news; called in the event loop."""
        self.hub.end_feeds()
        self.copies.end()


def _old_copy(folder: DataFolder) -> Callable[[], None]:
    machine = SystemClock()
    return lambda: folder.forget_copies(machine.now())
