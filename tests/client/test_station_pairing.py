"""Enrolling a station: the site's authority is compared first, the identity is kept privately."""

import stat
from pathlib import Path

import pytest

from core.model import StationKind
from sync.client.errors import Refused, Unreachable, WrongServer
from sync.client.http import Connection
from sync.client.identity import FILE_NAME, IdentityDamaged, load_identity
from sync.client.pairing import PairingInvalid, enrol, pair, parse_pairing
from sync.client.site import SiteClient
from sync.contract.authority import fingerprint_of, read_authority
from tests.fakes.certificates import Certificate, FakeAuthority, make_certificate
from tests.fakes.site_rules import TOKEN
from tests.fakes.site_server import SiteServer


def test_a_station_pairs_over_tls_and_trusts_the_sites_authority_from_then_on(
    secure: SiteServer, certificate: Certificate
) -> None:
    identity = pair(secure.url, certificate.pairing(), StationKind.KIOSK, "Kiosk 1")
    assert secure.of("/v1/stations/pair")[0].body == {
        "code": "ABCD-EFGH",
        "kind": "kiosk",
        "name": "Kiosk 1",
    }
    assert (identity.authority, identity.fingerprint) == (certificate.authority, None)
    assert SiteClient(identity.connection()).site().name == "Consulat"


def test_a_server_of_another_site_hears_no_more_than_whose_it_is(
    secure: SiteServer, tmp_path: Path
) -> None:
    other = make_certificate(tmp_path, "other")
    with pytest.raises(WrongServer):
        pair(secure.url, other.pairing(), StationKind.KIOSK, "Kiosk 1")
    assert [(one.method, one.path, one.body) for one in secure.requests] == [
        ("GET", "/v1/authority", {})
    ]


def test_who_shows_the_authority_of_a_site_and_is_not_its_server_gets_no_code(
    secure: SiteServer, certificate: Certificate, tmp_path: Path
) -> None:
    secure.stop()
    secure.tls = make_certificate(tmp_path, "impostor").context
    secure.start()
    with pytest.raises(WrongServer):
        pair(secure.url, certificate.pairing(), StationKind.KIOSK, "Kiosk 1")
    assert not secure.of("/v1/stations/pair")


def test_what_stands_behind_the_authority_in_its_answer_is_not_trusted(
    secure: SiteServer, certificate: Certificate, tmp_path: Path
) -> None:
    impostor = make_certificate(tmp_path, "impostor")
    secure.authority = certificate.authority + impostor.authority
    identity = pair(secure.url, certificate.pairing(), StationKind.KIOSK, "Kiosk 1")
    assert identity.authority == certificate.authority
    secure.stop()
    secure.tls = impostor.context
    secure.start()
    with pytest.raises(WrongServer):
        SiteClient(identity.connection()).site()


@pytest.mark.parametrize("told", ["", "no certificate", "-----BEGIN CERTIFICATE-----", "A" * 9000])
def test_an_answer_that_is_no_authority_leads_nowhere(
    secure: SiteServer, certificate: Certificate, told: str
) -> None:
    secure.authority = told
    with pytest.raises(Unreachable):
        pair(secure.url, certificate.pairing(), StationKind.KIOSK, "Kiosk 1")
    assert not secure.of("/v1/stations/pair")


def test_a_server_of_before_is_known_by_its_certificate_and_tells_of_its_authority_later(
    secure: SiteServer, certificate: Certificate, tmp_path: Path
) -> None:
    secure.authority = None
    profile, string = tmp_path / "profile", certificate.pairing_of_before()
    known = enrol(profile, url=secure.url, string=string, kind=StationKind.KIOSK, name="K")
    assert known is not None
    assert (known.authority, known.fingerprint) == (None, certificate.fingerprint)
    client = SiteClient(known.connection())
    for _ in range(2):
        client.site()
    # It is asked once until the next start.
    assert len(secure.of("/v1/authority")) == 2
    secure.authority = certificate.authority
    SiteClient(known.connection()).site()
    again = load_identity(profile)
    assert again is not None
    assert again.authority == certificate.authority
    assert SiteClient(again.connection()).site().name == "Consulat"


def test_a_station_that_learned_the_authority_goes_on_where_the_old_certificate_is_gone(
    secure: SiteServer, tmp_path: Path
) -> None:
    authority = FakeAuthority(tmp_path, "site")
    before, after = authority.certify(host="localhost"), authority.certify()
    secure.stop()
    secure.tls, secure.authority = before.context, before.authority
    secure.start()
    connection = Connection(secure.url, TOKEN, before.fingerprint)
    SiteClient(connection).site()
    secure.stop()
    secure.tls = after.context
    secure.start()
    assert SiteClient(connection).site().name == "Consulat"
    assert connection.route.now.authority == before.authority


