"""The real display beside a real server: enrolled, shown, spoken, restarted, cut off."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.live_server import LiveServer, live_server, run
from tests.server.site_support import init
from ui.driver_client import Driver

ROOT = Path(__file__).parents[2]


def command(profile: Path, *more: str) -> list[str]:
    """Return the command line of a display in a window."""
    return [
        *(sys.executable, "-m", "display", "--profile", str(profile)),
        *("--windowed", "960x540", *more),
    ]


@contextmanager
def display(profile: Path, *more: str) -> Iterator[tuple[Driver, "subprocess.Popen[bytes]"]]:
    """Run a display and drive it."""
    socket = profile.parent / "driver"
    process = subprocess.Popen(
        command(profile, "--driver", str(socket), *more),
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.DEVNULL,
    )
    try:
        with Driver(socket) as driver:
            yield driver, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(10)


def pairing(folder: Path) -> str:
    """Return a pairing string for a display."""
    made = run(
        *("pairing-code", "--data", str(folder), "--kind", "display", "--name", "Hall"),
        *("--no-tls", "--clock", "2026-11-24T09:00:00+00:00@1"),
    )
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


class Desk:
    """A counter with an agent, who calls."""

    def __init__(self, server: LiveServer, folder: Path) -> None:
        self._server = server
        made = run(
            *("create-agent", "--data", str(folder), "--username", "lea"),
            *("--roles", "reception,agent", "--password-stdin"),
            stdin="Cheval-juste-7-agrafes\n",
        )
        assert made.returncode == 0, made.stderr
        station = server.pair(folder, "counter")
        body = {"username": "lea", "password": "Cheval-juste-7-agrafes"}
        self._token = str(server.call("POST", "/sessions", station, body).json()["token"])
        site = server.call("GET", "/site", self._token).json()
        self._service = next(one["id"] for one in site["services"] if one["code"] == "info")
        self._counter = next(
            one["id"] for one in site["counters"] if self._service in one["services"]
        )
        opened = server.call("POST", f"/counters/{self._counter}/open", self._token, {})
        assert opened.status_code == 200, opened.text

    def walk_in(self, language: str = "fr") -> str:
        """Give somebody a ticket; return its number."""
        body = {"service_id": self._service, "language": language}
        answer = self._server.call("POST", "/walk-ins", self._token, body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["ticket"]["number"])

    def call(self) -> str:
        """Call the next; return the id of the step."""
        path = f"/counters/{self._counter}/call-next"
        answer = self._server.call("POST", path, self._token, {})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["step"]["id"])

    def step(self, step_id: str, action: str) -> None:
        """Do something with the step."""
        answer = self._server.call("POST", f"/steps/{step_id}/{action}", self._token, {})
        assert answer.status_code == 200, answer.text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    made = tmp_path / "site"
    init(made)
    return made


def spaced(number: str) -> str:
    """Return a number as the board shows it."""
    return f"{number[0]} {number[1:]}"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_call_is_seen_within_a_second_and_spoken(folder: Path, tmp_path: Path) -> None:
    voice, profile = tmp_path / "voice", tmp_path / "profile"
    with live_server(folder) as server:
        desk = Desk(server, folder)
        first = ("--server", server.url, "--pair", pairing(folder), "--voice", f"wav:{voice}")
        with display(profile, *first) as (driver, process):
            driver.wait("noCall", "numéro")
            driver.wait("clock", r"^\d\d:\d\d$")
            number = desk.walk_in("ar")
            began = time.monotonic()
            step = desk.call()
            driver.wait("calledNumber", spaced(number), timeout_s=5)
            assert time.monotonic() - began < 1.0
            assert "الرقم" in driver.read("caption")
            assert_wave(voice, number)
            driver.grab(tmp_path / "display.png")
            desk.step(step, "undo")
            driver.wait("noCall", "numéro", timeout_s=5)
            second = desk.call()
            driver.wait("calledNumber", spaced(number), timeout_s=5)
            desk.step(second, "start")
            process.send_signal(signal.SIGKILL)
            process.wait(10)
        kept = json.loads((profile / "station.json").read_text("utf-8"))
        assert kept["kind"] == "display"
        with display(profile, "--voice", "none") as (driver, _):
            driver.wait("siteName", ".", timeout_s=20)
            assert any(
                spaced(number) in str(each["text"])
                for each in driver.tree()
                if "Number" in str(each["name"])
            )


@pytest.mark.slow
def test_a_lost_server_is_told_and_its_return_mends_the_board(folder: Path, tmp_path: Path) -> None:
    with live_server(folder) as server:
        desk = Desk(server, folder)
        port = server.url.rsplit(":", 1)[1]
        first = ("--server", server.url, "--pair", pairing(folder), "--voice", "none")
        with display(tmp_path / "profile", *first) as (driver, _):
            driver.wait("noCall", "numéro")
            server.kill()
            driver.wait("connectionState", "Reconnexion", timeout_s=20)
            with live_server(folder, "--port", port) as again:
                desk._server = again
                number = desk.walk_in()
                desk.call()
                driver.wait("calledNumber", spaced(number), timeout_s=20)


def assert_wave(folder: Path, number: str) -> None:
    """Wait for the announcement of a number."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if found := list(folder.glob(f"*-{number}-*.wav")):
            assert found[0].stat().st_size > 40_000
            return
        os.sched_yield()
    raise AssertionError(f"no announcement of {number}")


@pytest.mark.slow
def test_wrong_use_is_one_line(tmp_path: Path) -> None:
    for wrong in (("--voice", "loud"), ("--server", "nowhere"), ("--windowed", "big")):
        ended = subprocess.run(
            command(tmp_path, *wrong), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 2
        assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr


@pytest.mark.slow
def test_a_display_that_nobody_enrolled_says_what_to_do(tmp_path: Path) -> None:
    with display(tmp_path / "profile", "--voice", "none") as (driver, process):
        driver.wait("noticeTitle", "pas encore enregistré")
        driver.quit()
        assert process.wait(10) == 0


@pytest.mark.slow
def test_a_wrong_pairing_string_is_explained(tmp_path: Path) -> None:
    wrong = ("--server", "http://127.0.0.1:9", "--pair", "nonsense", "--voice", "none")
    with display(tmp_path / "profile", *wrong) as (driver, _):
        driver.wait("noticeReason", "code d’appairage")
