"""Puts a display together: feed, presenter, voice, window; and takes it apart again."""

import logging
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QObject, QTimer

from display.announcer.announcer import Announcer
from display.announcer.player import FilePlayer, system_player
from display.announcer.voice import EspeakVoice
from display.board.page import DisplayWindow
from display.presenter import DisplayPresenter
from sync.client.clock import StationClock
from sync.client.feed import Feed
from sync.client.http import Timeouts
from sync.client.identity import Identity
from sync.client.site import SiteClient
from sync.contract.calls import BoardOut
from sync.contract.stations import HealthIn
from ui.feed import FeedBridge
from ui.tasks import QtTaskRunner

_log = logging.getLogger(__name__)

TICK_MS: Final = 200
HEALTH_MS: Final = 30_000
_KEPT_SOUNDS: Final = "announcements"
_TIMEOUTS: Final = Timeouts(connect_s=2.0, read_s=5.0)


def announcer_for(voice: str, profile: Path, parent: QObject) -> Announcer | None:
    """Return the announcer of a `--voice` setting: `auto`, `wav:DIR` or `none` (silent)."""
    if voice == "none":
        return None
    if voice.startswith("wav:"):
        folder = Path(voice.removeprefix("wav:"))
        return Announcer(EspeakVoice(), FilePlayer(), keep=folder, keep_all=True, parent=parent)
    keep = profile / _KEPT_SOUNDS
    return Announcer(EspeakVoice(), system_player(), keep=keep, parent=parent)


class Station(QObject):
    """A running display. Keep it: Qt signals hold the presenter's methods weakly."""

    def __init__(
        self,
        identity: Identity,
        window: DisplayWindow,
        announcer: Announcer | None,
        tasks: QtTaskRunner,
        *,
        hall: str,
        parent: QObject | None = None,
    ) -> None:
        """Wire a display; nothing runs yet.

        Args:
            identity: Who this display is.
            window: Where it shows.
            announcer: Where it speaks, None for a silent room.
            tasks: Runs calls to the server.
            hall: The zone of the building, empty for all.
            parent: The owner.
        """
        super().__init__(parent)
        self._tasks = tasks
        self._announcer = announcer
        connection = identity.connection(_TIMEOUTS)
        self._connection = connection
        self._client = SiteClient(connection)
        self._clock = StationClock()
        self.presenter = DisplayPresenter(
            window,
            _Voice(announcer),
            self._clock,
            zone=_zone(identity.zone),
            hall=hall,
            read_board=self._read_board,
        )
        self._feed = FeedBridge(Feed(connection), self)
        self._feed.event_received.connect(self.presenter.on_event)
        self._feed.clock_received.connect(self.presenter.on_clock)
        self._feed.state_changed.connect(self.presenter.on_state)
        self._feed.restarted.connect(self.presenter.on_restarted)
        self._sound = ""
        if announcer is not None:
            announcer.spoken.connect(self.presenter.on_spoken)
            announcer.sound_changed.connect(self._on_sound)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self.presenter.tick)
        self._health = QTimer(self)
        self._health.setInterval(HEALTH_MS)
        self._health.timeout.connect(self._report)

    def start(self) -> None:
        """Follow the site."""
        if self._announcer is not None:
            self._announcer.start()
        self._ticks.start()
        self._health.start()
        self._feed.start()
        self.presenter.tick()
        self._report()

    def stop(self) -> None:
        """Let everything go, within a few seconds."""
        self._ticks.stop()
        self._health.stop()
        self._feed.stop()
        if self._announcer is not None:
            self._announcer.stop()
        self._tasks.finish()
        self._connection.close()

    def _read_board(self) -> None:
        self._tasks.run(self._client.board, done=self._on_board, failed=self._on_board_failed)

    def _on_board(self, board: BoardOut) -> None:
        self.presenter.on_board(board)

    def _on_board_failed(self, error: Exception) -> None:
        _log.info("board not read: %s", type(error).__name__)
        self.presenter.on_board_failed()

    def _on_sound(self, state: str) -> None:
        self._sound = state
        if state:
            _log.warning("sound: %s", state)
        self._report()

    def _report(self) -> None:
        sound = "absent" if self._announcer is None else "warning" if self._sound else "ok"
        health = HealthIn.model_validate(
            {"sound": sound, "version": _version(), "clock": self._clock.now()}
        )
        self._tasks.run(lambda: self._client.health(health), done=_reported, failed=_report_failed)


class _Voice:
    """The room of a display, silent when there is no announcer."""

    def __init__(self, announcer: Announcer | None) -> None:
        self.announce = announcer.announce if announcer is not None else _silent
        self.forget = announcer.forget if announcer is not None else _silent


def _silent(*_: object, **__: object) -> None:
    """Say nothing: the room is to stay silent."""


def _reported(_: None) -> None:
    """Nothing follows: the server keeps what was reported."""


def _report_failed(error: Exception) -> None:
    # The feed says already when the server is away; the next report comes by itself.
    _log.info("health not reported: %s", type(error).__name__)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        _log.warning("unknown zone; times are shown in UTC")
        return ZoneInfo("UTC")


def _version() -> str:
    try:
        return version("guichet")
    except PackageNotFoundError:
        return ""
