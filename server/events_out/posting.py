"""One request to another tool: to an address that may be called, and bounded in every way."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

_ANSWER_BYTES: Final = 64 * 1024
_ADDRESSES: Final = 3
_LONGEST_ASKED_S: Final = 6 * 3600.0
_METADATA: Final = (
    ipaddress.ip_network("169.254.0.0/16"),
    ipaddress.ip_network("fe80::/10"),
    ipaddress.ip_network("fd00:ec2::/64"),
)
"""Where machines in clouds read their own secrets, and whatever else is on one wire alone."""

Address = tuple[socket.AddressFamily, str, int]


class AddressRefused(Exception):
    """The site does not send there, whoever answers."""


class NotTaken(Exception):
    """It was not taken, or that is not known.

    Attributes:
        reason: A code.
        retry_after_s: How long the tool asks to be left alone; None where it does not say.
    """

    def __init__(self, reason: str, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after_s = retry_after_s


class Gone(Exception):
    """The tool says that it is there no more (410)."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one call may take.

    Attributes:
        connect_s: Seconds until the line stands, for each address of the host.
        read_s: Seconds between two bytes of the answer.
        whole_s: Seconds from the line to the end of the answer.
    """

    connect_s: float = 5.0
    read_s: float = 10.0
    whole_s: float = 20.0


@dataclass(frozen=True, slots=True)
class _Target:
    host: str
    port: int
    path: str
    tls: bool


def target_of(url: str) -> _Target:
    """Return where a URL leads.

    Raises:
        AddressRefused: It is no address on the web, or a plain one to another machine.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressRefused("address_refused") from error
    tls = parts.scheme == "https"
    if not host or parts.username or not (tls or (parts.scheme == "http" and _is_here(host))):
        raise AddressRefused("address_refused")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Target(host, port or (443 if tls else 80), path, tls)


def may_be_called(address: str) -> bool:
    """Tell whether the site sends to an IP address.

    A post's tools stand on its own network, so that private addresses may. What machines in clouds
    read their secrets from, and addresses that are no one machine's, may not.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    odd = found.is_multicast or found.is_unspecified or (found.is_reserved and found.version == 4)
    return not odd and not any(found in net for net in _METADATA if net.version == found.version)


class Poster:
    """Sends to one address over one kept connection; one thread calls, any may `stop`.

    The address is looked up and judged at each connection, and the very one that was judged is
    called: a name that leads elsewhere a moment later leads nowhere. No proxy of the environment
    is used, and no redirect followed.

    Args:
        url: Where to.
        context: Whom TLS trusts; the system's authorities by default.
        look_up: Finds the addresses of a host.
        bounds: Of a call.
    """

    def __init__(
        self,
        url: str,
        context: ssl.SSLContext | None = None,
        look_up: Callable[[str, int], list[Address]] | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        self._url = url
        self._context = context
        self._look_up = look_up or _addresses
        self._bounds = bounds or Bounds()
        self._connection: http.client.HTTPConnection | None = None
        self._line: socket.socket | None = None
        self._stopped = threading.Event()
        self._was_cut = False

    def post(self, headers: Mapping[str, str], body: bytes) -> None:
        """Send a body; it was taken when this returns.

        Raises:
            AddressRefused: The site does not send there.
            Gone: The tool is there no more.
            NotTaken: Anything else.
        """
        target = target_of(self._url)
        self._was_cut = False
        watch = threading.Timer(self._bounds.whole_s, self._cut)
        watch.daemon = True
        watch.start()
        try:
            # A kept connection may have been closed at the other end while nothing was sent.
            if self._connection is None or not self._try(target, headers, body):
                self._try(target, headers, body, last=True)
        finally:
            watch.cancel()

    def stop(self) -> None:
        """Cut a call that is under way, and let no other begin."""
        self._stopped.set()
        self._cut()

    def close(self) -> None:
        """Let the connection go."""
        connection, self._connection = self._connection, None
        line, self._line = self._line, None
        if connection is not None:
            connection.close()
        if line is not None:
            line.close()

    def _try(
        self, target: _Target, headers: Mapping[str, str], body: bytes, *, last: bool = False
    ) -> bool:
        """Send it once; say whether it was answered."""
        try:
            if self._connection is None:
                self._connection = self._connect(target)
            self._connection.request("POST", target.path, body, dict(headers))
            answer = self._connection.getresponse()
            read = answer.read(_ANSWER_BYTES)
        except TimeoutError as error:
            self.close()
            raise NotTaken("timed_out") from error
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise NotTaken("certificate") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            if last:
                raise NotTaken("no_connection") from error
            return False
        if self._was_cut:
            # What a cut line leaves looks like an answer that ended by itself.
            self.close()
            raise NotTaken("timed_out")
        if answer.will_close or len(read) == _ANSWER_BYTES:
            self.close()
        _judge(answer)
        return True

    def _connect(self, target: _Target) -> http.client.HTTPConnection:
        found = self._look_up(target.host, target.port)[:_ADDRESSES]
        if not found or not all(may_be_called(address) for _, address, _ in found):
            raise AddressRefused("address_refused")
        if self._stopped.is_set():
            raise ConnectionAbortedError
        line = self._line = _first_open(found, self._bounds.connect_s)
        line.settimeout(self._bounds.read_s)
        connection = http.client.HTTPConnection(target.host, target.port)
        if target.tls:
            context = self._context or ssl.create_default_context()
            connection = http.client.HTTPSConnection(target.host, target.port, context=context)
            secured = self._line = context.wrap_socket(
                line, server_hostname=target.host, do_handshake_on_connect=False
            )
            secured.do_handshake()
        connection.sock = self._line
        # It must not connect by itself: nobody would judge the address.
        connection.auto_open = 0
        return connection

    def _cut(self) -> None:
        self._was_cut, line = True, self._line
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def _judge(answer: http.client.HTTPResponse) -> None:
    status = answer.status
    if 200 <= status < 300:
        return
    if status == HTTPStatus.GONE:
        raise Gone
    if 300 <= status < 400:
        raise NotTaken("redirected")
    raise NotTaken(f"http_{status}", _asked_s(answer.getheader("Retry-After")))


def _asked_s(value: str | None) -> float | None:
    """Return how long a tool asks to wait, in seconds up to six hours."""
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        asked = float(value[:9])
    else:
        try:
            asked = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError):
            return None
    return min(max(0.0, asked), _LONGEST_ASKED_S)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _addresses(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(socket.AddressFamily(family), str(at[0]), int(at[1])) for family, _, _, _, at in found]


def _first_open(addresses: list[Address], connect_s: float) -> socket.socket:
    last: OSError = OSError("no address")
    for family, address, port in addresses:
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(connect_s)
        # Head and body are two writes: the second must not wait for the other side's word.
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            line.connect((address, port))
        except OSError as error:
            line.close()
            last = error
        else:
            return line
    raise last
