"""The ring of keys: sealed under a key that lies elsewhere, and can be changed for another."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.runtime.key_ring import (
    OLD_KEYS_KEPT,
    KeyRing,
    change_outside_key,
    keep_ring,
    make_ring,
    read_ring,
)
from core.runtime.key_sources import KeyMissing
from core.runtime.keys import make_data_key

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return tmp_path / "keys"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def kept(folder: Path) -> set[str]:
    return {path.read_text().strip() for path in folder.glob("*.key")}


def test_a_ring_is_made_once_and_shows_no_key(data: Path, key_folder: Path) -> None:
    ring = make_ring(data)
    assert make_ring(data) == ring == read_ring(data)
    assert ring.root not in ring.keys
    secrets = {ring.root.hex(), ring.keys[0].hex(), *kept(key_folder)}
    assert len(secrets) == 3, "each key has one purpose"
    seen = "".join(path.read_text() for path in data.iterdir())
    assert not any(secret in seen for secret in secrets)


def test_a_folder_of_before_goes_on_with_its_one_key(data: Path) -> None:
    key = make_data_key(data)
    ring = read_ring(data)
    assert (ring.root, ring.keys) == (key, [key])


@pytest.mark.parametrize("of_before", [True, False])
def test_another_outside_key_opens_the_same_ring(
    data: Path, key_folder: Path, *, of_before: bool
) -> None:
    if of_before:
        make_data_key(data)
    else:
        make_ring(data)
    ring, before = read_ring(data), kept(key_folder)
    for _ in range(2):
        change_outside_key(data, ring)
    assert read_ring(data).told() == ring.told()
    (now,) = kept(key_folder)
    assert now not in before


def test_who_kept_the_former_ring_and_gets_the_new_key_has_nothing(data: Path) -> None:
    ring = make_ring(data)
    former = (data / "site.keys").read_text()
    change_outside_key(data, ring)
    (data / "site.keys").write_text(former)
    with pytest.raises(KeyMissing):
        read_ring(data)


class Killed(BaseException):
    """The process ends here."""


def _kill_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left = step
    for call in ("replace", "unlink"):
        real = getattr(Path, call)

        def instead(path: Path, *given: object, real: object = real, **named: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return real(path, *given, **named)  # type: ignore[operator]

        monkeypatch.setattr(Path, call, instead)


@pytest.mark.parametrize("of_before", [True, False])
def test_a_change_that_is_killed_leaves_a_pair_that_fits_and_can_be_done_again(
    data: Path, key_folder: Path, monkeypatch: pytest.MonkeyPatch, *, of_before: bool
) -> None:
    if of_before:
        make_data_key(data)
    else:
        make_ring(data)
    ring, first = read_ring(data), kept(key_folder)
    start = {folder: shutil.copytree(folder, f"{folder}.start") for folder in (data, key_folder)}
    ended, steps, states = False, 0, set()
    while not ended:
        for folder, copy in start.items():
            shutil.rmtree(folder)
            shutil.copytree(copy, folder)
        with monkeypatch.context() as patch:
            _kill_at(steps, patch)
            try:
                change_outside_key(data, ring)
                ended = True
            except Killed:
                steps += 1
        assert read_ring(data).told() == ring.told()
        states.add(first <= kept(key_folder))
        change_outside_key(data, ring)
        assert read_ring(data).told() == ring.told()
        assert not first & kept(key_folder), "the file of the old key is gone in the end"
    assert states == {True, False}
    assert steps >= 4


def test_a_ring_that_comes_from_elsewhere_is_kept_under_a_key_of_this_machine(
    data: Path, key_folder: Path, tmp_path: Path
) -> None:
    ring = KeyRing.new().with_data_key(bytes(32), NOW)
    for _ in range(2):
        assert keep_ring(data, ring).told() == ring.told() == read_ring(data).told()
    assert len(kept(key_folder)) == 1
    with pytest.raises(KeyMissing, match="another site"):
        keep_ring(data, KeyRing.new())
    assert read_ring(data).told() == ring.told()


def test_kits_of_any_age_leave_the_present_key_in_its_place(data: Path) -> None:
    first = make_ring(data)
    second = first.with_data_key(b"b" * 32, NOW)
    third = second.with_data_key(b"c" * 32, NOW + OLD_KEYS_KEPT * 2)
    assert first.keys[0] not in third.keys
    for ring in (second, third, first, second):
        keep_ring(data, ring)
    assert read_ring(data).keys == [b"c" * 32, b"b" * 32, first.keys[0]]


def test_a_former_key_goes_when_no_backup_needs_it_any_more() -> None:
    ring = KeyRing.new().with_data_key(b"b" * 32, NOW)
    first = ring.keys[1]
    ring = ring.with_data_key(b"c" * 32, NOW + OLD_KEYS_KEPT)
    assert ring.keys == [b"c" * 32, b"b" * 32, first]
    later = ring.with_data_key(b"d" * 32, NOW + OLD_KEYS_KEPT + timedelta(seconds=1))
    assert later.keys == [b"d" * 32, b"c" * 32, b"b" * 32]


def test_the_service_manager_changes_the_key_by_handing_over_two(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key_folder: Path
) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    present, coming = credentials / "guichet-data-key", credentials / "guichet-data-key-next"
    present.write_text("ab" * 32)
    ring = make_ring(data)
    assert not key_folder.exists()
    with pytest.raises(KeyMissing, match="guichet-data-key-next"):
        change_outside_key(data, ring)
    coming.write_text("cd" * 32)
    change_outside_key(data, ring)
    assert read_ring(data) == ring
    coming.replace(present)
    assert read_ring(data) == ring
    present.write_text("ab" * 32)
    with pytest.raises(KeyMissing):
        read_ring(data)


def test_a_key_in_a_file_is_given_to_the_service_manager(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key_folder: Path
) -> None:
    ring = make_ring(data)
    (tmp_path / "guichet-data-key-next").write_text("cd" * 32)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    change_outside_key(data, ring)
    (tmp_path / "guichet-data-key-next").replace(tmp_path / "guichet-data-key")
    assert (read_ring(data), kept(key_folder)) == (ring, set())


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "x" * 32, 7])
def test_a_ring_never_leads_elsewhere(data: Path, name: object) -> None:
    make_ring(data)
    path = data / "site.keys"
    told = path.read_text()
    for place in ('"key_id": ', '"before": ['):
        start = told.index(place) + len(place)
        text = f'"{name}"' if isinstance(name, str) else str(name)
        end = start if place.endswith("[") else told.index(",", start)
        path.write_text(told[:start] + text + told[end:])
        with pytest.raises(KeyMissing, match="damaged"):
            read_ring(data)


@pytest.mark.parametrize("part", ["", "{}", "[]", "\x00", '{"format": "guichet keys 2"}'])
def test_what_is_no_ring_is_refused(data: Path, part: str) -> None:
    make_ring(data)
    (data / "site.keys").write_text(part)
    with pytest.raises(KeyMissing, match=r"site\.keys"):
        read_ring(data)


def test_a_ring_whose_bytes_were_changed_is_refused(data: Path) -> None:
    ring = make_ring(data)
    path = data / "site.keys"
    told = path.read_text().rstrip()
    path.write_text(told[:-4] + ("00" if told[-4:-2] != "00" else "11") + told[-2:])
    with pytest.raises(KeyMissing, match="damaged"):
        read_ring(data)
    with pytest.raises(ValueError, match="not a ring"):
        KeyRing.of_told({**ring.told(), "data": []})
    with pytest.raises(ValueError, match="not a ring"):
        KeyRing.of_told(replace(ring, root=b"short").told())
