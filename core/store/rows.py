"""Things of one kind in one table; values and columns bear the same names."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar, cast

from sqlalchemy import Connection, Select, Table, bindparam, insert, select, update

from core.errors import NotFound
from core.store.prepared import Prepared
from core.store.tables import Base

T = TypeVar("T")

_WHICH: Final = "which_row"
"""Names the bound value of a row's key; no column is called so."""


def table_of(row: type[Base]) -> Table:
    """Return the table that a mapped class stands for."""
    return cast("Table", row.__table__)


@lru_cache(maxsize=64)
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast("type[Any]", kind)))


def values_of(thing: object) -> dict[str, Any]:
    """Return a thing's fields, as they go into its row."""
    return {name: getattr(thing, name) for name in _names(cast("Hashable", type(thing)))}


@lru_cache(maxsize=64)
def every(kind: Hashable, row: type[Base]) -> Select[Any]:
    """Return a query of all things of a kind, to be narrowed.

    One that is asked often is narrowed once, with values bound by name, and kept as `Prepared`.
    """
    table = table_of(row)
    return select(*(table.c[name] for name in _names(kind)))


@dataclass(frozen=True, slots=True)
class _Statements:
    """What is asked of every table."""

    all: Select[Any]
    by_key: Prepared
    add: Prepared
    change: Prepared


@lru_cache(maxsize=64)
def _statements(kind: Hashable, row: type[Base], key: str) -> _Statements:
    table = table_of(row)
    which = table.c[key] == bindparam(_WHICH)
    things = every(kind, row)
    return _Statements(
        all=things,
        by_key=Prepared(things.where(which)),
        add=Prepared(insert(table)),
        change=Prepared(update(table).where(which)),
    )


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
        self._statements = _statements(cast("Hashable", kind), row, key)

    def query(self) -> Select[Any]:
        """Return a query of all rows, to be narrowed."""
        return self._statements.all

    def one(self, query: Prepared | Select[Any], **bound: object) -> T | None:
        """Return the first thing that a query finds, or None."""
        if isinstance(query, Prepared):
            found = query.first(self.connection, bound)
        else:
            found = self.connection.execute(query, bound).first()
        return None if found is None else self._kind(*found)

    def many(self, query: Prepared | Select[Any], **bound: object) -> Sequence[T]:
        """Return the things that a query finds."""
        if isinstance(query, Prepared):
            return [self._kind(*found) for found in query.all(self.connection, bound)]
        return [self._kind(*found) for found in self.connection.execute(query, bound)]

    def find(self, key: str) -> T | None:
        """Return a thing, or None."""
        return self.one(self._statements.by_key, **{_WHICH: key})

    def get(self, key: str) -> T:
        """Return a thing, or raise `NotFound`."""
        found = self.find(key)
        if found is None:
            raise NotFound(f"{self._noun}_unknown")
        return found

    def add(self, thing: T) -> None:
        """Keep a new thing."""
        self._statements.add.change(self.connection, values_of(thing))

    def change(self, key: str, **values: object) -> None:
        """Change some fields of a thing."""
        self._statements.change.change(self.connection, {_WHICH: key, **values})
