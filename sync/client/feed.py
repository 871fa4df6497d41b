"""Follows the server's feed: resumes where it stopped, and says when nothing is heard."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from sync.client.errors import Refused, Superseded, Unauthorised, Unreachable, WrongServer
from sync.client.feed_ways import Heard, PollWay, StreamWay, Way
from sync.client.http import Connection, Timeouts
from sync.contract.stations import EventOut, HealthOut

SILENCE_S: Final = 6.0
CONNECTING: Final = "connecting"
LIVE: Final = "live"
SILENT: Final = "silent"
UNAUTHORISED: Final = "unauthorised"
WRONG_SERVER: Final = "wrong_server"
SUPERSEDED: Final = "superseded"
_EXPLAINED: Final = (UNAUTHORISED, WRONG_SERVER, SUPERSEDED)
"""Each is the better explanation of a silence."""

_GONE: Final = 410
_LONGEST_POLLING_S: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a feed is, in seconds.

    Attributes:
        silence_s: Nothing heard for longer than this is said.
        watch_s: How often that is looked at.
        first_pause_s: Longest pause after a first failure; it doubles with each one.
        longest_pause_s: No pause is longer.
        connect_s: Until the server accepts a connection.
        mute_s: A stream that brings nothing for so long is given up; the time comes every 2 s.
        poll_wait_s: How long a long poll waits, 0–25, well below `silence_s`.
        polling_s: How long to poll where streams are held up, before a stream is tried again; it
            doubles each time, up to an hour.
    """

    silence_s: float = SILENCE_S
    watch_s: float = 0.25
    first_pause_s: float = 0.25
    longest_pause_s: float = 5.0
    connect_s: float = 3.0
    mute_s: float = 4.0
    poll_wait_s: int = 2
    polling_s: float = 60.0


class _Restored(Exception):
    """The server's data were restored: what it counts now is not what this station knows."""


