"""What the display makes of the feed: seen at once, said once, repeated once, never wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.model import EventKind
from display.presenter import (
    REPEAT_AFTER_S,
    REREAD_S,
    STALE_AFTER_S,
    DisplayPresenter,
)
from sync.contract.calls import BoardItem, BoardMessage, BoardWait
from sync.contract.stations import EventOut
from tests.support.boards import START, board, item

STEP = "01900000-0000-7000-8000-0000000000aa"


@dataclass
class Screen:
    """What a person would see."""

    name: str = ""
    panel: list[str] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)
    time: str = ""
    silent: bool = False
    last_update: str | None = None
    refused: bool = False
    other_server: bool = False

    def show_site(self, name: str, languages: Sequence[str]) -> None:
        assert languages
        self.name = name

    def show_calls(self, panel: Sequence[BoardItem], recent: Sequence[BoardItem]) -> None:
        self.panel = [each.number for each in panel]
        self.recent = [each.number for each in recent]

    def show_waits(self, waits: Sequence[BoardWait]) -> None:
        pass

    def show_messages(self, messages: Sequence[BoardMessage]) -> None:
        pass

    def show_time(self, text: str) -> None:
        self.time = text

    def show_silence(self, *, silent: bool, last_update: str | None) -> None:
        self.silent, self.last_update = silent, last_update

    def show_other_server(self) -> None:
        self.other_server = True

    def show_refused(self, *, refused: bool) -> None:
        self.refused = refused


@dataclass
class Room:
    """What a person would hear."""

    said: list[tuple[str, bool]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def announce(self, item: BoardItem, languages: Sequence[str], *, recall: bool) -> None:
        assert languages is not None
        self.said.append((item.number, recall))

    def forget(self, call_id: str) -> None:
        self.forgotten.append(call_id)


@dataclass
class Clock:
    """The site's time, moved by hand; `pace` server seconds a second."""

    seconds: float = 0.0
    server: datetime = START
    pace: float = 1.0

    def now(self) -> datetime:
        return self.server

    def monotonic(self) -> float:
        return self.seconds

    def heard(self, server_now: datetime) -> None:
        self.server = server_now

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.server += timedelta(seconds=seconds * self.pace)


class Display:
    """A presenter and everything around it."""

    def __init__(self) -> None:
        self.screen, self.room, self.clock = Screen(), Room(), Clock()
        self.reads = 0
        self.seq = 10
        self.presenter = DisplayPresenter(
            self.screen,
            self.room,
            self.clock,
            zone=ZoneInfo("Europe/Paris"),
            hall="",
            read_board=self._read,
        )
        self.presenter.on_board(board(seq=self.seq))

    def _read(self) -> None:
        self.reads += 1

    def event(self, kind: EventKind, call: BoardItem | None = None) -> None:
        self.seq += 1
        self.presenter.on_event(
            EventOut(seq=self.seq, at=self.clock.now(), kind=kind, step_id=STEP, call=call)
        )

    def call(self, number: str = "P031", **fields: bool | int) -> BoardItem:
        made = item(
            self.seq,
            number,
            at=self.clock.now(),
            aloud=bool(fields.get("aloud", True)),
        )
        self.event(EventKind.STEP_CALLED, made)
        return made

    def pass_time(self, seconds: float) -> None:
        for _ in range(round(seconds * 5)):
            self.clock.wait(0.2)
            self.presenter.tick()


@pytest.fixture
def display() -> Display:
    return Display()


def test_a_call_is_on_the_screen_and_in_the_air_at_once(display: Display) -> None:
    display.call("P031")
    assert display.screen.panel == ["P031"]
    assert display.room.said == [("P031", False)]


def test_it_is_said_once_more_after_twelve_seconds(display: Display) -> None:
    call = display.call("P031")
    display.presenter.on_spoken(call.call_id)
    display.pass_time(REPEAT_AFTER_S - 0.5)
    assert len(display.room.said) == 1
    display.pass_time(1)
    assert display.room.said == [("P031", False)] * 2
    display.presenter.on_spoken(call.call_id)
    display.pass_time(60)
    assert len(display.room.said) == 2


