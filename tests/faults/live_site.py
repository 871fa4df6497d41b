"""The real program in a process of its own that dies and comes back on the same folder."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

from tests.server.live_server import ROOT, run

_START: Final = "2026-11-24T09:00:00+00:00"
_LONGEST_START_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Restart:
    """One start of the program after its death.

    Attributes:
        wall_s: From the start of the process to its first answer.
        cpu_s: What of that the process worked itself; a busy machine changes little in it.
    """

    wall_s: float
    cpu_s: float


class LiveSite:
    """A site's server, to be killed.

    Args:
        folder: The site's folder.
        speed: Of the simulated clock; 0 stands still.
        more: Further options of the program, such as another database.
        module: What is run as the program.

    Attributes:
        port: The same in all its lives.
        restarts: How long each start took that was waited for.
    """

    def __init__(self, folder: Path, speed: int, *more: str, module: str = "server") -> None:
        self.folder = folder
        self.port = 0
        self.restarts: list[Restart] = []
        self._clock = f"{_START}@{speed}"
        self._more = more
        self._module = module
        self._log = (folder.parent / "server.log").open("ab")
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start the program, and wait until it answers.

        Raises:
            AssertionError: It does not come up.
        """
        began = time.monotonic()
        process = self.begin()
        if self.port == 0:
            line = "" if process.stdout is None else process.stdout.readline()
            self.port = int(line.rpartition(":")[2] or 0)
        pause = threading.Event()
        while not self._answers():
            if process.poll() is not None or time.monotonic() - began > _LONGEST_START_S:
                raise AssertionError(f"did not come up ({process.poll()}): {self._told()}")
            pause.wait(0.005)
        self.restarts.append(Restart(time.monotonic() - began, _cpu_s(process.pid)))

    def begin(self) -> "subprocess.Popen[str]":
        """Start the program, and wait for nothing."""
        self._end_pipes()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", self._module, "--data", str(self.folder)),
                *("--port", str(self.port), "--no-tls", "--clock", self._clock, *self._more),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        return self._process

    def kill(self) -> None:
        """Kill it where it stands, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)

    def terminate(self) -> None:
        """Ask it to stop.

        Raises:
            AssertionError: It does not, or ends with another code than 0.
        """
        process = self._process
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        code = process.wait(30)
        if code != 0:
            raise AssertionError(f"SIGTERM ended it with {code}: {self._told()}")

    def verify_journal(self) -> None:
        """Let the program verify its journal.

        Raises:
            AssertionError: It found damage.
        """
        done = run("verify-journal", "--data", str(self.folder))
        if done.returncode != 0 or "rows intact" not in done.stdout:
            raise AssertionError(f"verify-journal: {done.returncode} {done.stdout} {done.stderr}")

    def close(self) -> None:
        """End it for good."""
        self.kill()
        self._end_pipes()
        self._log.close()

    def _end_pipes(self) -> None:
        if self._process is not None and self._process.stdout is not None:
            self._process.stdout.close()

    def _answers(self) -> bool:
        link = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            link.request("GET", "/v1/healthz")
            return link.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            link.close()

    def _told(self) -> str:
        return (self.folder.parent / "server.log").read_text(encoding="utf-8")[-2000:]


def _cpu_s(pid: int) -> float:
    """Return the processor time of a process, in seconds; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
