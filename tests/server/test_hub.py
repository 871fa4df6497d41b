"""The feed's hub: in order, without gap or double, and only what a token may see."""

import asyncio
import json
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from core.model import EventKind, Role, StationKind
from core.things import Event
from server.auth.audience import ABOUT, Audience, visible
from server.feed import FeedRestarted, Hub, Told, told
from sync.contract.stations import EventOut, EventsOut

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DISPLAY = Audience(StationKind.DISPLAY, "d1")
KIOSK = Audience(StationKind.KIOSK, "k1")
STAFF = Audience(StationKind.COUNTER, "c1", frozenset({Role.AGENT}))


class MemoryJournal:
    """A journal that grows from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: list[Told] = []
        self.first_kept = 1
        self.hub: Hub | None = None

    def append(self, kind: EventKind, station_id: str | None = None) -> None:
        with self._lock:
            seq = len(self._rows) + 1
            event = EventOut(
                seq=seq, at=NOW, kind=kind, visit_id=_id(seq), facts={"number": f"K{seq:03}"}
            )
            self._rows.append(told(event, station_id))
        if self.hub is not None:
            self.hub.notify()

    def page(self, after: int, limit: int) -> Sequence[Told]:
        with self._lock:
            return [row for row in self._rows if row.seq > after][:limit]

    def render(self, events: Sequence[Event]) -> Sequence[Told]:
        return [self._rows[event.seq - 1] for event in events]

    def bounds(self) -> tuple[int, int]:
        with self._lock:
            return self.first_kept, len(self._rows)

    def epoch(self) -> int:
        return 3


def _id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


async def _read(hub: Hub, after: int, audience: Audience, until: int) -> list[int]:
    seqs: list[int] = []
    async for block in hub.stream(after, audience):
        lines = block.decode().splitlines()
        seqs.extend(int(line[4:]) for line in lines if line.startswith("id: "))
        if seqs and seqs[-1] >= until:
            break
    return seqs


def test_every_subscriber_sees_everything_once_while_threads_write() -> None:
    async def scene() -> list[list[int]]:
        journal = MemoryJournal()
        hub = Hub(journal, lambda: NOW)
        journal.hub = hub
        for _ in range(20):
            journal.append(EventKind.STEP_CALLED)
        await hub.start()
        readers = [
            asyncio.create_task(_read(hub, start, STAFF, 320)) for start in (0, 7, 20, 0, 19)
        ]

        def write() -> None:
            for _ in range(100):
                journal.append(EventKind.STEP_CALLED)

        writers = [threading.Thread(target=write) for _ in range(3)]
        for writer in writers:
            writer.start()
        found = await asyncio.wait_for(asyncio.gather(*readers), 20)
        for writer in writers:
            writer.join()
        await hub.stop()
        return found

    for start, seqs in zip((0, 7, 20, 0, 19), asyncio.run(scene()), strict=True):
        assert seqs == list(range(start + 1, 321))


def test_slow_subscriber_who_fell_off_the_ring_still_misses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("server.feed.RING", 8)

    async def scene() -> list[int]:
        journal = MemoryJournal()
        hub = Hub(journal, lambda: NOW)
        journal.hub = hub
        await hub.start()
        for _ in range(60):
            journal.append(EventKind.STEP_CALLED)
        await hub.wait(0, 5)
        seqs = await asyncio.wait_for(_read(hub, 0, STAFF, 60), 10)
        await hub.stop()
        return seqs

    assert asyncio.run(scene()) == list(range(1, 61))


def test_places_that_are_not_kept_or_not_there_yet_restart_the_feed() -> None:
    async def scene() -> None:
        journal = MemoryJournal()
        for _ in range(10):
            journal.append(EventKind.STEP_CALLED)
        journal.first_kept = 5
        hub = Hub(journal, lambda: NOW)
        await hub.check(4)
        await hub.check(10)
        for after in (0, 3, 11):
            with pytest.raises(FeedRestarted):
                await hub.check(after)

    asyncio.run(scene())


def test_long_poll_ends_with_nothing_when_nothing_happens() -> None:
    async def scene() -> tuple[list[str], int]:
        journal = MemoryJournal()
        journal.append(EventKind.AGENT_SIGNED_IN)
        hub = Hub(journal, lambda: NOW)
        await hub.start()
        answer = await hub.poll(0, KIOSK, limit=10, wait_s=0.05)
        await hub.stop()
        return answer

    assert asyncio.run(scene()) == ([], 1)


def test_long_poll_keeps_to_its_limit_and_goes_on_where_it_ended() -> None:
    async def scene() -> list[tuple[int, int]]:
        journal = MemoryJournal()
        for _ in range(25):
            journal.append(EventKind.STEP_CALLED)
            journal.append(EventKind.SLIP_PRINTED)
        hub = Hub(journal, lambda: NOW)
        await hub.start()
        pages, after = [], 0
        while True:
            found, after = await hub.poll(after, DISPLAY, limit=10, wait_s=0)
            if not found:
                break
            pages.append((len(found), after))
        await hub.stop()
        return pages

    pages = asyncio.run(scene())
    assert [count for count, _ in pages] == [10, 10, 5]


def test_a_page_tells_the_time_and_the_epoch() -> None:
    async def scene() -> EventsOut:
        journal = MemoryJournal()
        journal.append(EventKind.STEP_CALLED)
        hub = Hub(journal, lambda: NOW)
        await hub.start()
        items, following = await hub.poll(0, STAFF, limit=10, wait_s=0)
        empty, same = await hub.poll(following, STAFF, limit=10, wait_s=0)
        assert EventsOut.model_validate_json(hub.page(empty, same)).items == ()
        await hub.stop()
        return EventsOut.model_validate_json(hub.page(items, following))

    page = asyncio.run(scene())
    assert [one.seq for one in page.items] == [1]
    assert (page.next, page.now, page.epoch) == (1, NOW, 3)


def test_revoked_station_is_told_and_its_feed_ends() -> None:
    async def scene() -> list[int]:
        journal = MemoryJournal()
        journal.append(EventKind.STATION_REVOKED, "k1")
        hub = Hub(journal, lambda: NOW)
        await hub.start()
        seqs = await asyncio.wait_for(_read(hub, 0, KIOSK, 99), 5)
        await hub.stop()
        return seqs

    assert asyncio.run(scene()) == [1]


def test_display_gets_no_id_of_a_visit_and_no_facts() -> None:
    journal = MemoryJournal()
    journal.append(EventKind.STEP_CALLED)
    (one,) = journal.page(0, 1)
    public = json.loads(one.text_for(DISPLAY))
    assert public["visit_id"] is None
    assert public["facts"] == {}
    assert json.loads(one.text_for(STAFF))["facts"] == {"number": "K001"}


def heard(kind: EventKind, station_id: str | None = None) -> Told:
    """Return an event as the feed would tell it."""
    return told(EventOut(seq=1, at=NOW, kind=kind, facts={"number": "K001"}), station_id)


def staff(*roles: Role) -> Audience:
    """Return an agent at a counter."""
    return Audience(StationKind.COUNTER, "c1", frozenset(roles))


NOBODY = Audience(StationKind.COUNTER, "c1")
STANDBY = Audience(StationKind.STANDBY, "s1")


def test_every_kind_of_event_is_about_one_thing() -> None:
    assert set(ABOUT) == set(EventKind)


@pytest.mark.parametrize(
    ("audience", "kind", "station_id", "seen"),
    [
        (DISPLAY, EventKind.STEP_CALLED, "c1", True),
        (DISPLAY, EventKind.VISIT_CHECKED_IN, "k1", False),
        (DISPLAY, EventKind.APPOINTMENT_IMPORTED, None, False),
        (KIOSK, EventKind.STEP_CALLED, "c1", False),
        (KIOSK, EventKind.HELP_ANSWERED, "k1", True),
        (KIOSK, EventKind.HELP_ANSWERED, "k2", False),
        (KIOSK, EventKind.VISIT_CHECKED_IN, "k1", True),
        (KIOSK, EventKind.VISIT_CHECKED_IN, "k2", False),
        (KIOSK, EventKind.SITE_SETTINGS_CHANGED, None, True),
        (NOBODY, EventKind.COUNTER_OPENED, "c2", True),
        (NOBODY, EventKind.VISIT_CHECKED_IN, "k1", True),
        (NOBODY, EventKind.STEP_CALLED, "c1", True),
        (NOBODY, EventKind.AGENT_NAME_REVEALED, "c1", False),
        (STANDBY, EventKind.SITE_SETTINGS_CHANGED, None, False),
        (STAFF, EventKind.VISIT_CHECKED_IN, "k1", True),
        (STAFF, EventKind.AGENT_SIGNED_IN, "c1", False),
        (staff(Role.LEAD), EventKind.AGENT_SIGNED_IN, "c2", True),
        (staff(Role.ADMIN), EventKind.AGENT_SIGNED_IN, "c2", True),
        (staff(Role.ADMIN), EventKind.VISIT_CHECKED_IN, "k1", False),
        (staff(Role.AUDITOR), EventKind.STEP_CALLED, "c1", False),
        (staff(Role.STATISTICIAN), EventKind.VISIT_CHECKED_IN, "k1", False),
        (staff(Role.STATISTICIAN, Role.AGENT), EventKind.VISIT_CHECKED_IN, "k1", True),
        (staff(), EventKind.SITE_SETTINGS_CHANGED, None, False),
    ],
)
def test_who_sees_what(
    audience: Audience, kind: EventKind, station_id: str | None, *, seen: bool
) -> None:
    assert visible(heard(kind, station_id), audience) is seen


@pytest.mark.parametrize("audience", [DISPLAY, KIOSK, NOBODY])
def test_devices_are_told_facts_of_what_they_did_alone(audience: Audience) -> None:
    changed = heard(EventKind.SITE_SETTINGS_CHANGED)
    assert json.loads(changed.text_for(audience))["facts"] == {}
    assert b"K001" not in changed.block_for(audience)
    own = heard(EventKind.SLIP_PRINTED, audience.station_id)
    told_of_own = audience is not DISPLAY
    assert visible(own, audience) is told_of_own
    assert (b"K001" in own.block_for(audience)) is told_of_own
