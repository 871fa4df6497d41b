"""The feed as Qt signals."""

import logging
import threading
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from sync.client.feed import Feed
from sync.contract.stations import EventOut
from ui.courier import Courier

_log = logging.getLogger(__name__)
_STOP_S = 5.0


class FeedBridge(QObject):
    """Runs a feed on a thread of its own and tells of it on the thread that made the bridge.

    Signals:
        event_received: One `EventOut`, in order.
        clock_received: The server's time, an aware `datetime`, every 2 s.
        state_changed: How the feed stands, as `Feed.run` names it.
        restarted: What was missed is no longer kept; read the state again.
    """

    event_received = Signal(object)
    clock_received = Signal(object)
    state_changed = Signal(str)
    restarted = Signal()

    def __init__(self, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._courier = Courier(self)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def after(self) -> int | None:
        """The seq of the last event, to start a later feed from."""
        return self._feed.after

    def start(self) -> None:
        """Begin to follow; once only."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="feed", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End, within 5 s; no signal is sent afterwards. Call it before the object goes."""
        self._stop.set()
        self._courier.close()
        self._feed.interrupt()
        if self._thread is not None:
            self._thread.join(_STOP_S)
            if self._thread.is_alive():
                _log.warning("the feed did not end in %s s", _STOP_S)

    def _run(self) -> None:
        self._feed.run(self._on_event, self._on_clock, self._on_state, self._on_restart, self._stop)

    def _on_event(self, event: EventOut) -> None:
        self._courier.post(partial(self.event_received.emit, event))

    def _on_clock(self, now: datetime) -> None:
        self._courier.post(partial(self.clock_received.emit, now))

    def _on_state(self, state: str) -> None:
        self._courier.post(partial(self.state_changed.emit, state))

    def _on_restart(self) -> None:
        self._courier.post(self.restarted.emit)
