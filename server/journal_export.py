"""Days of the journal in a file that proves itself: rows, seals, and the site's signature.

The file is lines of JSON. The first says whose journal it is, and of which days; then come the rows
as they stand in the journal, with what each is linked by; then the seals of rows among them, as in
`seals.jsonl`; the last line is the signature of all the others. Whoever knows the site's public key
can check it on any machine.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

from core.seals import Seal
from core.store.chain import ACTOR, IDS, digest_of, link, microseconds
from core.store.journal_range import RawRow
from server.sealing import PublicSealKey, SealKey

FORMAT: Final = "guichet journal export 1"
_PURPOSE: Final = b"guichet/journal-export/1\n"
_LONGEST_LINE: Final = 1 << 20
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class ExportDamaged(Exception):
    """The file is no export, or was changed since it was signed."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first line.

    Attributes:
        site_id: Whose journal.
        first_day: Business day of the earliest rows.
        last_day: Business day of the latest rows.
        made_at: When the file was written, by the site's clock.
        begins: The seq of the first row; behind `ends` where there is none.
        ends: The seq of the last row.
        before: What the first row is linked to; None if that was purged.
        public_key: That the file is signed for, in hexadecimal.
    """

    site_id: str
    first_day: date
    last_day: date
    made_at: datetime
    begins: int
    ends: int
    before: bytes | None
    public_key: str

    def told(self) -> dict[str, Any]:
        """Return the line's values."""
        return {
            "format": FORMAT,
            "site_id": self.site_id,
            "from": self.first_day.isoformat(),
            "to": self.last_day.isoformat(),
            "made_at": self.made_at.astimezone(UTC).isoformat(),
            "begins": self.begins,
            "ends": self.ends,
            "before": None if self.before is None else self.before.hex(),
            "public_key": self.public_key,
        }

    @classmethod
    def of_told(cls, told: Mapping[str, Any]) -> "Head":
        """Return the head that a line holds.

        Raises:
            ExportDamaged: It is none.
        """
        try:
            if told["format"] != FORMAT:
                raise ExportDamaged("it is no export of this version")
            before = told["before"]
            return cls(
                str(told["site_id"]),
                date.fromisoformat(told["from"]),
                date.fromisoformat(told["to"]),
                datetime.fromisoformat(told["made_at"]),
                int(told["begins"]),
                int(told["ends"]),
                None if before is None else bytes.fromhex(before),
                str(told["public_key"]),
            )
        except (KeyError, ValueError, TypeError) as error:
            raise ExportDamaged("it is no export of a journal") from error


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in an export that holds.

    Attributes:
        head: Its first line.
        rows: How many rows it has.
        seals: How many of these are sealed.
    """

    head: Head
    rows: int
    seals: int


def write_export(
    file: IO[bytes],
    head: Head,
    rows: Iterator[RawRow],
    seals: Sequence[Seal],
    key: SealKey,
) -> int:
    """Write a file; return how many rows it has.

    Args:
        file: Empty, for writing.
        head: Says which rows come.
        rows: Those, raw, in order.
        seals: In force.
        key: Signs.

    Raises:
        OSError: It cannot be written.
    """
    count, digest = 0, sha256()

    def put(line: str) -> None:
        raw = f"{line}\n".encode()
        digest.update(raw)
        file.write(raw)

    put(_text(head.told()))
    for row in rows:
        put(_text(_told(row)))
        count += 1
    for seal in seals:
        if head.begins <= seal.seq <= head.ends:
            put(seal.line())
    signature = key.signature(_PURPOSE + digest.digest()).hex()
    file.write(f"{_text({'signature': signature})}\n".encode())
    return count


def check_export(path: Path, public: PublicSealKey | None) -> Checked:
    """Check signature, chain and seals of a file.

    Args:
        path: The file.
        public: The site's key; None takes the one in the file, which proves only that it is whole.

    Raises:
        ExportDamaged: It is no export, of another site, or was changed.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        lines = _lines(file)
        first = next(lines, b"")
        head = Head.of_told(_parsed(first))
        try:
            own = PublicSealKey(bytes.fromhex(head.public_key))
        except ValueError as error:
            raise ExportDamaged("it names no public key") from error
        if public is not None and public.public != own.public:
            raise ExportDamaged(f"it is signed for another key, {own.public}")
        checking, digest = _Checking(head, own), sha256(first)
        for line in lines:
            told = _parsed(line)
            if "signature" in told and len(told) == 1:
                break
            digest.update(line)
            checking.take(told, line)
        else:
            raise ExportDamaged("its end is missing")
        if not own.proves(_bytes(told["signature"]), _PURPOSE + digest.digest()):
            raise ExportDamaged("it was changed since it was signed")
        if next(lines, None) is not None:
            raise ExportDamaged("something follows on the signature")
    return checking.done()


