"""Things of one kind in one table; values and columns bear the same names."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection, Select, Table, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from core.errors import NotFound
from core.store.tables import Base

T = TypeVar("T")


def table_of(row: type[Base]) -> Table:
    """Return the table that a mapped class stands for."""
    return cast("Table", row.__table__)


@lru_cache(maxsize=64)
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast("type[Any]", kind)))


def values_of(thing: object) -> dict[str, Any]:
    """Return a thing's fields, as they go into its row."""
    return {name: getattr(thing, name) for name in _names(cast("Hashable", type(thing)))}


class SqlRows(Generic[T]):
    """`core.ports.Rows` on one table.

    Args:
        connection: Within a transaction of the writer, or of a reader.
        kind: The value; its fields are named like the columns that it reads.
        row: The mapped class.
        noun: Names the refusal: `<noun>_unknown`.
    """

    def __init__(
        self, connection: Connection, kind: type[T], row: type[Base], noun: str, key: str = "id"
    ) -> None:
        self.connection = connection
        self.table = table_of(row)
        self._kind = kind
        self._noun = noun
        self._key: ColumnElement[Any] = self.table.c[key]
        self._columns = [self.table.c[name] for name in _names(cast("Hashable", kind))]

    def query(self) -> Select[Any]:
        """Return a query of all rows, to be narrowed."""
        return select(*self._columns)

    def one(self, query: Select[Any]) -> T | None:
        """Return the first thing that a query finds, or None."""
        found = self.connection.execute(query).mappings().first()
        return None if found is None else self.thing(found)

    def many(self, query: Select[Any]) -> Sequence[T]:
        """Return the things that a query finds."""
        return [self.thing(found) for found in self.connection.execute(query).mappings()]

    def thing(self, found: Mapping[Any, Any]) -> T:
        """Return the value of one row."""
        return self._kind(**found)

    def find(self, key: str) -> T | None:
        """Return a thing, or None."""
        return self.one(self.query().where(self._key == key))

    def get(self, key: str) -> T:
        """Return a thing, or raise `NotFound`."""
        found = self.find(key)
        if found is None:
            raise NotFound(f"{self._noun}_unknown")
        return found

    def add(self, thing: T) -> None:
        """Keep a new thing."""
        self.connection.execute(insert(self.table), values_of(thing))

    def change(self, key: str, **values: object) -> None:
        """Change some fields of a thing."""
        self.connection.execute(update(self.table).where(self._key == key).values(**values))
