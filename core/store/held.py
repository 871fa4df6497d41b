"""All that the store holds of a person: every row that names one of their bookings or visits."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from sqlalchemy import Connection, Table, select

from core.store.bookings import in_parts
from core.store.schema import metadata

Value = str | int | bool | None

_OWNERS: Final = {"appointment": "appointment_id", "visit": "visit_id"}
_OTHERS: Final = frozenset(
    {
        "agent_id",
        "actor_agent_id",
        "target_agent_id",
        "audit",
        "facts",
        "digest",
        "hash",
        "salt",
    }
)
"""Columns that say something of staff, of other visitors, or of nobody."""


@dataclass(frozen=True, slots=True)
class Held:
    """One row: what it is about (`booking`, `visit`, `event` …), and what it says."""

    about: str
    fields: dict[str, Value]


def held(
    connection: Connection, appointment_ids: Collection[str], visit_ids: Collection[str]
) -> list[Held]:
    """Return every row that belongs to some bookings and visits, table by table.

    Whatever table comes to name a booking or a visit is read too, without a word here.
    """
    own = {"appointment_id": list(appointment_ids), "visit_id": list(visit_ids)}
    return [row for table in metadata.sorted_tables for row in _rows(connection, table, own)]


def _rows(connection: Connection, table: Table, own: dict[str, list[str]]) -> Iterator[Held]:
    seen = set()
    for name, ids in own.items():
        column = "id" if _OWNERS.get(table.name) == name else name
        if column not in table.c or (table.name in _OWNERS and column != "id"):
            continue
        for some in in_parts(ids):
            query = select(table).where(table.c[column].in_(some))
            for row in connection.execute(query.order_by(*table.primary_key)).mappings():
                key = tuple(row[one.name] for one in table.primary_key)
                if key not in seen:
                    seen.add(key)
                    yield Held(table.name, {one: _plain(row[one]) for one in row if _told(one)})


def _told(column: str) -> bool:
    return column not in _OTHERS


def _plain(value: object) -> Value:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(str(_plain(one)) for one in value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    return str(value)
