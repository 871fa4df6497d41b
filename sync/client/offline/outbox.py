"""What this kiosk did and the server may not know yet, one row for each fact."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from core.model import SlipState
from core.runtime.ids import new_id
from sync.client.offline.database import Cursor, Database, to_moment, to_text
from sync.client.offline.numbers import LeasedNumber, give_back, take
from sync.client.offline.outcomes import Rejected
from sync.contract.arrivals import CheckInIn, SlipIn, WalkInIn

KEPT: Final = timedelta(days=7)
"""How long facts that the server refused are kept for a person to look at."""
_SETTLED_KEPT: Final = timedelta(hours=36)


class RowKind(StrEnum):
    """What a row tells the server."""

    CHECK_IN = "check_in"
    WALK_IN = "walk_in"
    SLIP = "slip"


class RowState(StrEnum):
    """How far a row is.

    A check-in is `ASKING` until somebody has seen its number: then it is `GIVEN`, and nothing may
    refuse it. `ANSWERED`, `REFUSED` (nobody saw the number) and `REJECTED` (a visitor holds it, a
    person must look) are the ends.
    """

    ASKING = "asking"
    GIVEN = "given"
    ANSWERED = "answered"
    REFUSED = "refused"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Row:
    """One fact.

    Attributes:
        key: Its name at this kiosk.
        wire_key: The idempotency key under which `body` is sent.
        subject: Whose check-in it is: the appointment's code id.
        parent: For slips, the key of the arrival.
    """

    key: str
    wire_key: str
    kind: RowKind
    state: RowState
    body: str
    number: str
    issued_at: datetime
    lease_id: str | None = None
    service_id: str | None = None
    subject: str | None = None
    starts_at: datetime | None = None
    parent: str | None = None
    visit_id: str | None = None
    alias: str | None = None
    reason: str | None = None

    @property
    def settled(self) -> bool:
        """Whether the server's word is known."""
        return self.state not in (RowState.ASKING, RowState.GIVEN)


@dataclass(frozen=True, slots=True)
class Draft:
    """An arrival before it has a number.

    Attributes:
        body: Makes the request's body from the number.
    """

    kind: RowKind
    state: RowState
    body: Callable[[LeasedNumber], CheckInIn | WalkInIn]
    issued_at: datetime
    service_id: str
    subject: str | None = None
    starts_at: datetime | None = None


