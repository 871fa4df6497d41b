"""The site's own authority: made once, kept by its key, and what it signs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature

from server.authority import LEAF_LIFE, Authority
from server.data_folder import DataFolder
from server.tls import key_password
from sync.contract.authority import SITE_HOST, fingerprint_of, pem_of, read_authority
from tests.fakes.certificates import FakeAuthority, certificate_of_before

KEY = bytes(range(32))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


@pytest.fixture
def authority(folder: DataFolder) -> Authority:
    return Authority.make(folder, KEY, NOW)


def test_a_leaf_is_signed_for_the_name_that_stations_ask_for_and_for_this_machine(
    folder: DataFolder, authority: Authority
) -> None:
    leaf = authority.leaf(folder, KEY, NOW).certificate
    leaf.verify_directly_issued_by(authority.certificate)
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {SITE_HOST, "localhost"} <= set(names.get_values_for_type(x509.DNSName))
    assert {str(ip) for ip in names.get_values_for_type(x509.IPAddress)} == {"127.0.0.1", "::1"}
    life = leaf.not_valid_after_utc - leaf.not_valid_before_utc
    assert life == LEAF_LIFE <= timedelta(days=397)
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_a_leaf_is_kept_for_two_thirds_of_its_life_and_then_made_anew(
    folder: DataFolder, authority: Authority
) -> None:
    first = authority.leaf(folder, KEY, NOW)
    due = first.certificate.not_valid_before_utc + LEAF_LIFE * 2 / 3
    assert authority.leaf(folder, KEY, due - timedelta(seconds=1)) == first
    second = authority.leaf(folder, KEY, due)
    assert second != first
    assert second.certificate.public_key() != first.certificate.public_key()
    assert second.certificate.not_valid_before_utc <= due < second.certificate.not_valid_after_utc


def test_a_leaf_from_a_time_that_the_clock_only_claimed_is_made_anew_once_it_is_right(
    folder: DataFolder, authority: Authority
) -> None:
    claimed = authority.renew(folder, KEY, NOW + timedelta(days=9000))
    assert claimed.is_due(NOW)
    again = authority.leaf(folder, KEY, NOW)
    assert again.certificate.not_valid_before_utc < NOW < again.certificate.not_valid_after_utc


@pytest.mark.parametrize("content", ["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_damaged_leaf_or_certificate_is_made_anew_and_the_authority_stays_the_same(
    folder: DataFolder, authority: Authority, content: str
) -> None:
    authority.leaf(folder, KEY, NOW)
    folder.leaf.write_text(content)
    folder.authority.write_text(content)
    again = Authority.of(folder, KEY, NOW + timedelta(days=40))
    assert again.fingerprint == authority.fingerprint
    again.leaf(folder, KEY, NOW).certificate.verify_directly_issued_by(authority.certificate)


def test_the_leaf_of_another_authority_is_not_kept(
    folder: DataFolder, authority: Authority, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = DataFolder(tmp_path / "other")
    stranger = Authority.make(other, KEY, NOW).leaf(other, KEY, NOW)
    folder.leaf.write_bytes(stranger.file.read_bytes())
    leaf = authority.leaf(folder, KEY, NOW).certificate
    leaf.verify_directly_issued_by(authority.certificate)
    with pytest.raises(InvalidSignature):
        stranger.certificate.verify_directly_issued_by(authority.certificate)


def test_the_certificate_of_another_key_is_no_authority_here(
    folder: DataFolder, authority: Authority, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = Authority.make(DataFolder(tmp_path / "other"), KEY, NOW)
    folder.authority.write_text(other.pem)
    assert Authority.of(folder, KEY, NOW).fingerprint == authority.fingerprint


def test_both_keys_are_sealed(folder: DataFolder, authority: Authority) -> None:
    authority.leaf(folder, KEY, NOW)
    for path in (folder.certificate_key, folder.leaf):
        assert "ENCRYPTED" in path.read_text()
        assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match=r"(?i)password|decrypt"):
        Authority.of(folder, bytes(32), NOW)


def test_a_site_of_before_keeps_its_key_as_that_of_its_authority(folder: DataFolder) -> None:
    certificate_of_before(folder.certificate, folder.certificate_key, key_password(KEY))
    key = folder.certificate_key.read_bytes()
    authority = Authority.of(folder, KEY, NOW)
    assert folder.certificate_key.read_bytes() == key
    before = x509.load_pem_x509_certificate(folder.certificate.read_bytes())
    assert authority.is_key_of(before)
    assert fingerprint_of(before) == fingerprint_of(authority.certificate)


def test_two_servers_with_copies_of_the_key_are_of_one_authority(
    folder: DataFolder, authority: Authority, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    second = DataFolder(tmp_path / "second")
    second.certificate_key.write_bytes(folder.certificate_key.read_bytes())
    twin = Authority.of(second, KEY, NOW + timedelta(days=1))
    assert twin.fingerprint == authority.fingerprint
    # Each holds what the other one signs, whichever certificate of the authority a station has.
    twin.leaf(second, KEY, NOW).certificate.verify_directly_issued_by(authority.certificate)


def test_an_authority_signs_for_itself(tmp_path: Path) -> None:
    own, other = FakeAuthority(tmp_path, "own"), FakeAuthority(tmp_path, "other")
    assert read_authority(own.vouch_for(own)).public_key() == own.certificate.public_key()
    with pytest.raises(ValueError, match="no authority"):
        read_authority(other.vouch_for(own))


def test_what_is_no_authority_is_refused(folder: DataFolder, authority: Authority) -> None:
    leaf = authority.leaf(folder, KEY, NOW)
    assert read_authority(authority.pem) == authority.certificate
    for text in ("", "x", pem_of(leaf.certificate), "x" * 9000, authority.pem[:-100]):
        with pytest.raises(ValueError, match=r"."):
            read_authority(text)
