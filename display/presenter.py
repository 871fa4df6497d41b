"""Turns the feed into what the screen shows and the room hears; knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from core.model import EventKind
from display.board.calls import CallBoard
from sync.contract.calls import BoardItem, BoardMessage, BoardOut, BoardWait
from sync.contract.stations import EventOut

REPEAT_AFTER_S: Final = 12.0
STALE_AFTER_S: Final = 30.0
REREAD_S: Final = 30.0
"""Waits change without an event: the board is read again this often."""

_SETTLE_S: Final = 0.3
_RETRY_S: Final = 2.0
_TOO_OLD_TO_SPEAK: Final = timedelta(seconds=30)

_CALLS: Final = frozenset({EventKind.STEP_CALLED, EventKind.STEP_RECALLED})
_ENDS: Final = frozenset(
    {
        EventKind.STEP_STARTED,
        EventKind.STEP_NO_SHOW,
        EventKind.STEP_TRANSFERRED,
        EventKind.STEP_COMPLETED,
        EventKind.VISIT_LEFT,
        EventKind.VISIT_CANCELLED,
    }
)


class BoardView(Protocol):
    """The screen."""

    def show_site(self, name: str, languages: Sequence[str]) -> None: ...

    def show_calls(self, panel: Sequence[BoardItem], recent: Sequence[BoardItem]) -> None: ...

    def show_waits(self, waits: Sequence[BoardWait]) -> None: ...

    def show_messages(self, messages: Sequence[BoardMessage]) -> None: ...

    def show_time(self, text: str) -> None: ...

    def show_silence(self, *, silent: bool, last_update: str | None) -> None: ...

    def show_refused(self, *, refused: bool) -> None: ...

    def show_other_server(self) -> None: ...


class Room(Protocol):
    """The voice."""

    def announce(self, item: BoardItem, languages: Sequence[str], *, recall: bool) -> None: ...

    def forget(self, call_id: str) -> None: ...


class SiteTime(Protocol):
    """The site's time."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...

    def heard(self, server_now: datetime) -> None: ...


@dataclass(slots=True)
class _Repeat:
    item: BoardItem
    due: float | None = None


