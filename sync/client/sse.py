"""Server-sent events, read from bytes as they come."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 1024 * 1024
"""Bytes that one event may have; a server that sends more is not ours."""


class StreamInvalid(Exception):
    """The bytes are no stream of events."""


@dataclass(frozen=True, slots=True)
class ServerSentEvent:
    """One event: its name (`message` when it has none), its id if any, its data."""

    name: str
    id: str | None
    data: str


class EventStream:
    """Cuts a stream into events, however the network cut it into pieces."""

    def __init__(self) -> None:
        self._rest = b""
        self._size = 0
        self._name = ""
        self._id: str | None = None
        self._data: list[str] = []

    def feed(self, piece: bytes) -> Iterator[ServerSentEvent]:
        """Take the next bytes and give the events that they complete.

        Raises:
            StreamInvalid: Not UTF-8, or an event of more than `LONGEST` bytes.
        """
        # A CR at the end may be half of a CR LF, so that it waits for the next piece.
        text = self._rest + piece
        held = text.endswith(b"\r")
        lines = (text[:-1] if held else text).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *whole, self._rest = lines.split(b"\n")
        if held:
            self._rest += b"\r"
        for line in whole:
            self._size += len(line)
            if self._size > LONGEST:
                raise StreamInvalid("an event is too long")
            if line:
                self._field(line)
            elif (event := self._end()) is not None:
                yield event
        if len(self._rest) > LONGEST:
            raise StreamInvalid("a line is too long")

    def _field(self, line: bytes) -> None:
        try:
            name, _, value = line.decode().partition(":")
        except UnicodeDecodeError as error:
            raise StreamInvalid("not UTF-8") from error
        value = value.removeprefix(" ")
        match name:
            case "event":
                self._name = value
            case "id":
                self._id = value
            case "data":
                self._data.append(value)
            case _:
                pass  # comments and fields of other makers, as the standard asks

    def _end(self) -> ServerSentEvent | None:
        event = None
        if self._data:
            event = ServerSentEvent(self._name or "message", self._id, "\n".join(self._data))
        self._size, self._name, self._id, self._data = 0, "", None, []
        return event
