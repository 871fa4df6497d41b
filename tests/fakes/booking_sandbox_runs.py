"""The booking sandbox as a test needs it: in a thread, or as the real process."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import uvicorn

from demonstration.booking_sandbox.__main__ import bind
from demonstration.booking_sandbox.app import make_app
from demonstration.booking_sandbox.calls import Sandbox
from demonstration.booking_sandbox.scenario import Scenario, load_scenario
from demonstration.booking_sandbox.state import State
from tests.fakes.booking_fakes import standing_clock

ROOT = Path(__file__).parents[2]
MORNING = ROOT / "demonstration" / "booking_sandbox" / "scenarios" / "morning.json"
TOKEN = "test-token"
Json = Any
SIGNED = {"Authorization": f"Bearer {TOKEN}"}


def morning(**changes: object) -> Scenario:
    """Return the shipped scenario, with some fields changed."""
    scenario = load_scenario(MORNING)
    return Scenario.model_validate({**scenario.model_dump(), **changes})


@dataclass(frozen=True)
class Running:
    """A sandbox that serves."""

    url: str
    state: State

    def direct(self, method: str, path: str, body: object = None) -> Json:
        """Ask something of the sandbox itself; its answer must be good."""
        return directed(self.url, method, path, body)

    def act(self, act: str, **more: object) -> Json:
        """Do something as a colleague on the web page."""
        return self.direct("POST", "acts", {"act": act, **more})

    def go_wrong(self, *faults: dict[str, object], **more: object) -> None:
        """Let these things go wrong from now on, and no others."""
        self.direct("PUT", "faults", {"faults": list(faults), **more})

    def log(self) -> list[dict[str, object]]:
        """Return the writes that it received."""
        answer = requests.get(f"{self.url}/sandbox/log", headers=SIGNED, timeout=5).json()
        items: list[dict[str, object]] = answer["items"]
        return items


def directed(url: str, method: str, path: str, body: object = None) -> Json:
    """Ask something of a sandbox that listens at `url`; its answer must be good."""
    answer = requests.request(
        method, f"{url}/sandbox/{path}", json=body, headers=SIGNED, timeout=10
    )
    answer.raise_for_status()
    return answer.json()


@contextmanager
def sandbox_thread(scenario: Scenario) -> Iterator[Running]:
    """Serve a scenario from memory while the context lasts."""
    state = State(None, scenario, [TOKEN])
    config = uvicorn.Config(
        make_app(Sandbox(state, standing_clock())),
        log_config=None,
        lifespan="off",
        date_header=False,
        ws="none",
    )
    # A call may come before the thread serves: it waits in the queue of the socket.
    sock = bind("127.0.0.1", 0)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    try:
        yield Running(f"http://127.0.0.1:{sock.getsockname()[1]}", state)
    finally:
        server.should_exit = True
        thread.join()
        sock.close()
        state.close()


@contextmanager
def sandbox_process(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the program on a free port; give the process and its address; stop it after."""
    command = [
        sys.executable,
        "-m",
        "demonstration.booking_sandbox",
        "--port",
        "0",
        "--token",
        TOKEN,
    ]
    process = subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if process.stdout is None:
        raise RuntimeError("no standard output")
    try:
        first = process.stdout.readline()
        if not first.startswith("listening on http://"):
            raise RuntimeError(f"the sandbox said {first!r}")
        yield process, first.split()[-1]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
