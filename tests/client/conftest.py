"""A site server with faults, and connections to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.client.http import Connection, Timeouts
from sync.client.offline.giving import DeskRules
from tests.fakes.certificates import Certificate, make_certificate
from tests.fakes.site_rules import TOKEN
from tests.fakes.site_server import SiteServer
from tests.fakes.watched_desk import RULES, Watched


@pytest.fixture
def site() -> Iterator[SiteServer]:
    """A running server."""
    server = SiteServer().start()
    yield server
    server.stop()


@pytest.fixture
def connection(site: SiteServer) -> Iterator[Connection]:
    """A station's connection to it."""
    opened = Connection(site.url, TOKEN, timeouts=Timeouts(1.0, 1.0))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keys of encrypted files, kept apart for each test."""
    folder = tmp_path / "keys"
    monkeypatch.setenv("GUICHET_KEY_DIR", str(folder))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return folder


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    """A site's own certificate."""
    return make_certificate(tmp_path, "guichet")


@pytest.fixture
def secure(certificate: Certificate) -> Iterator[SiteServer]:
    """A running server with TLS."""
    server = SiteServer(tls=certificate.context, authority=certificate.authority).start()
    yield server
    server.stop()


@pytest.fixture
def start(site: SiteServer, tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    """Open desks, closed at the end."""
    opened: list[Watched] = []

    def begin(rules: DeskRules = RULES, station_id: str | None = None) -> Watched:
        connection = Connection(site.url, TOKEN)
        watched = Watched(tmp_path / "kiosk", connection, rules, station_id=station_id)
        opened.append(watched)
        return watched

    yield begin
    for watched in opened:
        watched.desk.close()


@pytest.fixture
def kiosk(start: Callable[..., Watched]) -> Watched:
    """A desk with its numbers at hand."""
    watched = start()
    watched.stocked()
    return watched
