"""Where outside keys are kept. Windows' protection is tried against a fake of its two calls:
nothing here was run on Windows."""

import ctypes
import os
import sys
from pathlib import Path

import pytest

from core.runtime.dpapi import Blob, Dpapi, system_api
from core.runtime.key_sources import KeyFiles, KeyMissing, Plain

KEY = bytes(range(32))
ACCESS_DENIED = 5


class FakeWindows:
    """`CryptProtectData` and its kin: only the account that protected something gets it back."""

    def __init__(self, account: str = "guichet") -> None:
        self.account = account.encode()
        self.flags: list[int] = []
        self.held: list[ctypes.Array[ctypes.c_char]] = []

    def protect(self, given: Blob, description: str, entropy: Blob, flags: int, out: Blob) -> bool:
        assert description
        return self._written(self._wrapped(entropy) + given.content()[::-1], flags, out)

    def unprotect(self, given: Blob, entropy: Blob, flags: int, out: Blob) -> bool:
        head, content = self._wrapped(entropy), given.content()
        return content.startswith(head) and self._written(
            content.removeprefix(head)[::-1], flags, out
        )

    def free(self, out: Blob) -> None:
        address = ctypes.cast(out.data, ctypes.c_void_p).value
        (freed,) = (one for one in self.held if ctypes.addressof(one) == address)
        self.held.remove(freed)
        ctypes.memset(freed, 0xFF, len(freed))

    def last_error(self) -> int:
        return ACCESS_DENIED

    def _wrapped(self, entropy: Blob) -> bytes:
        return self.account + b"/" + entropy.content() + b"/"

    def _written(self, content: bytes, flags: int, out: Blob) -> bool:
        self.flags.append(flags)
        buffer = ctypes.create_string_buffer(content, len(content))
        self.held.append(buffer)
        out.size = len(content)
        out.data = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char))
        return True


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_windows_protects_the_key_in_its_file(tmp_path: Path, data: Path) -> None:
    windows = FakeWindows()
    files = KeyFiles(tmp_path / "keys", data, Dpapi(windows))
    key_id = files.keep(KEY)
    text = files.where(key_id).read_text()
    assert text.startswith("dpapi:")
    assert KEY.hex() not in text
    assert files.read(key_id) == KEY
    assert windows.held == [], "what Windows gave is given back"
    assert set(windows.flags) == {1}, "nobody is asked anything, and no machine's key is used"


def test_another_account_or_another_file_gets_nothing(tmp_path: Path, data: Path) -> None:
    files = KeyFiles(tmp_path / "keys", data, Dpapi(FakeWindows()))
    key_id, other_id = files.keep(KEY), files.keep(bytes(32))
    others = KeyFiles(tmp_path / "keys", data, Dpapi(FakeWindows("somebody")))
    with pytest.raises(KeyMissing):
        others.read(key_id)
    files.where(key_id).write_text(files.where(other_id).read_text())
    with pytest.raises(KeyMissing):
        files.read(key_id)


def test_a_key_of_before_is_read_on_windows_and_the_next_one_is_protected(
    tmp_path: Path, data: Path
) -> None:
    key_id = KeyFiles(tmp_path / "keys", data, Plain()).keep(KEY)
    files = KeyFiles(tmp_path / "keys", data, Dpapi(FakeWindows()))
    assert files.read(key_id) == KEY
    assert KEY.hex() not in files.where(files.keep(KEY)).read_text()


@pytest.mark.parametrize("text", ["", "dpapi:", "dpapi:zz", "00" * 31, "\x00"])
def test_what_windows_does_not_give_back_as_a_key_is_none(
    tmp_path: Path, data: Path, text: str
) -> None:
    files = KeyFiles(tmp_path / "keys", data, Dpapi(FakeWindows()))
    key_id = files.keep(KEY)
    files.where(key_id).write_text(text)
    with pytest.raises(KeyMissing):
        files.read(key_id)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has the calls")
def test_elsewhere_windows_calls_are_not_there() -> None:
    with pytest.raises(OSError, match="Windows"):
        system_api()


@pytest.mark.skipif(sys.platform == "win32", reason="a file's mode says nothing there")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_a_key_that_others_read_is_refused(tmp_path: Path, data: Path, mode: int) -> None:
    files = KeyFiles(tmp_path / "keys", data, Plain())
    key_id = files.keep(KEY)
    files.where(key_id).chmod(mode)
    with pytest.raises(KeyMissing, match="others"):
        files.read(key_id)
    files.where(key_id).chmod(0o400)
    assert files.read(key_id) == KEY


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives away")
def test_a_key_of_another_account_is_refused(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = KeyFiles(tmp_path / "keys", data, Plain())
    key_id = files.keep(KEY)
    os.chown(files.where(key_id), 12345, -1)
    assert files.read(key_id) == KEY, "an administrator may work on a service's key"
    monkeypatch.setattr(os, "geteuid", lambda: 23456)
    with pytest.raises(KeyMissing, match="others"):
        files.read(key_id)


@pytest.mark.parametrize("inside", ["keys", "deep/keys", "."])
def test_a_key_that_was_moved_into_the_data_is_not_used(
    tmp_path: Path, data: Path, inside: str
) -> None:
    data.mkdir()
    files = KeyFiles(tmp_path / "keys", data, Plain())
    key_id = files.keep(KEY)
    (data / inside).mkdir(parents=True, exist_ok=True)
    files.where(key_id).rename(data / inside / f"{key_id}.key")
    seen = tmp_path / "seen"
    seen.symlink_to(data)
    (tmp_path / "keys").rmdir()
    (tmp_path / "keys").symlink_to(data / inside)
    for folder in (tmp_path / "keys", seen / inside, data / inside):
        with pytest.raises(KeyMissing, match="another folder"):
            KeyFiles(folder, data, Plain()).read(key_id)
