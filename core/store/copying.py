"""Which pages of the database changed since when, so that another machine can keep a copy.

A copy is physical: the pages as they are encrypted on disk, which its keeper cannot read. After
each commit the new frames of SQLite's log tell which pages it changed; their contents are read only
when a copy asks, within a read transaction that holds them in place.
"""

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from sqlalchemy import Connection, Engine, select

from core.errors import Conflict, DataDamaged, StoreUnavailable
from core.ports import Clock
from core.store.engine import faults
from core.store.journal import Journal
from core.store.rows import table_of
from core.store.tables_site import SiteRow
from core.store.wal import RawFile, Wal

STREAM_BYTES: Final = 16
_FORGET_AFTER_S: Final = 3600.0
_TRIES: Final = 8
_RUN: Final = 64
_LOCK_BYTE: Final = 0x4000_0000
_SITE: Final = table_of(SiteRow)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """How far a copy is.

    Attributes:
        stream: Within which commits are counted; drawn anew when the count cannot go on.
        number: Of the last commit that the copy holds, from 1.
    """

    stream: bytes
    number: int


class _Broken(Exception):
    """Commits of another process may have passed unseen: the count begins again."""


class Pages:
    """Pages of one moment; they stay as they are until `close`.

    Attributes:
        whole: Every page of the database, not only what changed.
        place: What a copy that takes them has then.
        page_bytes: Bytes of a page.
        size: Pages of the whole database; a copy has no more.
        seq: The newest event then; 0 for none.
        at: Its time.
        hash: Its link in the journal's chain.
        epoch: The site's.
    """

    def __init__(
        self, connection: Connection, *, whole: bool, place: Place, size: int, page_bytes: int
    ) -> None:
        self._connection = connection
        self.whole = whole
        self.place = place
        self.size = size
        self.page_bytes = page_bytes
        tail = Journal(connection).tail()
        self.seq, self.at, self.hash = tail.seq, tail.at if tail.seq else None, tail.hash
        self.epoch: int = connection.execute(select(_SITE.c.epoch)).scalar() or 0
        self._numbers: Sequence[int] = ()
        self._frames: dict[int, int] = {}
        self._wal: Wal | None = None
        self._file: RawFile | None = None

    def found_in(
        self, file: RawFile, wal: Wal, numbers: Sequence[int], frames: dict[int, int]
    ) -> None:
        """Say which pages these are, and in which frames those stand that the log holds."""
        self._file, self._wal, self._numbers, self._frames = file, wal, numbers, frames

    @property
    def count(self) -> int:
        """How many pages `read` yields."""
        return len(self._numbers)

    def read(self) -> Iterator[tuple[int, bytes]]:
        """Yield each page with its number, in order.

        Raises:
            DataDamaged: The file ends before it should.
        """
        if self._file is None or self._wal is None:
            return
        for run in _runs(self._numbers, self._frames):
            frame = self._frames.get(run[0])
            if frame is None:
                raw = self._file.read((run[0] - 1) * self.page_bytes, len(run) * self.page_bytes)
            else:
                raw = self._wal.page(frame)
            if len(raw) != len(run) * self.page_bytes:
                raise DataDamaged(f"page {run[0]} is not whole")
            for index, number in enumerate(run):
                yield number, raw[index * self.page_bytes : (index + 1) * self.page_bytes]

    def close(self) -> None:
        """Let the pages go; twice is fine."""
        self._connection.close()


