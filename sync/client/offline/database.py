"""The kiosk's encrypted file: one connection, durable transactions, one process at a time."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2 as sqlcipher

from core.runtime.durable import write_over
from core.runtime.key_sources import KeyMissing
from core.runtime.keys import make_data_key
from sync.client.offline.outcomes import DeskUnavailable

FILE_NAME: Final = "kiosk.sqlite"
_LOCK_NAME: Final = "kiosk.lock"
_VERSION: Final = 1

_SCHEMA: Final = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE lease (
    lease_id     TEXT PRIMARY KEY,
    letter       TEXT NOT NULL,
    reserve      INTEGER NOT NULL CHECK (reserve IN (0, 1)),
    business_day TEXT NOT NULL,
    epoch        INTEGER NOT NULL,
    expires_at   TEXT NOT NULL
) STRICT;

CREATE TABLE number (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id TEXT NOT NULL REFERENCES lease ON DELETE CASCADE,
    number   TEXT NOT NULL,
    taken    INTEGER NOT NULL DEFAULT 0 CHECK (taken IN (0, 1)),
    UNIQUE (lease_id, number)
) STRICT;

CREATE TABLE outbox (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT NOT NULL UNIQUE,
    wire_key   TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('check_in', 'walk_in', 'slip')),
    state      TEXT NOT NULL
        CHECK (state IN ('asking', 'given', 'answered', 'refused', 'rejected')),
    body       TEXT NOT NULL,
    number     TEXT NOT NULL,
    lease_id   TEXT,
    issued_at  TEXT NOT NULL,
    service_id TEXT,
    subject    TEXT,
    starts_at  TEXT,
    parent     TEXT,
    visit_id   TEXT,
    alias      TEXT,
    reason     TEXT,
    attempts   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX outbox_open ON outbox (position) WHERE state IN ('asking', 'given');
CREATE INDEX outbox_subject ON outbox (subject) WHERE subject IS NOT NULL;
"""

Cursor = Any
"""A cursor of sqlcipher3, which has no types of its own; as `sqlite3.Cursor`."""


class StorageFault(Exception):
    """The disk refused a transaction; nothing of it was kept."""


class Database:
    """One open file. Any thread may use it; transactions follow one another.

    Args:
        profile: The kiosk's folder; made if missing. The key stands outside it.

    Raises:
        DeskUnavailable: Damaged, of a newer version, in use, unwritable, or its key is lost.
    """

    def __init__(self, profile: Path) -> None:
        self._lock = threading.Lock()
        try:
            profile.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file_lock = FileLock(profile / _LOCK_NAME, timeout=0, thread_local=False)
            self._file_lock.acquire()
        except Timeout as error:
            raise DeskUnavailable("kiosk_store_in_use", str(profile)) from error
        except OSError as error:
            raise DeskUnavailable("kiosk_store_unwritable", str(profile)) from error
        try:
            self._connection = _open(profile / FILE_NAME, _key(profile))
        except DeskUnavailable:
            self._file_lock.release()
            raise

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """Give a cursor within a transaction, durable when the block ends.

        Raises:
            StorageFault: The disk refused.
        """
        with self._lock:
            try:
                cursor = self._connection.cursor()
                cursor.execute("BEGIN IMMEDIATE")
            except sqlcipher.Error as error:
                raise StorageFault(str(error)) from error
            try:
                yield cursor
                cursor.execute("COMMIT")
            except sqlcipher.Error as error:
                self._roll_back()
                raise StorageFault(str(error)) from error
            except BaseException:
                self._roll_back()
                raise

    def fact(self, name: str) -> str | None:
        """Return what is kept under a name.

        Raises:
            StorageFault: The disk refused.
        """
        with self.transaction() as cursor:
            found = cursor.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def keep_fact(self, name: str, value: str) -> None:
        """Keep a text under a name.

        Raises:
            StorageFault: The disk refused.
        """
        with self.transaction() as cursor:
            cursor.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def drop_fact(self, name: str) -> None:
        """Keep nothing under a name.

        Raises:
            StorageFault: The disk refused.
        """
        with self.transaction() as cursor:
            cursor.execute("DELETE FROM fact WHERE name = ?", (name,))

    def close(self) -> None:
        """Close the file and let another process have it."""
        with self._lock:
            self._connection.close()
        self._file_lock.release()

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.rollback()


def set_aside(profile: Path, stamp: str) -> Path:
    """Move a damaged file away, so that the kiosk can start with an empty one.

    Args:
        profile: The kiosk's folder; no process may use it now.
        stamp: Goes into the new name, such as `20261124T0850`.

    Returns:
        Where the damaged file is now, for whoever may still read it.

    Raises:
        OSError: It cannot be moved.
    """
    target = profile / f"{FILE_NAME}.damaged-{stamp}"
    for suffix in ("-wal", "-shm"):
        side = profile / f"{FILE_NAME}{suffix}"
        if side.exists():
            side.replace(target.with_name(target.name + suffix))
    (profile / FILE_NAME).replace(target)
    return target


def to_text(moment: datetime) -> str:
    """Write a moment so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_moment(text: str) -> datetime:
    """Read what `to_text` wrote."""
    return datetime.fromisoformat(text)


def _key(profile: Path) -> bytes:
    try:
        return make_data_key(profile)
    except KeyMissing as error:
        raise DeskUnavailable("kiosk_key_missing", str(error)) from error
    except OSError as error:
        raise DeskUnavailable("kiosk_store_unwritable", str(profile)) from error


def _open(path: Path, key: bytes) -> Any:  # noqa: ANN401 - the driver has no types
    connection = None
    try:
        connection = sqlcipher.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=5.0
        )
        connection.row_factory = sqlcipher.Row
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        cursor.execute("PRAGMA journal_mode = WAL")
        # A killed kiosk may have left what it never flushed: made lasting before it is read.
        write_over(Path(f"{path}-wal"))
        for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        _check(cursor)
        _migrate(cursor)
    except (sqlcipher.OperationalError, OSError) as error:
        _close(connection)
        raise DeskUnavailable("kiosk_store_unwritable", str(error)) from error
    except sqlcipher.DatabaseError as error:
        _close(connection)
        raise DeskUnavailable("kiosk_store_damaged", str(path)) from error
    except DeskUnavailable:
        _close(connection)
        raise
    path.chmod(0o600)
    return connection


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        connection.close()


def _check(cursor: Cursor) -> None:
    if [row[0] for row in cursor.execute("PRAGMA quick_check")] != ["ok"]:
        raise DeskUnavailable("kiosk_store_damaged", "a check found damage")


def _migrate(cursor: Cursor) -> None:
    version = cursor.execute("PRAGMA user_version").fetchone()[0]
    if version > _VERSION:
        raise DeskUnavailable("kiosk_store_too_new", f"version {version}")
    if version == 0:
        cursor.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {_VERSION};COMMIT;")
