"""The shape of an outbox row, and how it is written and read within a transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sync.client.offline.database import Cursor, to_moment, to_text
from sync.client.offline.numbers import LeasedNumber
from sync.contract.arrivals import CheckInIn, WalkInIn


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


def insert(cursor: Cursor, row: Row) -> None:
    """Write a new row."""
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


def find(cursor: Cursor, key: str) -> Row | None:
    """Read one row."""
    cursor.execute("SELECT * FROM outbox WHERE key = ?", (key,))
    found = cursor.fetchone()
    return None if found is None else read(found)


def known(cursor: Cursor, key: str) -> Row:
    """Read a row that must be there; `KeyError` if not."""
    row = find(cursor, key)
    if row is None:
        raise KeyError(key)
    return row


def read(found: Any) -> Row:  # noqa: ANN401 - a row of the driver, which has no types
    """Make a row of what a cursor fetched."""
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
