"""Copies of the database that standbys keep: who has how much, and what they are told."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from threading import Lock
from typing import Final

from anyio.to_thread import run_sync

from core.errors import Conflict, DataDamaged, StoreUnavailable, Throttled
from core.model import StationId, StationKind
from core.ports import Clock
from core.store import Store
from core.store.copying import Copier, Pages, Place
from sync.contract.copying import Head, write_batch
from sync.contract.stations import StandbyHealth

LATE_S: Final = 5
AWAY_S: Final = 60
MOST_AT_ONCE: Final = 2
LONGEST_S: Final = 900.0
_LOOK_EVERY_S: Final = 1.0


@dataclass(slots=True)
class _Kept:
    """What one standby has; moments are monotonic seconds."""

    place: Place | None
    heard_at: float
    even_at: float | None = None


class Copies:
    """Hands pages to standbys, a few at a time, and knows how far each is."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[StationId, _Kept] = {}
        self._open = 0
        self._began_at = clock.monotonic()
        self._told = StandbyHealth(state="off")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._grown = asyncio.Event()
        self.closed = False

    def start(self) -> None:
        """Begin to listen to commits; called once, in the event loop."""
        self._loop = asyncio.get_running_loop()
        if self._store.copier is not None:
            self._store.copier.on_change(self._changed)

    @property
    def _copier(self) -> Copier:
        """What copies are made by.

        Raises:
            Conflict: `copied_by_its_database`: a PostgreSQL server has standbys of its own.
        """
        if self._store.copier is None:
            raise Conflict("copied_by_its_database")
        return self._store.copier

    def end(self) -> None:
        """Let every standby that waits go; called in the event loop."""
        self.closed = True
        self._grown.set()

    async def wait(self, place: Place, longest_s: float) -> bool:
        """Wait until a copy lacks something; false where the time is over before."""
        loop = asyncio.get_running_loop()
        end = loop.time() + longest_s
        while True:
            self._grown.clear()
            # Administrators' commands write from processes of their own, and tell nobody.
            await run_sync(self._copier.look)
            if self._copier.place != place:
                return True
            left = end - loop.time()
            if left <= 0 or self.closed:
                return False
            try:
                async with asyncio.timeout(min(left, _LOOK_EVERY_S)):
                    await self._grown.wait()
            except TimeoutError:
                pass

    def heard(self, station: StationId, place: Place | None) -> None:
        """Note how far a standby says it is."""
        now = self._clock.monotonic()
        with self._lock:
            kept = self._kept.setdefault(station, _Kept(None, now))
            kept.place, kept.heard_at = place, now
            if place is not None and place == self._copier.place:
                kept.even_at = now

    def take(self, place: Place | None) -> Pages:
        """Return what a copy lacks; give it back with `give_back`.

        Raises:
            Throttled: `copies_busy`: others are being made.
            StoreUnavailable: The database cannot be read.
        """
        with self._lock:
            if self._open >= MOST_AT_ONCE:
                raise Throttled("copies_busy", retry_after_s=1)
            self._open += 1
        try:
            return self._copier.since(place)
        except BaseException:
            self._left()
            raise

    def give_back(self, pages: Pages) -> None:
        """Let pages go."""
        pages.close()
        self._left()

    def batch(self, pages: Pages, place: Place | None) -> Iterator[bytes]:
        """Yield pages as a batch; a standby that takes too long gets half of it.

        As long as it is read SQLite's log cannot begin again, and grows.
        """
        end = self._clock.monotonic() + LONGEST_S
        after = 0 if pages.whole or place is None else place.number
        head = Head(
            stream=pages.place.stream,
            after=after,
            upto=pages.place.number,
            page_bytes=pages.page_bytes,
            size=pages.size,
            count=pages.count,
            seq=pages.seq,
            at=pages.at,
            epoch=pages.epoch,
            hash=pages.hash,
        )
        for piece in write_batch(head, pages.read()):
            if self._clock.monotonic() > end:
                return
            yield piece

    def health(self) -> StandbyHealth:
        """Return how the best copy stands; as told before, while the store is unavailable."""
        if self._store.copier is None:
            return self._told
        try:
            # What another process committed just now is lacking too.
            self._copier.look(wait=False)
            self._told = self._health()
        except (StoreUnavailable, DataDamaged):
            pass
        return self._told

    def _health(self) -> StandbyHealth:
        with self._store.read() as reader:
            keepers = {
                one.id
                for one in reader.stations()
                if one.kind is StationKind.STANDBY and one.revoked_at is None
            }
        if not keepers:
            return StandbyHealth(state="off")
        with self._lock:
            ages = [self._age(kept) for id_, kept in self._kept.items() if id_ in keepers]
        best = min((age for age in ages if age is not None), default=None)
        if best is None and self._clock.monotonic() - self._began_at <= AWAY_S:
            # The server has just started; its standby will find it.
            return StandbyHealth(state="late")
        if best is None or best > AWAY_S:
            return StandbyHealth(state="away", behind_s=None if best is None else ceil(best))
        return StandbyHealth(state="ok" if best <= LATE_S else "late", behind_s=ceil(best))

    def _age(self, kept: _Kept) -> float | None:
        """Return for how long a copy may lack something, in seconds."""
        now = self._clock.monotonic()
        if kept.even_at is None:
            return None
        silent = now - kept.heard_at > AWAY_S
        if not silent and kept.place == self._copier.place:
            return 0.0
        return now - kept.even_at

    def _left(self) -> None:
        with self._lock:
            self._open -= 1

    def _changed(self) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._grown.set)
