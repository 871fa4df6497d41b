"""Ending a call from outside: when it takes too long as a whole, or when nobody wants it any more.

The time-outs of a socket bound the pause between two bytes. A server that sends one byte and
waits, for ever, meets each of them.
"""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool, HTTPSConnectionPool


class LineCutter:
    """Holds the socket of the one call that is under way, and can cut it from another thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sock: socket.socket | None = None
        self._call = 0
        self._late = False
        self._spared = False
        self.gone = threading.Event()
        """Set once nothing may be called any more."""

    @contextmanager
    def within(self, seconds: float, *, spared: bool = False) -> Iterator[None]:
        """Cut the call that is made inside when it takes longer; it then fails where it stands.

        Args:
            seconds: How long it may take.
            spared: `stop` lets it come to its end: what it brings exists nowhere else.
        """
        with self._lock:
            self._call += 1
            self._late = False
            self._spared = spared
            timer = threading.Timer(seconds, self._end, (self._call,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                # A timer that has fired already, but comes late, must not cut the next call.
                self._call += 1

    @property
    def why(self) -> str | None:
        """Why the last call was cut: `stopped` or `too_slow`; None if it was not."""
        if self.gone.is_set() and not self._spared:
            return "stopped"
        return "too_slow" if self._late else None

    def stop(self) -> None:
        """Cut what is under way, and whatever should follow."""
        self.gone.set()
        with self._lock:
            if not self._spared:
                self._shut()

    def note_session(self, context: "Resuming") -> None:
        """Let the next connection go on with the session of this one."""
        with self._lock:
            sock = self._sock
        # Only now: under TLS 1.3 its ticket comes after the first bytes.
        if isinstance(sock, ssl.SSLSocket) and sock.session is not None:
            context.last = sock.session

    def holds(self, sock: socket.socket | None) -> None:
        """Take note of the socket that was just opened."""
        with self._lock:
            self._sock = sock
            if self._late or (self.gone.is_set() and not self._spared):
                self._shut()

    def _end(self, call: int) -> None:
        with self._lock:
            if call == self._call:
                self._late = True
                self._shut()

    def _shut(self) -> None:
        # The plain one's, also under TLS: whoever reads there is woken, and nothing is said to
        # the other side that would have to wait.
        if self._sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


class Resuming(ssl.SSLContext):
    """Opens each connection with the session of the last, so that certificates come once.

    They are more than half of what a reading costs that finds nothing new. A session is of the one
    host that this context is for, whose certificate was verified when it began.
    """

    last: ssl.SSLSession | None = None

    @classmethod
    def make(cls) -> "Resuming":
        """Return a context that verifies, with nothing to go on with yet."""
        context = cls(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def wrap_socket(  # type: ignore[override]
        self,
        sock: socket.socket,
        *,
        server_hostname: str | None = None,
        session: ssl.SSLSession | None = None,
    ) -> ssl.SSLSocket:
        """Begin TLS."""
        return super().wrap_socket(
            sock, server_hostname=server_hostname, session=session or self.last
        )


class CuttableAdapter(HTTPAdapter):
    """Tells a cutter of each connection that it opens. Repeats nothing by itself."""

    def __init__(self, cutter: LineCutter, context: Resuming) -> None:
        self._plain, self._secure = _connections(cutter)
        self._context = context
        super().__init__(max_retries=0)

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,
        **more: Any,  # noqa: ANN401 - the base's own
    ) -> None:
        """Make what pools are kept in; ways through a proxy begin a session each time."""
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._context, **more)

    def get_connection_with_tls_context(
        self,
        request: PreparedRequest,
        verify: bool | str | None,
        proxies: Mapping[str, str] | None = None,
        cert: str | tuple[str, str] | None = None,
    ) -> ConnectionPool:
        """Return the pool for a request, whose connections can be cut."""
        pool = super().get_connection_with_tls_context(request, verify, proxies, cert)
        if isinstance(pool, HTTPSConnectionPool):
            pool.ConnectionCls = self._secure
        elif isinstance(pool, HTTPConnectionPool):
            pool.ConnectionCls = self._plain
        return pool


def _connections(cutter: LineCutter) -> tuple[type[HTTPConnection], type[HTTPSConnection]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            cutter.holds(_socket_of(self))

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            cutter.holds(_socket_of(self))

    return Plain, Secure


def _socket_of(connection: HTTPConnection) -> socket.socket | None:
    sock: object = connection.sock
    # Through a proxy that speaks TLS itself, the socket lies one layer deeper.
    sock = getattr(sock, "socket", sock)
    return sock if isinstance(sock, socket.socket) else None
