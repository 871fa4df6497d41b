"""The processes of a measurement: the real server, and the stations that listen to it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Final

from benchmarks.load.wire import TIMEOUT_S, Asked, Door, LineBroken, Station, trusting

ROOT: Final = Path(__file__).parents[2]
_LISTENING: Final = re.compile(r"listening on https?://127\.0\.0\.1:(\d+)")


class ServerProgram:
    """`guichet-server` in a process of its own, with its usual options.

    Args:
        data: The site's folder, made by `init`.
        keys: Where its key is.
        tls: As in a post; else `--no-tls`.
        env: Further variables of its environment.
        options: Further options.
    """

    def __init__(
        self,
        data: Path,
        keys: Path,
        *,
        tls: bool = False,
        env: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self._data = data
        self._tls = tls
        self._env = {**os.environ, "GUICHET_KEY_DIR": str(keys), **(env or {})}
        self._options = options
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> "ServerProgram":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._running().pid

    def start(self, *further: str) -> None:
        """Start, again on the same port, with further options; wait until it listens."""
        command = [sys.executable, "-m", "server", "--data", str(self._data)]
        command += ["--port", str(self._port), *further]
        if not self._tls:
            command.append("--no-tls")
        self._process = subprocess.Popen(
            [*command, *self._options], cwd=ROOT, env=self._env, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        found = _LISTENING.match(line)
        if found is None:
            raise SystemExit(f"the server did not start: {line!r}, exit {self._process.wait()}")
        self._port = int(found[1])
        certificate = str(self._data / "authority.pem")
        self.door = Door(self._port, trusting(certificate) if self._tls else None)
        self.certificate = certificate if self._tls else None

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        if self._process is not None and self._process.poll() is None:
            self._end(signal.SIGTERM)

    def seq(self) -> int:
        """Return the newest seq, from the first call that anybody may make."""
        station = Station(self.door)
        answer = station.ask(Asked("health", "GET", "/v1/healthz"))
        station.close()
        assert answer.status == 200, answer
        return int(answer.json()["seq"])

    def resident_mb(self) -> float:
        """Return its resident memory, in megabytes."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024

    def cpu_s(self) -> float:
        """Return the seconds of processor that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _running(self) -> "subprocess.Popen[str]":
        if self._process is None:
            raise LineBroken
        return self._process

    def _end(self, number: int) -> None:
        process = self._running()
        process.send_signal(number)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the listeners cost and got in all.

    Attributes:
        calls: Calls that every one of them heard.
        missed: Calls that only some of them heard.
        disorder: Events that came twice or out of order.
    """

    calls: int
    missed: int
    disorder: int
    cpu_s: float


class Listeners:
    """The process with all stations that listen, and a thread that hears what it tells."""

    def __init__(
        self, door: Door, tokens: Sequence[str], *, certificate: str | None = None, after: int = 0
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.load.listeners"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        given: dict[str, Any] = {"port": door.port, "certificate": certificate, "after": after}
        self._stdin.write(json.dumps({**given, "tokens": list(tokens)}) + "\n")
        self._stdin.flush()
        if (line := self._stdout.readline()) != "ready\n":
            raise SystemExit(f"the listeners did not start: {line!r}")
        self._told = Condition()
        self._heard: dict[str, float] = {}
        self._last = ""
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def heard_at(self, step_id: str) -> float:
        """Wait until the last listener has heard of a call; return when, in seconds."""
        with self._told:
            if not self._told.wait_for(lambda: step_id in self._heard, TIMEOUT_S):
                raise SystemExit("a call was not heard by every listener")
            return self._heard.pop(step_id)

    def end(self) -> Heard:
        """Stop listening; return what it came to."""
        time.sleep(0.3)  # what is on its way still arrives
        self._stdin.close()
        self._process.wait()
        self._thread.join()
        self._stdout.close()
        return Heard(**json.loads(self._last))

    def _read(self) -> None:
        for line in self._stdout:
            step_id, _, at = line.partition(" ")
            with self._told:
                if line.startswith("{"):
                    self._last = line
                else:
                    self._heard[step_id] = int(at) / 1e9
                self._told.notify_all()
