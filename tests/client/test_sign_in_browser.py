"""The browser that comes back: heard on this machine alone, once, and for its own sign-in."""

import socket
import threading
from collections.abc import Iterator

import pytest
import requests

from sync.client.sign_in_browser import HOST, Brought, Listener, browsable, read_back

STATE = "s" * 43


class Waiting:
    """A listener, and what it told."""

    def __init__(self) -> None:
        self.told: list[Brought] = []
        self.heard = threading.Event()
        self.listener = Listener(self.came, "Fertig & <zu>")

    def came(self, brought: Brought) -> None:
        self.told.append(brought)
        self.heard.set()

    def get(self, target: str, **headers: str) -> requests.Response:
        return requests.get(
            f"http://{HOST}:{self.listener.port}{target}", headers=headers, timeout=5
        )


@pytest.fixture
def waiting() -> Iterator[Waiting]:
    found = Waiting()
    yield found
    found.listener.close()


def test_a_browser_that_comes_back_is_heard_once(waiting: Waiting) -> None:
    target = f"/?code=c%2F1&state={STATE}&iss=https%3A%2F%2Fidp.example"
    assert waiting.get(target).status_code == 404  # nobody is expected yet
    waiting.listener.expect(STATE)
    answer = waiting.get(target)
    assert answer.status_code == 200
    assert "Fertig &amp; &lt;zu&gt;" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert waiting.told == [Brought("c/1", "https://idp.example")]
    assert waiting.get(target).status_code == 404
    assert len(waiting.told) == 1


def test_what_belongs_to_no_sign_in_is_passed_over(waiting: Waiting) -> None:
    waiting.listener.expect(STATE)
    good = f"/?code=c&state={STATE}"
    for target in ("/", "/favicon.ico", "/?code=c", "/?code=c&state=x", f"/elsewhere{good[1:]}"):
        assert waiting.get(target).status_code == 404
    # A name that somebody lets lead here.
    assert waiting.get(good, Host=f"evil.example:{waiting.listener.port}").status_code == 404
    assert waiting.told == []
    assert waiting.get(good).status_code == 200


def test_a_line_that_says_nothing_keeps_no_browser_waiting(waiting: Waiting) -> None:
    waiting.listener.expect(STATE)
    with socket.create_connection((HOST, waiting.listener.port)):
        assert waiting.get(f"/?code=c&state={STATE}").status_code == 200


def test_a_refusal_there_is_told(waiting: Waiting) -> None:
    waiting.listener.expect(STATE)
    assert waiting.get(f"/?error=access_denied&state={STATE}").status_code == 200
    assert waiting.told == [Brought("")]


def test_it_is_open_on_this_machine_alone_and_closed_when_it_is_over(waiting: Waiting) -> None:
    assert waiting.listener._server.server_address[0] == HOST
    waiting.listener.close()
    waiting.listener._thread.join(10)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((HOST, waiting.listener.port), timeout=5)


@pytest.mark.parametrize(
    ("text", "brought"),
    [
        (" 4/0AfJ-code.x ", Brought("4/0AfJ-code.x")),
        (f"http://127.0.0.1:4/?code=c&state={STATE}", Brought("c")),
        (f"https://show.example/x?a=b&state={STATE}&code=c#top", Brought("c")),
        (f"?state={STATE}&code=c&iss=i", Brought("c", "i")),
        (f"http://127.0.0.1:4/?error=x&state={STATE}", Brought("")),
        ("", None),
        ("two words", None),
        ("https://idp.example/login", None),
        (f"http://127.0.0.1:4/?state={STATE}", None),
        ("http://127.0.0.1:4/?code=c", None),
        ("http://127.0.0.1:4/?code=c&state=another", None),
        (f"?code=c&code=d&state={STATE}", None),
        (f"?code=c&state={STATE}&state={STATE}", None),
        ("c\u00f6de", None),
        ("c\x00de", None),
        ("x" * 5000, None),
    ],
)
def test_what_somebody_pastes_is_read_strictly(text: str, brought: Brought | None) -> None:
    assert read_back(text, STATE) == brought


def test_a_code_is_in_no_log(waiting: Waiting, capfd: pytest.CaptureFixture[str]) -> None:
    waiting.listener.expect(STATE)
    waiting.get(f"/?code=secret&state={STATE}")
    waiting.get("/?code=secret")
    assert "secret" not in "".join(capfd.readouterr())
    assert "secret" not in repr(waiting.told)


def test_only_the_web_is_opened_in_a_browser() -> None:
    assert browsable("https://idp.example/authorize?x=y")
    for other in ("file:///etc/passwd", "javascript:alert(1)", "ms-settings:", "https://", ""):
        assert not browsable(other)
