"""Runs the application on a socket: says when it listens, and stops cleanly on a signal."""

import asyncio
import logging
import signal
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from server.faults import Stop
from server.protocol import BoundedProtocol

_FILES_WANTED: Final = 8192
_MOST_SENT: Final = 256 * 1024
_log = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """A uvicorn server that tells when requests are served and when it is about to stop.

    Args:
        config: What to serve.
        on_listening: Called once requests are served.
        on_stopping: Called in the event loop, before open connections are waited for.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        *,
        on_listening: Callable[[], None],
        on_stopping: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._on_listening = on_listening
        self._on_stopping = on_stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._on_listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the feeds first: they would hold their connections open."""
        self._on_stopping()
        await super().shutdown(sockets)


def bind(host: str, port: int) -> socket.socket:
    """Return a bound socket; port 0 takes a free one.

    Raises:
        Stop: The address is not this machine's, or something listens there already.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, since asyncio turns the 40 ms delay of small answers off for TCP alone.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Taken over by each connection: what the system holds for a caller who does not read.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _MOST_SENT)
        sock.bind((host, port))
        # Two servers may bind one port as long as neither listens; find out here, not later.
        sock.listen(2048)
    except (OSError, OverflowError, TypeError) as error:  # TypeError: no name of a host
        sock.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise Stop(f"cannot listen on {host}:{port}: {reason}") from error
    sock.setblocking(False)
    return sock


def serve(
    app: ASGIApp,
    sock: socket.socket,
    *,
    tls: ssl.SSLContext | None,
    on_listening: Callable[[], None],
    on_stopping: Callable[[], None],
) -> None:
    """Serve until SIGTERM or SIGINT; answers under way get 2 s to end."""
    raise_file_limit()
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="on",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
        http=BoundedProtocol,
        ssl_context_factory=None if tls is None else lambda _config, _default: tls,
    )
    server = Server(config, on_listening=on_listening, on_stopping=on_stopping)
    # uvicorn raises the signal again once it has stopped, and so asks for what is done already.
    with suppress(SystemExit):
        asyncio.run(server.serve(sockets=[sock]))
    if not server.started:
        raise Stop("the server could not start; see its log")


def leave_on_signals() -> None:
    """End with 0 at SIGTERM or SIGINT from now on, also before anything is served."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def raise_file_limit() -> None:
    """Allow some thousand idle connections, as far as this user and system may."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Unix alone has it

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES_WANTED if hard == resource.RLIM_INFINITY else min(_FILES_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
