"""Seals of the journal: what stood at its end at a moment, signed, and kept apart from it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final, Self

_PURPOSE: Final = b"guichet/seal/1\n"
_NUMBERS: Final = ("epoch", "begins", "seq", "rows")


@dataclass(frozen=True, slots=True)
class Seal:
    """The journal up to one row, as it was when it was sealed.

    A hash covers every row before its own, and so does a seal.

    Attributes:
        day: The business day of the row.
        epoch: How often the data had been restored, plus one.
        begins: The seq of the first row of that epoch.
        seq: The row that is sealed.
        rows: How many rows there are since the seal before.
        at: The time of the row.
        hash: The hash of the row.
        sealed_at: When it was sealed, by the site's clock.
        signature: Ed25519 over `text`, under a key that stands in no database.
    """

    day: date
    epoch: int
    begins: int
    seq: int
    rows: int
    at: datetime
    hash: bytes
    sealed_at: datetime
    signature: bytes = b""

    def text(self) -> bytes:
        """Return what is signed."""
        return _PURPOSE + _compact(self._fields())

    def signed(self, signature: bytes) -> Self:
        """Return the same seal with its signature."""
        return replace(self, signature=signature)

    def line(self) -> str:
        """Return the seal as a line of a file, without its end."""
        return _compact({**self._fields(), "signature": self.signature.hex()}).decode("ascii")

    @classmethod
    def of_line(cls, line: str) -> Self:
        """Return the seal that a line of a file holds.

        Raises:
            ValueError: It holds none.
        """
        try:
            told = json.loads(line)
            numbers = {name: int(told[name]) for name in _NUMBERS}
            found = cls(
                day=date.fromisoformat(told["day"]),
                at=datetime.fromisoformat(told["at"]),
                sealed_at=datetime.fromisoformat(told["sealed_at"]),
                hash=bytes.fromhex(told["hash"]),
                signature=bytes.fromhex(told["signature"]),
                **numbers,
            )
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise ValueError("not a seal") from error
        if found.line() != line:
            raise ValueError("not a seal as it is written")
        return found

    def _fields(self) -> dict[str, str | int]:
        return {
            "day": self.day.isoformat(),
            "epoch": self.epoch,
            "begins": self.begins,
            "seq": self.seq,
            "rows": self.rows,
            "at": _moment(self.at),
            "hash": self.hash.hex(),
            "sealed_at": _moment(self.sealed_at),
        }


def in_force(seals: Iterable[Seal], epoch: int) -> Sequence[Seal]:
    """Return the seals that a journal of this epoch must fit, by seq.

    What was sealed after the copy that a restore put back belongs to a past that was given up: the
    rows of that time are another epoch's now.
    """
    found = set(seals)
    return sorted(
        (seal for seal in found if seal.epoch >= epoch or seal.seq < _given_up(seal, found, epoch)),
        key=lambda seal: (seal.seq, seal.epoch),
    )


def _given_up(seal: Seal, seals: Iterable[Seal], epoch: int) -> float:
    """Return the seq from which on rows of a seal's epoch were replaced by a later one's."""
    later = (one.begins for one in seals if seal.epoch < one.epoch <= epoch)
    return min(later, default=float("inf"))


def _compact(told: dict[str, str | int]) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode("ascii")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
