"""What this kiosk did and the server may not know yet, one row for each fact."""

from datetime import datetime, timedelta
from typing import Final

from core.runtime.ids import new_id
from sync.client.offline import rows
from sync.client.offline.database import Cursor, Database, to_text
from sync.client.offline.numbers import give_back, take
from sync.client.offline.outcomes import Rejected
from sync.client.offline.rows import Draft, Row, RowKind, RowState
from sync.contract.arrivals import SlipIn

KEPT: Final = timedelta(days=7)
"""How long facts that the server refused are kept for a person to look at."""
_SETTLED_KEPT: Final = timedelta(hours=36)


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
            rows.insert(cursor, row)
        return row

    def note_answered(self, row: Row) -> None:
        """Write down an arrival that the server numbered, so that its slip can be reported."""
        with self._database.transaction() as cursor:
            rows.insert(cursor, row)

    def add_slip(self, parent: str, slip: SlipIn, now: datetime) -> None:
        """Write down what became of the slip of an arrival; it is told after the arrival."""
        key = new_id()
        with self._database.transaction() as cursor:
            arrival = rows.find(cursor, parent)
            row = Row(
                key=key,
                wire_key=key,
                kind=RowKind.SLIP,
                state=RowState.GIVEN,
                body=slip.model_dump_json(),
                number="" if arrival is None else arrival.number,
                issued_at=now,
                parent=parent,
            )
            if arrival is not None and arrival.state not in (RowState.REFUSED, RowState.REJECTED):
                rows.insert(cursor, row)

    def find(self, key: str) -> Row | None:
        """Return a row."""
        with self._database.transaction() as cursor:
            return rows.find(cursor, key)

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
            return None if found is None else rows.read(found)

    def without_slip(self, since: datetime) -> list[Row]:
        """Return the arrivals whose number somebody may hold and whose slip met no known end."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "SELECT * FROM outbox AS r WHERE kind <> 'slip' AND issued_at >= ?"
                " AND state IN ('given', 'answered')"
                " AND NOT EXISTS (SELECT 1 FROM outbox AS s WHERE s.parent = r.key)"
                " ORDER BY position",
                (to_text(since),),
            )
            return [rows.read(found) for found in cursor.fetchall()]

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
            return [rows.read(found) for found in cursor.fetchall()]

    def give(self, key: str) -> Row:
        """Mark that the number is shown now, unless the server's word came first."""
        with self._database.transaction() as cursor:
            cursor.execute(
                "UPDATE outbox SET state = 'given' WHERE key = ? AND state = 'asking'", (key,)
            )
            return rows.known(cursor, key)

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
            row = rows.known(cursor, key)
            if row.state is RowState.ASKING:
                _end(cursor, key, RowState.REFUSED, reason)
                if row.lease_id is not None:
                    give_back(cursor, row.number, row.lease_id)
            return rows.known(cursor, key)

    def withdraw(self, key: str, reason: str) -> None:
        """End a question that the kiosk refused alone.

        The server may have done it all the same, so that its number is not used again.
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
        """Set a given arrival aside, and drop what hangs on it; a slip is only dropped."""
        with self._database.transaction() as cursor:
            is_slip = rows.known(cursor, key).kind is RowKind.SLIP
            _end(cursor, key, RowState.REFUSED if is_slip else RowState.REJECTED, reason)
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
            found = [rows.read(each) for each in cursor.fetchall()]
        return [
            Rejected(row.key, row.kind.value, row.number, row.issued_at, row.reason or "")
            for row in found
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