class Feed:
    """The events of the site that this token may see, in order, without gap or double.

    A stream is followed where streams get through. Where a stream brings nothing although the
    server answers, something on the way collects it, and the same is asked for by long polls.

    Args:
        connection: Where to, and as whom.
        after: The last seq that is known already; None starts from now.
        pace: Time-outs and pauses.
        monotonic: Seconds that only grow.
    """

    def __init__(
        self,
        connection: Connection,
        after: int | None = None,
        *,
        pace: Pace | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connection = connection
        self._after = after
        self._pace = pace = pace or Pace()
        self._monotonic = monotonic
        limits = Timeouts(pace.connect_s, min(pace.mute_s, pace.silence_s))
        self._stream = StreamWay(connection, limits)
        self._poll = PollWay(connection, limits, pace.poll_wait_s, lambda: not self.polling)
        self._polling_until = 0.0
        self._polling_s = pace.polling_s
        self._lock = threading.Lock()
        self._heard_at = 0.0
        self._heard_now = False
        self._state = ""
        self._failures = 0
        self._epoch: int | None = None
        self._restart_due = False

    @property
    def after(self) -> int | None:
        """The seq of the last event that was handed on."""
        return self._after

    @property
    def polling(self) -> bool:
        """Whether the feed asks by long polls now, since streams do not get through."""
        return self._monotonic() < self._polling_until

    def run(
        self,
        on_event: Callable[[EventOut], None],
        on_clock: Callable[[datetime], None],
        on_state: Callable[[str], None],
        on_restart: Callable[[], None],
        stop: threading.Event,
    ) -> None:
        """Follow the feed until `stop` is set; `interrupt` then makes it return soon.

        Args:
            on_event: One event, on this thread.
            on_clock: The server's time, every 2 s, on this thread.
            on_state: At each change, from this thread or from the one that watches for silence:
                `connecting`, `live`, `silent`; `unauthorised` where the token is refused,
                `wrong_server` where nobody answers but who does not hold the pinned certificate,
                `superseded` where nobody answers but a server of before.
            on_restart: The server no longer keeps what was missed, or was restored: read the state
                again. The feed goes on from before this call, so that nothing falls in between.
            stop: Ends it.
        """
        self._heard_at = self._monotonic()
        self._enter(CONNECTING, on_state)
        ended = threading.Event()
        watch = threading.Thread(
            target=self._watch, args=(on_state, ended), name="feed-watch", daemon=True
        )
        watch.start()

        def take(heard: Heard) -> None:
            self._hear(on_state)
            self._notice(heard.epoch)
            if heard.now is not None:
                on_clock(heard.now)
            if self._advance(heard.seq) and heard.event is not None:
                on_event(heard.event)

        try:
            while not stop.is_set():
                self._attempt(take, on_state, on_restart, stop)
                stop.wait(self._pause())
        finally:
            ended.set()
            watch.join()
            self._poll.close()

    def interrupt(self) -> None:
        """End the reading that is under way; for use after `stop` was set, from any thread.

        A stream ends at once, a long poll after its wait.
        """
        self._stream.interrupt()
        self._poll.interrupt()

    def _attempt(
        self,
        take: Callable[[Heard], None],
        on_state: Callable[[str], None],
        on_restart: Callable[[], None],
        stop: threading.Event,
    ) -> None:
        """Follow one way as long as it goes."""
        way: Way = self._poll if self.polling else self._stream
        self._heard_now = False
        try:
            with closing(way.words(self._start(on_restart), stop)) as words:
                for heard in words:
                    take(heard)
                    if way is self._stream:
                        self._polling_s = self._pace.polling_s
        except Unauthorised:
            self._failures += 1
            self._enter(UNAUTHORISED, on_state)
        except _Restored:
            self._restart_due = True
        except Refused as error:
            self._failures += 1
            self._restart_due = self._restart_due or error.status == _GONE
        except Unreachable as error:
            self._failures += 1
            self._explain(error, on_state)
            if way is self._stream and error.cause == "timeout" and not self._heard_now:
                self._suspect()

    def _explain(self, error: Unreachable, on_state: Callable[[str], None]) -> None:
        """Say who answered, if it was not the site's server."""
        match error:
            case WrongServer():
                self._enter(WRONG_SERVER, on_state)
            case Superseded():
                self._enter(SUPERSEDED, on_state)
            case _ if self._state in (WRONG_SERVER, SUPERSEDED):
                self._enter(SILENT, on_state)

    def _start(self, on_restart: Callable[[], None]) -> int:
        """Return the seq to go on from; after a restart it is the newest, and that is said."""
        if self._after is None or self._restart_due:
            self._after = self._newest()
        if self._restart_due:
            self._restart_due = False
            on_restart()
        return self._after

    def _newest(self) -> int:
        raw = self._connection.call("GET", "/healthz")
        try:
            return HealthOut.model_validate_json(raw).seq
        except ValidationError as error:
            raise Unreachable("broken", "no seq to start from") from error

    def _suspect(self) -> None:
        """Poll for a while if the server answers where its stream brought nothing."""
        here = self._connection.route.now
        try:
            self._newest()
        except (Unreachable, Refused):
            return
        if self._connection.route.now == here:
            self._failures = 0
            self._polling_until = self._monotonic() + self._polling_s
            self._polling_s = min(2 * self._polling_s, _LONGEST_POLLING_S)

    def _notice(self, epoch: int | None) -> None:
        if epoch is None:
            return
        if not self._connection.route.seen(epoch):
            # Another connection of this station has found the later server meanwhile.
            raise Superseded("broken")
        before, self._epoch = self._epoch, epoch
        if before not in (None, epoch):
            raise _Restored

    def _advance(self, seq: int | None) -> bool:
        """Note how far the feed is; false where it was that far already."""
        if seq is None or (self._after is not None and seq <= self._after):
            return False
        self._after = seq
        return True

    def _hear(self, on_state: Callable[[str], None]) -> None:
        self._heard_at = self._monotonic()
        self._heard_now = True
        self._failures = 0
        self._enter(LIVE, on_state)

    def _watch(self, on_state: Callable[[str], None], ended: threading.Event) -> None:
        while not ended.wait(self._pace.watch_s):
            if self._monotonic() - self._heard_at > self._pace.silence_s:
                self._enter(SILENT, on_state, unless=_EXPLAINED)

    def _enter(
        self, state: str, on_state: Callable[[str], None], *, unless: Sequence[str] = ()
    ) -> None:
        with self._lock:
            if state == self._state or self._state in unless:
                return
            self._state = state
        on_state(state)

    def _pause(self) -> float:
        longest = self._pace.first_pause_s * 2.0 ** min(self._failures, 16)
        longest = min(longest, self._pace.longest_pause_s)
        return random.uniform(longest / 10, longest)  # noqa: S311 - spreads stations, no secret
