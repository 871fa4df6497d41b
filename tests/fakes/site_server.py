"""A small site server on a real socket, which loses, delays and cuts its answers when told to."""

import json
import socket
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from core.runtime.ids import new_id
from sync.contract.appointment_code import public_key_text, signing_key

SITE_ID = "019ab0c4-7e1d-7000-8000-000000000001"
CODE_KEY = signing_key(bytes(range(32)))
KEY_ID = 7
TOKEN = "station-token"
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY_END = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
LIFE_CERT = "019ab0c4-7e1d-7000-8000-0000000000a1"
PASSPORT = "019ab0c4-7e1d-7000-8000-0000000000a2"
VISA = "019ab0c4-7e1d-7000-8000-0000000000a3"

Answer = tuple[int, dict[str, Any]]


@dataclass
class Recorded:
    """One request as it arrived."""

    method: str
    path: str
    key: str | None
    body: dict[str, Any]


@dataclass
class Fault:
    """What happens to a request.

    Attributes:
        kind: `lose` (done, no answer), `cut` (done, half an answer), `drop` (not done, no answer),
            `delay` (done, late), or an HTTP status with a code, `503 store_unavailable`.
        seconds: For `delay`.
    """

    kind: str
    seconds: float = 0.0


def service(service_id: str, number: int, letter: str, **changes: object) -> dict[str, Any]:
    """Return a service as `/site` shows it."""
    return {
        "id": service_id,
        "code": f"service_{number}",
        "number": number,
        "labels": {"fr": "Service"},
        "letter": letter,
        "icon": "id",
        "typical_min": 15,
        "walk_in": True,
        "walk_in_open": True,
        "sensitive": False,
        "check_in_opens_min": 30,
        "grace_min": 15,
        "late_policy": "wait",
        **changes,
    }


