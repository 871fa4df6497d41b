"""What the server speaks: the newest version, and no cipher without secrecy and proof."""

import ssl
from pathlib import Path

import pytest

from core.runtime.clock import SystemClock
from server.authority import Authority
from server.data_folder import DataFolder
from server.tls import server_context

KEY = bytes(range(32))


@pytest.fixture
def leaf(tmp_path: Path) -> Path:
    folder, now = DataFolder(tmp_path), SystemClock().now()
    return Authority.make(folder, KEY, now).leaf(folder, KEY, now).file


def test_context_refuses_old_tls(leaf: Path) -> None:
    context = server_context(leaf, root=KEY)
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


def chosen(leaf: Path, **offered: str) -> tuple[str, str] | None:
    """Shake hands with a client that offers this; return version and cipher, None if refused."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    if "cipher" in offered:
        client.maximum_version = ssl.TLSVersion.TLSv1_2
        client.set_ciphers(offered["cipher"])
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    caller = client.wrap_bio(back, there)
    server = server_context(leaf, root=KEY).wrap_bio(there, back, server_side=True)
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


def test_the_newest_version_is_spoken_where_both_can(leaf: Path) -> None:
    found = chosen(leaf)
    assert found is not None
    assert found[0] == "TLSv1.3"


@pytest.mark.parametrize(
    "cipher", ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"]
)
def test_older_stations_are_spoken_to_in_secrecy_that_outlives_the_key(
    leaf: Path, cipher: str
) -> None:
    assert chosen(leaf, cipher=cipher) == ("TLSv1.2", cipher)


@pytest.mark.parametrize("cipher", ["ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA384"])
def test_ciphers_without_proof_of_the_message_are_refused(leaf: Path, cipher: str) -> None:
    assert chosen(leaf, cipher=cipher) is None