def test_a_server_whose_certificate_changed_later_gets_no_token(
    secure: SiteServer, certificate: Certificate, tmp_path: Path
) -> None:
    identity = pair(secure.url, certificate.pairing(), StationKind.KIOSK, "Kiosk 1")
    secure.stop()
    secure.tls = make_certificate(tmp_path, "impostor").context
    secure.start()
    secure.requests.clear()
    with pytest.raises(WrongServer):
        SiteClient(identity.connection()).site()
    assert secure.requests == []


def test_a_server_without_tls_is_no_impostor(site: SiteServer, certificate: Certificate) -> None:
    url = site.url.replace("http:", "https:")
    with pytest.raises(Unreachable) as caught:
        pair(url, certificate.pairing(), StationKind.KIOSK, "Kiosk 1")
    assert not isinstance(caught.value, WrongServer)
    assert site.requests == []


def test_a_fingerprint_is_needed_for_tls(secure: SiteServer) -> None:
    with pytest.raises(PairingInvalid) as caught:
        pair(secure.url, "ABCD-EFGH", StationKind.KIOSK, "Kiosk 1")
    assert caught.value.code == "pairing_fingerprint_missing"


def test_plain_http_on_loopback_ignores_the_fingerprint(
    site: SiteServer, certificate: Certificate
) -> None:
    for string in ("ABCD-EFGH", certificate.pairing()):
        assert pair(site.url, string, StationKind.DISPLAY, "Hall").fingerprint is None


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://192.0.2.7:8460", "server_url_insecure"),
        ("http://server.example", "server_url_insecure"),
        ("ftp://127.0.0.1", "server_url_malformed"),
        ("127.0.0.1:8460", "server_url_malformed"),
        ("https://", "server_url_malformed"),
        ("https://host:99999", "server_url_malformed"),
        ("https://host/path", "server_url_malformed"),
        ("https://user:pw@host", "server_url_malformed"),
        ("", "server_url_malformed"),
        ("http://[", "server_url_malformed"),
    ],
)
def test_an_address_that_will_not_do_is_said_before_anything_is_sent(url: str, code: str) -> None:
    with pytest.raises(PairingInvalid) as caught:
        pair(url, "ABCD-EFGH", StationKind.KIOSK, "Kiosk 1")
    assert caught.value.code == code


@pytest.mark.parametrize(
    "string",
    ["", "ABCD", "ABCD-EFG", "ABCD-EFGH-", "ABCD-EFGH-AAAA", "ABCD-EFGH-" + "0" * 52, "ÀBCD-EFGH"],
)
def test_a_malformed_string_is_refused(string: str) -> None:
    with pytest.raises(PairingInvalid) as caught:
        parse_pairing(string)
    assert caught.value.code == "pairing_malformed"


def test_a_typed_string_may_be_in_lower_case_and_in_groups(certificate: Certificate) -> None:
    string = certificate.pairing()
    code, text = string[:10], string[10:]
    grouped = "-".join(text[place : place + 4] for place in range(0, len(text), 4))
    for typed in (string.lower(), f" {code}{grouped}\n", f"{code} {text}"):
        assert parse_pairing(typed) == parse_pairing(string)
    authority = read_authority(certificate.authority)
    assert parse_pairing(string).fingerprint == fingerprint_of(authority)
    assert "ABCD" not in repr(parse_pairing(string))


def test_a_refused_code_keeps_no_identity(site: SiteServer, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with pytest.raises(Refused):
        enrol(profile, url=site.url, string="ABCD-XXXX", kind=StationKind.KIOSK, name="K")
    assert load_identity(profile) is None


def test_an_enrolled_station_is_known_after_a_restart(site: SiteServer, tmp_path: Path) -> None:
    profile = tmp_path / "profile"

    def start(url: str | None, string: str | None) -> object:
        return enrol(profile, url=url, string=string, kind=StationKind.KIOSK, name="K")

    first = start(site.url, "ABCD-EFGH")
    assert first is not None
    assert start(site.url, "ABCD-EFGH") == first == start(None, None)
    assert len(site.of("/v1/stations/pair")) == 1
    assert stat.S_IMODE((profile / FILE_NAME).stat().st_mode) == 0o600
    assert TOKEN not in repr(first)


def test_a_station_follows_its_server_to_another_address(site: SiteServer, tmp_path: Path) -> None:
    enrol(tmp_path, url=site.url, string="ABCD-EFGH", kind=StationKind.KIOSK, name="K")
    moved = enrol(
        tmp_path, url="https://10.0.0.9:8460/", string=None, kind=StationKind.KIOSK, name="K"
    )
    assert moved is not None
    assert moved.url == "https://10.0.0.9:8460"


def test_an_unknown_station_without_a_string_is_nobody(tmp_path: Path) -> None:
    assert enrol(tmp_path, url=None, string=None, kind=StationKind.KIOSK, name="K") is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"token": 1}'])
def test_a_damaged_identity_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(IdentityDamaged):
        load_identity(tmp_path)
