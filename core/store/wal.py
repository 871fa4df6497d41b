"""SQLite's write-ahead log as it lies on disk: which page stands in which frame.

The format is SQLite's own (`walformat`): a header of 32 bytes, then frames, each a header of 24
bytes and one page. Numbers are big-endian. With encryption the pages are ciphertext, here as in
the database file, and a page is the same bytes in both.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

_HEADER: Final = struct.Struct(">8I")
_FRAME: Final = struct.Struct(">II8s8x")
_MAGIC: Final = (0x377F0682, 0x377F0683)


class RawFile:
    """A file that is read at places, by any thread.

    The one of the database must stay open for as long as SQLite works on it in this process: POSIX
    drops all locks of a process on a file when it closes any of its descriptors.
    """

    def __init__(self, path: Path) -> None:
        # Without a buffer: what is read is what stands there now.
        self._file = path.open("rb", buffering=0)
        self._lock = Lock()

    def read(self, offset: int, count: int) -> bytes:
        """Return the bytes at a place; fewer at the end of the file."""
        pieces = []
        with self._lock:
            self._file.seek(offset)
            while count > 0 and (piece := self._file.read(count)):
                pieces.append(piece)
                count -= len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        """Close it; twice is fine."""
        self._file.close()


@dataclass(frozen=True, slots=True)
class Frame:
    """What a frame says of itself.

    Attributes:
        page: Number of its page, from 1.
        size: Pages of the whole database after the commit that this frame ends; 0 within one.
        generation: Drawn anew each time that the log begins again at its first frame.
    """

    page: int
    size: int
    generation: bytes


class Wal:
    """The log beside a database file."""

    def __init__(self, database: Path, page_bytes: int) -> None:
        self._file = RawFile(Path(f"{database}-wal"))
        self._page_bytes = page_bytes

    def generation(self) -> bytes:
        """Return the log's present generation; empty before it holds anything."""
        raw = self._file.read(0, _HEADER.size)
        if len(raw) < _HEADER.size or _HEADER.unpack(raw)[0] not in _MAGIC:
            return b""
        return raw[16:24]

    def frames(self, first: int, last: int) -> Iterator[Frame]:
        """Yield frames by number, from 1; `last` included."""
        for number in range(first, last + 1):
            raw = self._file.read(self._offset(number), _FRAME.size)
            if len(raw) < _FRAME.size:
                return
            yield Frame(*_FRAME.unpack(raw))

    def page(self, number: int) -> bytes:
        """Return the page of a frame."""
        return self._file.read(self._offset(number) + _FRAME.size, self._page_bytes)

    def close(self) -> None:
        """Close the file; SQLite keeps no lock on it."""
        self._file.close()

    def _offset(self, number: int) -> int:
        return _HEADER.size + (number - 1) * (_FRAME.size + self._page_bytes)
