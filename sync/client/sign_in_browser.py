"""The way back from a browser: a listener on this machine alone, or what somebody pastes."""

import html
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic
from typing import Final
from urllib.parse import parse_qs, urlsplit

HOST: Final = "127.0.0.1"
LASTS_S: Final = 600.0
_SILENCE_S: Final = 5.0
_LOOK_S: Final = 0.2
_LONGEST: Final = 4096


@dataclass(frozen=True, slots=True)
class Brought:
    """What a browser brought back.

    Attributes:
        code: Empty where the provider, or whoever sat there, refused.
        issuer: Who sent it back, where that is told.
    """

    code: str = field(repr=False)
    issuer: str | None = None


def read_back(text: str, state: str, *, shown: bool = False) -> Brought | None:
    """Read what came back: a query, a whole address, or a code alone as somebody copied it.

    Args:
        text: What came, or was pasted.
        state: Of the sign-in.
        shown: The code is shown by a page whose address need not name the sign-in.

    Returns:
        None for what is none of it, or of another sign-in.
    """
    given = text.strip()
    if not given or len(given) > _LONGEST or not given.isascii() or not given.isprintable():
        return None
    if " " in given:
        return None
    query = given.partition("#")[0].partition("?")[2]
    if not query:
        return None if "://" in given else Brought(given)
    found = parse_qs(query)
    if found.get("state", [state] if shown else None) != [state]:
        return None
    codes, issuers = found.get("code", []), found.get("iss", [None])
    if len(codes) > 1 or len(issuers) > 1 or not (codes or "error" in found):
        return None
    return Brought(codes[0] if codes else "", issuers[0])


class Listener:
    """Waits on a free port of this machine for one browser, ten minutes at most.

    It never blocks its owner: what comes is told on a thread of its own.

    Args:
        came: Takes what the browser brought back, once for each state.
        page: What the browser then shows, a sentence.
    """

    def __init__(self, came: Callable[[Brought], None], page: str) -> None:
        self._came = came
        self._page = page
        self._lock = threading.Lock()
        self._state: str | None = None
        self._over = threading.Event()
        listener = self

        class Handler(_Handler):
            owner = listener

        self._server = _Server((HOST, 0), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._serve, name="sign-in", daemon=True)
        self._thread.start()

    def expect(self, state: str) -> None:
        """Wait for this sign-in, and for no other."""
        with self._lock:
            self._state = state

    def close(self) -> None:
        """Wait for nobody; the port is free within moments."""
        self._over.set()

    def take(self, target: str) -> str | None:
        """Take a request; return the page to show, None for what belongs to no sign-in."""
        path, _, query = target.partition("?")
        with self._lock:
            state = self._state
            brought = None if state is None else read_back(f"?{query}", state)
            if path != "/" or not query or brought is None or self._over.is_set():
                return None
            self._state = None
        self._came(brought)
        return self._page

    def _serve(self) -> None:
        until = monotonic() + LASTS_S
        with self._server as server:
            while not self._over.is_set() and monotonic() < until:
                server.handle_request()


class _Server(ThreadingHTTPServer):
    """One that shares its port with nobody, and waits for no thread."""

    allow_reuse_address = False
    daemon_threads = True
    block_on_close = False
    timeout = _LOOK_S


class _Handler(BaseHTTPRequestHandler):
    """Answers a browser on this machine."""

    owner: Listener
    timeout = _SILENCE_S
    server_version = "Guichet"
    sys_version = ""

    def do_GET(self) -> None:
        """Show the page to whoever brings a code, and nothing to anybody else."""
        page = None
        # A name that leads here by somebody's trick is not this machine's.
        if self.headers.get("Host") == f"{HOST}:{self.owner.port}":
            page = self.owner.take(self.path)
        body = b"" if page is None else _html(page)
        self.send_response(404 if page is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Write nothing: the address holds a code."""

    def log_error(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own
        """Write nothing, as `log_request`."""


def _html(sentence: str) -> bytes:
    text = html.escape(sentence)
    return f"<!doctype html><meta charset=utf-8><title>Guichet</title><h1>{text}</h1>".encode()


def browsable(url: str) -> bool:
    """Tell whether an address may be opened in a browser: nothing else is opened by it."""
    parts = urlsplit(url)
    return parts.scheme in ("https", "http") and bool(parts.hostname)
