"""Whom a station takes for its site's server: who holds what the site's authority signed, today."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.client.errors import WrongServer
from sync.client.http import Connection
from sync.client.site import SiteClient
from tests.fakes.certificates import Certificate, FakeAuthority
from tests.fakes.site_rules import TOKEN
from tests.fakes.site_server import SiteServer


@contextmanager
def serving(certificate: Certificate) -> Iterator[SiteServer]:
    server = SiteServer(tls=certificate.context).start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def authority(tmp_path: Path) -> FakeAuthority:
    return FakeAuthority(tmp_path, "site")


def test_a_renewed_certificate_is_taken_without_a_word(authority: FakeAuthority) -> None:
    trusted = authority.certify().authority
    for _ in range(2):
        with serving(authority.certify()) as server:
            connection = Connection(server.url, TOKEN, authority=trusted)
            assert SiteClient(connection).site().name == "Consulat"
            connection.close()


@pytest.mark.parametrize(("first", "last"), [(-400, -3), (3, 300)], ids=["over", "not begun"])
def test_a_certificate_out_of_its_time_is_refused(
    authority: FakeAuthority, first: int, last: int
) -> None:
    refused(authority.certify(first=first, last=last), authority)


def test_a_station_whose_clock_shows_a_time_before_its_site_looks_at_no_dates(
    tmp_path: Path,
) -> None:
    authority = FakeAuthority(tmp_path, "site", first=700)
    trusted = authority.certify().authority
    with serving(authority.certify(first=800, last=1000)) as server:
        connection = Connection(server.url, TOKEN, authority=trusted)
        assert SiteClient(connection).site().name == "Consulat"
        connection.close()
    refused(FakeAuthority(tmp_path, "other", first=700).certify(), authority)


def test_a_certificate_for_another_name_is_refused(authority: FakeAuthority) -> None:
    refused(authority.certify(host="localhost"), authority)


def test_a_certificate_of_an_authority_that_bears_the_same_name_is_refused(
    authority: FakeAuthority, tmp_path: Path
) -> None:
    refused(FakeAuthority(tmp_path, "other").certify(), authority)


def test_no_authority_of_the_world_may_sign_for_a_site(
    authority: FakeAuthority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library adds those of its own list, unless it is kept from it."""
    world = FakeAuthority(tmp_path, "world", called="World")
    file = tmp_path / "bundle.pem"
    file.write_text(world.certify().authority)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(file))
    refused(world.certify(), authority)


def refused(certificate: Certificate, authority: FakeAuthority) -> None:
    trusted = authority.certify().authority
    with serving(certificate) as server:
        connection = Connection(server.url, TOKEN, authority=trusted)
        with pytest.raises(WrongServer):
            SiteClient(connection).site()
        assert server.requests == []
        connection.close()
