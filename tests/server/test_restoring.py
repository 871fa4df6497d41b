"""Restore leaves the old data or the new, whole, and says how far they go."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.model import StationKind
from core.runtime.ids import new_id
from core.store.backup import settle
from server import restoring
from server.data_folder import DataFolder
from tests.server.site_support import init, running_again, running_site
from tests.server.standby_program import command, key_of
from tests.support.database_files import opened, tables, whole

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]


@pytest.fixture
def backup(data_folder: Path, tmp_path: Path) -> Path:
    """A backup, and data that have gone on since."""
    file = tmp_path / "site.backup"
    with running_site(data_folder) as site:
        site.walk_in()
        assert command("backup", "--data", str(data_folder), str(file)).code == 0
        site.walk_in()
    return file


def restore(folder: Path, source: Path) -> int:
    ended = command("restore", "--data", str(folder), str(source))
    assert ended.code == 0 or ended.in_one_line, ended.err
    return ended.code


def epoch(folder: Path) -> int:
    return settle(folder / "site.sqlite", key=key_of(folder)).epoch


def test_a_backup_made_while_commands_run_comes_back_as_it_was(
    data_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "site.backup"
    with running_site(data_folder) as site:
        for _ in range(3):
            site.walk_in()
        assert command("backup", "--data", str(data_folder), str(file)).code == 0
        then = tables(data_folder / "site.sqlite", key_of(data_folder))
        for _ in range(3):
            site.walk_in()
    key = key_of(data_folder)
    assert tables(file, key) == then
    assert (file.stat().st_mode & 0o777, whole(file, key)) == (0o600, True)
    ended = command("restore", "--data", str(data_folder), str(file))
    assert ended.out.startswith("restored up to event "), ended.err
    found = tables(data_folder / "site.sqlite", key)
    # The new epoch is a version of the settings, and an event, which is sealed.
    changed = {name for name, digest in found.items() if then[name] != digest}
    assert changed == {"site", "settings_version", "event", "seal"}
    assert tables(DataFolder(data_folder).replaced, key) != then


def test_the_data_of_before_are_forgotten_after_four_days(data_folder: Path, backup: Path) -> None:
    assert restore(data_folder, backup) == 0
    folder, now = DataFolder(data_folder), datetime.now(UTC)
    folder.forget_copies(now + timedelta(days=4) - timedelta(minutes=1))
    assert folder.replaced.exists()
    folder.forget_copies(now + timedelta(days=4, minutes=1))
    assert list(data_folder.glob("*before-restore*")) == []
    assert restore(data_folder, backup) == 0


def test_data_that_are_gone_altogether_are_put_back(data_folder: Path, backup: Path) -> None:
    for path in data_folder.glob("site.sqlite*"):
        path.unlink()
    assert restore(data_folder, backup) == 0
    assert command("verify-journal", "--data", str(data_folder)).code == 0


def test_the_same_backup_twice_never_gives_the_same_epoch(data_folder: Path, backup: Path) -> None:
    seen = [epoch(data_folder)]
    for _ in range(2):
        assert restore(data_folder, backup) == 0
        seen.append(epoch(data_folder))
    assert seen[0] < seen[1] < seen[2]


def test_what_was_printed_and_lost_is_kept_and_flagged(data_folder: Path, backup: Path) -> None:
    with running_again(data_folder) as site:
        for name, kind in (("borne", StationKind.KIOSK), ("counter", StationKind.COUNTER)):
            site.enrol(name, kind)
        tokens, service = site.tokens, site.service("life_cert")
    shutil.copy(data_folder / "site.sqlite", backup)
    key = new_id()
    with running_again(data_folder, tokens) as site:
        lease = site.post("/number-leases", {"letter": "K", "count": 5}, as_="borne")
        body = {
            "service_id": service,
            "number": lease["numbers"][0],
            "lease_id": lease["lease_id"],
            "issued_at": "2026-11-24T09:00:00Z",
        }
        first = site.call("POST", "/walk-ins", body, as_="borne", key=key)
        assert first.status_code == 201, first.text
    assert restore(data_folder, backup) == 0
    with running_again(data_folder, tokens) as site:
        stale = site.call("GET", "/events?after=9999", as_="borne")
        assert (stale.status_code, stale.json()["code"]) == (410, "feed_restarted")
        again = site.call("POST", "/walk-ins", body, as_="borne", key=key)
        assert again.status_code == 201, again.text
        assert "idempotency-replayed" not in again.headers
        assert again.json()["ticket"]["number"] == lease["numbers"][0]
        with site.wiring.store.read() as reader:
            visit = reader.visit(again.json()["visit"]["id"]).visit
        assert visit.flags == ("lease_unknown",)
        twice = site.call("POST", "/walk-ins", body, as_="borne", key=key)
        assert twice.headers["idempotency-replayed"] == "true"
        fresh = site.post("/number-leases", {"letter": "K", "count": 5}, as_="borne")
        assert fresh["epoch"] > lease["epoch"]


@pytest.fixture
def refused(data_folder: Path, backup: Path, tmp_path: Path) -> Iterator[Path]:
    """A file to spoil; afterwards the data are as they were."""
    before = tables(data_folder / "site.sqlite", key_of(data_folder))
    yield Path(shutil.copy(backup, tmp_path / "spoilt.backup"))
    assert tables(data_folder / "site.sqlite", key_of(data_folder)) == before
    left = {path.name for path in data_folder.glob("site.sqlite*")}
    assert left <= {"site.sqlite", "site.sqlite-mark"}


def test_a_damaged_backup_changes_nothing(data_folder: Path, refused: Path) -> None:
    raw = bytearray(refused.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    refused.write_bytes(raw)
    assert restore(data_folder, refused) == 4


def test_half_a_backup_changes_nothing(data_folder: Path, refused: Path) -> None:
    os.truncate(refused, refused.stat().st_size // 2)
    assert restore(data_folder, refused) == 4


def test_a_backup_whose_journal_was_changed_changes_nothing(
    data_folder: Path, refused: Path
) -> None:
    with opened(refused, key_of(data_folder)) as connection:
        connection.execute("UPDATE event SET kind = 'day.closed' WHERE seq = 2")
    assert restore(data_folder, refused) == 4


def test_a_backup_of_a_newer_version_changes_nothing(data_folder: Path, refused: Path) -> None:
    with opened(refused, key_of(data_folder)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert restore(data_folder, refused) == 3


def test_a_backup_of_another_site_changes_nothing(
    data_folder: Path, refused: Path, tmp_path: Path
) -> None:
    init(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "site.sqlite", refused)
    assert restore(data_folder, refused) == 4
    # Even where both were given one key.
    key = key_of(data_folder)
    shutil.copy(data_folder / "site.sqlite", refused)
    with opened(refused, key) as connection:
        connection.execute("UPDATE site SET id = 'another'")
    assert restore(data_folder, refused) == 4


def test_a_file_that_is_missing_changes_nothing(data_folder: Path, refused: Path) -> None:
    refused.unlink()
    assert restore(data_folder, refused) == 2


class Killed(BaseException):
    """The process ends here."""


def test_a_restore_that_is_killed_leaves_the_old_data_or_the_new(
    data_folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """At each call that puts a file in place, takes one away or brings one to disk."""
    key = key_of(data_folder)
    old = tables(data_folder / "site.sqlite", key)
    steps, ended, states = 0, False, set()
    while not ended:
        folder = tmp_path / f"try {steps}"
        shutil.copytree(data_folder, folder)
        ended = not _killed_at(steps, folder, backup, monkeypatch)
        found = tables(folder / "site.sqlite", key)
        is_old = found == old
        # The new data have their epoch from their first instant on.
        assert is_old or epoch(folder) > 1
        assert whole(folder / "site.sqlite", key)
        states.add(is_old)
        assert restore(folder, backup) == 0
        steps += 1
    assert states == {True, False}
    assert steps > 5


def _killed_at(step: int, folder: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    left = step

    def counted(call: str) -> None:
        real = getattr(restoring, call, None) or getattr(Path, call)

        def instead(*arguments: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return real(*arguments, **named)

        patch.setattr(restoring if hasattr(restoring, call) else Path, call, instead)

    with monkeypatch.context() as patch:
        for call in ("sync_file", "sync_folder", "settle", "_link", "replace", "unlink"):
            counted(call)
        try:
            command("restore", "--data", str(folder), str(backup))
        except Killed:
            return True
    return False


def test_a_full_disk_leaves_no_half_backup(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("server.commands.data.sync_file", full)
    ended = command("backup", "--data", str(data_folder), str(tmp_path / "x.backup"))
    assert (ended.code, ended.in_one_line, "No space" in ended.err) == (2, True, True)
    assert not list(tmp_path.glob("*x.backup*"))


def test_old_backups_go_and_the_newest_stays(data_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "holiday.txt").touch()
    for day in ("20261001", "20261120", "20261121", "20261122"):
        (folder / f"site-{day}T030000Z.backup").touch()

    def made(moment: str, keep: str) -> list[str]:
        arguments = ("--data", str(data_folder), "--clock", f"{moment}@0", "--keep", keep)
        ended = command("backup", *arguments, str(folder))
        assert ended.code == 0, ended.err
        return sorted(path.name[5:13] for path in folder.glob("site-*"))

    assert made("2026-11-23T03:00:00+00:00", "9") == [
        "20261120",
        "20261121",
        "20261122",
        "20261123",
    ]
    assert made("2026-11-24T03:00:00+00:00", "2") == ["20261123", "20261124"]
    assert made("2027-03-01T03:00:00+00:00", "9") == ["20270301"]
    assert (folder / "holiday.txt").exists()
    for wrong in ("0", "-1", "many"):
        ended = command("backup", "--data", str(data_folder), "--keep", wrong, str(folder))
        assert (ended.code, ended.in_one_line) == (2, True)
