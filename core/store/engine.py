"""What the store needs of a database, whichever it is, and what a database's faults mean."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

import sqlcipher3
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from core.errors import DataDamaged, StoreFull, StoreReadOnly, StoreUnavailable
from core.store.high_water import HighWater
from core.store.sqlite_faults import READ_ONLY, is_damage, primary_code

READERS: Final = 8
"""Connections that are kept for reading; as many again are opened when all are in use."""

_FAULTS: Final = {READ_ONLY: StoreReadOnly, 13: StoreFull}
"""By the primary code of SQLite: SQLITE_READONLY and SQLITE_FULL."""
_FULL_STATE: Final = "53100"
"""PostgreSQL's `disk_full`."""
_DAMAGE_STATES: Final = frozenset({"XX001", "XX002"})
_PASSING_STATES: Final = re.compile(r"08...|25006|25P0[34]|28...|3D...|40...|5[3578]...")
"""Of PostgreSQL's: connection, read-only, a transaction that took too long, rights, no such
database, rollback, resources, locks, an operator, the system. Trying again may help."""


class Database(Protocol):
    """Where a site's data stand, and how to open it.

    Attributes:
        file: The file that holds them; None where a server of its own does.
    """

    @property
    def file(self) -> Path | None: ...

    def writing(self) -> Engine:
        """Return an engine of one connection whose transactions start with the right to write."""

    def reading(self) -> Engine:
        """Return an engine of read-only connections whose transactions are snapshots."""

    def mark(self) -> HighWater:
        """Return how far the journal had come, where that is kept beside the database."""

    def check(self, engine: Engine) -> bool:
        """Find out whether the promises can be kept on this database.

        Returns:
            Whether all of it was looked through; a large file takes longer than people wait.

        Raises:
            DataDamaged: It is damaged, or the key does not fit.
            StoreUnavailable: It is not to be used as it stands.
        """

    def look_through(self, engine: Engine, stop: Callable[[], bool]) -> bool:
        """Look through all of it for damage, beside other work; say whether it came to the end.

        Args:
            engine: Of those that read.
            stop: Asked many times a second whether to leave off; true leaves off.

        Raises:
            DataDamaged: What was found first.
        """

    def keep_copy(self) -> None:
        """Keep what there is, before an update changes the schema."""

    def guard_migration(self, connection: Connection) -> None:
        """Keep a schema from being changed under a server that works with it.

        Raises:
            StoreUnavailable: A server of another version is at work.
        """


@contextmanager
def faults() -> Iterator[None]:
    """Turn the driver's faults into the store's; a unique value that came twice passes as it is.

    Raises:
        DataDamaged: The data are damaged, or the key does not fit.
        StoreFull: The disk is full.
        StoreReadOnly: The disk takes no changes.
        StoreUnavailable: Locked, away, or not to be read or written.
    """
    try:
        yield
    except NoConnection as error:
        raise StoreUnavailable("every connection is in use") from error
    except IntegrityError:
        raise
    except (DBAPIError, sqlcipher3.DatabaseError) as error:
        meaning = _meaning(error)
        if meaning is None:
            raise
        raise meaning from error


def _meaning(error: Exception) -> Exception | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    text = str(cause)
    operational = isinstance(error, (OperationalError, sqlcipher3.OperationalError))
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        # The first line alone: PostgreSQL's details may repeat values of a row.
        text = text.partition("\n")[0]
        if state in _DAMAGE_STATES:
            return DataDamaged(text)
        if state == _FULL_STATE:
            return StoreFull(text)
        return StoreUnavailable(text) if _PASSING_STATES.fullmatch(state) else None
    if is_damage(cause):
        return DataDamaged(text)
    return _FAULTS.get(primary_code(cause), StoreUnavailable)(text) if operational else None
