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

_QUIET_S = 0.5
_REST_OF_A_PICTURE = bytes(STRIP_ROWS * 128)
"""More dots than the widest strip has; a printer that waits for none passes over zeros."""

_SLICE_S = 0.2
"""No wait is longer without a look at whether the spool stops."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what, in seconds of the machine's monotonic clock.

    Attributes:
        answer_s: For the answer to one question about the status.
        taken_s: For a printer that takes no byte of a job.
        fence_s: For the answer that ends a job, while nothing hinders the printer.
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
        self._fenced = False
        self._back: PrinterStatus | None = None

    @property
    def fenced(self) -> bool:
        """Whether the question at the end of a job was answered on this link."""
        return self._fenced

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
        """Wait for one answer to a question; take note of whatever else is said."""
        ends = time.monotonic() + self._patience.answer_s
        while (left := ends - time.monotonic()) > 0 and not self._stopping.is_set():
            for heard in self._listener.feed(self._link.receive(min(left, _SLICE_S))):
                if heard.kind in (Answer.REALTIME, Answer.GARBAGE):
                    return heard
                self._note(heard)
        return None

    def _note(self, heard: Heard) -> None:
        match heard.kind:
            case Answer.FENCE:
                self._fenced = True
            case Answer.BACK:
                self._back = read_back(heard.data)

    def settle(self, parting: bytes) -> bool:
        """Bring a printer back to the beginning of a slip, after a job whose end nobody knows.

        Jobs of former links may still go through: their late answers are waited for, lest they be
        taken for those of the next job. A job that broke off within a picture leaves the printer
        waiting for the rest of it; it gets white dots, since else the next job would be drawn as
        dots. What is on paper by then is cut off, so that no slip bears another one's number.

        Args:
            parting: What cuts off the remains.

        Returns:
            Whether the printer answered; what it answers comes in one go, since nothing is
            printed between the late answers and the one to this question.
        """
        try:
            settled = self._answers_in_turn()
            if not settled and not self._stopping.is_set() and self.ask().ready:
                self._link.send(_REST_OF_A_PICTURE, self._patience.taken_s)
                settled = self._answers_in_turn()
            if settled:
                self._link.send(parting, self._patience.answer_s)
        except (LinkLost, LinkStuck):
            return False
        return settled

    def _answers_in_turn(self) -> bool:
        """Ask in turn, and tell whether that was answered; leave no answer behind."""
        self._link.send(FENCE, self._patience.answer_s)
        answered = self._heard_fence(self._patience.settle_s)
        while self._fenced:
            self._fenced = False
            self._heard_fence(_QUIET_S)
        return answered

    def hand_over(self, job: Job, *, heard: bool) -> Outcome | None:
        """Send a job; None when all of it was taken, else how it failed.

        Args:
            job: The job.
            heard: Whether this printer answers: it is told to speak up by itself meanwhile.
        """
        self._fenced = False
        try:
            if heard:
                self._link.send(SPEAK_UP, self._patience.taken_s)
            self._link.send(job.data, self._patience.taken_s)
        except LinkStuck:
            return Outcome("doubtful", "stuck")
        except LinkLost:
            return Outcome("doubtful", "connection_lost")
        return None

    def follow(self, report: Callable[[PrinterStatus], None], *, fence_expected: bool) -> Outcome:
        """Wait until a job that was handed over has gone through.

        Args:
            report: Told the status whenever it was asked for.
            fence_expected: Whether this printer has answered the end of a job before. One that
                never has, and is well, ends in "sent": it cannot say more.
        """
        try:
            return self._follow(report, fence_expected)
        except LinkLost:
            return Outcome("doubtful", "connection_lost")
        except LinkStuck:
            return Outcome("doubtful", "stuck")

    def _follow(self, report: Callable[[PrinterStatus], None], fence_expected: bool) -> Outcome:
        interrupted = False
        status = PrinterStatus(cause="silent")
        faulty_since: float | None = None
        ends = time.monotonic() + self._patience.fence_s
        while time.monotonic() < ends:
            if self._heard_fence(self._patience.look_s, or_back=True):
                return self._after_fence(report, interrupted=interrupted)
            if self._stopping.is_set():
                return Outcome("doubtful", "stopped")
            # A printer that spoke up by itself has answered already.
            status, self._back = self._back or self.ask(), None
            report(status)
            now = time.monotonic()
            if status.ready and faulty_since is not None:
                faulty_since, ends = None, now + self._patience.fence_s
            elif status.cause not in ("", "silent", "garbled"):
                interrupted = True
                faulty_since = faulty_since or now
                ends = faulty_since + self._patience.fault_s
        if status.ready and not fence_expected:
            return Outcome("sent", "no_fence")
        return Outcome("doubtful", status.cause or "no_fence")

    def _heard_fence(self, wait_s: float, *, or_back: bool = False) -> bool:
        """Wait for the fence, or else until the printer speaks up by itself."""
        ends = time.monotonic() + wait_s
        while not self._fenced and not self._stopping.is_set():
            left = ends - time.monotonic()
            if left <= 0 or (or_back and self._back is not None):
                break
            for heard in self._listener.feed(self._link.receive(min(left, _SLICE_S))):
                self._note(heard)
        return self._fenced

    def _after_fence(
        self, report: Callable[[PrinterStatus], None], *, interrupted: bool
    ) -> Outcome:
        """Believe the fence only if the status after it is clean."""
        self._link.send(BE_QUIET, self._patience.answer_s)
        status = self.ask()
        report(status)
        if not status.ready:
            return Outcome("doubtful", status.cause or "silent")
        return Outcome("printed", "interrupted" if interrupted else "")
