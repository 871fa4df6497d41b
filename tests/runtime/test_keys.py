"""The data key: outside the data, private, and missing in so many words."""

import stat
import sys
from pathlib import Path

import pytest

from core.runtime.key_sources import KeyMissing
from core.runtime.keys import data_key, make_data_key


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "keys"
    monkeypatch.setenv("GUICHET_KEY_DIR", str(folder))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def test_key_is_made_once_and_found_again(data: Path) -> None:
    key = make_data_key(data)
    assert len(key) == 32
    assert make_data_key(data) == key == data_key(data)


def test_key_lies_outside_the_data_and_only_its_owner_reads_it(
    data: Path, key_folder: Path
) -> None:
    key = make_data_key(data)
    files = [path for path in data.rglob("*") if path.is_file()]
    assert not any(key.hex() in path.read_text() for path in files)
    (kept,) = key_folder.iterdir()
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("inside", ["keys", "deep/keys", "."])
def test_a_key_is_never_kept_where_the_data_are(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    seen = tmp_path / "seen"
    seen.symlink_to(data)
    for folder in (data / inside, seen / inside):
        monkeypatch.setenv("GUICHET_KEY_DIR", str(folder))
        with pytest.raises(KeyMissing, match="another folder"):
            make_data_key(data)
    assert [path for path in data.rglob("*") if path.is_file()] == []


def test_lost_key_is_told_with_its_place(data: Path, key_folder: Path) -> None:
    make_data_key(data)
    (kept,) = key_folder.iterdir()
    kept.unlink()
    with pytest.raises(KeyMissing, match=str(kept)):
        data_key(data)
    with pytest.raises(KeyMissing):
        make_data_key(data)


@pytest.mark.parametrize("text", ["", "zz", "00" * 31, "é"])
def test_damaged_key_is_refused(data: Path, key_folder: Path, text: str) -> None:
    make_data_key(data)
    (kept,) = key_folder.iterdir()
    kept.write_text(text)
    with pytest.raises(KeyMissing):
        data_key(data)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "x" * 32])
def test_key_id_never_leads_elsewhere(data: Path, name: str) -> None:
    (data / "site.key-id").write_text(name)
    with pytest.raises(KeyMissing, match=r"site\.key-id"):
        data_key(data)


def test_service_manager_hands_over_the_key(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "guichet-data-key").write_text("ab" * 32)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert make_data_key(data) == bytes.fromhex("ab" * 32)
