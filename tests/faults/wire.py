"""How a request of a client gets to a site, and how an answer may fail to come back."""

from dataclasses import dataclass
from typing import Protocol

from tests.faults.history import Answer, Json


class Lost(Exception):
    """No whole answer came: nobody knows whether the request was carried out."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as it is sent over and over under one key."""

    method: str
    path: str
    token: str
    key: str | None = None
    body: Json = None


class Wire(Protocol):
    """Carries requests; any thread may use it."""

    def send(self, request: Request) -> Answer:
        """Send a request once.

        Raises:
            Lost: No whole answer came.
        """


class Stream(Protocol):
    """An answer that goes on: the lines of server-sent events."""

    def line(self) -> str | None:
        """Return the next line without its end; None when the stream is over, in whatever way."""

    def close(self) -> None:
        """Let go of it; `line` then returns None."""


class Feeds(Protocol):
    """Opens streams of the feed."""

    def follow(self, token: str, after: int) -> Stream:
        """Open the feed as server-sent events behind a seq, told by `Last-Event-ID`.

        Raises:
            Lost: It could not be opened.
        """
