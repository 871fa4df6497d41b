"""A station as the driver plays it: one kept connection, requests composed by hand, no library."""

import json
import re
import socket
import ssl
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

_LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_PART: Final = 65536
TIMEOUT_S: Final = 60.0


class LineBroken(Exception):
    """The server closed a connection in the middle of an answer."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a server listens, and how its certificate is known; no context is plain HTTP."""

    port: int
    context: ssl.SSLContext | None = None

    def connect(self) -> socket.socket:
        """Return a fresh connection, which sends small things at once."""
        plain = socket.create_connection(("127.0.0.1", self.port), TIMEOUT_S)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.context is None:
            return plain
        return self.context.wrap_socket(plain, server_hostname="localhost")


def trusting(certificate: str) -> ssl.SSLContext:
    """Return a context that trusts one site's authority, as a paired station does."""
    context = ssl.create_default_context(cafile=certificate)
    context.check_hostname = False
    return context


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    content: bytes

    def json(self) -> Any:  # noqa: ANN401 - whatever the server says
        """Return the content as JSON values."""
        return json.loads(self.content)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to send; `name` is the figure that its time belongs to."""

    name: str
    method: str
    path: str
    body: Any = None


class Station:
    """One connection with its token; used by one thread."""

    def __init__(self, door: Door, token: str = "") -> None:
        self._socket = door.connect()
        self._authorization = f"Authorization: Bearer {token}\r\n" if token else ""

    def fileno(self) -> int:
        """Let a selector wait for this station's answer."""
        return self._socket.fileno()

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def compose(self, asked: Asked) -> bytes:
        """Return the bytes of a request; a command gets a key of its own."""
        content = b"" if asked.body is None else json.dumps(asked.body).encode()
        head = f"{asked.method} {asked.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{self._authorization}"
        if asked.method == "POST":
            head += f"Idempotency-Key: {uuid4()}\r\nContent-Length: {len(content)}\r\n"
            if content:
                head += "Content-Type: application/json\r\n"
        return head.encode() + b"\r\n" + content

    def send(self, request: bytes) -> None:
        """Send what `compose` returned."""
        self._socket.sendall(request)

    def receive(self) -> Answer:
        """Return the answer to the request that was sent.

        Raises:
            LineBroken: The server hung up.
        """
        found = self._part()
        while (end := found.find(b"\r\n\r\n")) < 0:
            found += self._part()
        length = _LENGTH.search(found, 0, end)
        whole = end + 4 + (int(length[1]) if length else 0)
        while len(found) < whole:
            found += self._part()
        return Answer(int(found[9:12]), found[end + 4 : whole])

    def ask(self, asked: Asked) -> Answer:
        """Send a request and wait for its answer."""
        self.send(self.compose(asked))
        return self.receive()

    def _part(self) -> bytes:
        part = self._socket.recv(_PART)
        if not part:
            raise LineBroken
        return part
