"""The booking sandbox as a process that is killed and comes back, and who directs it."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import requests

from tests.faults.booking.prepared import TOKEN
from tests.faults.history import Json
from tests.server.live_server import ROOT

_CLOCK: Final = "2026-11-24T09:00:00+00:00@1"


class SandboxServer:
    """A booking server on one port and one file, through all its lives.

    Args:
        data: Its file.
        scenario: The day that it starts from.
        log: What it complains of.
    """

    def __init__(self, data: Path, scenario: Path, log: Path) -> None:
        self._data = data
        self._scenario = scenario
        self._log = log.open("ab")
        self._process: subprocess.Popen[str] | None = None
        self._session = requests.Session()
        self._session.trust_env = False
        self.port = 0

    @property
    def running(self) -> bool:
        """Whether it is there."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, and wait until it listens.

        Raises:
            AssertionError: It does not come up.
        """
        self._end_pipe()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "demonstration.booking_sandbox"),
                *("--port", str(self.port), "--token", TOKEN, "--clock", _CLOCK),
                *("--data", str(self._data), "--scenario", str(self._scenario)),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        line = "" if self._process.stdout is None else self._process.stdout.readline()
        if not line.startswith("listening on"):
            raise AssertionError(f"the sandbox said {line!r}")
        self.port = int(line.rpartition(":")[2])

    def kill(self) -> None:
        """Kill it where it stands."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)

    def close(self) -> None:
        """End it for good."""
        self.kill()
        self._end_pipe()
        self._session.close()
        self._log.close()

    def direct(self, method: str, path: str, body: Json = None) -> Json:
        """Ask something of the sandbox itself, which no fault meets.

        Raises:
            AssertionError: It answers something else than wanted.
        """
        answer = self._session.request(
            method,
            f"http://127.0.0.1:{self.port}/sandbox/{path}",
            json=body,
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=20,
        )
        if answer.status_code != 200:
            raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return answer.json()

    def act(self, **act: Json) -> Json:
        """Let a colleague do something."""
        return self.direct("POST", "acts", act)

    def go_wrong(self, *faults: Json, seed: int = 0) -> None:
        """Let these things go wrong from now on, and no others."""
        self.direct("PUT", "faults", {"faults": list(faults), "seed": seed})

    def _end_pipe(self) -> None:
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()
