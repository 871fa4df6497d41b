"""Random histories of the feed: whatever subscribers, purges and restarts do, no gap, no double."""

import asyncio
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from core.model import EventKind, Role, StationKind
from core.things import Event
from server.auth.audience import Audience, visible
from server.feed import FeedRestarted, Hub, Told, told
from sync.contract.stations import EventOut, EventsOut

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_LAST = EventKind.SITE_CLOSED_EARLY
_KINDS = (
    EventKind.STEP_CALLED,
    EventKind.COUNTER_OPENED,
    EventKind.VISIT_CHECKED_IN,
    EventKind.SLIP_PRINTED,
    EventKind.AGENT_SIGNED_IN,
    EventKind.OUTBOX_SENT,
)
_AUDIENCES = (
    Audience(StationKind.DISPLAY, "d1"),
    Audience(StationKind.KIOSK, "k1"),
    Audience(StationKind.KIOSK, "k2"),
    Audience(StationKind.COUNTER, "c1"),
    Audience(StationKind.COUNTER, "c1", frozenset({Role.LEAD})),
)


class Journal:
    """A journal that grows in groups at one end, and is forgotten at the other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.rows: list[Told] = []
        self.first_kept = 1

    def append(self, kinds: Sequence[EventKind], stations: Sequence[str | None]) -> Sequence[Event]:
        with self._lock:
            first = len(self.rows) + 1
            for kind, station in zip(kinds, stations, strict=True):
                event = EventOut(seq=len(self.rows) + 1, at=NOW, kind=kind)
                self.rows.append(told(event, station))
        return [Event(first + place, NOW, kind) for place, kind in enumerate(kinds)]

    def forget(self, until: int) -> None:
        with self._lock:
            self.first_kept = max(self.first_kept, until + 1)

    def page(self, after: int, limit: int) -> Sequence[Told]:
        with self._lock:
            start = max(after, self.first_kept - 1)
            return self.rows[start : start + limit]

    def render(self, events: Sequence[Event]) -> Sequence[Told]:
        return [self.rows[event.seq - 1] for event in events]

    def bounds(self) -> tuple[int, int]:
        with self._lock:
            return self.first_kept, len(self.rows)

    def epoch(self) -> int:
        return 1


@dataclass
class Subscriber:
    """One listener, and what it was given between two restarts of its feed."""

    audience: Audience
    stories: list[tuple[int, list[int]]] = field(default_factory=list)
    restarts: int = 0

    def hear(self, text: str) -> bool:
        """Take an event; tell whether it is the last one of the history."""
        event = EventOut.model_validate_json(text)
        self.stories[-1][1].append(event.seq)
        return event.kind is _LAST


class Scene:
    """One history, from its seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.journal = Journal()
        self.hub = Hub(self.journal, lambda: NOW)

    async def pause(self, longest: int) -> None:
        for _ in range(self.dice.randrange(longest)):
            await asyncio.sleep(0)

    async def write(self) -> None:
        for _ in range(30):
            kinds = self.dice.choices(_KINDS, k=self.dice.randint(1, 12))
            stations = self.dice.choices(("d1", "k1", "k2", "c1", None), k=len(kinds))
            events = self.journal.append(kinds, stations)
            # What another process wrote is found by looking.
            self.hub.notify(events if self.dice.random() < 0.7 else ())
            await self.pause(60)
            if self.dice.random() < 0.2:
                self.journal.forget(self.dice.randrange(len(self.journal.rows)))
            if self.dice.random() < 0.1:
                await self.hub.stop()
                self.hub = Hub(self.journal, lambda: NOW)
                await self.hub.start()
        self.journal.append([_LAST], [None])
        self.hub.notify()

    async def listen(self, one: Subscriber) -> None:
        after = 0
        one.stories.append((after, []))
        while True:
            await self.pause(40)
            try:
                await self.hub.check(after)
                way = self.stream if self.dice.random() < 0.5 else self.poll
                after, ended = await way(one, after)
            except FeedRestarted:
                assert after + 1 < self.journal.first_kept, f"nothing is missing behind {after}"
                one.restarts += 1
                after = len(self.journal.rows) - 1
                one.stories.append((after, []))
                continue
            if ended:
                return

    async def stream(self, one: Subscriber, after: int) -> tuple[int, bool]:
        most = self.dice.randint(1, 30)
        async for block in self.hub.stream(after, one.audience):
            for line in block.decode().splitlines():
                if line.startswith("id: "):
                    after = int(line[4:])
                elif line.startswith("data: ") and '"kind"' in line and one.hear(line[6:]):
                    return after, True
            await self.pause(self.dice.choice((2, 2, 400)))
            most -= 1
            if most == 0:
                break
        return after, False

    async def poll(self, one: Subscriber, after: int) -> tuple[int, bool]:
        limit, wait_s = self.dice.randint(1, 20), self.dice.choice((0, 0.05))
        items, following = await self.hub.poll(after, one.audience, limit=limit, wait_s=wait_s)
        page = EventsOut.model_validate_json(self.hub.page(items, following))
        heard = [one.hear(text) for text in items]
        return page.next, any(heard)


async def play(seed: int) -> tuple[Scene, list[Subscriber]]:
    scene = Scene(seed)
    subscribers = [Subscriber(scene.dice.choice(_AUDIENCES)) for _ in range(12)]
    await scene.hub.start()
    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        tasks.create_task(scene.write())
        for one in subscribers:
            tasks.create_task(scene.listen(one))
    await scene.hub.stop()
    return scene, subscribers


def check(scene: Scene, one: Subscriber) -> None:
    """Compare what a subscriber was given with the rows that it may see."""
    for start, seqs in one.stories:
        last = seqs[-1] if seqs else start
        meant = [row.seq for row in scene.journal.rows[start:last] if visible(row, one.audience)]
        assert seqs == meant, (one.audience, start)
    assert one.stories[-1][1][-1] == len(scene.journal.rows)


@pytest.mark.parametrize(
    "seed", [*range(8), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(8, 2000))]
)
def test_each_gets_what_it_may_see_or_is_told_to_begin_anew(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Small, so that slow ones leave the ring, and pages end in the middle.
    monkeypatch.setattr("server.feed.RING", 16)
    monkeypatch.setattr("server.feed.PIECE", 7)
    scene, subscribers = asyncio.run(play(seed))
    for one in subscribers:
        check(scene, one)


def test_a_purge_that_overtakes_a_slow_subscriber_ends_its_feed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("server.feed.RING", 4)
    monkeypatch.setattr("server.feed.PIECE", 3)

    async def scene() -> tuple[list[int], Hub]:
        journal = Journal()
        journal.append([EventKind.STEP_CALLED] * 20, [None] * 20)
        hub = Hub(journal, lambda: NOW)
        await hub.start()
        seqs: list[int] = []
        async with asyncio.timeout(10):
            async for block in hub.stream(0, _AUDIENCES[0]):
                lines = block.decode().splitlines()
                seqs += [int(line[4:]) for line in lines if line.startswith("id: ")]
                if seqs:
                    journal.forget(10)
        with pytest.raises(FeedRestarted):
            await hub.check(seqs[-1])
        with pytest.raises(FeedRestarted):
            await hub.poll(seqs[-1], _AUDIENCES[0], limit=10, wait_s=0)
        await hub.stop()
        return seqs, hub

    seqs, _ = asyncio.run(scene())
    assert seqs == [1, 2, 3]
