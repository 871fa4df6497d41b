"""HTTP as the server takes it: no head without end, and no request that is never finished."""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.headers import CAREFUL
from server.problems import MEDIA_TYPE, problem_response

MOST_HEAD: Final = 64 * 1024
"""Bytes that a request may bring before its body, between two parts of it, or after it."""

SLOWEST_S: Final = 60.0
"""Seconds from the first byte of a request to its last; an idle connection may stay."""


MOST_HELD: Final = 64 * 1024
"""Bytes that are held for a caller who does not take them; more waits where it comes from."""

STUCK_S: Final = 30.0
"""Seconds in which a caller for whom so much is held has to take some of it."""


class BoundedProtocol(HttpToolsProtocol):
    """Bounds what a caller can make the server take, wait for or hold.

    It refuses what the parser alone would take for ever, from callers who have shown no token, and
    cuts off who does not read.
    """

    slowest_s = SLOWEST_S
    stuck_s = STUCK_S
    _since_progress = 0
    _deadline: asyncio.TimerHandle | None = None
    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a caller; TLS by itself would hold half a mebibyte for each."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=MOST_HELD)

    def pause_writing(self) -> None:
        """Write no more, and watch whether the caller takes what is held."""
        super().pause_writing()
        self._watch_from(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """Write again: the caller reads."""
        self._end_watch()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Take bytes, unless they lead nowhere."""
        self._since_progress += len(data)
        super().data_received(data)
        if self._since_progress > MOST_HEAD and not self.transport.is_closing():
            self._refuse(431, "head_too_large", "The head of the request is too large")

    def on_message_begin(self) -> None:
        """Give a request its time."""
        self._end_deadline()
        self._deadline = self.loop.call_later(self.slowest_s, self._too_slow)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Count anew: what follows is a body, which has a limit of its own."""
        self._since_progress = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count anew: the body came nearer to its limit."""
        self._since_progress = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Let the next request begin whenever it likes."""
        self._since_progress = 0
        self._end_deadline()
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the caller."""
        self._end_deadline()
        self._end_watch()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP with a problem, like all else."""
        self._refuse(400, "malformed", "This is no HTTP request")

    def _end_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _watch_from(self, held: int) -> None:
        self._watch = self.loop.call_later(self.stuck_s, self._look, held)

    def _look(self, before: int) -> None:
        held = self.transport.get_write_buffer_size()
        if held < before:
            self._watch_from(held)
        else:
            self._watch = None
            self.transport.abort()

    def _end_watch(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _too_slow(self) -> None:
        self._deadline = None
        self.transport.close()

    def _refuse(self, status: int, code: str, title: str) -> None:
        cycle = self.cycle
        if cycle is None or cycle.response_complete or not cycle.response_started:
            body = bytes(problem_response(status, code, title).body)
            head = (
                f"HTTP/1.1 {status} {title}\r\ncontent-type: {MEDIA_TYPE}\r\n"
                f"content-length: {len(body)}\r\nconnection: close\r\n"
            )
            careful = b"".join(b"%b: %b\r\n" % header for header in CAREFUL)
            self.transport.write(head.encode("ascii") + careful + b"\r\n" + body)
        self.transport.close()