class Outbox:
    """The rows, oldest first. Each method is one durable transaction or raises `StorageFault`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, draft: Draft, letter: str, *, reserve: bool) -> Row | None:
        """Take the next free number and write the arrival down, both or neither.

        Returns:
            None when no number of that letter is free.
        """
        with self._database.transaction() as cursor:
            leased = take(cursor, letter, draft.issued_at, reserve=reserve)
            if leased is None:
                return None
            key = new_id()
            row = Row(
                key=key,
                wire_key=key,
                kind=draft.kind,
                state=draft.state,
                body=draft.body(leased).model_dump_json(exclude_unset=True),
                number=leased.number,
                lease_id=leased.lease_id,
                issued_at=draft.issued_at,
                service_id=draft.service_id,
                subject=draft.subject,
                starts_at=draft.starts_at,
            )
            _insert(cursor, row)
        return row

    def note_answered(self, row: Row) -> None:
        """Write down an arrival that the server numbered, so that its slip can be reported."""
        with self._database.transaction() as cursor:
            _insert(cursor, row)

    def add_slip(self, parent: str, state: SlipState, now: datetime) -> None:
        """Write down what became of the slip of an arrival; it is told after the arrival."""
        key = new_id()
        with self._database.transaction() as cursor:
            arrival = _find(cursor, parent)
            row = Row(
                key=key,
                wire_key=key,
                kind=RowKind.SLIP,
                state=RowState.GIVEN,
                body=SlipIn(state=state).model_dump_json(),
                number="" if arrival is None else arrival.number,
                issued_at=now,
                parent=parent,
            )
            if arrival is not None and arrival.state not in (RowState.REFUSED, RowState.REJECTED):
                _insert(cursor, row)

    def find(self, key: str) -> Row | None:
        """Return a row."""
        with self._database.transaction() as cursor:
            return _find(cursor, key)

    def of_subject(self, subject: str, since: datetime, *, but: str = "") -> Row | None:
        """Return the latest check-in of an appointment that may stand, other than row `but`."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "SELECT * FROM outbox WHERE subject = ? AND key <> ? AND issued_at >= ?"
                " AND state IN ('asking', 'given', 'answered')"
                # What a visitor may hold counts more than what was asked in vain.
                " ORDER BY state = 'asking', position DESC LIMIT 1",
                (subject, but, to_text(since)),
            )
            found = cursor.fetchone()
            return None if found is None else _row(found)

    def due(self, limit: int = 50) -> list[Row]:
        """Return what is to be sent now: questions first, then the oldest; slips after arrivals."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "SELECT * FROM outbox AS r WHERE state IN ('asking', 'given')"
                " AND (parent IS NULL OR EXISTS (SELECT 1 FROM outbox AS p"
                "      WHERE p.key = r.parent AND p.state = 'answered'))"
                " ORDER BY state = 'given', attempts > 0, position LIMIT ?",
                (limit,),
            )
            return [_row(found) for found in cursor.fetchall()]

    def give(self, key: str) -> Row:
        """Mark that the number is shown now, unless the server's word came first."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "UPDATE outbox SET state = 'given' WHERE key = ? AND state = 'asking'", (key,)
            )
            return _known(cursor, key)

    def answered(self, key: str, visit_id: str | None, alias: str | None = None) -> None:
        """Note that the server did it."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "UPDATE outbox SET state = 'answered', visit_id = ?, alias = ?"
                " WHERE key = ? AND state IN ('asking', 'given')",
                (visit_id, alias, key),
            )

    def refused(self, key: str, reason: str) -> Row:
        """Note a refusal: a question ends and its number is free again; what was given stays."""
        with self._database.transaction() as cursor:
            row = _known(cursor, key)
            if row.state is RowState.ASKING:
                _end(cursor, key, RowState.REFUSED, reason)
                if row.lease_id is not None:
                    give_back(cursor, row.number, row.lease_id)
            return _known(cursor, key)

    def withdraw(self, key: str, reason: str) -> None:
        """End a question that the kiosk refused alone. The server may have done it all the same,
        so that its number is not used again.
        """
        with self._database.transaction() as cursor:
            cursor.execute(
                "UPDATE outbox SET state = 'refused', reason = ?"
                " WHERE key = ? AND state = 'asking'",
                (reason, key),
            )

    def insist(self, key: str, body: str) -> None:
        """Send a row from now on as another command: the old one was refused for good."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "UPDATE outbox SET wire_key = ?, body = ? WHERE key = ? AND state = 'given'",
                (new_id(), body, key),
            )

    def reject(self, key: str, reason: str) -> None:
        """Set a given fact aside, with what hangs on it."""
        with self._database.transaction() as cursor:
            _end(cursor, key, RowState.REJECTED, reason)
            cursor.execute(
                "UPDATE outbox SET state = 'refused', reason = 'arrival_rejected'"
                " WHERE parent = ? AND state = 'given'",
                (key,),
            )

    def tried(self, key: str) -> int:
        """Count an attempt that no rule decided, and return how many there were."""
        with self._database.transaction() as cursor:
            cursor.execute("UPDATE outbox SET attempts = attempts + 1 WHERE key = ?", (key,))
            cursor.execute("SELECT attempts FROM outbox WHERE key = ?", (key,))
            return int(cursor.fetchone()[0])

    def counts(self) -> tuple[int, int]:
        """Return how many rows wait and how many were set aside."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "SELECT count(*) FILTER (WHERE state IN ('asking', 'given')),"
                " count(*) FILTER (WHERE state = 'rejected') FROM outbox"
            )
            waiting, rejected = cursor.fetchone()
            return int(waiting), int(rejected)

    def rejected(self) -> list[Rejected]:
        """Return what was set aside, oldest first."""
        with self._database.transaction() as cursor:
            cursor.execute("SELECT * FROM outbox WHERE state = 'rejected' ORDER BY position")
            rows = [_row(found) for found in cursor.fetchall()]
        return [
            Rejected(row.key, row.kind.value, row.number, row.issued_at, row.reason or "")
            for row in rows
        ]

    def forget_rejected(self, key: str) -> None:
        """Drop a fact that a person has looked at."""
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM outbox WHERE key = ? AND state = 'rejected'", (key,))

    def prune(self, now: datetime) -> None:
        """Forget what is settled and old; what the server does not know yet is kept for ever."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "DELETE FROM outbox WHERE issued_at < ? AND state IN ('answered', 'refused')"
                " AND NOT EXISTS (SELECT 1 FROM outbox AS child"
                "     WHERE child.parent = outbox.key AND child.state = 'given')",
                (to_text(now - _SETTLED_KEPT),),
            )
            cursor.execute(
                "DELETE FROM outbox WHERE issued_at < ? AND state = 'rejected'",
                (to_text(now - KEPT),),
            )


def _end(cursor: Cursor, key: str, state: RowState, reason: str) -> None:
    cursor.execute(
        "UPDATE outbox SET state = ?, reason = ? WHERE key = ?", (state.value, reason, key)
    )


def _insert(cursor: Cursor, row: Row) -> None:
    cursor.execute(
        "INSERT INTO outbox (key, wire_key, kind, state, body, number, lease_id, issued_at,"
        " service_id, subject, starts_at, parent, visit_id, alias)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row.key,
            row.wire_key,
            row.kind.value,
            row.state.value,
            row.body,
            row.number,
            row.lease_id,
            to_text(row.issued_at),
            row.service_id,
            row.subject,
            None if row.starts_at is None else to_text(row.starts_at),
            row.parent,
            row.visit_id,
            row.alias,
        ),
    )


def _find(cursor: Cursor, key: str) -> Row | None:
    cursor.execute("SELECT * FROM outbox WHERE key = ?", (key,))
    found = cursor.fetchone()
    return None if found is None else _row(found)


def _known(cursor: Cursor, key: str) -> Row:
    row = _find(cursor, key)
    if row is None:
        raise KeyError(key)
    return row


def _row(found: Any) -> Row:  # noqa: ANN401 - a row of the driver, which has no types
    return Row(
        key=found["key"],
        wire_key=found["wire_key"],
        kind=RowKind(found["kind"]),
        state=RowState(found["state"]),
        body=found["body"],
        number=found["number"],
        issued_at=to_moment(found["issued_at"]),
        lease_id=found["lease_id"],
        service_id=found["service_id"],
        subject=found["subject"],
        starts_at=None if found["starts_at"] is None else to_moment(found["starts_at"]),
        parent=found["parent"],
        visit_id=found["visit_id"],
        alias=found["alias"],
        reason=found["reason"],
    )
