"""What a disk may hold after a power cut, worked out from a trace of what a program did.

The model is what SQLite relies on, and no more:

* A sync of a file makes all that was written to it before lasting, and its length.
* A sync of the folder makes its entries lasting: files that were made, renamed or removed.
* All else may be there, or not, or in part, sector by sector, whatever its order was. A file may
  have any length that it had since its last sync; where it grew and nothing arrived there are
  zeros, or what the disk held before.
* After a sync that failed nobody knows: each sector is lasting or lost for good, although the
  program still sees it (the system's memory holds it, and counts it as written).
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

_HEAD: Final = struct.Struct("<c5xHqq")
_PAGE: Final = 4096
_STALE: Final = 0.3
_ORDERED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """One record of the trace.

    Attributes:
        op: `O` made, `W` written, `T` cut to a length, `U` removed, `R` renamed, `S` synced, `F`
            sync failed, `D` folder synced, `M` promised.
        name: The file, from the folder on.
        offset: Where it was written, or the length that it was cut to.
        data: What was written, the new name, or what was promised.
    """

    op: str
    name: str
    offset: int
    data: bytes


def read_trace(path: Path) -> list[Change]:
    """Return what a program did, in order; a last record that was cut off is left out."""
    content = path.read_bytes()
    found = []
    at = 0
    while at + _HEAD.size <= len(content):
        op, name_length, offset, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        name = content[at : at + name_length].decode()
        at += name_length + length
        if at > len(content):
            break
        found.append(Change(op.decode(), name, offset, content[at - length : at]))
    return found


class _File:
    """One file: what is lasting, what the program sees, and what came since the last sync."""

    def __init__(self, content: bytes = b"") -> None:
        self.lasting = bytearray(content)
        # The same as what is lasting, unless a sync failed.
        self.synced = self.lasting
        self.since: list[Change] = []

    def seen(self) -> bytearray:
        """Return what the program sees."""
        content = bytearray(self.synced)
        for change in self.since:
            _apply(content, change)
        return content

    def sync(self) -> None:
        """Make lasting what came since the last sync, in whole pages of memory."""
        seen = self.seen()
        if self.synced is self.lasting:
            self.lasting = self.synced = seen
        else:
            for start in sorted({at for change in self.since for at in _pages(change)}):
                page = seen[start : start + _PAGE]
                _grow(self.lasting, start + len(page), None)
                self.lasting[start : start + len(page)] = page
            del self.lasting[len(seen) :]
            self.synced = seen
        self.since = []

    def fail_to_sync(self, random: Random) -> None:
        """Settle now, once and for all, what of the writes is lasting; all is still seen."""
        seen = self.seen()
        self.lasting = self.after_cut(random)
        self.synced = seen
        self.since = []

    def after_cut(self, random: Random) -> bytearray:
        """Return one of the contents that the disk may hold after a power cut."""
        luck = random.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        sector = random.choice((512, 4096))
        reached = random.randint(0, len(self.since)) if 0 < luck < 1 else int(luck) * 10**9
        stale = random if random.random() < _STALE else None
        content = bytearray(self.lasting)
        length = len(content)
        for place, change in enumerate(self.since):
            if place < reached:
                length = max(length, change.offset + len(change.data))
                if change.op == "T":
                    length = change.offset
                    del content[length:]
            for start, piece in _sectors(change, sector):
                if random.random() < luck:
                    _grow(content, start, stale)
                    content[start : start + len(piece)] = piece
        _grow(content, length, stale)
        del content[length:]
        return content


class Disk:
    """The folder as the program sees it, and what of it is lasting; all of `files` is at first."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self._seen = {name: _File(content) for name, content in (files or {}).items()}
        self._lasting = dict(self._seen)
        self._entries: list[dict[str, _File | None]] = []

    def play(self, change: Change, random: Random) -> None:
        """Let one change of the trace happen."""
        name = change.name
        if change.op == "M" or name.endswith("-shm"):
            return
        match change.op:
            case "O":
                self._enter({name: _File()})
            case "U":
                self._enter({name: None})
            case "R":
                self._enter({name: None, change.data.decode(): self._seen[name]})
            case "D":
                self._lasting = dict(self._seen)
                self._entries = []
            case "S":
                self._seen[name].sync()
            case "F":
                self._seen[name].fail_to_sync(random)
            case _:
                self._seen[name].since.append(change)

    def _enter(self, entries: dict[str, _File | None]) -> None:
        self._entries.append(entries)
        _enter(self._seen, entries)

    def seen(self) -> dict[str, bytes]:
        """Return what the program sees, which is what a killed program leaves behind."""
        return {name: bytes(file.seen()) for name, file in self._seen.items()}

    def after_cut(self, random: Random) -> dict[str, bytes]:
        """Return what the disk may hold after a power cut now."""
        files = dict(self._lasting)
        luck = random.choice((0.0, 0.5, 1.0))
        reached = random.randint(0, len(self._entries))
        # Most file systems keep the order of entries; some do not.
        ordered = random.random() < _ORDERED
        for place, entries in enumerate(self._entries):
            if place < reached if ordered else random.random() < luck:
                _enter(files, entries)
        found = {name: bytes(file.after_cut(random)) for name, file in files.items()}
        if random.random() < _STALE:
            found |= {f"{name}-shm": random.randbytes(32768) for name in found if "-" not in name}
        return found


def put(files: dict[str, bytes], folder: Path) -> Path:
    """Write files into a new folder; return it."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def _enter(files: dict[str, _File], entries: dict[str, _File | None]) -> None:
    for name, file in entries.items():
        if file is None:
            files.pop(name, None)
        else:
            files[name] = file


def _grow(content: bytearray, length: int, random: Random | None) -> None:
    missing = length - len(content)
    if missing > 0:
        content.extend(bytes(missing) if random is None else random.randbytes(missing))


def _apply(content: bytearray, change: Change) -> None:
    if change.op == "T":
        del content[change.offset :]
    _grow(content, change.offset, None)
    if change.op == "W":
        content[change.offset : change.offset + len(change.data)] = change.data


def _sectors(change: Change, size: int) -> Iterator[tuple[int, bytes]]:
    at, end = change.offset, change.offset + len(change.data)
    while at < end:
        until = min(end, (at // size + 1) * size)
        yield at, change.data[at - change.offset : until - change.offset]
        at = until


def _pages(change: Change) -> Iterator[int]:
    first = change.offset // _PAGE * _PAGE
    return iter(range(first, change.offset + len(change.data), _PAGE))
