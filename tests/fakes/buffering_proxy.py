"""A proxy on loopback that collects answers before it passes them on, as careless ones do."""

import http.client
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from tests.fakes.site_server import drop

_PIECE: Final = 4096
_HOP: Final = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive"})


class BufferingProxy:
    """Stands between a station and its server.

    Attributes:
        collecting: Whether event streams are held back until `size` bytes are there.
        head_first: Whether the head of a stream is passed on before its body.
        streams: Streams that were asked for.
        polls: Long polls that were asked for.
    """

    def __init__(self, upstream_port: int, *, head_first: bool = False, size: int = 65536) -> None:
        self.upstream_port = upstream_port
        self.head_first = head_first
        self.size = size
        self.collecting = True
        self.streams = 0
        self.polls = 0
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.sockets: set[socket.socket] = set()
        proxy = self

        class Handler(_Handler):
            owner = proxy

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        """End, with every connection."""
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        with self.lock:
            for each in list(self.sockets):
                drop(each)
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: stations leave when they like."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    owner: BufferingProxy

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def setup(self) -> None:
        super().setup()
        with self.owner.lock:
            self.owner.sockets.add(self.connection)

    def finish(self) -> None:
        with self.owner.lock:
            self.owner.sockets.discard(self.connection)
        super().finish()

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError, http.client.HTTPException):
            self.close_connection = True

    def do_any(self) -> None:
        """Pass a request on, and its answer back."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        link = http.client.HTTPConnection("127.0.0.1", self.owner.upstream_port, timeout=30)
        try:
            kept = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
            link.request(self.command, self.path, body or None, kept)
            with self.owner.lock:
                if link.sock is not None:
                    self.owner.sockets.add(link.sock)
            answer = link.getresponse()
            if answer.getheader("Content-Type", "").startswith("text/event-stream"):
                self._stream(answer)
            else:
                self._whole(answer)
        finally:
            with self.owner.lock:
                if link.sock is not None:
                    self.owner.sockets.discard(link.sock)
            link.close()

    do_GET = do_POST = do_any  # noqa: N815

    def _whole(self, answer: http.client.HTTPResponse) -> None:
        self.owner.polls += self.path.startswith("/v1/events")
        content = answer.read()
        self._head(answer, {"Content-Length": str(len(content))})
        self.wfile.write(content)

    def _stream(self, answer: http.client.HTTPResponse) -> None:
        self.owner.streams += 1
        self.close_connection = True
        told, held = False, b""
        while not self.owner.stopping.is_set():
            if self.owner.head_first and not told:
                self._head(answer, {"Connection": "close"})
                told = True
            piece = answer.read1(_PIECE)
            held += piece
            if self.owner.collecting and piece and len(held) < self.owner.size:
                continue
            if not told:
                self._head(answer, {"Connection": "close"})
                told = True
            self.wfile.write(held)
            self.wfile.flush()
            held = b""
            if not piece:
                return

    def _head(self, answer: http.client.HTTPResponse, more: dict[str, str]) -> None:
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP:
                self.send_header(name, value)
        for name, value in more.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.flush()
