"""HTTP as the server takes it: no head without end, and no request that is never finished."""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.problems import MEDIA_TYPE, problem_response

MOST_HEAD: Final = 64 * 1024
"""Bytes that a request may bring before its body, between two parts of it, or after it."""

SLOWEST_S: Final = 60.0
"""Seconds from the first byte of a request to its last; an idle connection may stay."""


class BoundedProtocol(HttpToolsProtocol):
    """Refuses what the parser alone would take for ever, from callers who have shown no token."""

    slowest_s = SLOWEST_S
    _since_progress = 0
    _deadline: asyncio.TimerHandle | None = None

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
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP with a problem, like all else."""
        self._refuse(400, "malformed", "This is no HTTP request")

    def _end_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._deadline = None
        self.transport.close()

    def _refuse(self, status: int, code: str, title: str) -> None:
        cycle = self.cycle
        if cycle is None or cycle.response_complete or not cycle.response_started:
            body = bytes(problem_response(status, code, title).body)
            head = (
                f"HTTP/1.1 {status} {title}\r\ncontent-type: {MEDIA_TYPE}\r\n"
                f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
            )
            self.transport.write(head.encode("ascii") + body)
        self.transport.close()
