"""The folder of a copy stands at one commit, whole, whatever is cut off and wherever it stops."""

import io
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from server.standby import copy_folder
from server.standby.copy_folder import CopyDamaged, CopyFolder
from sync.contract.copying import Batch, BatchDamaged, Head, write_batch

pytestmark = pytest.mark.sqlite

PAGE = 512
STREAM = b"s" * 16
Model = dict[int, bytes]


def head(after: int, upto: int, size: int, count: int, stream: bytes = STREAM) -> Head:
    return Head(stream, after, upto, PAGE, size, count, upto, None, 1, bytes(32))


def batch(after: int, upto: int, size: int, pages: Model, stream: bytes = STREAM) -> bytes:
    told = head(after, upto, size, len(pages), stream)
    return b"".join(write_batch(told, sorted(pages.items())))


def page(text: str) -> bytes:
    return text.encode().ljust(PAGE, b".")


def reading(raw: bytes) -> Batch:
    return Batch(io.BytesIO(raw).read)


WHOLE = batch(0, 1, 3, {1: page("a1"), 2: page("a2"), 3: page("a3")})
SECOND = batch(1, 2, 4, {2: page("b2"), 4: page("b4")})
THIRD = batch(2, 5, 2, {1: page("c1")})
AFTER_SECOND = page("a1") + page("b2") + page("a3") + page("b4")
AFTER_THIRD = page("c1") + page("b2")


@pytest.fixture
def folder(tmp_path: Path) -> CopyFolder:
    """A copy that stands at the first commit."""
    made = CopyFolder(tmp_path)
    made.take(reading(WHOLE))
    return made


def written(folder: CopyFolder) -> bytes:
    target = folder.path / "written"
    folder.write_to(target)
    return target.read_bytes()


def test_batches_lead_from_commit_to_commit(folder: CopyFolder) -> None:
    folder.take(reading(SECOND))
    assert written(folder) == AFTER_SECOND
    folder.take(reading(THIRD))
    assert written(folder) == AFTER_THIRD
    again = CopyFolder(folder.path)
    assert again.head == folder.head == head(2, 5, 2, 1)
    assert written(again) == AFTER_THIRD


def test_a_batch_that_is_cut_off_anywhere_changes_nothing(folder: CopyFolder) -> None:
    for length in range(1, len(SECOND), 37):
        with pytest.raises(BatchDamaged):
            folder.take(reading(SECOND[:length]))
        assert folder.head == head(0, 1, 3, 3)
    folder.take(reading(SECOND))
    assert written(folder) == AFTER_SECOND


def test_a_batch_with_a_flipped_bit_changes_nothing(folder: CopyFolder) -> None:
    for place in range(0, len(SECOND), 61):
        spoilt = bytearray(SECOND)
        spoilt[place] ^= 1
        with pytest.raises(BatchDamaged):
            folder.take(reading(bytes(spoilt)))
    assert CopyFolder(folder.path).head == head(0, 1, 3, 3)


@pytest.mark.parametrize(
    "raw",
    [
        THIRD,
        batch(1, 2, 4, {2: page("b2")}, b"t" * 16),
        batch(1, 2, 4, {5: page("beyond the end")}),
    ],
)
def test_a_batch_that_does_not_follow_changes_nothing(folder: CopyFolder, raw: bytes) -> None:
    with pytest.raises(BatchDamaged):
        folder.take(reading(raw))
    assert CopyFolder(folder.path).head == head(0, 1, 3, 3)


def test_what_a_stop_left_half_written_is_cut_off(folder: CopyFolder) -> None:
    folder.take(reading(SECOND))
    changes = folder.path / "changes-1"
    whole = changes.read_bytes()
    assert whole == SECOND
    for length in range(len(THIRD)):
        changes.write_bytes(whole + THIRD[:length])
        again = CopyFolder(folder.path)
        assert again.head == head(1, 2, 4, 2)
        assert changes.read_bytes() == whole
    CopyFolder(folder.path).take(reading(THIRD))
    assert written(CopyFolder(folder.path)) == AFTER_THIRD


def test_folding_loses_nothing_and_starts_a_new_row(folder: CopyFolder) -> None:
    folder.take(reading(SECOND))
    folder.fold()
    assert folder.changes_bytes == 0
    assert (folder.path / "pages-1").read_bytes() == AFTER_SECOND
    folder.take(reading(THIRD))
    again = CopyFolder(folder.path)
    assert written(again) == AFTER_THIRD
    assert sorted(path.name for path in folder.path.glob("changes-*")) == ["changes-2"]


class Killed(BaseException):
    """The process ends here."""


def killed_at(step: int, monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> bool:
    """Run work that ends at its n-th write to disk; tell whether it came to its end."""
    left = [step]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    with monkeypatch.context() as patch:
        for name in ("sync_file", "sync_folder"):
            patch.setattr(copy_folder, name, count)
        patch.setattr(os, "fsync", count)
        try:
            work()
        except Killed:
            return False
    return True


@pytest.mark.parametrize("raw", [SECOND, batch(0, 9, 1, {1: page("z1")}, b"t" * 16)])
def test_a_stop_at_any_write_leaves_one_commit_or_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes
) -> None:
    step, ended = 0, False
    while not ended:
        path = tmp_path / str(step)
        path.mkdir()
        folder = CopyFolder(path)
        folder.take(reading(WHOLE))
        ended = killed_at(step, monkeypatch, partial(folder.take, reading(raw)))
        after = CopyFolder(path)
        assert after.head in (head(0, 1, 3, 3), reading(raw).head)
        assert len(written(after)) == after.head.size * PAGE
        # The next one is taken as if nothing had been.
        after.take(reading(raw if after.head == head(0, 1, 3, 3) else WHOLE))
        step += 1
    assert step > 1


def test_a_stop_while_folding_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, ended = 0, False
    while not ended:
        path = tmp_path / str(step)
        path.mkdir()
        folder = CopyFolder(path)
        for raw in (WHOLE, SECOND, THIRD):
            folder.take(reading(raw))
        ended = killed_at(step, monkeypatch, folder.fold)
        assert written(CopyFolder(path)) == AFTER_THIRD
        step += 1
    assert step > 2


def test_a_full_disk_leaves_the_copy_as_it_was(folder: CopyFolder) -> None:
    class Full(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > PAGE:
                raise OSError(28, "No space left on device")
            return super().read(size)

    for raw in (SECOND, batch(0, 9, 1, {1: page("z1")}, b"t" * 16)):
        with pytest.raises(OSError, match="No space"):
            folder.take(Batch(Full(raw).read))
        assert written(CopyFolder(folder.path)) == page("a1") + page("a2") + page("a3")
    folder.take(reading(SECOND))


def test_a_folder_without_its_files_is_no_copy(folder: CopyFolder, tmp_path: Path) -> None:
    for name in ("pages-1", "changes-1"):
        kept = (tmp_path / name).read_bytes()
        (tmp_path / name).unlink()
        with pytest.raises(CopyDamaged, match=name):
            CopyFolder(tmp_path)
        (tmp_path / name).write_bytes(kept)
    (tmp_path / "copy.json").write_text('{"pages": "../secret"}')
    with pytest.raises(CopyDamaged):
        CopyFolder(tmp_path)
