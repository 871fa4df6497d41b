"""A new PC in the place of the server: the site's own is known again, any other one is refused."""

import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.model import StationKind
from sync.client import discovery
from sync.client.commands import ONCE
from sync.client.errors import Superseded, Unreachable, WrongServer
from sync.client.identity import Identity, load_identity
from sync.client.pairing import enrol
from sync.client.site import SiteClient
from sync.contract.discovery import OWN_MACHINE, PORT
from tests.server.live_server import live_server_tls
from tests.server.standby_program import command

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


@dataclass
class Lost:
    """A site whose PC is gone: what is left of it, and a station that it enrolled."""

    data: Path
    backup: Path
    kit: Path
    code: str
    profile: Path

    @property
    def station(self) -> Identity:
        found = load_identity(self.profile)
        assert found is not None
        return found


def init(data: Path) -> None:
    made = command("init", "--data", str(data), "--name", "Consulat", "--zone", "Europe/Lisbon")
    assert made.code == 0, made.err


@pytest.fixture
def lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lost:
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    data, backup, kit = tmp_path / "data", tmp_path / "site.backup", tmp_path / "kit.json"
    init(data)
    with live_server_tls(data) as url:
        pairing = ("pairing-code", "--data", str(data), "--kind", "counter", "--name", "Desk")
        string, profile = command(*pairing).out, tmp_path / "profile"
        found = enrol(profile, url=url, string=string, kind=StationKind.COUNTER, name="Desk")
        assert found is not None
        assert SiteClient(found.connection()).site().name == "Consulat"
    code = command("emergency-kit", "--data", str(data), str(kit)).out.strip()
    assert command("backup", "--data", str(data), str(backup)).code == 0
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys of the new PC"))
    return Lost(data, backup, kit, code, profile)


def test_stations_know_the_site_on_another_pc_by_its_kit_and_refuse_the_old_one_from_then_on(
    lost: Lost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new"
    restore = ("restore", "--data", str(new), str(lost.backup), "--kit", str(lost.kit))
    assert command(*restore, stdin=lost.code).code == 0
    assert not (new / "leaf.pem").exists(), "each server has its own"
    with live_server_tls(new) as url:
        assert SiteClient(lost.station.first_at((url,)).connection()).site().name == "Consulat"
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    with live_server_tls(lost.data) as url, pytest.raises(Superseded):
        SiteClient(lost.station.at(url).connection()).site()


def test_a_station_finds_the_server_that_came_back_at_another_address(
    lost: Lost, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GUICHET_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.setattr(discovery, "TARGETS", ((OWN_MACHINE, PORT),))
    monkeypatch.setattr(discovery, "PAUSE_S", 0.1)
    site = SiteClient(lost.station.connection(), ONCE)
    waiter = threading.Event()
    with live_server_tls(lost.data) as url:
        for _ in range(200):
            try:
                assert site.site().name == "Consulat"
                break
            except Unreachable:
                waiter.wait(0.2)
    assert lost.station.url == url
    site.connection.close()


def test_without_the_kit_a_new_pc_is_another_server(lost: Lost, tmp_path: Path) -> None:
    init(tmp_path / "new")
    with live_server_tls(tmp_path / "new") as url, pytest.raises(WrongServer):
        SiteClient(lost.station.at(url).connection()).site()
