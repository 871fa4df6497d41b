"""Cuts the bytes of a serial reader into codes."""

from collections.abc import Iterator
from typing import Final

from ui.scanners.scanner import MAX_FRAME

_ENDS: Final = b"\r\n"


class Framer:
    """Frames end in CR or LF, or in silence; an empty one stands for one that was too long."""

    def __init__(self, limit: int = MAX_FRAME) -> None:
        self._limit = limit
        self._held = bytearray()
        self._overlong = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take bytes and yield each frame that they complete."""
        for byte in data:
            if byte in _ENDS:
                yield from self.silence()
            elif len(self._held) >= self._limit:
                self._overlong = True
            else:
                self._held.append(byte)

    def silence(self) -> Iterator[bytes]:
        """The line fell silent: what is held is a whole frame."""
        frame, overlong = bytes(self._held), self._overlong
        self._held.clear()
        self._overlong = False
        if overlong:
            yield b""
        elif frame:
            yield frame


class Pace:
    """Lets no more lines through than a hand can hold before a reader; the rest is noise."""

    MOST_A_SECOND: Final = 20

    def __init__(self) -> None:
        self._second = 0
        self._count = 0

    def allows(self, now_s: float) -> bool:
        """Count a frame at a monotonic time; say whether it is one of the first of its second."""
        if int(now_s) != self._second:
            self._second, self._count = int(now_s), 0
        self._count += 1
        return self._count <= self.MOST_A_SECOND
