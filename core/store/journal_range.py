"""The rows of some days as they stand in the journal, with what the first one is linked to."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from core.model import EventKind
from core.store.chain import GENESIS, RAW
from core.store.journal import link_at
from core.store.rows import table_of
from core.store.seals import kept_seals
from core.store.tables_journal import EventRow

_EVENTS = table_of(EventRow)
RawRow = Mapping[str, Any]
"""A row of the journal as it stands there."""


@dataclass(frozen=True, slots=True)
class Range:
    """Rows that follow one another, so that their chain can be followed.

    Attributes:
        first: The seq of the first one.
        last: The seq of the last one; before `first` where there is none.
        before: What the first one is linked to; None if that was purged.
    """

    first: int
    last: int
    before: bytes | None


def range_of(connection: Connection, begin: datetime, end: datetime) -> Range:
    """Return the rows from the first one since a moment to the last one before another.

    Where the clock was set meanwhile, rows of other days stand between them.
    """
    within = (_EVENTS.c.at >= begin, _EVENTS.c.at < end)
    found = connection.execute(
        select(func.min(_EVENTS.c.seq), func.max(_EVENTS.c.seq)).where(*within)
    ).one()
    first, last = found
    if first is None:
        return Range(1, 0, None)
    return Range(first, last, _before(connection, first))


def counted(
    connection: Connection, begin: datetime, end: datetime, kinds: Collection[EventKind]
) -> tuple[int, int]:
    """Return how many rows of some kinds are from one moment until another, and the newest's seq.

    The seq is 0 where there are none.
    """
    query = select(func.count(), func.max(_EVENTS.c.seq)).where(
        _EVENTS.c.at >= begin, _EVENTS.c.at < end, _EVENTS.c.kind.in_(kinds)
    )
    count, newest = connection.execute(query).one()
    return count, newest or 0


def oldest_at(connection: Connection) -> datetime | None:
    """Return when the oldest row that is kept was written; None where there is none."""
    query = select(_EVENTS.c.at).order_by(_EVENTS.c.seq).limit(1)
    return connection.execute(query).scalar()


def rows_of(connection: Connection, rows: Range) -> Iterator[RawRow]:
    """Yield the rows of a range, raw, in order, by the names of their columns."""
    query = select(*RAW).where(_EVENTS.c.seq.between(rows.first, rows.last)).order_by(_EVENTS.c.seq)
    with connection.execute(query.execution_options(yield_per=500)) as found:
        names = tuple(found.keys())
        yield from (dict(zip(names, row, strict=True)) for row in found)


def _before(connection: Connection, seq: int) -> bytes | None:
    if seq == 1:
        return GENESIS
    link = link_at(connection, seq - 1)
    if link is not None:
        return link.hash
    # A purge leaves the seal of the newest row that it took.
    return next((one.hash for one in kept_seals(connection) if one.seq == seq - 1), None)
