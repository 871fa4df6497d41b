"""Many rows at once, in portions that SQLAlchemy and the driver like."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table, insert

_IN_PARTS: Final = 5_000


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; none is fine too."""
    for first in range(0, len(rows), _IN_PARTS):
        connection.execute(insert(table), list(rows[first : first + _IN_PARTS]))
