"""What a standby gets: pages of the database as they are encrypted on disk, in batches.

A batch is a head, pages with their numbers, and the SHA-256 of it all; it brings a copy from one
commit to another, whole or not at all. A standby keeps batches as they came.
"""

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

MEDIA_TYPE: Final = "application/vnd.guichet.pages"
STREAM_BYTES: Final = 16
_MAGIC: Final = b"GUICHET1"
_HEAD: Final = struct.Struct(">8s16sQQIIIQqI32s")
_PAGE: Final = struct.Struct(">I")
_DIGEST_BYTES: Final = 32
_CHUNK: Final = 256 * 1024
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PAGE_BYTES: Final = tuple(2**power for power in range(9, 17))

Read = Callable[[int], bytes]
"""Gives at most so many bytes of a file or an answer; none at its end."""


class BatchDamaged(Exception):
    """A batch ends too early, or is not what was sent."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a batch brings.

    Attributes:
        stream: Within which commits are counted.
        after: The commit that the copy must stand at; 0 for a batch of every page.
        upto: The commit that it stands at then, from 1.
        page_bytes: Bytes of a page.
        size: Pages of the whole database then.
        count: Pages in this batch.
        seq: The newest event then; 0 for none.
        at: The time of that event; None for none.
        epoch: The site's.
        hash: The link of that event in the journal's chain.
    """

    stream: bytes
    after: int
    upto: int
    page_bytes: int
    size: int
    count: int
    seq: int
    at: datetime | None
    epoch: int
    hash: bytes

    @property
    def whole(self) -> bool:
        """Whether it needs nothing before it."""
        return self.after == 0

    def pack(self) -> bytes:
        """Return it as bytes."""
        at = -1 if self.at is None else (self.at - _EPOCH) // timedelta(microseconds=1)
        return _HEAD.pack(
            _MAGIC,
            self.stream,
            self.after,
            self.upto,
            self.page_bytes,
            self.size,
            self.count,
            self.seq,
            at,
            self.epoch,
            self.hash,
        )

    @classmethod
    def unpack(cls, raw: bytes) -> "Head":
        """Read it.

        Raises:
            BatchDamaged: It is none.
        """
        if len(raw) != _HEAD.size:
            raise BatchDamaged("no head")
        magic, stream, after, upto, page_bytes, size, count, seq, at, epoch, link = _HEAD.unpack(
            raw
        )
        if magic != _MAGIC or page_bytes not in _PAGE_BYTES or upto <= after or count > size:
            raise BatchDamaged("no head")
        try:
            moment = None if at < 0 else _EPOCH + timedelta(microseconds=at)
        except OverflowError as error:
            raise BatchDamaged("no head") from error
        return cls(stream, after, upto, page_bytes, size, count, seq, moment, epoch, link)


def write_batch(head: Head, pages: Iterable[tuple[int, bytes]]) -> Iterator[bytes]:
    """Yield a batch in pieces of some 256 KiB."""
    digest = sha256()
    piece = bytearray(head.pack())
    for number, page in pages:
        piece += _PAGE.pack(number)
        piece += page
        if len(piece) >= _CHUNK:
            digest.update(piece)
            yield bytes(piece)
            piece.clear()
    digest.update(piece)
    yield bytes(piece) + digest.digest()


class Batch:
    """A batch that is being read; its pages are good only once all of them were read.

    Args:
        read: Where its bytes come from.

    Raises:
        BatchDamaged: There is no head.
        EOFError: There is nothing at all.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._digest = sha256()
        raw = _exactly(read, _HEAD.size)
        if not raw:
            raise EOFError
        self._digest.update(raw)
        self.head = Head.unpack(raw)

    @property
    def length(self) -> int:
        """Bytes of the whole batch."""
        pages = self.head.count * (_PAGE.size + self.head.page_bytes)
        return _HEAD.size + pages + _DIGEST_BYTES

    def pages(self) -> Iterator[tuple[int, bytes]]:
        """Yield each page with its number.

        Raises:
            BatchDamaged: It ends too early, or is not what was sent.
        """
        before, length = 0, _PAGE.size + self.head.page_bytes
        for _ in range(self.head.count):
            raw = _exactly(self._read, length)
            if len(raw) != length:
                raise BatchDamaged("it ends too early")
            self._digest.update(raw)
            (number,) = _PAGE.unpack_from(raw)
            if not before < number <= self.head.size:
                raise BatchDamaged("its pages are in no order")
            before = number
            yield number, raw[_PAGE.size :]
        if _exactly(self._read, _DIGEST_BYTES) != self._digest.digest():
            raise BatchDamaged("its digest differs")


def _exactly(read: Read, count: int) -> bytes:
    pieces = []
    while count > 0 and (piece := read(count)):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
