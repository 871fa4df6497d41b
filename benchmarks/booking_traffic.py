"""Counts what keeping in step with a booking server costs on the wire, TLS included.

    python -m benchmarks.booking_traffic [--appointments N]

An hour of a quiet site is played through the real gateway, against the sandbox behind a proxy that
speaks TLS with a chain of certificates as long as usual ones. A relay in front of the proxy counts
the bytes of both directions, as they lie in TCP. Time is the benchmark's own: between two readings
the line ends, as an idle one does. Nothing is timed, so that every run gives the same but for some
bytes of jitter in what is compressed.
"""

import argparse
import asyncio
import os
import ssl
import tempfile
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Final

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from benchmarks.booking import DAY, ZONE, sandbox
from core.business_days import Days
from sync.booking.inbox import PullPace
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.transport import Transport

_TOKEN: Final = "sandbox-token"  # noqa: S105 - of invented data on this machine
_LOGGED: Final = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2")
_HOUR_S: Final = 3600.0
_CHUNK: Final = 65536
_HOST: Final = "127.0.0.2"
"""This machine, under an address that the site takes for another one's."""


@dataclass
class Counted:
    """Bytes and connections so far."""

    sent: int = 0
    received: int = 0
    lines: int = 0

    def __sub__(self, before: "Counted") -> "Counted":
        return Counted(
            self.sent - before.sent, self.received - before.received, self.lines - before.lines
        )

    def now(self) -> "Counted":
        """Return a copy."""
        return Counted(self.sent, self.received, self.lines)


def main() -> None:
    """Play the hour, and print a table."""
    parser = argparse.ArgumentParser(description="What a quiet site costs on the wire")
    parser.add_argument("--appointments", type=int, default=30, help="of each day")
    options = parser.parse_args()
    pace = PullPace()
    days = range(pace.days_ahead + 1)
    with (
        tempfile.TemporaryDirectory() as folder,
        sandbox(options.appointments, days=days) as url,
        _counting(Path(folder), url) as (secure, counted),
    ):
        time_s = 0.0
        transport = Transport(secure, OAuthTokens(TokenPair(_TOKEN)), monotonic=lambda: time_s)
        gateway = RdvServicePublic(transport, RdvServicePublicSettings((77,), Days(ZONE)))
        everything = Counted()

        def read(what: str, first: int, last: int, times: float) -> None:
            nonlocal time_s, everything
            time_s += pace.today_s
            before = counted.now()
            for ahead in range(first, last + 1):
                time_s += 1.0
                found = gateway.list_day(DAY + timedelta(days=ahead))
                assert len(found.bookings) == options.appointments
            cost = counted - before
            _told(what, cost, times)
            everything = Counted(
                everything.sent + round(cost.sent * times),
                everything.received + round(cost.received * times),
                everything.lines + round(cost.lines * times),
            )

        print(f"{options.appointments} appointments a day, bytes of both directions\n")
        read("today, for the first time", 0, 0, 0)
        read("the days ahead, for the first time", 1, pace.days_ahead, 0)
        read("today, unchanged", 0, 0, _HOUR_S / pace.today_s)
        read("the days ahead, unchanged", 1, pace.days_ahead, _HOUR_S / pace.ahead_s)
        _told("a quiet hour", everything, 1)
        _change(url)
        read("today, one appointment changed", 0, 0, 0)
        transport.close()


def _change(url: str) -> None:
    act = {"act": "move", "rdv": 1000, "at": "07:59"}
    signed = {"Authorization": f"Bearer {_TOKEN}"}
    requests.post(f"{url}/sandbox/acts", json=act, headers=signed, timeout=10).raise_for_status()


def _told(what: str, cost: Counted, times: float) -> None:
    whole = cost.sent + cost.received
    often = f" × {times:.0f} an hour" if times > 1 else ""
    print(
        f"{what:36}{whole / 1000:8.1f} KB  ({cost.sent / 1000:.1f} sent, "
        f"{cost.received / 1000:.1f} received, {cost.lines} lines){often}"
    )


@contextmanager
def _counting(folder: Path, url: str) -> Iterator[tuple[str, Counted]]:
    """Serve a sandbox over TLS, and count what passes; gives the address."""
    counted = Counted()
    chain, key, root = _certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    host, _, port = url.removeprefix("http://").partition(":")
    loop = asyncio.new_event_loop()

    def count(sent: int, received: int) -> None:
        counted.sent += sent
        counted.received += received

    async def serve() -> int:
        inner = await asyncio.start_server(
            _relay(host, int(port), lambda: None, lambda *_: None), "127.0.0.1", 0, ssl=context
        )

        def opened() -> None:
            counted.lines += 1

        through = inner.sockets[0].getsockname()[1]
        outer = await asyncio.start_server(_relay("127.0.0.1", through, opened, count), _HOST, 0)
        return int(outer.sockets[0].getsockname()[1])

    found = loop.run_until_complete(serve())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    # As an administrator names an authority of the post's own, and no proxy: by the environment.
    os.environ |= {"REQUESTS_CA_BUNDLE": str(root), "NO_PROXY": _HOST}
    try:
        yield f"https://{_HOST}:{found}", counted
    finally:
        loop.call_soon_threadsafe(_end, loop)
        thread.join()


def _end(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.call_soon(loop.stop)


def _relay(
    host: str,
    port: int,
    opened: Callable[[], None],
    count: Callable[[int, int], None],
) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]]:
    """Return what hands one connection on, and counts what passes."""

    async def pipe(
        source: asyncio.StreamReader, target: asyncio.StreamWriter, *, out: bool
    ) -> None:
        with suppress(OSError):
            while data := await source.read(_CHUNK):
                count(len(data) if out else 0, 0 if out else len(data))
                target.write(data)
                await target.drain()
        target.close()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened()
        there, back = await asyncio.open_connection(host, port)
        await asyncio.gather(pipe(reader, back, out=True), pipe(there, writer, out=False))

    return relay


def _certificates(folder: Path) -> tuple[Path, Path, Path]:
    """Make a chain of usual length: a certificate, the authority that signed it, and its root."""
    root_key, middle_key, key = (_key() for _ in range(3))
    root = _certificate("Root R1", root_key, "Root R1", root_key, authority=True)
    middle = _certificate("Intermediate CA 2026", middle_key, "Root R1", root_key, authority=True)
    leaf = _certificate("rdv.example", key, "Intermediate CA 2026", middle_key, authority=False)
    chain, secret, trusted = (folder / name for name in ("chain.pem", "key.pem", "root.pem"))
    pem = serialization.Encoding.PEM
    chain.write_bytes(leaf.public_bytes(pem) + middle.public_bytes(pem))
    trusted.write_bytes(root.public_bytes(pem))
    secret.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return chain, secret, trusted


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(
    name: str, key: rsa.RSAPrivateKey, issuer: str, by: rsa.RSAPrivateKey, *, authority: bool
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_encipherment=not authority,
                key_cert_sign=authority,
                crl_sign=authority,
                content_commitment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if not authority:
        names = [x509.DNSName("rdv.example"), x509.DNSName("www.rdv.example")]
        address = x509.IPAddress(IPv4Address(_HOST))
        builder = builder.add_extension(
            x509.SubjectAlternativeName([*names, address]), critical=False
        ).add_extension(
            # What two logs of certificates sign, which browsers ask for.
            x509.UnrecognizedExtension(_LOGGED, b"\x04\x81\xf0" + bytes(240)),
            critical=False,
        )
    return builder.sign(by, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Organisme inventé"),
            x509.NameAttribute(NameOID.COMMON_NAME, text),
        ]
    )


if __name__ == "__main__":
    main()
