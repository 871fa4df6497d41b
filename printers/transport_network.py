"""A printer on a raw TCP port, usually 9100."""

import socket
import time

from printers.bounded import TookTooLong, within
from printers.transport import LinkLost, LinkStuck

PORT = 9100
CONNECT_S = 2.0
CHUNK = 4096
SEND_BUFFER = 16384
"""Small, so that bytes which a stuck printer does not take are seen here as not taken."""


class NetworkLink:
    """An open TCP connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection

    def send(self, data: bytes, patience_s: float) -> None:
        view, taken = memoryview(data), 0
        self._socket.settimeout(patience_s)
        while taken < len(data):
            try:
                taken += self._socket.send(view[taken : taken + CHUNK])
            except TimeoutError as error:
                raise LinkStuck(f"stuck after {taken} of {len(data)} bytes") from error
            except OSError as error:
                raise LinkLost(f"broke after {taken} bytes: {error}") from error

    def receive(self, patience_s: float) -> bytes:
        self._socket.settimeout(max(patience_s, 0.001))
        try:
            data = self._socket.recv(CHUNK)
        except TimeoutError:
            return b""
        except OSError as error:
            raise LinkLost(str(error)) from error
        if not data:
            raise LinkLost("closed by the printer")
        return data

    def close(self) -> None:
        self._socket.close()


class NetworkTransport:
    """A printer by host and port.

    Args:
        host: A name or an address.
        port: Its raw port.
        connect_s: How long looking up the name and connecting may take together, whatever the
            number of addresses that the name has.
    """

    answers = True

    def __init__(self, host: str, port: int = PORT, *, connect_s: float = CONNECT_S) -> None:
        self._host, self._port = host, port
        self._connect_s = connect_s
        self.name = f"tcp:[{host}]:{port}" if ":" in host else f"tcp:{host}:{port}"

    def open(self) -> NetworkLink:
        started = time.monotonic()
        try:
            connection = self._connect(started + self._connect_s)
        except (OSError, TookTooLong) as error:
            waited = time.monotonic() - started
            text = f"{self.name}: {error} after {waited:.1f} s"
            raise LinkLost(text, "unreachable") from error
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        return NetworkLink(connection)

    def _connect(self, ends: float) -> socket.socket:
        """Connect to the first address that answers before `ends`."""
        found = within(
            ends - time.monotonic(),
            lambda: socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM),
        )
        failed: OSError = TimeoutError("timed out")
        for tried, (family, kind, protocol, _, address) in enumerate(found):
            connection = socket.socket(family, kind, protocol)
            # A dead address must leave the others their share of the time.
            share = (ends - time.monotonic()) / (len(found) - tried)
            connection.settimeout(max(share, 0.001))
            try:
                connection.connect(address)
            except OSError as error:
                connection.close()
                failed = error
            else:
                return connection
        raise failed
