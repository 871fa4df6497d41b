"""A small site server on a real socket, which loses, delays and cuts its answers when told to."""

import json
import socket
import ssl
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from sync.contract.wire import EPOCH_HEADER, to_wire
from tests.fakes.site_rules import Answer, Recorded, SiteRules, problem


@dataclass
class Fault:
    """What happens to a request.

    Attributes:
        kind: `lose` (done, no answer), `cut` (done, half an answer), `head` (done, half the head of
            an answer), `drop` (not done, no answer),
            `delay` (done, answered late), `late` (done late), or an HTTP status with a code,
            such as `503 store_unavailable`.
        seconds: For `delay` and `late`.
    """

    kind: str
    seconds: float = 0.0


@dataclass
class SiteServer(SiteRules):
    """Serves the rules on loopback; `stop` drops every connection, as a kill does."""

    tls: ssl.SSLContext | None = None
    requests: list[Recorded] = field(default_factory=list)
    oldest: int = 1
    clock_every_s: float = 0.05
    quiet: bool = False
    cut_feed_after: int | None = None
    feeds: int = 0
    polls: int = 0
    clocks_sent: int = 0
    port: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._sockets: set[socket.socket] = set()
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self.stopping = threading.Event()
        self.muted = threading.Event()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def start(self) -> "SiteServer":
        """Serve, after a stop on the same port."""
        site = self

        class Handler(_Handler):
            server_side = site

        self.stopping.clear()
        self._server = _Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return self

    def stop(self) -> None:
        """Die: no more answers, every connection is dropped."""
        if self._server is None or self._thread is None:
            return
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        with self.lock:
            for each in list(self._sockets):
                drop(each)
        self._server.server_close()
        self._server = None

    def fault(self, path: str, kind: str, *, times: int = 1, seconds: float = 0.0) -> None:
        """Let the next requests of a path go wrong."""
        with self.lock:
            self._faults[path].extend([Fault(kind, seconds)] * times)

    def clear_faults(self) -> None:
        """Let everything go well again."""
        with self.lock:
            self._faults.clear()

    def of(self, path: str) -> list[Recorded]:
        """Return the requests of a path."""
        with self.lock:
            return [each for each in self.requests if each.path == path]

    def lacks(self, after: int) -> bool:
        """Tell whether the feed cannot go on from a seq."""
        return after + 1 < self.oldest or after > len(self.events)

    def opens_to_anybody(self, path: str) -> bool:
        """Tell whether a path is answered without a token."""
        return path in ("/v1/healthz", "/v1/stations/pair", "/v1/authority")

    def track(self, connection: socket.socket, *, open_: bool) -> None:
        """Remember an open connection, or forget a closed one."""
        with self.lock:
            (self._sockets.add if open_ else self._sockets.discard)(connection)

    def next_fault(self, path: str) -> Fault | None:
        """Return what shall go wrong now."""
        with self.lock:
            waiting = self._faults[path]
            return waiting.popleft() if waiting else None


@dataclass
class TwinSite:
    """Two servers of one site, which have one database."""

    first: SiteServer
    second: SiteServer

    @property
    def both(self) -> tuple[SiteServer, SiteServer]:
        """Both servers."""
        return self.first, self.second

    @property
    def urls(self) -> tuple[str, str]:
        """Where they listen."""
        return self.first.url, self.second.url

    def stop(self) -> None:
        """Stop both."""
        for each in self.both:
            each.stop()


