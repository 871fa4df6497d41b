"""The certificate: made once, pinned by its fingerprint, useless without the data key."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509

from server.tls import fingerprint, make_certificate, server_context

KEY = bytes(range(32))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    certificate, key = tmp_path / "c.pem", tmp_path / "k.pem"
    make_certificate(certificate, key, data_key=KEY, now=datetime(2026, 11, 24, tzinfo=UTC))
    return certificate, key


def test_certificate_names_this_machine(pair: tuple[Path, Path]) -> None:
    certificate = x509.load_pem_x509_certificate(pair[0].read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "localhost" in names.get_values_for_type(x509.DNSName)
    assert {str(ip) for ip in names.get_values_for_type(x509.IPAddress)} == {"127.0.0.1", "::1"}


def test_context_refuses_old_tls(pair: tuple[Path, Path]) -> None:
    context = server_context(*pair, data_key=KEY)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


def chosen(pair: tuple[Path, Path], **offered: str) -> tuple[str, str] | None:
    """Shake hands with a client that offers this; return version and cipher, None if refused."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    if "cipher" in offered:
        client.maximum_version = ssl.TLSVersion.TLSv1_2
        client.set_ciphers(offered["cipher"])
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    caller = client.wrap_bio(back, there)
    server = server_context(*pair, data_key=KEY).wrap_bio(there, back, server_side=True)
    for _ in range(4):
        for end in (caller, server):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLError:
                return None
    cipher = caller.cipher()
    assert cipher is not None
    return str(caller.version()), cipher[0]


def test_the_newest_version_is_spoken_where_both_can(pair: tuple[Path, Path]) -> None:
    found = chosen(pair)
    assert found is not None
    assert found[0] == "TLSv1.3"


@pytest.mark.parametrize(
    "cipher", ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"]
)
def test_older_stations_are_spoken_to_in_secrecy_that_outlives_the_key(
    pair: tuple[Path, Path], cipher: str
) -> None:
    assert chosen(pair, cipher=cipher) == ("TLSv1.2", cipher)


@pytest.mark.parametrize("cipher", ["ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA384"])
def test_ciphers_without_proof_of_the_message_are_refused(
    pair: tuple[Path, Path], cipher: str
) -> None:
    assert chosen(pair, cipher=cipher) is None


def test_key_of_the_certificate_is_encrypted_with_the_data_key(pair: tuple[Path, Path]) -> None:
    assert "ENCRYPTED" in pair[1].read_text()
    with pytest.raises(OSError, match=r"(?i)ssl|decrypt|pem"):
        server_context(*pair, data_key=bytes(32))


def test_fingerprint_is_base32_of_a_sha_256(pair: tuple[Path, Path]) -> None:
    text = fingerprint(pair[0])
    assert len(text) == 52
    assert text == text.upper()
    assert "=" not in text
