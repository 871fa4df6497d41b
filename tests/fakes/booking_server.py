"""A booking server over real HTTP that answers what a test scripts, hangs up, or drips."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What is answered; `hang_up` closes the line in its place."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hang_up: bool = False


def reply(body: object, status: int = 200, **headers: str) -> Reply:
    """Return an answer with a JSON body; `Retry_After` stands for `Retry-After`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(body).encode(), named)


@dataclass
class Script:
    """Decides what is answered, and keeps what was asked."""

    answer: Callable[[Asked], Reply]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""


@contextmanager
def scripted_server(answer: Callable[[Asked], Reply], *, port: int = 0) -> Iterator[Script]:
    """Serve on loopback while the context lasts."""
    script = Script(answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            asked = Asked(
                self.command,
                parts.path,
                parse_qs(parts.query),
                dict(self.headers.items()),
                self.rfile.read(length),
            )
            script.asked.append(asked)
            made = script.answer(asked)
            if made.hang_up:
                self.close_connection = True
                return
            self.send_response(made.status)
            for name, value in made.headers.items():
                if name != "Date":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(made.body)))
            self.end_headers()
            self.wfile.write(made.body)

        do_GET = do_PATCH = do_POST = _any  # noqa: N815 - the names that `http.server` calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def dripping_server(sent_first: bytes) -> Iterator[str]:
    """Serve on loopback, to each caller, some bytes and then one space every 50 ms, for ever."""
    over = threading.Event()
    threads: list[threading.Thread] = []

    def drip(line: socket.socket) -> None:
        with line, suppress(OSError):
            line.recv(65536)
            line.sendall(sent_first)
            while not over.wait(0.05):
                line.sendall(b" ")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)

        def accept() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    line, _ = listening.accept()
                    line.settimeout(5)
                    threads.append(threading.Thread(target=drip, args=(line,)))
                    threads[-1].start()

        threads.append(threading.Thread(target=accept))
        threads[0].start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            over.set()
            for thread in threads:
                thread.join()