def twin_site() -> TwinSite:
    """Start two servers with one memory."""
    first, second = SiteServer(), SiteServer()
    second.share(first)
    return TwinSite(first.start(), second.start())


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a refused handshake is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_side: SiteServer

    def setup(self) -> None:
        super().setup()
        self.server_side.track(self.connection, open_=True)

    def finish(self) -> None:
        self.server_side.track(self.connection, open_=False)
        super().finish()

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError):
            self.close_connection = True

    def end_headers(self) -> None:
        self.send_header(EPOCH_HEADER, str(self.server_side.epoch))
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def do_any(self) -> None:
        """Answer, or fail as told."""
        site = self.server_side
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Recorded(
            self.command, parts.path, self.headers.get("Idempotency-Key"), json.loads(body or "{}")
        )
        with site.lock:
            site.requests.append(asked)
        fault = site.next_fault(asked.path)
        if fault is not None and fault.kind == "drop":
            return self._drop()
        if fault is not None and fault.kind[0].isdigit():
            status, code = fault.kind.split()
            return self._send(problem(int(status), code))
        seen = int(self.headers.get(EPOCH_HEADER, "0"))
        if seen > site.epoch and not site.ignores_epochs:
            return self._send(problem(503, "superseded"))
        if (
            not site.opens_to_anybody(asked.path)
            and self.headers.get("Authorization") != f"Bearer {site.token}"
        ):
            return self._send(problem(401, "unauthorised"))
        if asked.path == "/v1/events":
            query = {name: int(values[0]) for name, values in parse_qs(parts.query).items()}
            if "text/event-stream" not in self.headers.get("Accept", ""):
                return self._page(query["after"], query.get("limit", 100), query.get("wait_s", 0))
            return self._stream(query["after"])
        if fault is not None and fault.kind == "late":
            site.stopping.wait(fault.seconds)
        answer = site.answer(asked)
        if fault is not None and fault.kind == "delay":
            site.stopping.wait(fault.seconds)
        if fault is not None and fault.kind == "lose":
            return self._drop()
        return self._send(answer, ends="" if fault is None else fault.kind)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_any  # noqa: N815

    def _send(self, answer: Answer, *, ends: str = "") -> None:
        status, body = answer
        text = b"" if status == 204 else json.dumps(body).encode()
        kind = "application/problem+json" if status >= 400 else "application/json"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if ends == "head":
            self.flush_headers()
            return self._drop()
        if status != 204:
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if ends == "cut":
            self.wfile.write(text[: len(text) // 2])
            return self._drop()
        self.wfile.write(text)
        return None

    def _drop(self) -> None:
        self.wfile.flush()
        drop(self.connection)
        self.close_connection = True

    def _page(self, after: int, limit: int, wait_s: int) -> None:
        site = self.server_side
        ends = time.monotonic() + wait_s
        with site.lock:
            site.polls += 1
            if site.lacks(after):
                return self._send(problem(410, "feed_restarted"))
        while time.monotonic() < ends and after >= len(site.events):
            if site.stopping.wait(0.01):
                return self._drop()
        with site.lock:
            items = site.events[after : after + limit]
            page = {"items": items, "next": after + len(items), "now": to_wire(site.now)}
            return self._send((200, {**page, "epoch": site.epoch}))

    def _stream(self, after: int) -> None:
        site = self.server_side
        with site.lock:
            site.feeds += 1
            if site.lacks(after):
                return self._send(problem(410, "feed_restarted"))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        sent = 0
        while not site.stopping.is_set():
            with site.lock:
                quiet, limit = site.quiet, site.cut_feed_after
                if quiet:
                    site.muted.set()
                due = [] if quiet else site.events[after:]
            if not quiet:
                site.clocks_sent += 1
                word = json.dumps({"now": to_wire(site.now), "epoch": site.epoch})
                self._chunk(f"event: clock\ndata: {word}\n\n")
            for event in due:
                if limit is not None and sent >= limit:
                    # In the middle of an event, as a line that breaks does.
                    self._chunk(f"id: {event['seq']}\ndata: {{")
                    return self._drop()
                self._chunk(f"id: {event['seq']}\ndata: {json.dumps(event)}\n\n")
                after, sent = event["seq"], sent + 1
            site.stopping.wait(site.clock_every_s)
        return None

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


def drop(connection: socket.socket) -> None:
    """Break a connection for both sides."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster
