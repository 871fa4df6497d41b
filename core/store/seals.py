"""Seals as they stand beside the journal."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, insert, select

from core.seals import Seal
from core.store.rows import table_of, values_of
from core.store.tables_journal import SealRow

_SEALS = table_of(SealRow)
_FIELDS: Final = [_SEALS.c[name] for name in Seal.__slots__]


class SqlSeals:
    """`core.ports.Seals` on one table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, seal: Seal) -> None:
        """Keep a new seal."""
        self._connection.execute(insert(_SEALS), values_of(seal))


def kept_seals(connection: Connection, after: int = 0) -> Sequence[Seal]:
    """Return the seals in the database of rows behind `after`, by seq."""
    query = select(*_FIELDS).where(_SEALS.c.seq > after).order_by(_SEALS.c.seq)
    return [Seal(**found) for found in connection.execute(query).mappings()]


def newest_seal(connection: Connection) -> Seal | None:
    """Return the newest seal in the database."""
    query = select(*_FIELDS).order_by(_SEALS.c.seq.desc()).limit(1)
    found = connection.execute(query).mappings().first()
    return None if found is None else Seal(**found)
