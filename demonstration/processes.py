"""The programs of a demonstration, each in a process of its own, started and stopped by pid."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_BIN = Path(sys.executable).parent


class ProgramFailed(Exception):
    """A program ended, or did not say what was awaited; the message holds its last lines."""


class Program:
    """One running program whose output goes to a log file and is watched line by line."""

    def __init__(
        self, name: str, command: Sequence[str], *, log: Path, env: Mapping[str, str]
    ) -> None:
        """Start `command`; a bare first word is looked up beside the running Python."""
        self.name = name
        first, *rest = command
        found = _BIN / first
        argv = [str(found) if found.exists() else first, *rest]
        self._log = log
        self._lines: list[str] = []
        self._news = threading.Condition()
        self._process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **env},
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, name=f"log of {name}", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        stream = self._process.stdout
        if stream is None:
            return
        with self._log.open("a", encoding="utf-8") as log, stream:
            for line in stream:
                log.write(line)
                log.flush()
                with self._news:
                    self._lines.append(line.rstrip("\n"))
                    self._news.notify_all()
        with self._news:
            self._news.notify_all()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    @property
    def lines(self) -> tuple[str, ...]:
        """What the program has printed so far."""
        with self._news:
            return tuple(self._lines)

    def wait_for(self, pattern: str, timeout_s: float = 20.0) -> re.Match[str]:
        """Wait until a line matches `pattern` and return the match.

        Raises:
            ProgramFailed: The program ended or stayed silent for `timeout_s` seconds.
        """
        expression = re.compile(pattern)
        deadline = time.monotonic() + timeout_s
        seen = 0
        with self._news:
            while True:
                for line in self._lines[seen:]:
                    if match := expression.search(line):
                        return match
                seen = len(self._lines)
                left = deadline - time.monotonic()
                if left <= 0 or (not self.running and not self._reader.is_alive()):
                    break
                self._news.wait(min(left, 0.2))
        tail = "\n".join(self.lines[-15:])
        raise ProgramFailed(f"{self.name} did not say {pattern!r}:\n{tail}")

    def stop(self, timeout_s: float = 10.0) -> int:
        """Ask the program to end, insist after `timeout_s` seconds; return its exit code."""
        if self.running:
            self._process.terminate()
        try:
            code = self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._reader.join(5.0)
        return code

    def kill(self) -> None:
        """End the program at once, as a power cut would (SIGKILL)."""
        self._process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        self._process.wait()
        self._reader.join(5.0)