class _Checking:
    """Follows the chain of the rows, then holds the seals against them."""

    def __init__(self, head: Head, key: PublicSealKey) -> None:
        self._head = head
        self._key = key
        self._before = head.before
        self._next = head.begins
        self._hashes: dict[int, bytes] = {}
        self._seals = 0

    def take(self, told: Mapping[str, Any], line: bytes) -> None:
        """Check the next line.

        Raises:
            ExportDamaged: It does not fit.
        """
        if "sealed_at" in told:
            self._take_seal(line)
        else:
            self._take_row(told)

    def _take_row(self, told: Mapping[str, Any]) -> None:
        try:
            row = _row(told)
            if row["seq"] != self._next or self._seals:
                raise ExportDamaged(f"row {self._next} is missing")
            if self._before is not None and link(row, self._before) != row["hash"]:
                raise ExportDamaged(f"row {row['seq']} does not fit the one before")
            facts, salt = told["facts"], row["salt"]
            if (salt is None) != (facts is None) or (
                salt is not None and digest_of(salt, facts) != row["digest"]
            ):
                raise ExportDamaged(f"the facts of row {row['seq']} are not its own")
        except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
            raise ExportDamaged(f"row {self._next} cannot be read") from error
        self._hashes[row["seq"]] = self._before = row["hash"]
        self._next += 1

    def _take_seal(self, line: bytes) -> None:
        try:
            seal = Seal.of_line(line.decode("ascii").rstrip("\n"))
        except ValueError as error:
            raise ExportDamaged("a seal cannot be read") from error
        if self._hashes.get(seal.seq) != seal.hash or not self._key.signed(seal):
            raise ExportDamaged(f"the seal of row {seal.seq} is not genuine")
        self._seals += 1

    def done(self) -> Checked:
        """Return what was found.

        Raises:
            ExportDamaged: Rows are missing at the end.
        """
        if self._next != self._head.ends + 1 and self._head.ends >= self._head.begins:
            raise ExportDamaged(f"row {self._next} is missing")
        return Checked(self._head, len(self._hashes), self._seals)


def _told(row: RawRow) -> dict[str, Any]:
    at = _EPOCH + timedelta(microseconds=row["at"])
    facts = None if row["facts"] is None else json.loads(row["facts"])
    ids = {name: row[name] for name in (*IDS, *ACTOR) if row[name] is not None}
    secret = {name: row[name] and row[name].hex() for name in ("salt", "digest", "hash")}
    return {
        "seq": row["seq"],
        "at": at.isoformat(timespec="microseconds"),
        "kind": row["kind"],
        **ids,
        "facts": facts,
        **secret,
    }


def _row(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as the chain takes it."""
    salt = told["salt"]
    return {
        "seq": int(told["seq"]),
        "at": microseconds(datetime.fromisoformat(told["at"])),
        "kind": str(told["kind"]),
        **{name: told.get(name) for name in (*IDS, *ACTOR)},
        "salt": None if salt is None else bytes.fromhex(salt),
        "digest": bytes.fromhex(told["digest"]),
        "hash": bytes.fromhex(told["hash"]),
    }


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(_LONGEST_LINE):
        if not line.endswith(b"\n"):
            raise ExportDamaged("its end is missing")
        yield line


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ExportDamaged("it is no export of a journal") from error
    if not isinstance(told, dict):
        raise ExportDamaged("it is no export of a journal")
    return told


def _bytes(text: object) -> bytes:
    try:
        return bytes.fromhex(str(text))
    except ValueError as error:
        raise ExportDamaged("its signature cannot be read") from error


def _text(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
