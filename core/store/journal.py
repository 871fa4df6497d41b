"""The journal: rows of ids, chained by hashes, written in the transaction of the change."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, literal_column, select

from core.errors import Fact, fact
from core.jumps import jump_of
from core.model import EventKind
from core.store.chain import ACTOR, GENESIS, IDS, Link, digest_of, link, microseconds
from core.store.prepared import Prepared
from core.store.rows import table_of
from core.store.tables_journal import EventRow, SealRow
from core.things import Actor, Event

_EVENTS = table_of(EventRow)
_SEALS = table_of(SealRow)
_NAMES: Final = ("seq", "at", "kind", *IDS, *ACTOR, "facts")
"""The fields of an event, in order."""

_PUBLIC: Final = [_EVENTS.c[name] for name in _NAMES]
_STEP: Final = timedelta(microseconds=1)
_TAIL = Prepared(
    select(_EVENTS.c.seq, _EVENTS.c.at, _EVENTS.c.hash)
    .order_by(_EVENTS.c.seq.desc())
    .limit(literal_column("1"))
)
_APPEND = Prepared(insert(_EVENTS))
_NEWEST = Prepared(select(func.max(_EVENTS.c.seq)))
_OLDEST = Prepared(select(func.min(_EVENTS.c.seq)))
_AFTER = Prepared(
    select(*_PUBLIC)
    .where(_EVENTS.c.seq > bindparam("after"))
    .order_by(_EVENTS.c.seq)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of the chain."""

    seq: int
    at: datetime
    hash: bytes


class Journal:
    """Appends to the journal within one transaction.

    The end of the chain is read anew in each transaction, since administrators' commands write
    to the same file from other processes.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tail: Tail | None = None
        self.appended: list[Event] = []
        """What was appended in this transaction, in order."""

    def tail(self) -> Tail:
        """Return the end of the chain."""
        if self._tail is None:
            found = _TAIL.first(self._connection)
            if found is None:
                self._tail = Tail(0, datetime.min.replace(tzinfo=UTC), GENESIS)
            else:
                self._tail = Tail(*found)
        return self._tail

    def count(self, kind: EventKind, since: datetime) -> int:
        """Return how many events of a kind there are from a moment on."""
        found = _EVENTS.c.kind == kind, _EVENTS.c.at >= since
        return self._connection.execute(
            select(func.count()).select_from(_EVENTS).where(*found)
        ).scalar_one()

    def jumped_since(self, visit_id: str) -> timedelta:
        """Return how far the clock jumped since the newest event of a visit."""
        newest = select(func.max(_EVENTS.c.seq)).where(_EVENTS.c.visit_id == visit_id)
        seq = self._connection.execute(newest).scalar() or 0
        return sum((by for _, by in jumps_after(self._connection, seq)), timedelta())

    def mark(self) -> tuple[Tail | None, int]:
        """Return where the journal stands, to come back to when a command is rolled back."""
        return self._tail, len(self.appended)

    def back_to(self, mark: tuple[Tail | None, int]) -> None:
        """Forget what was appended since `mark`; the rows are rolled back by the caller."""
        self._tail, kept = mark
        del self.appended[kept:]

    def append(
        self,
        kind: EventKind,
        actor: Actor,
        now: datetime,
        ids: Mapping[str, str | None],
        facts: Mapping[str, Fact | datetime],
    ) -> int:
        """Append a row; return its seq.

        Times in the journal run backwards only where a row says that the clock was changed.
        """
        tail = self.tail()
        follows = tail.seq > 0 and kind is not EventKind.SITE_CLOCK_CHANGED
        kept = {name: fact(value) for name, value in facts.items() if value is not None}
        salt = secrets.token_bytes(16)
        row: dict[str, Any] = {
            "seq": tail.seq + 1,
            "at": max(now, tail.at + _STEP) if follows else now,
            "kind": kind,
            **{name: ids.get(name) for name in IDS},
            "actor_station_id": actor.station_id,
            "actor_agent_id": actor.agent_id,
            "facts": kept,
            "salt": salt,
            "digest": digest_of(salt, kept),
        }
        row["hash"] = link({**row, "at": microseconds(row["at"])}, tail.hash)
        _APPEND.change(self._connection, row)
        self._tail = Tail(row["seq"], row["at"], row["hash"])
        self.appended.append(Event(*(row[name] for name in _NAMES)))
        return self._tail.seq


def newest_seq(connection: Connection) -> int:
    """Return the seq of the newest row; 0 if there is none."""
    return _NEWEST.scalar(connection) or 0


def newest_at(connection: Connection) -> datetime | None:
    """Return when the newest row was written; None if there is none."""
    query = select(_EVENTS.c.at).order_by(_EVENTS.c.seq.desc()).limit(1)
    return connection.execute(query).scalar()


def oldest_seq(connection: Connection) -> int:
    """Return the seq of the oldest row that is kept; 0 if there is none."""
    return _OLDEST.scalar(connection) or 0


def link_at(connection: Connection, seq: int) -> Link | None:
    """Return a row as the next one needs it; None if it is not there."""
    query = select(_EVENTS.c.seq, _EVENTS.c.hash).where(_EVENTS.c.seq == seq)
    found = connection.execute(query).first()
    return None if found is None else Link(found.seq, found.hash)


def forget_rows(connection: Connection, before: datetime) -> tuple[int, int] | None:
    """Delete the oldest rows up to a seal, if that row is from before a moment.

    The hash of the seal is then what the first row that is kept is linked to. The newest row stays.

    Returns:
        How many rows, and the seq of the newest of them; None if nothing is to be deleted.
    """
    seals = select(_SEALS.c.seq).where(
        _SEALS.c.at < before,
        _SEALS.c.seq >= oldest_seq(connection),
        _SEALS.c.seq < newest_seq(connection),
    )
    until = connection.execute(seals.order_by(_SEALS.c.seq).limit(1)).scalar()
    if until is None:
        return None
    return connection.execute(delete(_EVENTS).where(_EVENTS.c.seq <= until)).rowcount, until


def jumps_after(connection: Connection, after: int) -> Sequence[tuple[int, timedelta]]:
    """Return how far the clock jumped behind a seq, each time with the seq of its row."""
    query = (
        select(_EVENTS.c.seq, _EVENTS.c.facts)
        .where(_EVENTS.c.kind == EventKind.SITE_CLOCK_CHANGED, _EVENTS.c.seq > after)
        .order_by(_EVENTS.c.seq)
    )
    return [(seq, jump_of(facts)) for seq, facts in connection.execute(query)]


def events_after(connection: Connection, after: int, limit: int) -> Sequence[Event]:
    """Return up to `limit` rows behind `after`, in order."""
    found = _AFTER.all(connection, {"after": after, "most": limit})
    return [Event(*row) for row in found]


def events_of_visit(connection: Connection, visit_id: str) -> Sequence[Event]:
    """Return what the journal knows of a visit, in order."""
    query = select(*_PUBLIC).where(_EVENTS.c.visit_id == visit_id).order_by(_EVENTS.c.seq)
    return [Event(**found) for found in connection.execute(query).mappings()]


def events_between(
    connection: Connection, first: datetime | None = None, last: datetime | None = None
) -> Iterator[Event]:
    """Yield the rows from a moment on and before another, in order; None is without bound."""
    query = select(*_PUBLIC).order_by(_EVENTS.c.seq)
    if first is not None:
        query = query.where(_EVENTS.c.at >= first)
    if last is not None:
        query = query.where(_EVENTS.c.at < last)
    with connection.execute(query.execution_options(yield_per=500)) as rows:
        for found in rows.mappings():
            yield Event(**found)
