"""The chain of the journal: how rows are linked, and a walk that finds the row that does not fit.

The hash of a row covers `(seq, time, kind, ids, actor, station, salted digest of the facts)` and
the hash of the row before. A purge blanks facts and salt; the chain still holds.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, Connection, RowMapping, Text, column, func, select, type_coerce

from core.errors import Fact
from core.model import EventKind
from core.seals import Seal
from core.store.rows import table_of
from core.store.tables_journal import EventRow

IDS: Final = ("visit_id", "step_id", "call_id", "counter_id", "appointment_id", "station_id")
ACTOR: Final = ("actor_station_id", "actor_agent_id")
GENESIS: Final = bytes(32)
PAGE: Final = 500
UNTIL: Final = "journal_until"
"""The fact of a purge that names the newest row that it deleted."""

_EVENTS = table_of(EventRow)
# Made once: each row of the journal is written with both.
_facts_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_parts_text = json.JSONEncoder(separators=(",", ":")).encode
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
RAW: Final = [
    _EVENTS.c.seq,
    # As they stand in the file: a value that was put there by force may be of no kind we know.
    type_coerce(_EVENTS.c.at, BigInteger).label("at"),
    type_coerce(_EVENTS.c.kind, Text).label("kind"),
    *(_EVENTS.c[name] for name in (*IDS, *ACTOR)),
    type_coerce(_EVENTS.c.facts, Text).label("facts"),
    *(_EVENTS.c[name] for name in ("salt", "digest", "hash")),
]
"""What a row is checked by, as it stands in the file."""


def digest_of(salt: bytes, facts: Mapping[str, Fact]) -> bytes:
    """Return the salted digest of a row's facts."""
    return sha256(salt + _facts_text(facts).encode()).digest()


def link(row: Mapping[str, Any] | RowMapping, before: bytes) -> bytes:
    """Return the hash of a row.

    Args:
        row: Its values; `at` as microseconds since 1970, as it stands in the file.
        before: The hash of the row before.
    """
    parts = [
        row["seq"],
        (_EPOCH + timedelta(microseconds=row["at"])).isoformat(timespec="microseconds"),
        row["kind"],
        [row[name] for name in IDS],
        [row[name] for name in ACTOR],
        row["digest"].hex(),
    ]
    return sha256(before + _parts_text(parts).encode()).digest()


def microseconds(at: datetime) -> int:
    """Return a moment as it stands in the file."""
    return (at - _EPOCH) // timedelta(microseconds=1)


class Link(NamedTuple):
    """A row of the chain, as the next one needs it."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the journal found.

    Attributes:
        rows: How many rows hold, from the first one that is kept.
        broken_at: The seq of the first row that does not fit; None if all do.
        reason: `gap` rows before it are missing · `hash` it was changed or put in · `facts` its
            facts were changed · `start` older rows are missing, and no purge says so · `seal` it is
            not the row that was sealed · `end` it was sealed, and is missing.
        day: The day of that row in UTC, or the business day of its seal; None if it is unknown.
    """

    rows: int
    broken_at: int | None = None
    reason: str | None = None
    day: date | None = None

    @property
    def intact(self) -> bool:
        """Whether every row fits."""
        return self.broken_at is None


class Walk:
    """Follows the journal to its end, a page at a time, and stops at the first fault.

    Each page may be read in a snapshot of its own: rows never change, and a purge takes only old
    ones away.

    Args:
        seals: What the rows must fit, by seq.
        after: Begin behind this row; None begins at the first row that is kept.

    Attributes:
        seq: The newest row that was looked at; None before the first.
        rows: How many rows were looked at, and hold.
    """

    def __init__(self, seals: Sequence[Seal], after: Link | None = None) -> None:
        self._seals = seals
        self._sealed = {seal.seq: seal.hash for seal in seals}
        self._twice = {seal.seq: seal for seal in seals if self._sealed[seal.seq] != seal.hash}
        self.seq = None if after is None else after.seq
        self._hash = GENESIS if after is None else after.hash
        self._first: int | None = None
        self._purged_until: set[int] = set()
        self._verdict: Verdict | None = None
        self.rows = 0

    def step(self, connection: Connection, limit: int = PAGE) -> Verdict | None:
        """Look at the next rows; return the verdict once there is one."""
        if self._verdict is None:
            rows = self._page(connection, limit)
            if rows:
                self._take(rows)
            elif self._verdict is None:
                self._verdict = self._end()
        return self._verdict

    def _page(self, connection: Connection, limit: int) -> Sequence[RowMapping]:
        if self.seq is None:
            oldest = connection.execute(select(func.min(_EVENTS.c.seq))).scalar()
            if oldest is None:
                return ()
            self._begin(oldest)
        query = select(*RAW).where(column("seq") > self.seq).order_by(column("seq")).limit(limit)
        return connection.execute(query).mappings().all() if self._verdict is None else ()

    def _begin(self, oldest: int) -> None:
        self._first, self.seq = oldest, oldest - 1
        if self.seq in self._sealed:
            self._hash = self._sealed[self.seq]
        elif self.seq != 0:
            self._verdict = Verdict(0, oldest, "start")

    def _take(self, rows: Iterable[RowMapping]) -> None:
        for row in rows:
            reason = self._fault(row)
            if reason is not None:
                self._verdict = Verdict(self.rows, row["seq"], reason, _day(row["at"]))
                return
            self.seq, self._hash = row["seq"], row["hash"]
            self.rows += 1

    def _fault(self, row: RowMapping) -> str | None:
        seq = row["seq"]
        if seq != (self.seq or 0) + 1:
            return "gap"
        try:
            if link(row, self._hash) != row["hash"]:
                return "hash"
        except (TypeError, ValueError, OverflowError, AttributeError):
            return "hash"  # a value of a wrong type
        facts = self._facts(row)
        if facts is False:
            return "facts"
        if seq in self._sealed and (self._sealed[seq] != row["hash"] or seq in self._twice):
            return "seal"
        return None

    def _facts(self, row: RowMapping) -> bool:
        """Tell whether the facts of a row are those it was written with, or were forgotten."""
        if row["salt"] is None:
            return row["facts"] is None
        try:
            facts = json.loads(row["facts"])
            if digest_of(row["salt"], facts) != row["digest"]:
                return False
        except (TypeError, ValueError, RecursionError):
            return False
        if row["kind"] == EventKind.PURGE_DONE and UNTIL in facts:
            self._purged_until.add(facts[UNTIL])
        return True

    def _end(self) -> Verdict:
        last = self.seq or 0
        missing = next((seal for seal in self._seals if seal.seq > last), None)
        if missing is not None:
            return Verdict(self.rows, missing.seq, "end", missing.day)
        if self._first not in (None, 1) and self._first - 1 not in self._purged_until:
            return Verdict(0, self._first, "start")
        return Verdict(self.rows)


def _day(at: object) -> date | None:
    try:
        return None if not isinstance(at, int) else (_EPOCH + timedelta(microseconds=at)).date()
    except OverflowError:
        return None


def verify(connection: Connection, seals: Sequence[Seal], after: Link | None = None) -> Verdict:
    """Check every row against its facts, its hash, the row before and the seals, in one snapshot.

    Args:
        connection: Within a snapshot.
        seals: Those in force; without any, a journal whose newest rows were cut off looks whole.
        after: Begin behind this row; None begins at the first row that is kept.
    """
    walk = Walk(seals, after)
    while (verdict := walk.step(connection)) is None:
        pass
    return verdict
