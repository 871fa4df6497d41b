"""The two ways to follow the feed: a stream, and a long poll where streams are held up."""

import json
import logging
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

import requests
import urllib3
from pydantic import ValidationError

from sync.client.errors import BadAnswer, Unreachable
from sync.client.http import Connection, Timeouts
from sync.client.sse import EventStream, ServerSentEvent, StreamInvalid
from sync.contract.stations import ClockOut, EventOut
from sync.contract.wire import Answer, Instant

_log = logging.getLogger(__name__)
_CHUNK: Final = 64 * 1024
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Heard:
    """One word of the server.

    Attributes:
        now: The server's time.
        epoch: Of the site's data: each restore raises it.
        seq: How far the feed is now.
        event: What stands at `seq`; None for what this token may not see or this version not read.
    """

    now: datetime | None = None
    epoch: int | None = None
    seq: int | None = None
    event: EventOut | None = None


class Way(Protocol):
    """A way to hear the feed."""

    def words(self, after: int, stop: threading.Event) -> Generator[Heard, None, None]:
        """Yield what the server says after a seq, until the answer ends.

        Raises:
            ApiError: The server refuses, or there is no word for too long.
        """

    def interrupt(self) -> None:
        """End what is under way, from any thread, and do not begin again."""


class StreamWay:
    """Server-sent events: one answer that goes on.

    Args:
        connection: Where to.
        timeouts: `read_s` is how long a stream may bring nothing, two words of the time and more.
    """

    def __init__(self, connection: Connection, timeouts: Timeouts) -> None:
        self._connection = connection
        self._timeouts = timeouts
        self._lock = threading.Lock()
        self._response: requests.Response | None = None
        self._interrupted = False

    def words(self, after: int, stop: threading.Event) -> Generator[Heard, None, None]:
        """As `Way`."""
        response = self._open(after)
        try:
            stream = EventStream()
            while not stop.is_set() and (piece := _read(response)):
                for event in stream.feed(piece):
                    yield _heard(event)
        except StreamInvalid as error:
            raise BadAnswer(str(error)) from error
        finally:
            with self._lock:
                self._response = None
            response.close()

    def interrupt(self) -> None:
        """As `Way`; at once."""
        with self._lock:
            self._interrupted = True
            if self._response is not None:
                _shut(self._response)

    def _open(self, after: int) -> requests.Response:
        response = self._connection.stream(
            "/events",
            params={"after": after},
            headers={"Last-Event-ID": str(after)},
            timeouts=self._timeouts,
        )
        with self._lock:
            self._response = response
            if self._interrupted:
                _shut(response)
        return response


class _Page(Answer):
    """`EventsOut`, whose items are read one by one: a later server may have other kinds."""

    items: tuple[dict[str, Any], ...]
    next: int
    now: Instant | None = None
    epoch: int | None = None


class PollWay:
    """A long poll: one whole answer after the other, which no proxy holds back.

    Args:
        connection: Where to.
        timeouts: `read_s` counts beside the wait.
        wait_s: How long the server waits for an event, 0–25 whole seconds.
        ended: Tells whether another way may be tried again.
    """

    def __init__(
        self,
        connection: Connection,
        timeouts: Timeouts,
        wait_s: int,
        ended: Callable[[], bool],
    ) -> None:
        self._connection = connection.with_timeouts(
            Timeouts(timeouts.connect_s, timeouts.read_s + wait_s)
        )
        self._wait_s = wait_s
        self._ended = ended

    def words(self, after: int, stop: threading.Event) -> Generator[Heard, None, None]:
        """As `Way`."""
        wait_s = 0  # what is due comes at once, and with it the word that this way works
        while not stop.is_set() and not self._ended():
            params = {"after": after, "limit": _PAGE, "wait_s": wait_s}
            raw = self._connection.call("GET", "/events", params=params)
            try:
                page = _Page.model_validate_json(raw)
            except ValidationError as error:
                raise BadAnswer("a page of the feed") from error
            yield Heard(now=page.now, epoch=page.epoch)
            for item in page.items:
                yield _heard_item(item)
            yield Heard(seq=page.next)
            after, wait_s = page.next, self._wait_s

    def interrupt(self) -> None:
        """As `Way`; a poll under way ends after its wait."""

    def close(self) -> None:
        """Drop idle connections."""
        self._connection.close()


def _heard(event: ServerSentEvent) -> Heard:
    try:
        if event.name == "clock":
            clock = ClockOut.model_validate_json(event.data)
            return Heard(now=clock.now, epoch=clock.epoch)
        if event.id is None:
            return Heard()  # news of a later version, outside the journal
        seq = int(event.id)
    except ValidationError:
        _log.warning("a word of the time is not understood")
        return Heard()
    except ValueError as error:
        raise BadAnswer("an id that is no seq") from error
    return Heard(seq=seq, event=_known(seq, event.data))


def _heard_item(item: dict[str, Any]) -> Heard:
    seq = item.get("seq")
    if not isinstance(seq, int):
        raise BadAnswer("an event without a seq")
    return Heard(seq=seq, event=_known(seq, json.dumps(item)))


def _known(seq: int, data: str) -> EventOut | None:
    try:
        return EventOut.model_validate_json(data)
    except ValidationError:
        # A later server may have kinds that this station has no word for; it goes on.
        _log.warning("event %s is not understood", seq)
        return None


def _read(response: requests.Response) -> bytes:
    """Return what has come, at least one byte; nothing at the end of the stream."""
    try:
        piece: bytes = response.raw.read1(_CHUNK)
    except urllib3.exceptions.ReadTimeoutError as error:
        raise Unreachable("timeout") from error
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise Unreachable("broken", type(error).__name__) from error
    return piece


def _shut(response: requests.Response) -> None:
    # The stream may have ended by itself just now.
    with suppress(OSError, ValueError, RuntimeError):
        response.raw.shutdown()
