"""One talk with a printer over an open link: asking how it is, and following a job to its end."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from printers.encoder import STRIP_ROWS, Job
from printers.status import (
    BE_QUIET,
    FENCE,
    QUESTIONS,
    SPEAK_UP,
    Answer,
    Heard,
    Listener,
    PrinterStatus,
    read_answer,
    read_back,
)
from printers.transport import Link, LinkLost, LinkStuck

SlipState = Literal["queued", "sent", "printed", "doubtful", "failed"]

FenceHabit = Literal["unknown", "answers", "missing"]
"""Whether a printer answers the question at the end of a job, as far as it was seen.

`missing`: it let the time run out once, and was well. An answer that comes after all may be that
to a former job.
"""

_REST_OF_A_PICTURE = bytes(STRIP_ROWS * 128)
"""More dots than the widest strip has; a printer that waits for none passes over zeros."""

_SLICE_S = 0.2
"""No wait is longer without a look at whether the spool stops."""

_AT_ONCE_S = 0.01
"""For a link to tell that it was closed some time ago."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what, in seconds of the machine's monotonic clock.

    Attributes:
        answer_s: For the answer to one question about the status.
        taken_s: For a printer that takes no byte of a job.
        fence_s: For the answer that ends a job, while nothing hinders the printer.
        missing_s: For the same, of a printer that has never given it.
        quiet_s: Without a word, until a printer counts as having said all.
        settle_s: For the answer of a printer that may still be at a former job.
        fault_s: For the same, while paper is out, a cover open or the like.
        look_s: Between two questions while a job is on its way.
        paper_s: How old a job that waits for paper or a closed cover may grow.
        printer_s: How long a job waits for a printer that cannot be reached or understood.
        retry_s: Between two tries while a job waits.
        idle_s: Between two looks at the status while there is none.
    """

    answer_s: float = 1.0
    taken_s: float = 5.0
    fence_s: float = 20.0
    missing_s: float = 2.0
    quiet_s: float = 0.5
    settle_s: float = 6.0
    fault_s: float = 600.0
    look_s: float = 0.5
    paper_s: float = 900.0
    printer_s: float = 30.0
    retry_s: float = 2.0
    idle_s: float = 5.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job that was begun ended: what is known, and why it is not more."""

    state: Literal["sent", "printed", "doubtful"]
    cause: str = ""