@dataclass
class SiteServer:
    """State and faults; `start` serves it on loopback, `stop` drops every connection."""

    tls: ssl.SSLContext | None = None
    now: datetime = START
    services: list[dict[str, Any]] = field(
        default_factory=lambda: [
            service(LIFE_CERT, 1, "K"),
            service(PASSPORT, 2, "P"),
            service(VISA, 3, "M", walk_in=False),
        ]
    )
    token: str = TOKEN
    epoch: int = 1
    lease_cap: int = 200
    expires_at: datetime = DAY_END
    refusals: dict[str, tuple[int, str, dict[str, Any]]] = field(default_factory=dict)
    requests: list[Recorded] = field(default_factory=list)
    visits: dict[str, dict[str, Any]] = field(default_factory=dict)
    slips: list[tuple[str, str]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    oldest: int = 1
    clock_every_s: float = 0.05
    quiet: bool = False
    cut_feed_after: int | None = None
    feeds: int = 0
    clocks_sent: int = 0
    port: int = 0

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._answers: dict[str, tuple[str, Answer]] = {}
        self._next: dict[tuple[str, bool], int] = {}
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

    def numbers(self) -> list[str]:
        """Return the numbers of all visits, in order of their arrival."""
        with self.lock:
            return [visit["number"] for visit in self.visits.values()]

    def publish(self, count: int) -> None:
        """Write events."""
        with self.lock:
            for _ in range(count):
                seq = len(self.events) + 1
                self.events.append(
                    {"seq": seq, "at": _z(self.now), "kind": "step.called", "facts": {"n": seq}}
                )

    def track(self, connection: socket.socket, *, open_: bool) -> None:
        """Remember an open connection, or forget a closed one."""
        with self.lock:
            (self._sockets.add if open_ else self._sockets.discard)(connection)

    def next_fault(self, path: str) -> Fault | None:
        """Return what shall go wrong now."""
        with self.lock:
            waiting = self._faults[path]
            return waiting.popleft() if waiting else None

    def answer(self, asked: Recorded) -> Answer:
        """Do a request; a command once for each key."""
        with self.lock:
            if asked.method == "GET" or asked.key is None:
                return self._do(asked)
            print_ = json.dumps([asked.path, asked.body], sort_keys=True)
            if asked.key in self._answers:
                known, answer = self._answers[asked.key]
                return answer if known == print_ else _problem(422, "idempotency_key_reused")
            answer = self._do(asked)
            self._answers[asked.key] = (print_, answer)
            return answer

    def _do(self, asked: Recorded) -> Answer:
        routes: dict[str, Callable[[dict[str, Any]], Answer]] = {
            "/v1/site": self._site,
            "/v1/healthz": self._healthz,
            "/v1/number-leases": self._lease,
            "/v1/check-ins": self._check_in,
            "/v1/walk-ins": self._walk_in,
            "/v1/stations/pair": self._pair,
            "/v1/stations/self/health": lambda _body: (204, {}),
        }
        if asked.path in routes:
            return routes[asked.path](asked.body)
        if asked.path.endswith("/slip"):
            visit_id = asked.path.split("/")[3]
            self.slips.append((visit_id, asked.body["state"]))
            return 200, {"visit_id": visit_id, "state": asked.body["state"]}
        return _problem(404, "not_found")

    def _site(self, _body: dict[str, Any]) -> Answer:
        return 200, {
            "id": SITE_ID,
            "name": "Consulat",
            "zone": "Europe/Lisbon",
            "languages": ["fr", "en", "ar"],
            "business_day": "2026-11-24",
            "now": _z(self.now),
            "opening": {"open": True},
            "services": self.services,
            "counters": [],
            "reference": {"min_length": 1, "max_length": 12, "letters": False, "ask_time": True},
            "code_keys": [{"key_id": KEY_ID, "public_key": public_key_text(CODE_KEY)}],
        }

    def _healthz(self, _body: dict[str, Any]) -> Answer:
        booking = {"state": "off"}
        seq = len(self.events)
        return 200, {"status": "ok", "version": "1", "seq": seq, "booking": booking}

    def _lease(self, body: dict[str, Any]) -> Answer:
        reserve = bool(body.get("reserve"))
        what = (body["letter"], reserve)
        first = self._next.get(what, 500 if reserve else 1)
        count = min(body["count"], self.lease_cap)
        self._next[what] = first + count
        return 201, {
            "lease_id": new_id(),
            "letter": body["letter"],
            "numbers": [f"{body['letter']}{n:03d}" for n in range(first, first + count)],
            "reserve": reserve,
            "business_day": "2026-11-24",
            "epoch": self.epoch,
            "expires_at": _z(self.expires_at),
        }

    def _check_in(self, body: dict[str, Any]) -> Answer:
        person = body.get("code") or body.get("reference") or body.get("appointment_id")
        known = self._known(body)
        if known is not None:
            return known
        if not body.get("given"):
            if person in self.refusals:
                return _problem(*self.refusals[person])
            for visit in self.visits.values():
                if visit["person"] == person:
                    return _problem(409, "already_checked_in", {"number": visit["number"]})
        return self._arrive(body, "appointment", PASSPORT, person)

    def _walk_in(self, body: dict[str, Any]) -> Answer:
        if body["service_id"] in self.refusals:
            return _problem(*self.refusals[body["service_id"]])
        return self._known(body) or self._arrive(body, "walk_in", body["service_id"], None)

    def _known(self, body: dict[str, Any]) -> Answer | None:
        if "lease_id" not in body:
            return None
        for visit in self.visits.values():
            if (visit["lease_id"], visit["number"]) == (body["lease_id"], body["number"]):
                return self._arrived(visit)
        return None

    def _arrive(
        self, body: dict[str, Any], kind: str, service_id: str, person: str | None
    ) -> Answer:
        visit = {
            "id": new_id(),
            "kind": kind,
            "number": body.get("number") or f"R{len(self.visits) + 1:03d}",
            "lease_id": body.get("lease_id"),
            "service_id": service_id,
            "person": person,
            "given": body.get("given", False),
        }
        self.visits[str(visit["id"])] = visit
        return self._arrived(visit)

    def _arrived(self, visit: dict[str, Any]) -> Answer:
        arrival = "on_time" if visit["kind"] == "appointment" else None
        return 201, {
            "visit": {
                "id": visit["id"],
                "number": visit["number"],
                "business_day": "2026-11-24",
                "kind": visit["kind"],
                "service_id": visit["service_id"],
                "arrival": arrival,
                "checked_in_at": _z(self.now),
                "language": "fr",
                "priority": False,
                "persons": 1,
                "steps": [],
            },
            "ticket": {
                "number": visit["number"],
                "letter": visit["number"][0],
                "business_day": "2026-11-24",
                "slip": "queued",
            },
            "arrival": arrival,
            "estimate": {"p50_s": 600, "p90_s": 1200, "ahead": 2},
        }

    def _pair(self, body: dict[str, Any]) -> Answer:
        if body["code"] != "ABCD-EFGH":
            return _problem(409, "pairing_code_unknown")
        site = {"id": SITE_ID, "name": "Consulat", "zone": "Europe/Lisbon"}
        return 201, {"station_id": new_id(), "token": self.token, "site": site}


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
            return self._send(_problem(int(status), code))
        free = asked.path in ("/v1/healthz", "/v1/stations/pair")
        if not free and self.headers.get("Authorization") != f"Bearer {site.token}":
            return self._send(_problem(401, "unauthorised"))
        if asked.path == "/v1/events":
            return self._stream(int(parse_qs(parts.query)["after"][0]))
        answer = site.answer(asked)
        if fault is not None and fault.kind == "delay":
            site.stopping.wait(fault.seconds)
        if fault is not None and fault.kind == "lose":
            return self._drop()
        return self._send(answer, half=fault is not None and fault.kind == "cut")

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_any  # noqa: N815

    def _send(self, answer: Answer, *, half: bool = False) -> None:
        status, body = answer
        text = b"" if status == 204 else json.dumps(body).encode()
        kind = "application/problem+json" if status >= 400 else "application/json"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status != 204:
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if half:
            self.wfile.write(text[: len(text) // 2])
            return self._drop()
        self.wfile.write(text)
        return None

    def _drop(self) -> None:
        self.wfile.flush()
        drop(self.connection)
        self.close_connection = True

    def _stream(self, after: int) -> None:
        site = self.server_side
        with site.lock:
            site.feeds += 1
            if after + 1 < site.oldest or after > len(site.events):
                return self._send(_problem(410, "feed_restarted"))
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
                self._chunk(f'event: clock\ndata: {{"now": "{_z(site.now)}"}}\n\n')
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


def _problem(status: int, code: str, facts: dict[str, Any] | None = None) -> Answer:
    return status, {"title": code, "status": status, "code": code, **(facts or {})}


def _z(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
