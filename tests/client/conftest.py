"""A site server with faults, and connections to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.client.http import Connection, Timeouts
from tests.fakes.certificates import Certificate, make_certificate
from tests.fakes.site_server import TOKEN, SiteServer


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
    server = SiteServer(tls=certificate.context).start()
    yield server
    server.stop()
