"""Requests over real sockets, made by hand: nothing of the product's own client is in it."""

import http.client
import json
import threading
from typing import Final

from tests.faults.history import Answer
from tests.faults.wire import Lost, Request

_FAILURES: Final = (OSError, http.client.HTTPException, ValueError)


class HttpWire:
    """Sends to one port of this machine; each thread keeps a connection as long as it holds.

    Args:
        port: Of the server, or of what stands before it.
        timeout_s: How long an answer may take before its sender gives up.
    """

    def __init__(self, port: int, timeout_s: float = 3.0) -> None:
        self._port = port
        self._timeout_s = timeout_s
        self._own = threading.local()
        self._lock = threading.Lock()
        self._links: list[http.client.HTTPConnection] = []

    def send(self, request: Request) -> Answer:
        """Send a request once."""
        link = self._link()
        headers = {"Authorization": f"Bearer {request.token}", "Accept": "application/json"}
        if request.key:
            headers["Idempotency-Key"] = request.key
        body = None
        if request.body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(request.body).encode()
        try:
            link.request(request.method, f"/v1{request.path}", body, headers)
            answer = link.getresponse()
            if answer.length is None and not answer.chunked:
                # The library takes a head that is cut off for a whole one.
                raise http.client.IncompleteRead(b"")
            content = answer.read()
            replayed = answer.getheader("Idempotency-Replayed") == "true"
            return Answer(answer.status, json.loads(content) if content else None, replayed)
        except _FAILURES as error:
            link.close()
            raise Lost from error

    def close(self) -> None:
        """Let go of every connection, once nobody sends any more."""
        with self._lock:
            for link in self._links:
                link.close()

    def follow(self, token: str, after: int) -> "HttpStream":
        """Open the feed."""
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=self._timeout_s)
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "text/event-stream",
            "Last-Event-ID": str(after),
        }
        try:
            link.request("GET", "/v1/events", headers=headers)
            answer = link.getresponse()
        except _FAILURES as error:
            link.close()
            raise Lost from error
        if answer.status != 200:
            link.close()
            raise Lost(f"the feed answers {answer.status}")
        return HttpStream(link, answer)

    def _link(self) -> http.client.HTTPConnection:
        link = getattr(self._own, "link", None)
        if not isinstance(link, http.client.HTTPConnection):
            link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=self._timeout_s)
            self._own.link = link
            with self._lock:
                self._links.append(link)
        return link


class HttpStream:
    """A feed over a socket, line by line."""

    def __init__(self, link: http.client.HTTPConnection, answer: http.client.HTTPResponse) -> None:
        self._link = link
        self._answer = answer

    def line(self) -> str | None:
        """Return the next line; None when the stream is over, cut or silent."""
        try:
            line = self._answer.readline()
        except (*_FAILURES, AttributeError):
            return None
        return line.decode().rstrip("\n") if line.endswith(b"\n") else None

    def close(self) -> None:
        """Let go of it; whoever waits in `line` hears its end at the next word of the server."""
        self._link.close()
        self._answer.close()
