"""Follows the server's feed: resumes where it stopped, and says when nothing is heard."""

import logging
import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import requests
import urllib3
from pydantic import ValidationError

from sync.client.errors import BadAnswer, Refused, Unauthorised, Unreachable
from sync.client.http import Connection, Timeouts
from sync.client.sse import EventStream, ServerSentEvent, StreamInvalid
from sync.contract.stations import ClockOut, EventOut, HealthOut

SILENCE_S: Final = 6.0
CONNECTING: Final = "connecting"
LIVE: Final = "live"
SILENT: Final = "silent"
UNAUTHORISED: Final = "unauthorised"

_log = logging.getLogger(__name__)
_GONE: Final = 410
_CHUNK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a feed is, in seconds.

    Attributes:
        silence_s: Nothing heard for longer than this is said.
        watch_s: How often that is looked at.
        first_pause_s: Longest pause after a first failure; it doubles with each one.
        longest_pause_s: No pause is longer.
        connect_s: Until the server accepts a connection.
    """

    silence_s: float = SILENCE_S
    watch_s: float = 0.25
    first_pause_s: float = 0.25
    longest_pause_s: float = 5.0
    connect_s: float = 3.0


class Feed:
    """The events of the site that this token may see, in order, without gap or double.

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
        self._pace = pace or Pace()
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._response: requests.Response | None = None
        self._interrupted = False
        self._heard_at = 0.0
        self._state = ""
        self._failures = 0

    @property
    def after(self) -> int | None:
        """The seq of the last event that was handed on."""
        return self._after

    def run(
        self,
        on_event: Callable[[EventOut], None],
        on_clock: Callable[[datetime], None],
        on_state: Callable[[str], None],
        on_restart: Callable[[], None],
        stop: threading.Event,
    ) -> None:
        """Follow the feed until `stop` is set; `interrupt` then makes it return at once.

        Args:
            on_event: One event, on this thread.
            on_clock: The server's time, every 2 s, on this thread.
            on_state: `connecting`, `live`, `silent` or `unauthorised`, at each change; from this
                thread or from the one that watches for silence.
            on_restart: The server no longer keeps what was missed: read the state again. The feed
                goes on from before this call, so that nothing falls in between.
            stop: Ends it.
        """
        self._heard_at = self._monotonic()
        self._enter(CONNECTING, on_state)
        ended = threading.Event()
        watch = threading.Thread(
            target=self._watch, args=(on_state, ended), name="feed-watch", daemon=True
        )
        watch.start()
        try:
            while not stop.is_set():
                try:
                    self._follow(on_event, on_clock, on_state, stop)
                except Unauthorised:
                    self._failures += 1
                    self._enter(UNAUTHORISED, on_state)
                except Refused as error:
                    self._failures += 1
                    if error.status == _GONE:
                        self._after = None
                        if self._start_from_now():
                            on_restart()
                except Unreachable:
                    self._failures += 1
                stop.wait(self._pause())
        finally:
            ended.set()
            watch.join()

    def interrupt(self) -> None:
        """End the reading that is under way; for use after `stop` was set, from any thread."""
        with self._lock:
            self._interrupted = True
            if self._response is not None:
                _shut(self._response)

    def _follow(
        self,
        on_event: Callable[[EventOut], None],
        on_clock: Callable[[datetime], None],
        on_state: Callable[[str], None],
        stop: threading.Event,
    ) -> None:
        if self._after is None and not self._start_from_now():
            raise Unreachable("broken", "no seq to start from")
        response = self._open()
        try:
            stream = EventStream()
            while not stop.is_set() and (piece := _read(response)):
                for event in stream.feed(piece):
                    self._hear(on_state)
                    self._hand_on(event, on_event, on_clock)
        except StreamInvalid as error:
            raise BadAnswer(str(error)) from error
        finally:
            with self._lock:
                self._response = None
            response.close()

    def _open(self) -> requests.Response:
        after = self._after or 0
        response = self._connection.stream(
            "/events",
            params={"after": after},
            headers={"Last-Event-ID": str(after)},
            timeouts=Timeouts(self._pace.connect_s, self._pace.silence_s),
        )
        with self._lock:
            self._response = response
            if self._interrupted:
                _shut(response)
        return response

    def _hand_on(
        self,
        event: ServerSentEvent,
        on_event: Callable[[EventOut], None],
        on_clock: Callable[[datetime], None],
    ) -> None:
        try:
            if event.name == "clock":
                on_clock(ClockOut.model_validate_json(event.data).now)
                return
            if event.id is None:
                return  # news of a later version, outside the journal
            seq = int(event.id)
            if self._after is not None and seq <= self._after:
                return
            self._after = seq
            known = EventOut.model_validate_json(event.data)
        except ValueError as error:
            # A later server may have kinds that this station has no word for; it goes on.
            _log.warning("event %s of kind %s is not understood", event.id, event.name)
            if not isinstance(error, ValidationError):
                raise BadAnswer("an id that is no seq") from error
            return
        on_event(known)

    def _start_from_now(self) -> bool:
        try:
            raw = self._connection.call("GET", "/healthz")
            self._after = HealthOut.model_validate_json(raw).seq
        except (Unreachable, Refused, ValidationError):
            return False
        return True

    def _hear(self, on_state: Callable[[str], None]) -> None:
        self._heard_at = self._monotonic()
        self._failures = 0
        self._enter(LIVE, on_state)

    def _watch(self, on_state: Callable[[str], None], ended: threading.Event) -> None:
        while not ended.wait(self._pace.watch_s):
            if self._monotonic() - self._heard_at > self._pace.silence_s:
                self._enter(SILENT, on_state)

    def _enter(self, state: str, on_state: Callable[[str], None]) -> None:
        with self._lock:
            # A refused token is the better explanation of a silence.
            if state == self._state or (state, self._state) == (SILENT, UNAUTHORISED):
                return
            self._state = state
        on_state(state)

    def _pause(self) -> float:
        longest = self._pace.first_pause_s * 2.0 ** min(self._failures, 16)
        longest = min(longest, self._pace.longest_pause_s)
        return random.uniform(longest / 10, longest)  # noqa: S311 - spreads stations, no secret


def _read(response: requests.Response) -> bytes:
    """Return what has come, at least one byte; nothing at the end of the stream."""
    try:
        piece: bytes = response.raw.read1(_CHUNK)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise Unreachable("broken", type(error).__name__) from error
    return piece


def _shut(response: requests.Response) -> None:
    # The stream may have ended by itself just now.
    with suppress(OSError, ValueError, RuntimeError):
        response.raw.shutdown()