class Conversation:
    """Asks and listens on one link; every method returns in bounded time."""

    def __init__(self, link: Link, patience: Patience, stopping: threading.Event) -> None:
        self._link = link
        self._patience = patience
        self._stopping = stopping
        self._listener = Listener()
        self._fences = 0
        self._unasked = False
        self._owed = 0
        self._back: PrinterStatus | None = None

    @property
    def fenced(self) -> bool:
        """Whether the question at the end of the job was answered, and nothing more was said.

        One question has one answer. A printer that says the same unasked answers nothing by it.
        """
        return self._fences == 1 and not self._unasked

    def ask(self) -> PrinterStatus:
        """Ask for everything that printers tell about themselves.

        Returns:
            The status; its cause is "silent" where the first question stays without an answer,
            "garbled" where an answer is none.

        Raises:
            LinkLost: The way broke.
            LinkStuck: The questions are not taken.
        """
        status = PrinterStatus()
        for number, question in QUESTIONS.items():
            self._link.send(question, self._patience.answer_s)
            answer = self._answer()
            if answer is None and number == 1:
                return PrinterStatus(cause="silent")
            if answer is None:
                continue
            if answer.kind is Answer.GARBAGE:
                return PrinterStatus(cause="garbled")
            status = read_answer(status, number, answer.data[0])
        return status

    def _answer(self) -> Heard | None:
        """Wait for the answer to the last question; take note of whatever else is said.

        All answers look alike, and come in the order of the questions. So while earlier ones are
        owed, the last that is heard is the one to the last question.
        """
        last: Heard | None = None
        ends = time.monotonic() + self._patience.answer_s
        while (left := ends - time.monotonic()) > 0 and not self._stopping.is_set():
            for heard in self._listener.feed(self._link.receive(min(left, _SLICE_S))):
                if heard.kind is Answer.GARBAGE:
                    return heard
                if heard.kind is not Answer.REALTIME:
                    self._note(heard)
                    continue
                if not self._owed:
                    return heard
                self._owed -= 1
                last, ends = heard, time.monotonic() + self._patience.answer_s
        self._owed = 0 if last is not None else self._owed + 1
        return last

    def _note(self, heard: Heard) -> None:
        match heard.kind:
            case Answer.FENCE:
                self._fences += 1
            case Answer.BACK:
                self._back = read_back(heard.data)
            case Answer.REALTIME:
                self._owed = max(0, self._owed - 1)

    def settle(self, parting: bytes) -> str:
        """Bring a printer back to the beginning of a slip, after a job whose end nobody knows.

        Jobs of former links may still go through: their late answers are waited for, lest they be
        taken for those of the next job. A job that broke off within a picture leaves the printer
        waiting for the rest of it; it gets white dots, since else the next job would be drawn as
        dots. What is on paper by then is cut off, so that no slip bears another one's number.

        The next job needs a new link: some printers close theirs at a cut.

        Args:
            parting: What cuts off the remains.

        Returns:
            "" for a printer that is settled: what it answers comes in one go, since nothing is
            printed between the late answers and the one to this question. Else why it is not:
            "silent" where no answer came, "garbled" where they have no end.

        Raises:
            LinkLost: The way broke.
            LinkStuck: It takes nothing.
        """
        cause = self._answers_in_turn()
        if cause == "silent" and not self._stopping.is_set() and self.ask().ready:
            self._link.send(_REST_OF_A_PICTURE, self._patience.taken_s)
            cause = self._answers_in_turn()
        if not cause:
            self._link.send(parting, self._patience.answer_s)
        return cause

    def _answers_in_turn(self) -> str:
        """Ask in turn, and return why that was not answered; leave no answer behind."""
        self._link.send(FENCE, self._patience.answer_s)
        self._listen(self._patience.settle_s, lambda: self._fences > 0)
        if not self._fences:
            return "silent"
        ends = time.monotonic() + self._patience.settle_s
        while self._fences:
            if time.monotonic() >= ends:
                return "garbled"
            self._fences = 0
            self._listen(self._patience.quiet_s, lambda: self._fences > 0)
        return ""

    def begin(self, habit: FenceHabit | None) -> None:
        """Make sure that the way is there, before the first byte of a job.

        Args:
            habit: Of a printer that answers: it is told to speak up by itself meanwhile, where
                it is going to be listened to for long. None for one that does not.

        Raises:
            LinkLost: The way broke.
            LinkStuck: It takes nothing.
        """
        self._listen(_AT_ONCE_S)
        if habit is not None:
            manner = BE_QUIET if habit == "missing" else SPEAK_UP
            self._link.send(manner, self._patience.taken_s)

    def hand_over(self, job: Job) -> Outcome | None:
        """Send a job; None when all of it was taken, else how it failed."""
        self._fences, self._unasked = 0, self._fences > 0
        try:
            self._link.send(job.data, self._patience.taken_s)
        except LinkStuck:
            return Outcome("doubtful", "stuck")
        except LinkLost:
            return Outcome("doubtful", "connection_lost")
        return None

    def follow(self, report: Callable[[PrinterStatus], None], habit: FenceHabit) -> Outcome:
        """Wait until a job that was handed over has gone through.

        Args:
            report: Told the status whenever it was asked for.
            habit: Whether this printer has answered the end of a job before. One that never has,
                and is well, ends in "sent": it cannot say more.
        """
        try:
            return self._follow(report, habit)
        except LinkLost:
            return Outcome("doubtful", "connection_lost")
        except LinkStuck:
            return Outcome("doubtful", "stuck")

    def _follow(self, report: Callable[[PrinterStatus], None], habit: FenceHabit) -> Outcome:
        interrupted = False
        status = PrinterStatus(cause="silent")
        faulty_since: float | None = None
        wait_s = self._patience.missing_s if habit == "missing" else self._patience.fence_s
        ends = time.monotonic() + wait_s
        # However often a fault comes and goes.
        latest = ends + self._patience.fault_s
        while time.monotonic() < min(ends, latest):
            self._listen(self._patience.look_s, lambda: self.fenced or self._back is not None)
            if self.fenced:
                status = self._after_fence(report)
                if habit == "answers" or self._said_all():
                    return _ended(status, habit, interrupted=interrupted)
            if self._stopping.is_set():
                return Outcome("doubtful", "stopped")
            # A printer that spoke up by itself has answered already.
            status, self._back = self._back or self.ask(), None
            report(status)
            now = time.monotonic()
            if status.ready and faulty_since is not None:
                faulty_since, ends = None, now + wait_s
            elif status.cause not in ("", "silent", "garbled"):
                interrupted = True
                faulty_since = faulty_since or now
                ends = faulty_since + self._patience.fault_s
        if status.ready and habit != "answers":
            return Outcome("sent", "no_fence")
        return Outcome("doubtful", status.cause or "no_fence")

    def _after_fence(self, report: Callable[[PrinterStatus], None]) -> PrinterStatus:
        self._link.send(BE_QUIET, self._patience.answer_s)
        status = self.ask()
        report(status)
        return status

    def _said_all(self) -> bool:
        """Tell whether the answer stays the only one: nobody knows this printer yet."""
        self._listen(self._patience.quiet_s, lambda: not self.fenced)
        return self.fenced

    def _listen(self, wait_s: float, until: Callable[[], bool] = lambda: False) -> None:
        """Take note of what is said, until `until` holds, for `wait_s` seconds at most."""
        ends = time.monotonic() + wait_s
        while not until() and not self._stopping.is_set():
            left = ends - time.monotonic()
            if left <= 0:
                break
            for heard in self._listener.feed(self._link.receive(min(left, _SLICE_S))):
                self._note(heard)


def _ended(status: PrinterStatus, habit: FenceHabit, *, interrupted: bool) -> Outcome:
    """Believe the answer at the end of a job only if the status after it is clean."""
    if not status.ready:
        return Outcome("doubtful", status.cause or "silent")
    if habit == "missing":
        return Outcome("sent", "no_fence")
    return Outcome("printed", "interrupted" if interrupted else "")