class DisplayPresenter:
    """Holds the calls of one display.

    Args:
        view: The screen.
        room: The voice.
        clock: The site's time.
        zone: IANA zone in which times are shown.
        hall: The zone of the building whose calls are shown; empty for all.
        read_board: Starts reading `/board`; ends in `on_board` or `on_board_failed`.
    """

    def __init__(
        self,
        view: BoardView,
        room: Room,
        clock: SiteTime,
        *,
        zone: ZoneInfo,
        hall: str,
        read_board: Callable[[], None],
    ) -> None:
        self._view = view
        self._room = room
        self._clock = clock
        self._zone = zone
        self._calls = CallBoard(hall)
        self._read_board = read_board
        self._languages: tuple[str, ...] = ()
        self._steps: dict[str, str] = {}
        self._repeats: dict[str, _Repeat] = {}
        self._seq = -1
        self._reading = False
        self._read_at: float | None = clock.monotonic()
        self._heard_at = clock.monotonic()
        self._heard_time: datetime | None = None
        self._previous_beat: tuple[float, datetime] | None = None
        self._pace = 1.0
        self._silent = False

    def on_board(self, board: BoardOut) -> None:
        """The board was read."""
        now = self._clock.monotonic()
        self._reading = False
        self._read_at = now + REREAD_S
        if board.seq < self._seq:
            # Events have overtaken this answer: it would bring back what they changed.
            self._read_at = now + _SETTLE_S
            return
        self._seq = board.seq
        self._languages = board.languages
        self._hear(board.now)
        self._view.show_site(board.site_name, board.languages)
        self._view.show_waits(board.waits)
        self._view.show_messages(board.messages)
        for item in self._calls.load(board.current, board.recent, now):
            if self._is_news(item):
                self._speak(item)
        self._show_calls()

    def on_board_failed(self) -> None:
        """The board could not be read; it is tried again."""
        self._reading = False
        self._read_at = self._clock.monotonic() + _RETRY_S

    def on_event(self, event: EventOut) -> None:
        """Something happened at the site."""
        now = self._clock.monotonic()
        self._heard_at = now
        self._seq = max(self._seq, event.seq)
        item = event.call
        if item is not None and event.step_id is not None:
            self._steps[event.step_id] = item.call_id
        if event.kind in _CALLS and item is not None:
            if self._calls.call(item, now):
                self._show_calls()
                if self._is_news(item):
                    self._speak(item)
            return
        call_id = item.call_id if item is not None else self._steps.get(event.step_id or "")
        if call_id is not None and event.kind == EventKind.STEP_CALL_UNDONE:
            self._stop_speaking(call_id)
            if self._calls.retract(call_id, now):
                self._show_calls()
        elif call_id is not None and event.kind in _ENDS:
            self._stop_speaking(call_id)
            self._calls.end(call_id)
        self._read_soon(now)

    def on_clock(self, server_now: datetime) -> None:
        """The server told its time."""
        self._hear(server_now)

    def on_state(self, state: str) -> None:
        """The feed is in one of the states that `sync.client.feed` names."""
        self._view.show_refused(refused=state == "unauthorised")
        if state == "live":
            self._heard_at = self._clock.monotonic()
            self._read_soon(self._heard_at)
        elsewhere = state in ("wrong_server", "superseded")
        if elsewhere:
            self._view.show_other_server()
        self._silent = elsewhere or state == "silent"
        self._show_silence()

    def on_restarted(self) -> None:
        """Events were missed for good: the board is read again."""
        self._seq = -1
        self._read_soon(self._clock.monotonic())

    def on_spoken(self, call_id: str) -> None:
        """A call was announced; it is repeated once if nobody comes."""
        repeat = self._repeats.get(call_id)
        if repeat is not None and repeat.due is None:
            repeat.due = self._clock.monotonic() + REPEAT_AFTER_S

    def tick(self) -> None:
        """Let time pass; called several times a second."""
        now = self._clock.monotonic()
        if self._calls.tick(now):
            self._show_calls()
        for call_id, repeat in list(self._repeats.items()):
            if repeat.due is not None and now >= repeat.due:
                del self._repeats[call_id]
                if self._calls.is_live(call_id):
                    self._room.announce(repeat.item, self._languages, recall=False)
        if self._read_at is not None and now >= self._read_at and not self._reading:
            self._reading = True
            self._read_at = None
            self._read_board()
        self._view.show_time(self._local(self._clock.now()))
        self._show_silence()

    def _hear(self, server_now: datetime) -> None:
        self._clock.heard(server_now)
        now = self._clock.monotonic()
        if self._previous_beat is not None and now - self._previous_beat[0] > 1:
            at, said = self._previous_beat
            self._pace = max(1.0, (server_now - said).total_seconds() / (now - at))
        if self._previous_beat is None or now - self._previous_beat[0] > 1:
            self._previous_beat = (now, server_now)
        self._heard_at = now
        self._heard_time = server_now

    def _is_news(self, item: BoardItem) -> bool:
        """Tell whether a call is recent enough to be spoken; a trial's clock may run fast."""
        return self._clock.now() - item.called_at <= _TOO_OLD_TO_SPEAK * self._pace

    def _speak(self, item: BoardItem) -> None:
        if not item.aloud:
            return
        recall = item.repeats > 0
        self._repeats.pop(item.call_id, None)
        if not recall:
            self._repeats[item.call_id] = _Repeat(item)
        self._room.announce(item, self._languages, recall=recall)

    def _stop_speaking(self, call_id: str) -> None:
        self._repeats.pop(call_id, None)
        self._room.forget(call_id)

    def _read_soon(self, now: float) -> None:
        soon = now + _SETTLE_S
        self._read_at = soon if self._read_at is None else min(self._read_at, soon)

    def _show_calls(self) -> None:
        self._view.show_calls(self._calls.panel, self._calls.recent)

    def _show_silence(self) -> None:
        stale = self._clock.monotonic() - self._heard_at >= STALE_AFTER_S
        shown = self._heard_time is not None and stale
        self._view.show_silence(
            silent=self._silent or stale,
            last_update=self._local(self._heard_time) if shown and self._heard_time else None,
        )

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).strftime("%H:%M")
