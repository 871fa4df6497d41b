"""How a station speaks TLS: as the server does, and in nothing weaker."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.client.errors import Unreachable
from sync.client.http import Connection
from tests.fakes.certificates import Certificate, make_certificate


@contextmanager
def listening(certificate: Certificate, cipher: str) -> Iterator[tuple[str, list[str]]]:
    """Shake one hand in TLS 1.2 and one cipher; give the address and what was agreed on."""
    context, agreed = certificate.context, list[str]()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(cipher)

    def serve() -> None:
        try:
            with context.wrap_socket(sock.accept()[0], server_side=True) as peer:
                agreed.append((peer.cipher() or ("",))[0])
        except OSError:
            return

    with socket.create_server(("127.0.0.1", 0)) as sock:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"https://127.0.0.1:{sock.getsockname()[1]}", agreed
        thread.join(10)


@pytest.mark.parametrize(
    ("cipher", "spoken"),
    [
        ("ECDHE-ECDSA-AES128-GCM-SHA256", True),
        ("ECDHE-ECDSA-CHACHA20-POLY1305", True),
        ("ECDHE-ECDSA-AES128-SHA256", False),
        ("ECDHE-ECDSA-AES256-SHA384", False),
    ],
)
def test_a_station_speaks_no_cipher_that_the_server_would_refuse(
    tmp_path: Path,
    cipher: str,
    spoken: bool,
) -> None:
    certificate = make_certificate(tmp_path, "site")
    with listening(certificate, cipher) as (url, agreed):
        connection = Connection(url, fingerprint=certificate.fingerprint)
        with pytest.raises(Unreachable):
            connection.call("GET", "/healthz")
        connection.close()
    assert agreed == ([cipher] if spoken else [])