@pytest.mark.parametrize(
    "kind", [EventKind.STEP_STARTED, EventKind.STEP_NO_SHOW, EventKind.STEP_CALL_UNDONE]
)
def test_it_is_not_repeated_when_the_call_is_over(display: Display, kind: EventKind) -> None:
    call = display.call("P031")
    display.presenter.on_spoken(call.call_id)
    display.event(kind)
    display.pass_time(REPEAT_AFTER_S + 1)
    assert len(display.room.said) == 1
    assert call.call_id in display.room.forgotten


def test_a_recall_is_said_as_one_and_not_repeated(display: Display) -> None:
    call = display.call("P031")
    recall = call.model_copy(update={"repeats": 1})
    display.event(EventKind.STEP_RECALLED, recall)
    display.presenter.on_spoken(call.call_id)
    display.pass_time(30)
    assert display.room.said == [("P031", False), ("P031", True)]


def test_an_undone_call_leaves_the_screen(display: Display) -> None:
    call = display.call("P031")
    display.event(EventKind.STEP_CALL_UNDONE, call)
    assert display.screen.panel == []


def test_a_person_who_is_fetched_is_shown_and_never_spoken(display: Display) -> None:
    display.call("P031", aloud=False)
    display.pass_time(30)
    assert display.screen.panel == ["P031"]
    assert display.room.said == []


def test_old_calls_that_come_late_are_shown_and_not_shouted(display: Display) -> None:
    old = item(5, "P031", at=START - timedelta(minutes=5))
    display.event(EventKind.STEP_CALLED, old)
    assert display.screen.panel == ["P031"]
    assert display.room.said == []


def test_a_trial_whose_clock_runs_fast_is_still_spoken(display: Display) -> None:
    display.clock.pace = 60
    display.presenter.on_clock(display.clock.now())
    display.clock.wait(2)
    display.presenter.on_clock(display.clock.now())
    called = item(20, "P031", at=display.clock.now())
    display.clock.wait(1.5)
    display.event(EventKind.STEP_CALLED, called)
    assert display.room.said == [("P031", False)]


def test_after_a_restart_the_board_is_right_and_silent(display: Display) -> None:
    old = START - timedelta(minutes=2)
    display.presenter.on_board(
        board(item(7, "K041", at=old), recent=(item(6, "F108", at=old),), seq=11)
    )
    assert (display.screen.panel, display.screen.recent) == (["K041"], ["F108"])
    assert display.room.said == []


def test_an_answer_that_events_overtook_changes_nothing(display: Display) -> None:
    display.call("P031")
    display.presenter.on_board(board(seq=10))
    assert display.screen.panel == ["P031"]


def test_missed_events_make_it_read_the_board_again(display: Display) -> None:
    display.presenter.on_restarted()
    display.pass_time(1)
    assert display.reads == 1
    display.presenter.on_board(board(item(3, "H001", at=START), seq=2))
    assert display.screen.panel == ["H001"]


def test_it_reads_again_after_other_events_and_from_time_to_time(display: Display) -> None:
    for _ in range(5):
        display.event(EventKind.DISPLAY_MESSAGE)
    display.pass_time(1)
    assert display.reads == 1
    display.presenter.on_board(board(seq=display.seq))
    display.pass_time(REREAD_S + 1)
    assert display.reads == 2
    display.presenter.on_board_failed()
    display.pass_time(3)
    assert display.reads == 3


def test_the_clock_is_the_sites(display: Display) -> None:
    display.presenter.tick()
    assert display.screen.time == "10:18"


def test_silence_is_said_and_after_half_a_minute_dated(display: Display) -> None:
    display.presenter.on_clock(display.clock.now())
    display.presenter.on_state("silent")
    assert display.screen.silent
    assert display.screen.last_update is None
    display.pass_time(STALE_AFTER_S + 1)
    assert display.screen.last_update == "10:18"
    assert display.screen.time == "10:18"
    display.presenter.on_state("live")
    display.presenter.on_clock(display.clock.now())
    display.presenter.tick()
    assert not display.screen.silent
    assert display.screen.last_update is None


def test_a_display_that_was_revoked_says_so(display: Display) -> None:
    display.presenter.on_state("unauthorised")
    assert display.screen.refused
    display.presenter.on_state("live")
    assert not display.screen.refused


@pytest.mark.parametrize("state", ["wrong_server", "superseded"])
def test_another_server_in_place_of_the_sites_is_said_and_is_silence(
    display: Display, state: str
) -> None:
    display.presenter.on_state(state)
    assert display.screen.other_server
    assert display.screen.silent
