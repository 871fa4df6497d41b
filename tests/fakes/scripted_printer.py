"""A printer that answers from a script which a test changes while it runs."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from printers.encoder import CUT
from printers.status import BE_QUIET, FENCE, SPEAK_UP
from printers.transport import LinkLost

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
"""Answers to DLE EOT of a printer that is well."""


@dataclass
class ScriptedPrinter:
    """A transport and its link in one."""

    name: str = "scripted"
    answers: bool = True
    status: dict[int, int] = field(default_factory=lambda: dict(WELL))
    fences: bool = True
    unplugged: LinkLost | None = None
    breaks: Exception | None = None
    jobs: list[bytes] = field(default_factory=list)
    settling: list[bytes] = field(default_factory=list)
    opened: int = 0
    after_job: Callable[["ScriptedPrinter"], None] = lambda printer: None
    _said: bytes = b""
    _lock: threading.Condition = field(default_factory=threading.Condition)

    def open(self) -> "ScriptedPrinter":
        if self.unplugged is not None:
            raise self.unplugged
        self.opened += 1
        return self

    def send(self, data: bytes, patience_s: float) -> None:
        if data[:2] == b"\x10\x04":
            answer = self.status.get(data[2])
            self.say(b"" if answer is None else bytes((answer,)))
            return
        if self.breaks is not None:
            raise self.breaks
        if data in (SPEAK_UP, BE_QUIET):
            return
        if data == CUT or not any(data):
            self.settling.append(data)
            return
        if data != FENCE:
            self.jobs.append(data)
            self.after_job(self)
        if self.fences:
            self.say(b"\x00")

    def say(self, data: bytes) -> None:
        with self._lock:
            self._said += data
            self._lock.notify()

    def receive(self, patience_s: float) -> bytes:
        with self._lock:
            self._lock.wait_for(lambda: bool(self._said), patience_s)
            said, self._said = self._said, b""
        return said

    def close(self) -> None:
        self.opened -= 1
