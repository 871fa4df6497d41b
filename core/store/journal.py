"""The journal: rows of ids, chained by hashes, written in the transaction of the change.

The hash of a row covers `(seq, time, kind, ids, actor, station, salted digest of the facts)` and
the hash of the row before. A purge blanks facts and salt; the chain still holds.
"""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select

from core.errors import Fact, fact
from core.model import EventKind
from core.store.rows import table_of
from core.store.tables_journal import EventRow
from core.things import Actor, Event

_EVENTS = table_of(EventRow)
_GENESIS: Final = bytes(32)
_IDS: Final = ("visit_id", "step_id", "call_id", "counter_id", "appointment_id", "station_id")
_ACTOR: Final = ("actor_station_id", "actor_agent_id")
_NAMES: Final = ("seq", "at", "kind", *_IDS, *_ACTOR, "facts")
"""The fields of an event, in order."""

_PUBLIC: Final = [_EVENTS.c[name] for name in _NAMES]
_SHORT: Final = (",", ":")
_sorted: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=_SHORT).encode
_plain: Final = json.JSONEncoder(separators=_SHORT).encode
_STEP: Final = timedelta(microseconds=1)
_TAIL = select(_EVENTS.c.seq, _EVENTS.c.at, _EVENTS.c.hash).order_by(_EVENTS.c.seq.desc()).limit(1)
_APPEND = insert(_EVENTS)
_NEWEST = select(func.max(_EVENTS.c.seq))
_OLDEST = select(func.min(_EVENTS.c.seq))
_AFTER = (
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the journal found.

    Attributes:
        rows: How many rows hold, from the first one that is kept.
        broken_at: The seq of the first row that does not fit; None if all do.
    """

    rows: int
    broken_at: int | None = None
    reason: str | None = None

    @property
    def intact(self) -> bool:
        """Whether every row fits."""
        return self.broken_at is None


def _canonical(facts: Mapping[str, Any] | None) -> bytes:
    return _sorted(facts).encode()


def _digest(salt: bytes, facts: Mapping[str, Any]) -> bytes:
    return sha256(salt + _canonical(facts)).digest()


def _chain(row: Mapping[str, Any] | RowMapping, before: bytes) -> bytes:
    parts = [
        row["seq"],
        row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        EventKind(row["kind"]).value,
        [row[name] for name in _IDS],
        [row[name] for name in _ACTOR],
        row["digest"].hex(),
    ]
    return sha256(before + _plain(parts).encode()).digest()


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
            found = self._connection.execute(_TAIL).first()
            if found is None:
                self._tail = Tail(0, datetime.min.replace(tzinfo=UTC), _GENESIS)
            else:
                self._tail = Tail(*found)
        return self._tail

    def count(self, kind: EventKind, since: datetime) -> int:
        """Return how many events of a kind there are from a moment on."""
        found = _EVENTS.c.kind == kind, _EVENTS.c.at >= since
        return self._connection.execute(
            select(func.count()).select_from(_EVENTS).where(*found)
        ).scalar_one()

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
        """Append a row; return its seq. Times in the journal never run backwards."""
        tail = self.tail()
        kept = {name: fact(value) for name, value in facts.items() if value is not None}
        salt = secrets.token_bytes(16)
        row: dict[str, Any] = {
            "seq": tail.seq + 1,
            "at": now if tail.seq == 0 else max(now, tail.at + _STEP),
            "kind": kind,
            **{name: ids.get(name) for name in _IDS},
            "actor_station_id": actor.station_id,
            "actor_agent_id": actor.agent_id,
            "facts": kept,
            "salt": salt,
            "digest": _digest(salt, kept),
        }
        row["hash"] = _chain(row, tail.hash)
        self._connection.execute(_APPEND, row)
        self._tail = Tail(row["seq"], row["at"], row["hash"])
        self.appended.append(Event(*(row[name] for name in _NAMES)))
        return self._tail.seq


def newest_seq(connection: Connection) -> int:
    """Return the seq of the newest row; 0 if there is none."""
    return connection.execute(_NEWEST).scalar() or 0


def oldest_seq(connection: Connection) -> int:
    """Return the seq of the oldest row that is kept; 0 if there is none."""
    return connection.execute(_OLDEST).scalar() or 0


def events_after(connection: Connection, after: int, limit: int) -> Sequence[Event]:
    """Return up to `limit` rows behind `after`, in order."""
    found = connection.execute(_AFTER, {"after": after, "most": limit})
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


def verify(connection: Connection) -> Verdict:
    """Check every row against its facts, its hash and the row before.

    A journal whose newest rows were cut off looks whole: compare its end with a seal kept apart.
    """
    before: RowMapping | None = None
    rows = 0
    query = select(_EVENTS).order_by(_EVENTS.c.seq)
    with connection.execute(query.execution_options(yield_per=500)) as found:
        for row in found.mappings():
            reason = _fault(row, before)
            if reason is not None:
                return Verdict(rows, row["seq"], reason)
            before = row
            rows += 1
    return Verdict(rows)


def _fault(row: RowMapping, before: RowMapping | None) -> str | None:
    if before is not None and row["seq"] != before["seq"] + 1:
        return "gap"
    if before is None and row["seq"] != 1:
        # Older rows were purged: the first row that is kept anchors the chain.
        return None
    if _chain(row, _GENESIS if before is None else before["hash"]) != row["hash"]:
        return "hash"
    if row["salt"] is not None and _digest(row["salt"], row["facts"]) != row["digest"]:
        return "facts"
    if row["salt"] is None and row["facts"] is not None:
        return "facts"
    return None
