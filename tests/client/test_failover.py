"""Several addresses of one site: each command done once, and nothing told to anybody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model import StationKind
from sync.client.commands import Patience
from sync.client.errors import Refused, Unreachable, WrongServer
from sync.client.http import Connection, Timeouts
from sync.client.identity import FILE_NAME, Identity, load_identity, save_identity
from sync.client.pairing import PairingInvalid, enrol, pair
from sync.client.site import SiteClient
from sync.contract.arrivals import WalkInIn
from tests.fakes.certificates import Certificate, make_certificate
from tests.fakes.site_rules import LIFE_CERT, TOKEN
from tests.fakes.site_server import SiteServer, TwinSite, twin_site

QUICK = Timeouts(1.0, 0.3)
WALK = WalkInIn(service_id=LIFE_CERT)


@pytest.fixture
def twins() -> Iterator[TwinSite]:
    """Two servers of one site, with one memory of what was done."""
    pair_ = twin_site()
    yield pair_
    pair_.stop()


@pytest.fixture
def client(twins: TwinSite) -> Iterator[SiteClient]:
    """A client of both, which waits for nothing."""
    connection = Connection(twins.urls, TOKEN, timeouts=QUICK)
    yield SiteClient(connection, Patience(tries=3), pause=lambda _: None)
    connection.close()


def test_a_server_that_is_gone_is_left_for_the_next_address(
    twins: TwinSite, client: SiteClient
) -> None:
    twins.first.stop()
    assert client.walk_in(WALK).ticket.number == "R001"
    assert client.connection.url == twins.second.url


def test_the_address_that_works_is_kept(twins: TwinSite, client: SiteClient) -> None:
    twins.first.stop()
    client.walk_in(WALK)
    twins.first.start()
    client.walk_in(WALK)
    assert not twins.first.of("/v1/walk-ins")
    twins.second.stop()
    client.walk_in(WALK)
    assert len(twins.first.of("/v1/walk-ins")) == 1


@pytest.mark.parametrize("fault", ["lose", "cut", "drop", "502 gateway"])
def test_a_command_that_may_be_done_goes_to_the_other_address_under_the_same_key(
    twins: TwinSite, client: SiteClient, fault: str
) -> None:
    twins.first.fault("/v1/walk-ins", fault)
    arrived = client.walk_in(WALK)
    assert twins.first.numbers() == [arrived.ticket.number]
    keys = [asked.key for each in twins.both for asked in each.of("/v1/walk-ins")]
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_a_server_that_stands_by_sends_on_to_the_active_one(
    twins: TwinSite, client: SiteClient
) -> None:
    twins.first.fault("/v1/walk-ins", "503 standby")
    assert client.walk_in(WALK).ticket.number == "R001"
    assert client.connection.url == twins.second.url


def test_a_busy_server_is_asked_again_and_not_left(twins: TwinSite, client: SiteClient) -> None:
    twins.first.fault("/v1/walk-ins", "503 store_unavailable")
    client.walk_in(WALK)
    assert len(twins.first.of("/v1/walk-ins")) == 2
    assert not twins.second.of("/v1/walk-ins")


def test_a_refusal_is_an_answer_wherever_it_comes_from(twins: TwinSite, client: SiteClient) -> None:
    twins.first.refusals[LIFE_CERT] = (409, "service_closed", {})
    with pytest.raises(Refused):
        client.walk_in(WALK)
    assert not twins.second.requests


def test_when_nobody_answers_it_is_said_whether_the_command_may_be_done(
    twins: TwinSite, client: SiteClient
) -> None:
    twins.second.stop()
    twins.first.fault("/v1/walk-ins", "lose", times=3)
    with pytest.raises(Unreachable) as caught:
        client.walk_in(WALK)
    assert caught.value.cause == "broken"
    twins.first.stop()
    with pytest.raises(Unreachable) as caught:
        client.walk_in(WALK)
    assert caught.value.cause == "connect"


def test_connections_of_one_station_share_what_they_found_out(
    twins: TwinSite, client: SiteClient
) -> None:
    session = client.with_session(TOKEN)
    twins.first.stop()
    client.site()
    assert session.connection.url == twins.second.url
    session.connection.close()


# -- trust -----------------------------------------------------------------------


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[SiteServer]:
    """A server with a certificate of its own."""
    own = make_certificate(tmp_path, "stranger")
    server = SiteServer(tls=own.context, authority=own.authority).start()
    yield server
    server.stop()


def test_a_stranger_at_an_address_is_passed_and_hears_nothing(
    stranger: SiteServer, secure: SiteServer, certificate: Certificate
) -> None:
    connection = Connection((stranger.url, secure.url), TOKEN, certificate.fingerprint)
    SiteClient(connection).walk_in(WALK)
    assert not stranger.requests
    assert len(secure.of("/v1/walk-ins")) == 1
    connection.close()


def test_a_stranger_is_said_where_there_is_nobody_else(
    stranger: SiteServer, secure: SiteServer, certificate: Certificate
) -> None:
    connection = Connection((stranger.url,), TOKEN, certificate.fingerprint)
    with pytest.raises(WrongServer):
        SiteClient(connection).site()
    both = Connection((stranger.url, secure.url), TOKEN, certificate.fingerprint)
    secure.stop()
    with pytest.raises(Unreachable) as caught:
        SiteClient(both, Patience(tries=1)).site()
    assert not isinstance(caught.value, WrongServer)
    assert not stranger.requests


def test_each_of_several_pinned_certificates_is_accepted(
    secure: SiteServer, certificate: Certificate
) -> None:
    secure.authority = None
    connection = Connection((secure.url,), TOKEN, ("0" * 64, certificate.fingerprint))
    client = SiteClient(connection)
    client.site()
    client.site()
    assert connection.route.now.fingerprint == certificate.fingerprint
    connection.close()


# -- addresses that the site tells of ---------------------------------------------


def identity(url: str, fingerprint: str | None) -> Identity:
    return Identity(
        station_id="1",
        kind=StationKind.KIOSK,
        name="K",
        token=TOKEN,
        url=url,
        fingerprint=fingerprint,
        site_id="1",
        site_name="Consulat",
        zone="Europe/Lisbon",
    )


def test_further_addresses_are_learned_and_kept(
    secure: SiteServer, certificate: Certificate, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    save_identity(profile, identity(secure.url, certificate.fingerprint))
    secure.addresses = [secure.url, "https://10.0.0.2:8460/", "http://10.0.0.3:8460"]
    known = load_identity(profile)
    assert known is not None
    connection = known.connection()
    SiteClient(connection).site()
    assert connection.route.urls == (secure.url, "https://10.0.0.2:8460")
    again = load_identity(profile)
    assert again is not None
    assert again.urls == (secure.url, "https://10.0.0.2:8460")
    assert again.token == TOKEN
    connection.close()


def test_a_site_that_tells_nothing_changes_nothing(
    secure: SiteServer, certificate: Certificate
) -> None:
    urls = (secure.url, "https://10.0.0.2:8460")
    connection = Connection(urls, TOKEN, certificate.fingerprint)
    SiteClient(connection).site()
    assert connection.route.urls == urls
    connection.close()


def test_without_a_pinned_certificate_nothing_is_learned(
    site: SiteServer, connection: Connection
) -> None:
    site.addresses = ["https://10.0.0.2:8460", "http://127.0.0.1:1"]
    SiteClient(connection).site()
    assert connection.route.urls == (site.url,)


def test_an_identity_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(
        '{"station_id": "1", "kind": "kiosk", "name": "K", "token": "t",'
        ' "url": "https://a:8460", "fingerprint": null, "site_id": "1", "site_name": "C",'
        ' "zone": "Europe/Lisbon"}'
    )
    known = load_identity(tmp_path)
    assert known is not None
    assert known.urls == ("https://a:8460",)


# -- enrolling -----------------------------------------------------------------------


def test_a_station_is_enrolled_at_the_address_that_answers_and_knows_all(
    stranger: SiteServer, secure: SiteServer, certificate: Certificate, tmp_path: Path
) -> None:
    urls = ("https://127.0.0.1:1", stranger.url, secure.url)
    found = enrol(
        tmp_path / "p", url=urls, string=certificate.pairing(), kind=StationKind.KIOSK, name="K"
    )
    assert found is not None
    assert found.urls == (secure.url, "https://127.0.0.1:1", stranger.url)
    assert [asked.path for asked in stranger.requests] == ["/v1/authority"]


def test_a_code_that_may_have_been_read_is_shown_to_nobody_else(twins: TwinSite) -> None:
    twins.first.fault("/v1/stations/pair", "lose")
    with pytest.raises(Unreachable):
        pair(twins.urls, "ABCD-EFGH", StationKind.KIOSK, "K")
    assert not twins.second.requests


def test_plain_and_secure_addresses_are_not_mixed(certificate: Certificate) -> None:
    urls = ("http://127.0.0.1:8460", "https://127.0.0.1:8461")
    with pytest.raises(PairingInvalid) as caught:
        pair(urls, certificate.pairing(), StationKind.KIOSK, "K")
    assert caught.value.code == "server_url_insecure"


def test_a_known_station_looks_first_where_it_is_told(tmp_path: Path) -> None:
    save_identity(tmp_path, identity("https://a:8460", "0" * 64))
    urls = ("https://b:8460", "https://c:8460")
    found = enrol(tmp_path, url=urls, string=None, kind=StationKind.KIOSK, name="K")
    assert found is not None
    assert found.urls == (*urls, "https://a:8460")
