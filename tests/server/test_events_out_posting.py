"""How one event is carried: signed by the standard, to where it may go, and for a bounded time."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from server.events_out.posting import (
    AddressRefused,
    Bounds,
    Gone,
    NotTaken,
    Poster,
    may_be_called,
    target_of,
)
from server.events_out.signing import key_of, new_secret, signed_headers
from tests.fakes.booking_server import Reply, dripping_server, scripted_server
from tests.fakes.certificates import FakeAuthority
from tests.fakes.tool import SECRET, proven

QUICK = Bounds(connect_s=1, read_s=1, whole_s=0.5)
LOOPBACK = socket.AddressFamily.AF_INET


def test_the_signature_is_that_of_the_published_example() -> None:
    found = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}', [SECRET]
    )
    assert found == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_while_two_secrets_are_valid_either_proves_it() -> None:
    other = new_secret()
    found = signed_headers("1-7", 1614265330, b"{}", [other, SECRET])
    assert proven(found, b"{}")
    assert proven(found, b"{}", other)
    assert not proven(found, b"{}", new_secret())
    assert not proven(found, b"{ }")


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", SECRET[6:], "whsec_" + "A" * 88, "whsec_é"]
)
def test_other_secrets_are_none(secret: str) -> None:
    with pytest.raises(ValueError, match="a secret is"):
        key_of(secret)


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("10.1.2.3", True),
        ("192.168.1.20", True),
        ("fd12:3456::1", True),
        ("93.184.216.34", True),
        ("169.254.169.254", False),
        ("::ffff:169.254.169.254", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("0.0.0.0", False),  # noqa: S104 - not to be called
        ("::", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
    ],
)
def test_private_addresses_may_be_called_and_those_of_a_clouds_secrets_may_not(
    address: str, may: bool
) -> None:
    assert may_be_called(address) is may


@pytest.mark.parametrize(
    "url",
    [
        "http://tool.example/",
        "http://192.168.1.20/",
        "ftp://127.0.0.1/",
        "https://",
        "https://[::1",
        "http://localhost.example/",
        "https://k@tool.example/",
        "https://tool.example:99999/",
    ],
)
def test_in_clear_nothing_leaves_the_machine(url: str) -> None:
    with pytest.raises(AddressRefused):
        target_of(url)


def test_the_address_that_is_called_is_the_one_that_was_judged() -> None:
    asked: list[str] = []

    def look_up(host: str, port: int) -> list[tuple[socket.AddressFamily, str, int]]:
        asked.append(host)
        return [(LOOPBACK, "127.0.0.1", port), (LOOPBACK, "169.254.169.254", port)]

    with pytest.raises(AddressRefused):
        Poster("https://tool.example/", look_up=look_up).post({}, b"{}")
    assert asked == ["tool.example"]


def test_what_was_answered_decides() -> None:
    answers = [
        Reply(200, b"thanks"),
        Reply(302, headers={"Location": "http://169.254.169.254/"}),
        Reply(500),
        Reply(503, headers={"Retry-After": "120"}),
        Reply(429, headers={"Retry-After": "999999999"}),
        Reply(503, headers={"Retry-After": "soon"}),
        Reply(410),
    ]
    found: list[tuple[str, float | None]] = []
    with scripted_server(lambda _: answers[len(script.asked) - 1]) as script:
        poster = Poster(f"{script.url}/a?b=c")
        poster.post({"webhook-id": "1-1"}, b"{}")
        for _ in range(5):
            with pytest.raises(NotTaken) as caught:
                poster.post({}, b"{}")
            found.append((caught.value.reason, caught.value.retry_after_s))
        with pytest.raises(Gone):
            poster.post({}, b"{}")
        poster.close()
    assert found == [
        ("redirected", None),
        ("http_500", None),
        ("http_503", 120.0),
        ("http_429", 6 * 3600.0),
        ("http_503", None),
    ]
    assert (script.asked[0].path, script.asked[0].query) == ("/a", {"b": ["c"]})
    assert len(script.asked) == 7


def test_a_kept_line_that_was_closed_meanwhile_is_opened_anew() -> None:
    bodies: list[bytes] = []

    def answer_once_a_line() -> None:
        for _ in range(2):
            line, _ = listening.accept()
            with line:
                request = b""
                while not request.endswith((b"\r\n\r\n1", b"\r\n\r\n2")):
                    request += line.recv(4096)
                bodies.append(request[-1:])
                line.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer_once_a_line)
        thread.start()
        poster = Poster(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        poster.post({}, b"1")
        poster.post({}, b"2")
        poster.close()
        thread.join()
    assert bodies == [b"1", b"2"]
    with pytest.raises(NotTaken, match="no_connection"):
        poster.post({}, b"3")


def test_one_that_hangs_up_is_no_answer() -> None:
    with scripted_server(lambda _: Reply(hang_up=True)) as script:
        with pytest.raises(NotTaken, match="no_connection"):
            Poster(script.url).post({}, b"{}")
        assert len(script.asked) == 1


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_an_answer_that_never_ends_is_cut(first: bytes) -> None:
    with dripping_server(first) as url, pytest.raises(NotTaken):
        Poster(url, bounds=QUICK).post({}, b"{}")


def test_a_call_under_way_is_cut_at_a_stop_and_no_other_begins() -> None:
    with dripping_server(b"") as url:
        poster = Poster(url)
        threading.Timer(0.2, poster.stop).start()
        with pytest.raises(NotTaken):
            poster.post({}, b"{}")
        with pytest.raises(NotTaken):
            poster.post({}, b"{}")


@contextmanager
def tool_with_tls(context: ssl.SSLContext) -> Iterator[int]:
    """Serve over TLS on loopback; give the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
            """Say nothing."""

    class Server(HTTPServer):
        def handle_error(self, *_: object) -> None:
            """Nobody looks at how a handshake failed."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_tools_certificate_is_verified_against_its_name(tmp_path: Path) -> None:
    shown = FakeAuthority(tmp_path, "tools").certify(host="tool.example")
    trusting = ssl.create_default_context(cadata=shown.authority)
    trusting.verify_flags &= ~ssl.VERIFY_X509_STRICT

    def here(_host: str, port: int) -> list[tuple[socket.AddressFamily, str, int]]:
        return [(LOOPBACK, "127.0.0.1", port)]

    with tool_with_tls(shown.context) as port:
        named = f"https://tool.example:{port}/"
        Poster(named, trusting, here).post({}, b"{}")
        with pytest.raises(NotTaken, match="certificate"):
            Poster(named, look_up=here).post({}, b"{}")
        with pytest.raises(NotTaken, match="certificate"):
            Poster(f"https://other.example:{port}/", trusting, here).post({}, b"{}")