class Copier:
    """Counts commits and remembers which pages each one changed, while somebody keeps a copy.

    Args:
        path: The database file.
        writing: The engine of the one connection that writes.
        reading: The engine of read-only connections.
        quiet: Held by the writer while it writes: whoever has it finds no transaction under way.
        clock: For how long nobody asked.
    """

    def __init__(
        self, path: Path, writing: Engine, reading: Engine, quiet: Lock, clock: Clock
    ) -> None:
        self._path = path
        self._writing = writing
        self._reading = reading
        self._quiet = quiet
        self._clock = clock
        self._callbacks: list[Callable[[], None]] = []
        self._file: RawFile | None = None
        self._wal: Wal | None = None
        self._page_bytes = 0
        self._asked_at = 0.0
        self._stream: bytes | None = None
        self._number = 0
        self._changed: dict[int, int] = {}
        self._frames: dict[int, int] = {}
        self._generation = b""
        self._last = 0
        self._size = 0
        self._version = -1
        self._all_in_file = False

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each commit that a copy lacks; it must be short."""
        self._callbacks.append(callback)

    @property
    def place(self) -> Place | None:
        """Where a copy stands that has everything; None while nobody keeps one."""
        stream = self._stream
        return None if stream is None else Place(stream, self._number)

    def committed(self) -> None:
        """Look at what was committed; called on the writer's thread, which holds `quiet`."""
        if self._stream is None:
            return
        if self._clock.monotonic() - self._asked_at > _FORGET_AFTER_S:
            self._stream = None
            return
        try:
            self._look()
        except Exception:  # noqa: BLE001 - a copy begins anew; commands go on
            _log.exception("the changes of a commit cannot be told to copies")
            self._stream = None

    def look(self, *, wait: bool = True) -> None:
        """Look whether another process committed, such as an administrator's command.

        Args:
            wait: Until what is being written is on disk, however slow that is; else nothing is
                looked at meanwhile.

        Raises:
            StoreUnavailable: The database cannot be asked.
        """
        if not self._quiet.acquire(blocking=wait):
            return
        try:
            with faults():
                if self._stream is not None:
                    self._look()
        finally:
            self._quiet.release()

    def since(self, place: Place | None) -> Pages:
        """Return the pages that a copy lacks; all of them where it is of another stream, or new.

        Raises:
            Conflict: `copies_not_offered`: the database is no file of SQLite.
            StoreUnavailable: The database cannot be read, or other processes write without end.
        """
        if self._writing.dialect.name != "sqlite":
            raise Conflict("copies_not_offered")
        with self._quiet, faults():
            self._asked_at = self._clock.monotonic()
            self._open()
            if self._stream is None:
                self._begin_again()
            for _ in range(_TRIES):
                before = self._ask()[2]
                connection = self._reading.connect()
                try:
                    connection.begin()
                    # The first read fixes what this transaction sees; only then is it known what
                    # the log holds, so that all of it stays in place.
                    connection.execute(select(_SITE.c.epoch)).scalar()
                    self._look()
                    if self._version == before:
                        return self._pages(connection, place)
                except BaseException:
                    connection.close()
                    raise
                connection.close()
        raise StoreUnavailable("other processes write without end")

    def close(self) -> None:
        """Close the files; only after SQLite has closed them."""
        for file in (self._file, self._wal):
            if file is not None:
                file.close()

    def _pages(self, connection: Connection, place: Place | None) -> Pages:
        if self._file is None or self._wal is None or self._stream is None:
            raise StoreUnavailable("nothing is counted")
        whole = place is None or place.stream != self._stream or place.number > self._number
        size = self._size
        if self._all_in_file:
            size = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        if whole or place is None:
            # SQLite never uses the page that its locks lie on.
            unused = _LOCK_BYTE // self._page_bytes + 1
            numbers = [number for number in range(1, size + 1) if number != unused]
        else:
            changed, known = self._changed, place.number
            numbers = sorted(page for page, at in changed.items() if at > known and page <= size)
        pages = Pages(
            connection,
            whole=whole,
            place=Place(self._stream, self._number),
            size=size,
            page_bytes=self._page_bytes,
        )
        # What is in the file already may be overwritten in the log at any time.
        frames = {} if self._all_in_file else dict(self._frames)
        pages.found_in(self._file, self._wal, numbers, frames)
        return pages

    def _open(self) -> None:
        if self._wal is not None:
            return
        with self._reading.connect() as connection:
            self._page_bytes = int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
        try:
            self._file = self._file or RawFile(self._path)
            self._wal = Wal(self._path, self._page_bytes)
        except OSError as error:
            raise StoreUnavailable(str(error)) from error

    def _ask(self) -> tuple[int, int, int]:
        """Return the log's frames, how many are in the file too, and what others committed."""
        borrowed = self._writing.raw_connection()
        try:
            cursor = borrowed.cursor()
            cursor.execute("PRAGMA data_version")
            ((version,),) = cursor.fetchall()
            cursor.execute("PRAGMA wal_checkpoint(NOOP)")
            ((_, frames, in_file),) = cursor.fetchall()
            cursor.close()
        finally:
            borrowed.close()
        if frames < 0:
            raise StoreUnavailable("the log cannot be asked")
        return int(frames), int(in_file), int(version)

    def _look(self) -> None:
        try:
            grown = self._read_on()
        except _Broken:
            _log.info("another process wrote: copies begin anew")
            self._begin_again()
            grown = True
        if grown:
            for callback in self._callbacks:
                callback()

    def _read_on(self) -> bool:
        frames, in_file, version = self._ask()
        generation = self._wal.generation() if self._wal is not None and frames else b""
        others, self._version = version != self._version, version
        if generation != self._generation:
            # The log began again. Nothing was missed as long as this process alone did so.
            if others:
                raise _Broken
            self._generation, self._frames, self._last = generation, {}, 0
        if frames < self._last:
            raise _Broken
        found = self._take(self._last + 1, frames)
        self._all_in_file = in_file == frames
        self._last = frames
        if not found:
            return False
        self._number += 1
        self._changed.update(dict.fromkeys(found, self._number))
        return True

    def _take(self, first: int, last: int) -> list[int]:
        """Note where each page of these frames stands; return the pages."""
        if first > last or self._wal is None:
            return []
        size, pages = 0, []
        for number, frame in enumerate(self._wal.frames(first, last), first):
            if frame.generation != self._generation:
                raise _Broken
            self._frames[frame.page] = number
            pages.append(frame.page)
            size = frame.size
        if size == 0 or len(pages) != last - first + 1:
            raise _Broken
        self._size = size
        return pages

    def _begin_again(self) -> None:
        for _ in range(_TRIES):
            frames, in_file, self._version = self._ask()
            self._generation = self._wal.generation() if self._wal is not None and frames else b""
            self._frames, self._changed = {}, {}
            try:
                self._take(1, frames)
            except _Broken:
                continue
            self._all_in_file, self._last = in_file == frames, frames
            self._stream, self._number = secrets.token_bytes(STREAM_BYTES), 1
            return
        raise StoreUnavailable("other processes write without end")


def _runs(numbers: Sequence[int], frames: dict[int, int]) -> Iterator[list[int]]:
    """Join neighbours in the file, at most 64, so that they are read at once."""
    run: list[int] = []
    for number in numbers:
        lone = number in frames
        if run and (lone or number != run[-1] + 1 or len(run) == _RUN):
            yield run
            run = []
        if lone:
            yield [number]
        else:
            run.append(number)
    if run:
        yield run
