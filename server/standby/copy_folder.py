"""The folder of a copy: pages of the database, and the batches that came since, all ciphertext.

The pages are as they were at one commit; `changes` is a row of batches that lead to later ones, so
that what is on disk is always some commit, whole. Now and then the batches are folded into the
pages. `copy.json` names the two files that belong together.
"""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from core.runtime.durable import sync_file, sync_folder
from core.runtime.private_files import write_private
from sync.contract.copying import Batch, BatchDamaged, Head, write_batch

_STATE: Final = "copy.json"


class CopyDamaged(Exception):
    """The folder holds no copy that can be used."""


@dataclass(frozen=True, slots=True)
class _State:
    """Which files are in force, and what the pages hold."""

    number: int
    pages: str
    changes: str
    head: Head


class CopyFolder:
    """A copy of one database. One process at a time may have it open.

    Raises:
        CopyDamaged: `copy.json` is there and cannot be read, or its files are missing.
        OSError: The folder cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._state = self._read_state()
        self._length = 0
        self._head: Head | None = None
        if self._state is not None:
            self._head = self._state.head
            self._settle(self._state)

    @property
    def head(self) -> Head | None:
        """What the copy holds; None before it holds anything."""
        return self._head

    @property
    def changes_bytes(self) -> int:
        """How long the batches are that are not folded into the pages yet."""
        return self._length

    def take(self, batch: Batch) -> None:
        """Take a batch: once this returns the copy stands where it leads to, on disk.

        Raises:
            BatchDamaged: It is not whole, or does not fit; the copy is as it was.
            OSError: It cannot be written; the copy is as it was.
        """
        if batch.head.whole:
            self._take_whole(batch)
        else:
            self._append(batch)

    def fold(self) -> None:
        """Fold the batches into the pages, so that nothing is kept that the pages lack.

        A stop in between does no harm: the same batches are folded in again.

        Raises:
            OSError: The pages cannot be written; the copy is as it was.
        """
        state, head = self._state, self._head
        if state is None or head is None or self._length == 0:
            return
        with (self.path / state.pages).open("rb+") as pages:
            self._apply(state, pages)
            pages.flush()
            os.fsync(pages.fileno())
        self._enter(_State(state.number + 1, state.pages, f"changes-{state.number + 1}", head))

    def write_to(self, target: Path) -> Head:
        """Write the database as it stands in this copy to a file, which is made or replaced.

        Raises:
            CopyDamaged: There is nothing to write.
            OSError: A file cannot be read or written.
        """
        state, head = self._state, self._head
        if state is None or head is None:
            raise CopyDamaged(f"{self.path} holds no copy")
        shutil.copyfile(self.path / state.pages, target)
        with target.open("rb+") as file:
            self._apply(state, file)
        return head

    def _take_whole(self, batch: Batch) -> None:
        number = 1 if self._state is None else self._state.number + 1
        state = _State(number, f"pages-{number}", f"changes-{number}", batch.head)
        path = self.path / state.pages
        try:
            with _private(path) as file:
                _place(batch, file)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        self._enter(state)

    def _append(self, batch: Batch) -> None:
        state, head = self._state, self._head
        if state is None or head is None:
            raise BatchDamaged("there is nothing that it could follow on")
        _require_follows(batch.head, head)
        with (self.path / state.changes).open("rb+") as file:
            file.seek(self._length)
            try:
                for piece in write_batch(batch.head, batch.pages()):
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                file.truncate(self._length)
                raise
            self._length = file.tell()
        self._head = batch.head

    def _apply(self, state: _State, pages: IO[bytes]) -> None:
        for batch in self._batches(state):
            _place(batch, pages)

    def _batches(self, state: _State) -> Iterator[Batch]:
        """Yield the batches that are kept; each must be read before the next one."""
        with (self.path / state.changes).open("rb") as file:
            while True:
                try:
                    yield Batch(file.read)
                except EOFError:
                    return

    def _settle(self, state: _State) -> None:
        """Find out how far the copy is, and cut off the half batch that a stop left."""
        head = state.head
        try:
            for batch in self._batches(state):
                _require_follows(batch.head, head)
                for _ in batch.pages():
                    pass
                self._head = head = batch.head
                self._length += batch.length
        except BatchDamaged:
            os.truncate(self.path / state.changes, self._length)
        except FileNotFoundError as error:
            raise CopyDamaged(f"{self.path} misses {state.changes}") from error
        if not (self.path / state.pages).exists():
            raise CopyDamaged(f"{self.path} misses {state.pages}")
        self._remove_others(state)

    def _enter(self, state: _State) -> None:
        """Put other files in force: one rename, after all that it names is on disk."""
        with _private(self.path / state.changes):
            pass
        sync_file(self.path / state.changes)
        sync_folder(self.path)
        told = {
            "number": state.number,
            "pages": state.pages,
            "changes": state.changes,
            "head": state.head.pack().hex(),
        }
        write_private(self.path / _STATE, json.dumps(told) + "\n")
        self._state, self._head, self._length = state, state.head, 0
        self._remove_others(state)

    def _remove_others(self, state: _State) -> None:
        for path in (*self.path.glob("pages-*"), *self.path.glob("changes-*")):
            if path.name not in (state.pages, state.changes):
                path.unlink(missing_ok=True)

    def _read_state(self) -> _State | None:
        try:
            told = json.loads((self.path / _STATE).read_bytes())
            # Names alone: the files are in this folder.
            pages, changes = Path(told["pages"]).name, Path(told["changes"]).name
            head = Head.unpack(bytes.fromhex(told["head"]))
            return _State(int(told["number"]), pages, changes, head)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, BatchDamaged) as error:
            raise CopyDamaged(f"{self.path / _STATE} cannot be read") from error


def _require_follows(head: Head, before: Head) -> None:
    own = (head.stream, head.after, head.page_bytes)
    if own != (before.stream, before.upto, before.page_bytes):
        raise BatchDamaged("it does not follow on what is there")


def _place(batch: Batch, file: IO[bytes]) -> None:
    for number, page in batch.pages():
        file.seek((number - 1) * batch.head.page_bytes)
        file.write(page)
    file.truncate(batch.head.size * batch.head.page_bytes)


def _private(path: Path) -> IO[bytes]:
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb+")
