"""The encrypted SQLite file: one connection that writes, and read-only ones."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, Final

import sqlcipher3
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool

from core.errors import StoreUnavailable
from core.runtime.durable import write_over
from core.store.backup import replace_copy
from core.store.engine import READERS
from core.store.file_check import look_through, require_sound_library
from core.store.high_water import HighWater
from core.store.prepared import drive
from core.store.sqlite_faults import ends_connection

BUSY_TIMEOUT_MS: Final = 5_000
LOOKED_S: Final = 0.4
"""Seconds that opening a file may spend on looking through it: about 40 MB of it."""

BESIDE: Final = ("-wal", "-shm", "-mark")
"""Endings of the files beside a database: SQLite's two, and how far the journal had come."""


class SqliteFile:
    """A database file; its folder is made if need be.

    Args:
        file: The file.
        key: 32 bytes that encrypt it, or None for a plain file.
        update_copy: Where an encrypted file of an older schema is copied to before it is changed,
            in place of an earlier copy; None makes none.
    """

    def __init__(self, file: Path, key: bytes | None, update_copy: Path | None = None) -> None:
        self.file = file
        self._key = key
        self._update_copy = update_copy

    def writing(self) -> Engine:
        """As `Database`.

        Raises:
            StoreUnavailable: The file cannot be made.
        """
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.touch(mode=0o600)
        except OSError as error:
            raise StoreUnavailable(str(error)) from error
        return open_engine(self.file, self._key, writes=True)

    def reading(self) -> Engine:
        """As `Database`."""
        return open_engine(self.file, self._key, writes=False)

    def mark(self) -> HighWater:
        """As `Database`."""
        return HighWater(self.file)

    def check(self, engine: Engine) -> bool:
        """As `Database`: settles the log, then looks through the file for a while."""
        self._settle(engine)
        end = monotonic() + LOOKED_S
        return look_through(engine, lambda: monotonic() > end)

    def look_through(self, engine: Engine, stop: Callable[[], bool]) -> bool:
        """As `Database`."""
        return look_through(engine, stop)

    def keep_copy(self) -> None:
        """As `Database`."""
        if self._update_copy is not None and self._key is not None:
            replace_copy(self.file, self._update_copy, key=self._key)

    def guard_migration(self, connection: Connection) -> None:
        """As `Database`; one server alone has the folder, and the file's lock does the rest."""

    def _settle(self, engine: Engine) -> None:
        """Make sure that what a killed program left in SQLite's log is on disk before it is shown.

        The program may have been killed between a write and its flush, or after a flush that
        failed. SQLite takes such a commit for done; its answer, asked for again under the same
        key, would be given, and a power cut could still take it back.
        """
        # With the right to write nobody else adds to the log, or cuts it.
        with engine.connect() as connection, connection.begin():
            try:
                write_over(Path(f"{self.file}-wal"))
            except OSError as error:
                raise StoreUnavailable(str(error)) from error


def open_engine(path: Path, key: bytes | None, *, writes: bool) -> Engine:
    """Return an engine on a database file.

    Args:
        path: The file.
        key: 32 bytes that encrypt it, or None for a plain file.
        writes: One connection whose transactions start with the right to write; else a pool of
            read-only connections whose transactions are snapshots.

    Raises:
        StoreUnavailable: The library is too old.
    """
    require_sound_library()
    if key is not None and len(key) != 32:
        raise ValueError("a database key has 32 bytes")

    def connect() -> Any:  # noqa: ANN401 - the driver has no types
        connection = sqlcipher3.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_TIMEOUT_MS / 1000
        )
        try:
            _prepare(connection, key, writes=writes)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        pool_size=1 if writes else READERS,
        max_overflow=0 if writes else READERS,
        pool_timeout=BUSY_TIMEOUT_MS / 1000,
        pool_reset_on_return="rollback",
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred BEGIN that reads and then writes fails at once with SQLITE_BUSY_SNAPSHOT when
        # another process wrote in between; no timeout helps.
        drive(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def drop(context: ExceptionContext) -> None:
        if ends_connection(context.original_exception):
            context.is_disconnect = True
            context.invalidate_pool_on_disconnect = False

    return engine


def empty_log(writing: Engine) -> bool:
    """Bring all of SQLite's log into the file, and cut it off; say whether nobody kept it.

    Args:
        writing: The engine of the one connection that writes, between two transactions.
    """
    borrowed = writing.raw_connection()
    try:
        cursor = borrowed.cursor()
        # Whoever reads from the log is not waited for: commands wait behind this.
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            ((busy, _, _),) = cursor.fetchall()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            cursor.close()
    finally:
        borrowed.close()
    return not busy


def _prepare(connection: Any, key: bytes | None, *, writes: bool) -> None:  # noqa: ANN401
    cursor = connection.cursor()
    # The library writes to standard error on its own account; faults are raised, and told once.
    cursor.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    if writes:
        cursor.execute("PRAGMA journal_mode = WAL")
        # FULL: what was answered survives a power cut; NORMAL loses it.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA secure_delete = ON")
    else:
        cursor.execute("PRAGMA query_only = ON")
    cursor.close()
