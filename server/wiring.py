"""Puts the parts of a running server together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import run_sync

from core.model import StationKind
from core.ports import Clock
from core.store import Store
from server.background import Background
from server.booking import BookingRunner
from server.data_folder import DataFolder
from server.feed import Hub
from server.gate import Caller
from server.journal import StoreJournal
from server.openings import Openings
from server.passwords import PasswordCheck, Throttle
from server.purging import Purger
from server.secrets_of_site import SiteSecrets
from server.tls import fingerprint
from server.waits import Waits


class Wiring:
    """Everything that routes need.

    Attributes:
        store: The site's data.
        clock: The site's time.
        secrets: Keys derived from the data key.
        passwords: Compares agents' passwords.
        throttle: Brakes guessing of passwords.
        guesses: Brakes guessing of references at a kiosk.
        openings: Who has which visit open, for the journal.
        waits: The wait of each service, kept in the background.
        booking: The thread that keeps the booking server in step.
        hub: The feed.
    """

    def __init__(self, folder: DataFolder, store: Store, clock: Clock, *, tls: bool) -> None:
        self.store = store
        self.clock = clock
        self.secrets = SiteSecrets(folder.key())
        self.passwords = PasswordCheck()
        self.throttle = Throttle(clock)
        # People need some seconds a try; this many a minute is a program.
        self.guesses = Throttle(clock, failures=10, window_s=60)
        self.openings = Openings()
        self.waits = Waits(store)
        self.booking = BookingRunner(store, clock, folder)
        self.hub = Hub(StoreJournal(store), clock.now)
        self._background = Background((self.booking.refresh, Purger(store, clock).refresh))
        # A thread of its own: it takes its time, so that nobody notices it.
        self._waiting = Background((self.waits.refresh,))
        self._fingerprint = fingerprint(folder.certificate) if tls else None

    def pairing_string(self, code: str) -> str:
        """Return what a new station is given: the code, and over TLS the fingerprint with it."""
        return code if self._fingerprint is None else f"{code}-{self._fingerprint}"

    def find_caller(self, token: str) -> Caller | None:
        """Return who has a token; None for unknown, ended, expired and revoked ones."""
        with self.store.read() as reader:
            station = reader.station_by_token(token)
            if station is not None:
                return Caller(station.id, station.kind)
            found = reader.session_by_token(token)
        if found is None:
            return None
        return Caller(
            station_id=found.session.station_id,
            kind=StationKind.COUNTER,
            agent_id=found.agent.id,
            session_id=found.session.id,
            roles=frozenset(found.agent.roles),
            locked=found.session.locked,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run what works beside the routes."""
        await self.hub.start()
        self.store.on_commit(self._committed)
        self._background.start()
        self._waiting.start()
        try:
            yield
        finally:
            await self.hub.stop()
            self.waits.stop()
            await run_sync(self._waiting.stop)
            await run_sync(self._background.stop)
            await run_sync(self.booking.stop)

    def _committed(self, seq: int) -> None:
        self.hub.notify(seq)
        self.booking.wake(seq)
        self._background.wake()
        self._waiting.wake()
