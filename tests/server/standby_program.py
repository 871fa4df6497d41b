"""A standby in a process of its own, and what two databases have in common."""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest

from server.__main__ import main
from server.data_folder import DataFolder
from tests.server.live_server import ROOT, LiveServer


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def in_one_line(self) -> bool:
        """Whether what it said of a mistake is one line for a person."""
        return self.err.startswith("guichet-server: ") and self.err.count("\n") == 1


def command(*arguments: str, stdin: str = "") -> Ended:
    """Run a command as the program does, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        code = main(arguments)
    return Ended(code, out.getvalue(), err.getvalue())


class StandbyProgram:
    """`guichet-server follow` that runs, and the lines that it said."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "server", "follow", "--data", str(folder), *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._grown = Event()
        self._reading = Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.strip())
            self._grown.set()
        self._grown.set()

    def said(self, start: str) -> str:
        """Wait for a line that starts so, and return it."""
        end = monotonic() + 30
        while monotonic() < end:
            self._grown.clear()
            found = [line for line in self.lines if line.startswith(start)]
            if found:
                return found[-1]
            assert self.process.poll() is None, self.error()
            self._grown.wait(1)
        raise AssertionError(f"{start!r} was not said: {self.lines}")

    def error(self) -> str:
        """Return what it wrote to standard error, once it has ended."""
        assert self.process.stderr is not None
        return self.process.stderr.read()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(10)
        self._reading.join(10)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()


def pairing_code(folder: Path) -> str:
    """Return a code for a standby of a server without TLS."""
    made = command(
        *("pairing-code", "--data", str(folder), "--kind", "standby", "--name", "second PC"),
        "--no-tls",
    )
    assert made.code == 0, made.err
    return made.out.strip()


@contextmanager
def standby_program(folder: Path, server: LiveServer, code: str) -> Iterator[StandbyProgram]:
    """Run a standby of a server; it follows when this returns."""
    program = StandbyProgram(folder, "--server", server.url, "--pair", code)
    try:
        program.said("following")
        yield program
    finally:
        program.kill()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is so, half a minute at most."""
    end = monotonic() + 30
    pause = Event()
    while not condition():
        assert monotonic() < end, what
        pause.wait(0.05)


def is_even(server: LiveServer) -> bool:
    """Tell whether the server says that its standby has everything."""
    health = server.call("GET", "/healthz", None).json()["standby"]
    return bool(health == {"state": "ok", "behind_s": 0})


def key_of(folder: Path) -> bytes:
    """Return the key of the database of a data folder."""
    return DataFolder(folder).key()
