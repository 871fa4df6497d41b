"""What a running server shows, before and after a renewal, and to whom."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from server.authority import LEAF_LIFE, Authority
from server.certificates import Certificates
from server.data_folder import DataFolder
from server.tls import key_password
from sync.contract.authority import SITE_HOST
from tests.fakes.certificates import certificate_of_before

KEY = bytes(range(32))


class Clock:
    """Shows what it is set to; at first the present, as OpenSSL looks at certificates."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(folder: DataFolder, clock: Clock) -> Certificates:
    Authority.make(folder, KEY, clock())
    return Certificates(folder, KEY, clock)


class Echo:
    """Answers every line over TLS, each connection on a thread."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def _accept(self) -> None:
        while True:
            try:
                plain, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(plain,), daemon=True).start()

    def _answer(self, plain: socket.socket) -> None:
        try:
            with self._context.wrap_socket(plain, server_side=True) as sock:
                while line := sock.recv(100):
                    sock.sendall(line)
        except OSError:
            plain.close()

    def close(self) -> None:
        # Closed alone it would go on waiting, on whatever gets its number next.
        self._listening.shutdown(socket.SHUT_RDWR)
        self._accepting.join(10)
        self._listening.close()

    def call(self, context: ssl.SSLContext, name: str | None) -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        return context.wrap_socket(plain, server_hostname=name)


@pytest.fixture
def echo(site: Certificates) -> Iterator[Echo]:
    found = Echo(site.context)
    yield found
    found.close()


def station(site: Certificates) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=site.authority.pem)
    return context


def anyone() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def shown(echo: Echo, context: ssl.SSLContext, name: str | None = SITE_HOST) -> str:
    with echo.call(context, name) as sock:
        return sha256(sock.getpeercert(binary_form=True) or b"").hexdigest()


def test_a_renewal_cuts_no_connection_and_serves_the_next_one(
    site: Certificates, echo: Echo, clock: Clock
) -> None:
    trusting = station(site)
    with echo.call(trusting, SITE_HOST) as before:
        first = before.getpeercert(binary_form=True)
        clock.time += LEAF_LIFE / 2
        site.refresh()
        assert shown(echo, trusting) == sha256(first or b"").hexdigest(), "not due yet"
        clock.time += LEAF_LIFE / 4
        site.refresh()
        with echo.call(anyone(), SITE_HOST) as after:
            assert after.getpeercert(binary_form=True) != first
        before.sendall(b"still here")
        assert before.recv(100) == b"still here"


def test_what_a_command_renewed_is_shown_and_verified(
    site: Certificates, echo: Echo, folder: DataFolder, clock: Clock
) -> None:
    trusting = station(site)
    first = shown(echo, trusting)
    Authority.of(folder, KEY, clock()).renew(folder, KEY, clock())
    assert shown(echo, trusting) == first
    site.refresh()
    assert shown(echo, trusting) != first


def test_a_renewal_that_fails_leaves_what_is_shown(
    site: Certificates, echo: Echo, folder: DataFolder, clock: Clock
) -> None:
    first = shown(echo, station(site))
    folder.leaf.unlink()
    folder.leaf.mkdir()
    clock.time += LEAF_LIFE * 3 / 4
    for _ in range(2):
        site.refresh()
    assert shown(echo, anyone()) == first
    folder.leaf.rmdir()
    site.refresh()
    assert shown(echo, anyone()) != first


def test_a_leaf_whose_key_cannot_be_read_does_not_keep_a_server_from_starting(
    site: Certificates, folder: DataFolder, clock: Clock
) -> None:
    certificate, _, _ = folder.leaf.read_text().partition("-----BEGIN ENCRYPTED")
    folder.leaf.write_text(certificate)
    again = Certificates(folder, KEY, clock)
    assert again.authority.fingerprint == site.authority.fingerprint


def test_stations_of_before_find_the_certificate_that_they_pinned_until_it_is_forgotten(
    folder: DataFolder, clock: Clock
) -> None:
    pin = certificate_of_before(folder.certificate, folder.certificate_key, key_password(KEY))
    site = Certificates(folder, KEY, clock)
    echo = Echo(site.context)
    try:
        assert shown(echo, anyone(), None) == shown(echo, anyone(), "localhost") == pin
        assert shown(echo, station(site)) != pin
        folder.certificate.unlink()
        site.refresh()
        assert shown(echo, anyone(), None) == shown(echo, station(site)) != pin
    finally:
        echo.close()


def test_the_certificate_of_another_key_is_shown_to_nobody(
    folder: DataFolder, clock: Clock, tmp_path: Path
) -> None:
    certificate_of_before(folder.certificate, tmp_path / "lost key", "lost")
    Authority.make(folder, KEY, clock())
    site = Certificates(folder, KEY, clock)
    echo = Echo(site.context)
    try:
        assert shown(echo, anyone(), None) == shown(echo, station(site))
    finally:
        echo.close()


def test_a_site_without_its_key_is_said(folder: DataFolder, clock: Clock) -> None:
    with pytest.raises(OSError, match="tls-key"):
        Certificates(folder, KEY, clock)
    folder.certificate_key.write_text("damaged")
    with pytest.raises(ValueError, match=r"."):
        Certificates(folder, KEY, clock)
