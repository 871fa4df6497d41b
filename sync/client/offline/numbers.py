"""Numbers that the server leased to this kiosk, and which of them are free."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sync.client.offline.database import Cursor, Database, to_text
from sync.contract.site import LeaseOut

_USABLE: Final = """
    FROM number JOIN lease USING (lease_id)
    WHERE NOT taken AND letter = ? AND reserve = ? AND expires_at > ?
      AND epoch = (SELECT max(epoch) FROM lease)
"""


@dataclass(frozen=True, slots=True)
class LeasedNumber:
    """A number and the lease it comes from."""

    number: str
    lease_id: str


class Numbers:
    """The kiosk's stock of numbers.

    A lease counts until it expires, at the end of its business day, and only while no lease of a
    later epoch is here: a server that was restored does not know what it gave out before.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, lease: LeaseOut) -> None:
        """Keep a lease; the same one twice is the same.

        Raises:
            StorageFault: The disk refused.
        """
        with self._database.transaction() as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO lease VALUES (?, ?, ?, ?, ?, ?)",
                (
                    lease.lease_id,
                    lease.letter,
                    lease.reserve,
                    lease.business_day,
                    lease.epoch,
                    to_text(lease.expires_at),
                ),
            )
            cursor.executemany(
                "INSERT OR IGNORE INTO number (lease_id, number) VALUES (?, ?)",
                [(lease.lease_id, number) for number in lease.numbers],
            )

    def left(self, letter: str, now: datetime, *, reserve: bool) -> int:
        """Count the numbers of a letter that may still be given.

        Raises:
            StorageFault: The disk refused.
        """
        with self._database.transaction() as cursor:
            cursor.execute(f"SELECT count(*) {_USABLE}", (letter, reserve, to_text(now)))
            return int(cursor.fetchone()[0])

    def has_reserve(self, letter: str, now: datetime) -> bool:
        """Tell whether today's reserve of a letter was fetched, used up or not.

        Raises:
            StorageFault: The disk refused.
        """
        with self._database.transaction() as cursor:
            cursor.execute(
                "SELECT 1 FROM lease WHERE letter = ? AND reserve AND expires_at > ?"
                " AND epoch = (SELECT max(epoch) FROM lease) LIMIT 1",
                (letter, to_text(now)),
            )
            return cursor.fetchone() is not None

    def clear(self) -> None:
        """Forget every lease: they belong to another station or site.

        Raises:
            StorageFault: The disk refused.
        """
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM lease")

    def prune(self, now: datetime) -> None:
        """Forget the leases of days that are over.

        Raises:
            StorageFault: The disk refused.
        """
        with self._database.transaction() as cursor:
            cursor.execute("DELETE FROM lease WHERE expires_at <= ?", (to_text(now),))


def take(cursor: Cursor, letter: str, now: datetime, *, reserve: bool) -> LeasedNumber | None:
    """Take the next number within the caller's transaction; None when none is free."""
    cursor.execute(
        f"SELECT position, number, lease_id {_USABLE} ORDER BY position LIMIT 1",
        (letter, reserve, to_text(now)),
    )
    row = cursor.fetchone()
    if row is None:
        return None
    cursor.execute("UPDATE number SET taken = 1 WHERE position = ?", (row["position"],))
    return LeasedNumber(row["number"], row["lease_id"])


def give_back(cursor: Cursor, number: str, lease_id: str) -> None:
    """Free a number that nobody has seen, within the caller's transaction."""
    cursor.execute(
        "UPDATE number SET taken = 0 WHERE lease_id = ? AND number = ?", (lease_id, number)
    )
