"""`rotate-key`: other keys, the same data, and nothing that a stop in between could lose."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.model import EventKind, StationKind
from core.runtime import key_ring
from core.runtime.clock import SimulatedClock
from core.runtime.keys import make_data_key
from core.store.backup import reencrypt
from server import key_rotation
from server.data_folder import DataFolder
from server.opening import open_store
from tests.server.site_support import MORNING, init, running_again, running_site
from tests.server.standby_program import command, key_of
from tests.support.database_files import tables, whole

pytestmark = pytest.mark.sqlite


@pytest.fixture
def of_before(tmp_path: Path, data_folder: Path) -> Path:
    """A site whose one key is everything at once, as earlier versions set it up."""
    folder = tmp_path / "of before"
    folder.mkdir()
    make_data_key(folder)
    (folder / "site.sqlite").touch(0o600)
    init(folder)
    assert not (folder / "site.keys").exists()
    return folder


def rotated(folder: Path, *options: str) -> str:
    ended = command("rotate-key", "--data", str(folder), *options)
    assert ended.code == 0, ended.err
    return ended.out


def journaled(folder: Path) -> Sequence[object]:
    data = DataFolder(folder)
    with open_store(data, data.key(), SimulatedClock(MORNING, 0)) as store, store.read() as reader:
        return [
            event.facts["what"]
            for event in reader.events(0, limit=1000)
            if event.kind is EventKind.SITE_KEY_CHANGED and event.facts
        ]


def test_the_outside_key_changes_and_the_data_stay(data_folder: Path) -> None:
    key, root = key_of(data_folder), DataFolder(data_folder).ring().root
    raw = (data_folder / "site.sqlite").read_bytes()[:16]
    told = rotated(data_folder)
    assert told == "the outside key is another now\n"
    assert (key_of(data_folder), DataFolder(data_folder).ring().root) == (key, root)
    assert (data_folder / "site.sqlite").read_bytes()[:16] == raw
    assert journaled(data_folder) == ["outside"]


def test_a_site_of_before_gets_keys_apart(of_before: Path) -> None:
    key = key_of(of_before)
    assert "--data-too" in rotated(of_before)
    assert key_of(of_before) == key
    rotated(of_before, "--data-too")
    assert key_of(of_before) != key
    assert journaled(of_before) == ["outside", "outside,data"]
    assert command("verify-journal", "--data", str(of_before)).code == 0


def test_data_under_a_new_key_serve_the_same_stations(data_folder: Path, tmp_path: Path) -> None:
    backup = tmp_path / "site.backup"
    with running_site(data_folder) as site:
        site.enrol("borne", StationKind.KIOSK)
        site.walk_in()
        tokens = site.tokens
    assert command("backup", "--data", str(data_folder), str(backup)).code == 0
    old, database = key_of(data_folder), data_folder / "site.sqlite"
    before = tables(database, old)
    sealed = command("verify-journal", "--data", str(data_folder)).out.splitlines()[1]
    before = tables(database, old)
    for _ in range(2):
        rotated(data_folder, "--data-too")
    new = key_of(data_folder)
    assert new != old
    found = tables(database, new)
    assert {name for name in before if before[name] != found[name]} == {"event"}
    assert whole(database, new)
    assert command("verify-journal", "--data", str(data_folder)).out.splitlines()[1] == sealed
    with running_again(data_folder, tokens) as site:
        assert site.call("GET", "/site", as_="borne").status_code == 200
        site.walk_in()
    # The backup is two keys old, and comes back under the present one.
    ended = command("restore", "--data", str(data_folder), str(backup))
    assert ended.code == 0, ended.err
    assert tables(database, new)
    assert whole(database, new)
    assert command("verify-journal", "--data", str(data_folder)).code == 0


def test_a_server_at_work_and_damaged_data_are_left_alone(
    data_folder: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.key*") if path.is_file()}
    with DataFolder(data_folder).locked():
        ended = command("rotate-key", "--data", str(data_folder))
        assert (ended.code, ended.in_one_line) == (2, True)
    database = data_folder / "site.sqlite"
    raw = bytearray(database.read_bytes())
    for page in range(4096, len(raw), 4096):
        raw[page + 100] ^= 0xFF
    database.write_bytes(raw)
    ended = command("rotate-key", "--data", str(data_folder), "--data-too")
    assert (ended.code, ended.in_one_line) == (4, True), ended.err
    assert {path: path.read_bytes() for path in before} == before
    assert not list(data_folder.glob("*rekeying*"))


def test_a_write_of_another_command_meanwhile_is_not_lost(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reencrypt

    def slow(source: Path, target: Path, *, key: bytes, new: bytes) -> None:
        real(source, target, key=key, new=new)
        ended = command("change-site", "--data", str(data_folder), "--name", "Meanwhile")
        assert ended.code == 0, ended.err

    monkeypatch.setattr(key_rotation, "reencrypt", slow)
    key = key_of(data_folder)
    ended = command("rotate-key", "--data", str(data_folder), "--data-too")
    assert (ended.code, "try again" in ended.err) == (2, True), ended.err
    assert key_of(data_folder) == key
    assert journaled(data_folder) == []


class Killed(BaseException):
    """The process ends here."""


def test_a_rotation_that_is_killed_leaves_data_and_keys_that_fit(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each call that puts a file in place, takes one away or brings one to disk."""
    key = key_of(data_folder)
    start = tables(data_folder / "site.sqlite", key)
    steps, ended, states, folder = 0, False, set(), data_folder
    while not ended:
        base = tmp_path / f"try {steps}"
        folder = base / "data"
        shutil.copytree(data_folder, folder)
        shutil.copytree(tmp_path / "keys", base / "keys")
        monkeypatch.setenv("GUICHET_KEY_DIR", str(base / "keys"))
        ended = not _killed_at(steps, folder, monkeypatch)
        now, ring = key_of(folder), DataFolder(folder).ring()
        found = tables(folder / "site.sqlite", now)
        assert {name for name in start if start[name] != found[name]} <= {"event"}
        states.add((now == key, len(ring.keys)))
        steps += 1
        if len(states) > 2:
            assert whole(folder / "site.sqlite", now)
    assert states == {(True, 1), (True, 2), (False, 2)}
    assert steps > 8
    assert journaled(folder) == ["outside,data"]
    rotated(folder, "--data-too")
    assert not list(folder.glob("*rekeying*"))


def _killed_at(step: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    left = step

    def counted(place: object, call: str) -> None:
        real = getattr(place, call)

        def instead(*given: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return real(*given, **named)

        patch.setattr(place, call, instead)

    with monkeypatch.context() as patch:
        for call in ("sync_file", "sync_folder", "settle", "reencrypt"):
            counted(key_rotation, call)
        counted(key_ring, "write_private")
        for call in ("replace", "unlink"):
            counted(Path, call)
        try:
            command("rotate-key", "--data", str(folder), "--data-too")
        except Killed:
            return True
    return False
