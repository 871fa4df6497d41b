"""The encrypted SQLite file: one connection that writes, and read-only ones."""

from pathlib import Path
from typing import Any, Final

import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from core.errors import DataDamaged, StoreUnavailable
from core.store.engine import READERS

BUSY_TIMEOUT_MS: Final = 5_000


class SqliteFile:
    """A database file; its folder is made if need be.

    Args:
        path: The file.
        key: 32 bytes that encrypt it, or None for a plain file.
    """

    def __init__(self, path: Path, key: bytes | None) -> None:
        self.path = path
        self._key = key

    def writing(self) -> Engine:
        """As `Database`.

        Raises:
            StoreUnavailable: The file cannot be made.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
        except OSError as error:
            raise StoreUnavailable(str(error)) from error
        return open_engine(self.path, self._key, writes=True)

    def reading(self) -> Engine:
        """As `Database`."""
        return open_engine(self.path, self._key, writes=False)

    def check(self, engine: Engine) -> None:
        """Look through the file for damage.

        Raises:
            DataDamaged: What SQLite found first.
        """
        with engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise DataDamaged(str(found))

    def guard_migration(self, connection: Connection) -> None:
        """As `Database`; one server alone has the folder, and the file's lock does the rest."""


def open_engine(path: Path, key: bytes | None, *, writes: bool) -> Engine:
    """Return an engine on a database file.

    Args:
        path: The file.
        key: 32 bytes that encrypt it, or None for a plain file.
        writes: One connection whose transactions start with the right to write; else a pool of
            read-only connections whose transactions are snapshots.
    """
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
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


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
