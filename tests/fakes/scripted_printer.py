"""A printer that answers from a script which a test changes while it runs."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from printers.status import BE_QUIET, FENCE, SPEAK_UP
from printers.transport import LinkLost

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
"""Answers to DLE EOT of a printer that is well."""


@dataclass
class ScriptedPrinter:
    """A transport and its link in one.

    Attributes:
        unplugged: Raised when a link is opened.
        refuses: Raised at every question about the status.
        breaks: Raised at a job.
        hangs_up_at: What this printer closes its link at, right after it took it.
        late: Seconds until the answer to a question about the status, if not at once.
        prattle: What is said unasked: how often, in seconds, and the bytes.
        jobs: All that was taken.
        settling: White dots and partings.
    """

    name: str = "scripted"
    answers: bool = True
    status: dict[int, int] = field(default_factory=lambda: dict(WELL))
    fences: bool = True
    unplugged: LinkLost | None = None
    refuses: Exception | None = None
    breaks: Exception | None = None
    hangs_up_at: bytes = b""
    late: dict[int, float] = field(default_factory=dict)
    prattle: tuple[float, bytes] | None = None
    jobs: list[bytes] = field(default_factory=list)
    settling: list[bytes] = field(default_factory=list)
    opened: int = 0
    after_job: Callable[["ScriptedPrinter"], None] = lambda printer: None
    _said: list[tuple[float, bytes]] = field(default_factory=list)
    _hung_up: bool = False
    _sent_in_vain: bool = False
    _lock: threading.Condition = field(default_factory=threading.Condition)

    def open(self) -> "ScriptedPrinter":
        if self.unplugged is not None:
            raise self.unplugged
        self.opened += 1
        self._hung_up = self._sent_in_vain = False
        return self

    def send(self, data: bytes, patience_s: float) -> None:
        if self._sent_in_vain:
            raise LinkLost("closed by the printer")
        # As on a network, where only the second one is refused.
        self._sent_in_vain = self._hung_up
        if self._hung_up:
            return
        self._take(data)
        self._hung_up = bool(self.hangs_up_at) and self.hangs_up_at in data

    def _take(self, data: bytes) -> None:
        if data[:2] == b"\x10\x04":
            if self.refuses is not None:
                raise self.refuses
            answer = self.status.get(data[2])
            if answer is not None:
                self.say(bytes((answer,)), self.late.get(data[2], 0.0))
            return
        if data in (SPEAK_UP, BE_QUIET):
            return
        if self.breaks is not None:
            raise self.breaks
        if not data.endswith(FENCE):
            self.settling.append(data)
            return
        if data != FENCE:
            self.jobs.append(data)
            self.after_job(self)
        if self.fences:
            self.say(b"\x00")

    def say(self, data: bytes, after_s: float = 0.0) -> None:
        with self._lock:
            self._said.append((time.monotonic() + after_s, data))
            self._lock.notify()

    def receive(self, patience_s: float) -> bytes:
        ends = time.monotonic() + patience_s
        with self._lock:
            while (left := ends - time.monotonic()) > 0 and not self._hung_up:
                if self.prattle is not None and not self._said:
                    pause_s, words = self.prattle
                    self._said.append((time.monotonic() + pause_s, words))
                next_at = min((at for at, _ in self._said), default=ends)
                if next_at <= time.monotonic():
                    break
                self._lock.wait(min(left, next_at - time.monotonic()))
            now = time.monotonic()
            due = [words for at, words in self._said if at <= now]
            self._said = [(at, words) for at, words in self._said if at > now]
        if self._hung_up and not due:
            raise LinkLost("closed by the printer")
        return b"".join(due)

    def close(self) -> None:
        self.opened -= 1
