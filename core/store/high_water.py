"""How far the journal had come, kept beside the database.

SQLite takes a log (`-wal`) whose middle is damaged for one that ends there: what had been answered
behind that place would be gone, and the rest would look whole. An older copy of the database in
the place of the newer one looks whole too. The mark tells both.

It is written after each commit and never flushed, so that it costs nothing. It may lag behind,
after a power cut, and never runs ahead.
"""

import zlib
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from sqlalchemy import Connection, select

from core.errors import AnswersMissing
from core.store.journal import Tail, newest_seq
from core.store.rows import table_of
from core.store.tables_journal import EventRow

_EVENTS: Final = table_of(EventRow)
_HASH_DIGITS: Final = 64


class HighWater:
    """The mark of one database file; a disk that cannot hold it does without.

    Args:
        database: The file; None for a database that keeps its own log whole.
    """

    def __init__(self, database: Path | None) -> None:
        self._path = None if database is None else Path(f"{database}-mark")
        self._file: IO[bytes] | None = None

    def read(self) -> tuple[int, bytes] | None:
        """Return seq and hash of the event it stands at; None where there is no whole mark."""
        if self._path is None:
            return None
        try:
            content, _, check = self._path.read_text("ascii").rstrip().rpartition(" ")
            seq, digest = content.split()
            if int(check) != zlib.crc32(content.encode("ascii")):
                return None
            return int(seq), bytes.fromhex(digest)
        except (OSError, ValueError):
            return None

    def note(self, tail: Tail) -> None:
        """Move the mark to the end of the journal, which is on disk."""
        if self._path is None:
            return
        content = f"{tail.seq:020d} {tail.hash.hex():>{_HASH_DIGITS}}"
        line = f"{content} {zlib.crc32(content.encode('ascii')):010d}\n".encode("ascii")
        # A mark that stays behind still tells the truth.
        with suppress(OSError):
            if self._file is None:
                self._path.touch(mode=0o600)
                self._file = self._path.open("r+b", buffering=0)
            self._file.seek(0)
            self._file.write(line)

    def close(self) -> None:
        """Let the file go; closing twice is fine."""
        if self._file is not None:
            self._file.close()
            self._file = None


def compare(mark: tuple[int, bytes] | None, connection: Connection) -> None:
    """Compare the journal with a mark that was read before.

    Another process may add to the journal and move the mark meanwhile: so the mark comes first.

    Raises:
        AnswersMissing: The journal does not hold the event that the mark stands at.
    """
    if mark is None:
        return
    seq, digest = mark
    newest = newest_seq(connection)
    found = connection.execute(select(_EVENTS.c.hash).where(_EVENTS.c.seq == seq)).scalar()
    # The event itself may have been purged since.
    if newest < seq or (found is not None and found != digest):
        raise AnswersMissing(newest, seq)
