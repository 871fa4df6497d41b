"""What the store needs of a database, whichever it is, and what a database's faults mean."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol

import sqlcipher3
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from core.errors import DataDamaged, StoreUnavailable

READERS: Final = 8
"""Connections that are kept for reading; as many again are opened when all are in use."""

_DAMAGE: Final = re.compile(r"not a database|malformed|hmac|corrupt", re.IGNORECASE)
_DAMAGE_STATES: Final = frozenset({"XX001", "XX002"})
_PASSING_STATES: Final = re.compile(r"08...|25006|25P0[34]|28...|3D...|40...|5[3578]...")
"""Of PostgreSQL's: connection, read-only, a transaction that took too long, rights, no such
database, rollback, resources, locks, an operator, the system. Trying again may help."""


class Database(Protocol):
    """Where a site's data stand, and how to open it."""

    def writing(self) -> Engine:
        """Return an engine of one connection whose transactions start with the right to write."""

    def reading(self) -> Engine:
        """Return an engine of read-only connections whose transactions are snapshots."""

    def check(self, engine: Engine) -> None:
        """Find out whether the promises can be kept on this database.

        Raises:
            DataDamaged: It is damaged, or the key does not fit.
            StoreUnavailable: It is not to be used as it stands.
        """

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
        StoreUnavailable: Locked, full, read-only, away, or not to be read.
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
        return StoreUnavailable(text) if _PASSING_STATES.fullmatch(state) else None
    if isinstance(cause, sqlcipher3.Error) and _DAMAGE.search(text):
        return DataDamaged(text)
    return StoreUnavailable(text) if operational else None
