"""Connections to the encrypted SQLite file: one that writes, and read-only ones."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3
from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import QueuePool

from core.errors import DataDamaged, StoreFull, StoreReadOnly, StoreUnavailable
from core.store.file_check import require_sound_library

BUSY_TIMEOUT_MS: Final = 5_000
READERS: Final = 8
BESIDE: Final = ("-wal", "-shm", "-mark")
"""Endings of the files beside a database: SQLite's two, and how far the journal had come."""
_PRIMARY: Final = 0xFF
_FAULTS: Final = {8: StoreReadOnly, 13: StoreFull}
"""By the primary code of SQLite: SQLITE_READONLY and SQLITE_FULL."""
_DAMAGE: Final = re.compile(r"not a database|malformed|hmac|corrupt", re.IGNORECASE)


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
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def drop(context: ExceptionContext) -> None:
        # One damaged page makes the connection refuse all others too; a new one reads them.
        if _is_damage(context.original_exception):
            context.is_disconnect = True
            context.invalidate_pool_on_disconnect = False

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


@contextmanager
def faults() -> Iterator[None]:
    """Turn the driver's faults into the store's.

    Raises:
        DataDamaged: The file is damaged, or the key does not fit.
        StoreFull: The disk is full.
        StoreReadOnly: The disk takes no changes.
        StoreUnavailable: Locked, or not to be read or written.
    """
    try:
        yield
    except NoConnection as error:
        raise StoreUnavailable("every connection is in use") from error
    except (DBAPIError, sqlcipher3.DatabaseError) as error:
        driver = error.orig if isinstance(error, DBAPIError) else error
        text = str(driver)
        if _is_damage(driver):
            raise DataDamaged(text) from error
        if isinstance(error, (OperationalError, sqlcipher3.OperationalError)):
            code = getattr(driver, "sqlite_errorcode", 0) & _PRIMARY
            raise _FAULTS.get(code, StoreUnavailable)(text) from error
        raise


def _is_damage(error: BaseException | None) -> bool:
    return isinstance(error, sqlcipher3.DatabaseError) and _DAMAGE.search(str(error)) is not None
