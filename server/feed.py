"""The feed: every event that a token may see, in order, without gap or double."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from anyio.to_thread import run_sync

from core.model import EventKind
from core.runtime.logs import describe_error
from core.things import Event
from server.auth.audience import Audience, visible
from sync.contract.stations import EventOut
from sync.contract.wire import to_wire

CLOCK_EVERY_S: Final = 2.0
RETRY_S: Final = 1.0
PAGE: Final = 500
"""Events that are read from the journal at once, for all subscribers."""
PIECE: Final = 100
"""Events that one subscriber is given at once: what it does not take is held for it."""
RING: Final = 4096
BLOCKS: Final = 40
"""Pieces of the past that are kept, once they were rendered for somebody who lags behind."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the feed tells it.

    Attributes:
        station_id: The station that did it, or that it is about: a kiosk sees its own.
        text: The event as JSON for staff.
        public: The same for devices, without ids of people's visits and without facts.
        block: The event for staff as a server-sent event, ready to be sent.
        public_block: The same for devices.
    """

    seq: int
    kind: EventKind
    station_id: str | None
    text: str
    public: str
    block: bytes
    public_block: bytes

    def text_for(self, audience: Audience) -> str:
        """Return the JSON that this audience gets."""
        return self.text if audience.sees_facts(self) else self.public

    def block_for(self, audience: Audience) -> bytes:
        """Return the server-sent event that this audience gets."""
        return self.block if audience.sees_facts(self) else self.public_block


class Journal(Protocol):
    """Where events come from; calls block and are made off the event loop."""

    def page(self, after: int, limit: int) -> Sequence[Told]:
        """Return at most `limit` events after a seq, in order."""

    def render(self, events: Sequence[Event]) -> Sequence[Told]:
        """Return events that were just appended as `page` would; does not block."""

    def bounds(self) -> tuple[int, int]:
        """Return the seqs of the oldest event that is kept, and of the newest; 0 when empty."""

    def epoch(self) -> int:
        """Return the epoch of the data, which each restore raises."""


async def _always() -> bool:
    return True


class FeedRestarted(Exception):
    """The place that a subscriber asks for, or had come to, is not kept any more."""


class Hub:
    """Reads the journal once for all subscribers, and wakes them.

    Args:
        journal: Where events come from.
        now: The site's time, told to stations every two seconds.
        found: Told of what kinds of events another process appended.
    """

    def __init__(
        self,
        journal: Journal,
        now: Callable[[], datetime],
        found: Callable[[Iterable[EventKind]], None] = lambda _: None,
    ) -> None:
        self._journal = journal
        self._now = now
        self._found = found
        self._ring: list[Told] = []
        self._blocks: dict[int, asyncio.Task[Sequence[Told]]] = {}
        self._newest = 0
        self._epoch = 0
        self._grown = asyncio.Event()
        self._changed = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._beats = 0
        self.closed = False

    async def start(self) -> None:
        """Begin to follow the journal; called once, in the event loop."""
        self._loop = asyncio.get_running_loop()
        _, self._newest = await run_sync(self._journal.bounds)
        # Data are restored only while no server runs on them, so that once is enough.
        self._epoch = await run_sync(self._journal.epoch)
        self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._beat())]

    @property
    def newest(self) -> int:
        """The seq of the newest event that was read; any thread may ask."""
        return self._newest

    async def stop(self) -> None:
        """End every feed and stop following."""
        self.end_feeds()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def end_feeds(self) -> None:
        """Let every subscriber finish; called in the event loop."""
        self.closed = True
        self._changed.set()

    def notify(self, events: Sequence[Event] = ()) -> None:
        """Say that the journal has grown, by these events if they are known; from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._heard, events)

    def _heard(self, events: Sequence[Event]) -> None:
        if events and events[0].seq == self._newest + 1:
            self._take(self._journal.render(events))
        else:
            self._grown.set()

    def _take(self, page: Sequence[Told]) -> None:
        if page[0].seq != self._newest + 1:
            # A purge was faster than this look: nobody may go over the hole unawares.
            self._ring.clear()
        self._ring.extend(page)
        if len(self._ring) > 2 * RING:
            del self._ring[:-RING]
        self._newest = page[-1].seq
        self._wake()

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def _beat(self) -> None:
        """Wake every stream for its clock at once: a timer for each would cost more than events."""
        while not self.closed:
            await asyncio.sleep(CLOCK_EVERY_S)
            self._beats += 1
            self._wake()

    async def _follow(self) -> None:
        while not self.closed:
            try:
                # Another process may write too, so that the journal is looked at now and then.
                async with asyncio.timeout(RETRY_S):
                    await self._grown.wait()
            except TimeoutError:
                pass
            self._grown.clear()
            try:
                await self._read_on()
            except Exception as error:  # noqa: BLE001 - a feed outlives a store that is away
                _log.error("cannot read the journal: %s", describe_error(error))

    async def _read_on(self) -> None:
        while True:
            found = await run_sync(self._journal.page, self._newest, PAGE)
            # Some of it may have been heard of meanwhile.
            page = [told for told in found if told.seq > self._newest]
            if page:
                self._found(one.kind for one in page)
                self._take(page)
            if len(found) < PAGE:
                return

    async def check(self, after: int) -> None:
        """Find out whether a feed can start after a seq.

        Raises:
            FeedRestarted: It is older than what is kept, or newer than what there is.
        """
        oldest, newest = await run_sync(self._journal.bounds)
        if after > newest or (after + 1 < oldest):
            raise FeedRestarted

    async def after(self, seq: int) -> Sequence[Told]:
        """Return the events after a seq that are there now, at most a piece of them.

        Raises:
            FeedRestarted: The next one was forgotten since: the subscriber was slower than a purge.
        """
        if seq >= self._newest:
            return ()
        found = self._from_ring(seq)
        if not found:
            found = await self._from_journal(seq)
        if not found or found[0].seq != seq + 1:
            raise FeedRestarted
        return found

    def _from_ring(self, seq: int) -> Sequence[Told]:
        if not self._ring or self._ring[0].seq > seq + 1:
            return ()
        # Seqs have no holes.
        start = seq + 1 - self._ring[0].seq
        return self._ring[start : start + PIECE]

    async def _from_journal(self, seq: int) -> Sequence[Told]:
        """Return the rest of the piece that a seq is in, read once for all who ask for it."""
        start = seq - seq % PIECE
        if start + PIECE > self._newest:
            return await run_sync(self._journal.page, seq, PIECE)
        block = self._blocks.pop(start, None)
        if block is None or _failed(block):
            block = asyncio.create_task(run_sync(self._journal.page, start, PIECE))
        self._blocks[start] = block  # behind all others, as the one that was used last
        if len(self._blocks) > BLOCKS:
            del self._blocks[next(iter(self._blocks))]
        # One who goes meanwhile does not take it from the others.
        return [told for told in await asyncio.shield(block) if told.seq > seq]

    async def wait(self, seq: int, longest_s: float) -> None:
        """Wait until there is something after `seq`, or the time is over, or feeds end."""
        if self._newest > seq or self.closed or longest_s <= 0:
            return
        try:
            async with asyncio.timeout(longest_s):
                await self._changed.wait()
        except TimeoutError:
            return

    async def stream(
        self, after: int, audience: Audience, holds: Callable[[], Awaitable[bool]] = _always
    ) -> AsyncIterator[bytes]:
        """Yield the feed as server-sent events until the subscriber goes or feeds end.

        It also ends where a purge overtakes the subscriber, who is told so (410) as it comes back.

        Args:
            after: The seq behind which it begins.
            audience: Who listens.
            holds: Asked before anything is told whether the listener may still hear it.
        """
        yield b"retry: 1000\n\n" + self._clock()
        beats = self._beats
        while not self.closed:
            changed = self._changed
            try:
                told = await self.after(after)
            except FeedRestarted:
                return
            if not any(audience.ends(one) for one in told) and not await holds():
                return
            blocks = [one.block_for(audience) for one in told if visible(one, audience)]
            if blocks:
                yield b"".join(blocks)
            if told:
                after = told[-1].seq
                if any(audience.ends(one) for one in told):
                    return
            if beats != self._beats:
                beats = self._beats
                yield self._clock()
            if not told:
                await changed.wait()

    async def poll(
        self, after: int, audience: Audience, *, limit: int, wait_s: float
    ) -> tuple[list[str], int]:
        """Return events as JSON texts and the seq to ask after next; wait when there are none.

        Raises:
            FeedRestarted: A purge overtook the subscriber.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + wait_s
        while True:
            told = await self.after(after)
            found: list[str] = []
            for one in told:
                if visible(one, audience):
                    if len(found) == limit:
                        break
                    found.append(one.text_for(audience))
                after = one.seq
            if found or (not told and (loop.time() >= end or self.closed)):
                return found, after
            await self.wait(after, end - loop.time())

    def page(self, items: Sequence[str], following: int) -> str:
        """Return an answer to a long poll as JSON: `EventsOut`."""
        head = json.dumps({"next": following, **self._present()})
        return f'{{"items":[{",".join(items)}],{head[1:]}'

    def _clock(self) -> bytes:
        data = json.dumps({**self._present(), "seq": self._newest})
        return f"event: clock\ndata: {data}\n\n".encode()

    def _present(self) -> dict[str, str | int]:
        return {"now": to_wire(self._now()), "epoch": self._epoch}


def _failed(task: "asyncio.Task[Sequence[Told]]") -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)


def told(event: EventOut, station_id: str | None) -> Told:
    """Render an event once for all who may see it."""
    public = event.model_copy(
        update={"visit_id": None, "appointment_id": None, "station_id": None, "facts": {}}
    )
    text, public_text = event.model_dump_json(), public.model_dump_json()
    return Told(
        seq=event.seq,
        kind=event.kind,
        station_id=station_id,
        text=text,
        public=public_text,
        block=_block(event.seq, text),
        public_block=_block(event.seq, public_text),
    )


def _block(seq: int, text: str) -> bytes:
    return f"id: {seq}\ndata: {text}\n\n".encode()
