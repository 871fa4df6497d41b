"""What need not come over the line: parts that nobody reads, what is unchanged, certificates."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.business_days import Days
from sync.booking.gateway import BookingFailed, BookingRefused, BookingUnreachable
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.remembering import Remembered
from sync.booking.rdv_service_public.transport import IDLE_S, Timeouts, Transport
from tests.fakes.booking_sandbox_runs import TOKEN, morning, sandbox_thread
from tests.fakes.booking_server import Asked, Reply, Script, reply, scripted_server

DAY: Final = date(2026, 11, 24)
LIST: Final = "/api/v1/organisations/77/rdvs"
WHOLE: Final = {
    "id": 501,
    "starts_at": "2026-11-24 09:00:00 +0100",
    "motif": {"id": 31, "name": "Passeport", "location_type": "public_office"},
    "participations": [
        {"id": 7001, "status": "unknown", "user": {"id": 1, "first_name": "A", "last_name": "B"}}
    ],
}
ONE: Final = {"rdvs": [WHOLE], "meta": {"total_count": 1}}


def line(url: str, monotonic: Callable[[], float] = lambda: 0.0) -> Transport:
    signed = OAuthTokens(TokenPair(TOKEN))
    return Transport(url, signed, Timeouts(2, 5), monotonic=monotonic)


def gateway(url: str) -> RdvServicePublic:
    return RdvServicePublic(
        line(url), RdvServicePublicSettings((77,), Days(ZoneInfo("Europe/Lisbon")))
    )


def lists(script: Script) -> list[Asked]:
    return [one for one in script.asked if one.path == LIST]


# Parts


def test_only_what_is_read_is_asked_for_and_comes_to_the_same() -> None:
    with sandbox_thread(morning(page_size=100)) as sandbox:
        bare = gateway(sandbox.url).list_day(DAY)
        day = {"starts_after": "2026-11-24 00:00:00", "starts_before": "2026-11-24 23:59:59"}
        body = line(sandbox.url).get(LIST, day)
        assert isinstance(body, dict)
    assert len(bare.bookings) > 12
    assert all("users" in row for row in body["rdvs"])

    def everything(asked: Asked) -> Reply:
        return reply(body)

    with scripted_server(everything) as script:
        whole = gateway(script.url).list_day(DAY)
        assert script.asked[0].query["include"] == ["agents,lieu,motif,participations"]
    assert whole.bookings == bare.bookings


@pytest.mark.parametrize(
    "answer",
    [
        reply({"errors": ["unknown parameter"]}, 422),
        reply({"errors": ["unknown parameter"]}, 400),
        reply({"rdvs": [{name: WHOLE[name] for name in ("id", "starts_at")}], "meta": {}}),
    ],
    ids=["422", "400", "rows that lack a part"],
)
def test_a_server_that_cannot_leave_parts_out_is_asked_so_once(answer: Reply) -> None:
    def picky(asked: Asked) -> Reply:
        return answer if "include" in asked.query else reply(ONE)

    with scripted_server(picky) as script:
        site = gateway(script.url)
        for _ in range(3):
            assert len(site.list_day(DAY).bookings) == 1
        assert ["include" in one.query for one in lists(script)] == [True, False, False, False]


def test_a_refusal_of_the_site_is_not_taken_for_one_of_the_parts() -> None:
    refusing = [Reply(418), Reply(418)]

    def answer(asked: Asked) -> Reply:
        del asked
        return refusing.pop() if refusing else reply(ONE)

    with scripted_server(answer) as script:
        site = gateway(script.url)
        with pytest.raises(BookingRefused):
            site.list_day(DAY)
        site.list_day(DAY)
        assert ["include" in one.query for one in lists(script)] == [True, False, True]


# Bodies


def test_an_unchanged_day_comes_without_a_body_and_is_the_same_day() -> None:
    with sandbox_thread(morning()) as sandbox:
        site = gateway(sandbox.url)
        first = site.list_day(DAY)
        assert site.list_day(DAY) == first
        sandbox.act("move", rdv=501, at="12:10")
        changed = site.list_day(DAY)
        assert changed != first
        assert site.list_day(DAY) == changed


def marked(body: object, mark: str = 'W/"1"', **headers: str) -> Callable[[Asked], Reply]:
    def answer(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match") == mark:
            return Reply(304, b"", {"ETag": mark})
        return Reply(200, json.dumps(body).encode(), {"ETag": mark, **headers})

    return answer


def shown_marks(script: Script) -> list[bool]:
    return ["If-None-Match" in one.headers for one in script.asked]


def test_a_mark_is_shown_for_the_very_same_question_alone() -> None:
    with scripted_server(marked(ONE)) as script:
        site = line(script.url)
        for query in ({"page": "1"}, {"page": "1"}, {"page": "2"}):
            assert site.get(LIST, query, remembered=True) == ONE
        assert site.get(LIST, {"page": "1"}) == ONE
        assert shown_marks(script) == [False, True, False, False]


def test_what_the_server_wants_kept_by_nobody_is_not() -> None:
    with scripted_server(marked(ONE, **{"Cache-Control": "no-store"})) as script:
        site = line(script.url)
        for _ in range(2):
            site.get(LIST, {}, remembered=True)
        assert shown_marks(script) == [False, False]


def test_an_unchanged_answer_to_who_knew_none_is_no_answer() -> None:
    with scripted_server(lambda _: Reply(304)) as script:
        for remembered in (True, False):
            with pytest.raises(BookingFailed, match="answer_garbled"):
                line(script.url).get(LIST, {}, remembered=remembered)


def test_what_could_not_be_read_is_not_remembered() -> None:
    answers = [Reply(200, b"{", {"ETag": "1"}), reply(ONE), reply({"errors": []}, 503)]
    with scripted_server(lambda _: answers.pop(0)) as script:
        site = line(script.url)
        with pytest.raises(BookingFailed):
            site.get(LIST, {}, remembered=True)
        assert site.get(LIST, {}, remembered=True) == ONE
        with pytest.raises(BookingUnreachable):
            site.get(LIST, {}, remembered=True)
        assert shown_marks(script) == [False, False, False]


@pytest.mark.parametrize("mark", [None, "", "é", "a\r\nb", "x" * 201])
def test_a_mark_that_fits_no_header_is_none(mark: str | None) -> None:
    known = Remembered()
    known.keep("q", "1", b"before")
    known.keep("q", mark, b"now")
    assert known.mark("q") in (None, "")


def test_what_is_remembered_is_bounded_and_the_oldest_goes_first() -> None:
    known = Remembered()
    for place in range(100):
        known.keep(str(place), "m", b"body")
        known.body("0")
    assert known.mark("0") == "m"
    assert [known.mark(str(place)) for place in (1, 99)] == [None, "m"]
    assert known.body("99") == b"body"


# Lines


@dataclass
class Secure:
    """A server with TLS, and how each line to it began."""

    url: str
    root: Path
    resumed: list[bool] = field(default_factory=list)


@contextmanager
def secure_server(folder: Path, name: str) -> Iterator[Secure]:
    chain, root = _certificate(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    began: list[bool] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            assert isinstance(self.connection, ssl.SSLSocket)
            began.append(bool(self.connection.session_reused))

        def do_GET(self) -> None:
            body = json.dumps(ONE).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as inherited
            del format, args

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of whoever did not trust it."""

    server = Server(("127.0.0.2", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Secure(f"https://127.0.0.2:{server.server_address[1]}", root, began)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_an_idle_line_is_opened_anew_and_goes_on_with_its_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    time_s = 0.0
    monkeypatch.setenv("NO_PROXY", "127.0.0.2")
    with secure_server(tmp_path, "127.0.0.2") as secure:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure.root))
        site = line(secure.url, lambda: time_s)
        for pause_s in (0.0, 1.0, IDLE_S + 1.0, 1.0, 300.0):
            time_s += pause_s
            assert site.get("/", {}) == ONE
        site.close()
        assert secure.resumed == [False, True, True]


def test_a_certificate_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.2")
    with secure_server(tmp_path, "127.0.0.3") as secure:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure.root))
        with pytest.raises(BookingUnreachable, match="certificate"):
            line(secure.url).get("/", {})
    with secure_server(tmp_path, "127.0.0.2") as secure:
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        with pytest.raises(BookingUnreachable, match="certificate"):
            line(secure.url).get("/", {})


def _certificate(folder: Path, address: str) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "rdv.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(address))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    root, chain = folder / "root.pem", folder / "chain.pem"
    root.write_bytes(made.public_bytes(pem))
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain.write_bytes(secret + made.public_bytes(pem))
    return chain, root
