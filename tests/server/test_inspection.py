"""The look through all the data beside the work: what it says, and what damage stops."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlcipher3

from core.errors import DataDamaged
from core.runtime.clock import SimulatedClock
from server.data_folder import DataFolder
from server.inspection import Inspection
from server.opening import open_store, require_sound
from server.sealing import SealKey
from sync.contract.stations import DataState
from tests.server.site_support import MORNING, SiteUnderTest
from tests.support.sealed_site import SealedSite

pytestmark = pytest.mark.sqlite


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something that other threads do."""
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, f"never {what}"
        threading.Event().wait(0.02)


def looked(site: SiteUnderTest) -> DataState:
    until(lambda: site.wiring.inspection.health().checked_at is not None, "looked through")
    return site.wiring.inspection.health().state


@pytest.fixture
def broken(data_folder: Path) -> Iterator[SealedSite]:
    """Give a site with a row that was changed where a start alone does not look."""
    site = SealedSite(data_folder)
    site.record(5)
    site.sealer.finish()
    site.tamper("UPDATE event SET actor_agent_id = 'x' WHERE seq = 4")
    yield site
    site.store.close()


def test_health_says_that_sound_data_were_looked_through(site: SiteUnderTest) -> None:
    assert looked(site) is DataState.SOUND
    health = site.call("GET", "/healthz", as_=None).json()
    assert health["status"] == "ok"
    assert health["data"] == {"state": "sound", "checked_at": "2026-11-24T09:00:00.000Z"}


def test_damage_that_is_found_stops_all_writing(
    site: SiteUnderTest, data_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = DataFolder(data_folder)
    service = {"service_id": site.service("life_cert")}
    assert looked(site) is DataState.SOUND
    with sqlcipher3.connect(str(folder.database)) as connection:
        connection.execute(f"PRAGMA key = \"x'{folder.key().hex()}'\"")
        connection.execute("UPDATE event SET actor_agent_id = 'x' WHERE seq = 2")
    connection.close()
    site.wiring.inspection = Inspection(
        site.wiring.store, SealKey(folder.ring().root), (), folder.damage_mark, site.clock
    )
    site.wiring.inspection.start()
    assert looked(site) is DataState.DAMAGED
    health = site.call("GET", "/healthz", as_=None).json()
    assert (health["status"], health["data"]["state"]) == ("degraded", "damaged")
    refused = site.call("POST", "/walk-ins", service, as_="kiosk")
    assert (refused.status_code, refused.json()["code"]) == (503, "store_damaged")
    assert site.call("GET", "/board", as_="display").status_code == 200
    assert "row 2" in caplog.text
    until(folder.damage_mark.exists, "marked")


def test_marked_data_are_looked_through_before_anybody_is_answered(broken: SealedSite) -> None:
    broken.open()
    require_sound(broken.store, broken.folder, broken.key, broken.files)
    broken.store.close()
    broken.folder.damage_mark.touch()
    line = broken.refused()
    assert "row 4" in line
    assert "restore a backup" in line


def test_a_mark_goes_once_everything_was_looked_through_and_holds(data_folder: Path) -> None:
    site = SealedSite(data_folder)
    site.folder.damage_mark.write_text("the data are damaged")
    require_sound(site.store, site.folder, site.key, site.files)
    assert not site.folder.damage_mark.exists()
    site.store.close()


def test_the_newest_backup_beside_the_data_is_offered(broken: SealedSite) -> None:
    (broken.folder.path / "backups").mkdir()
    backup = broken.folder.path / "backups" / "monday.backup"
    backup.touch()
    broken.folder.damage_mark.touch()
    assert f"guichet-server restore --data {broken.folder.path} {backup}" in broken.refused()


def test_missing_seals_are_a_doubt_and_no_damage(data_folder: Path) -> None:
    site = SealedSite(data_folder)
    site.sealer.finish()
    site.folder.seals.unlink()
    inspection = Inspection(site.store, site.key, site.files, site.folder.damage_mark, site.clock)
    inspection.start()
    until(lambda: inspection.health().checked_at is not None, "looked through")
    inspection.stop()
    assert inspection.health().state is DataState.DOUBTFUL
    site.record(1)
    site.store.close()


def test_a_large_file_is_opened_at_once_and_looked_through_later(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.store.sqlite.LOOKED_S", -1.0)
    monkeypatch.setattr("core.store.file_check._STEPS_BETWEEN", 1)
    data = DataFolder(data_folder)
    whole = data.database.read_bytes()
    # The last page is of an index that nobody reads who opens a site.
    data.database.write_bytes(whole[:-4096] + bytes(4096))
    store = open_store(data, data.key(), SimulatedClock(MORNING, 0))
    assert not store.looked_through
    assert not store.look_through(lambda: True)
    with pytest.raises(DataDamaged):
        store.look_through(lambda: False)
    store.close()
