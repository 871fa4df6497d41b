"""The one owner of a printer: takes slips, prints them one by one, says what became of each."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

from printers.conversation import Conversation, FenceHabit, Outcome, Patience, SlipState
from printers.encoder import CUT, Job
from printers.in_hand import InHand
from printers.letters import LetterUndrawable
from printers.paper_meter import PaperMeter
from printers.slip import Slip
from printers.status import PrinterStatus
from printers.transport import LOSS_REASONS, LinkLost, LinkStuck, Transport

OnState = Callable[[str, SlipState, str], None]
OnStatus = Callable[[PrinterStatus], None]

_log = logging.getLogger(__name__)
_CAUSES = {"none": "no_printer", "broken": "unreachable", "stopped": "queue_stopped"}
"""Why a way is lost, where it is told otherwise of a printer: "stopped" is the spool itself."""

_AWAY = frozenset({"silent", "garbled", *(_CAUSES.get(reason, reason) for reason in LOSS_REASONS)})


@dataclass(frozen=True, slots=True)
class Printer:
    """A way to a printer, and how a slip becomes bytes for it.

    Attributes:
        transport: The way.
        compose: Makes the bytes; raises `LetterUndrawable` where a letter cannot be printed.
        parting: Bytes that cut off what is on paper.
        meter: Counts its paper.
        in_hand: Remembers the slip that is on its way.
    """

    transport: Transport
    compose: Callable[[Slip], Job]
    parting: bytes = CUT
    meter: PaperMeter = field(default_factory=lambda: PaperMeter(None))
    in_hand: InHand = field(default_factory=InHand)


@dataclass(slots=True, eq=False)
class _Waiting:
    slip_id: str
    slip: Slip
    since: float = field(default_factory=time.monotonic)
    cause: str = ""


class Spool:
    """Prints slips in turn on a thread of its own, which starts at once.

    A slip goes `queued → sent → printed | doubtful | failed`. It is sent only when the printer says
    that it can print, and never twice: what may be on paper ends in "doubtful" and a person
    decides. A printer that never answered a question gets its jobs unasked, and they end in "sent".
    The link is open only while something is asked or sent.

    Args:
        printer: The printer; nobody else may talk to it.
        on_state: Called with (slip id, state, cause) at each change: "queued" on the thread that
            calls `print`, all else on the spool's own thread. "queued" comes again when its
            cause changes. Causes are the codes of `PrinterStatus.cause`, and `stuck
            connection_lost no_fence interrupted not_drawn unprintable stopped`.
        patience: All time limits.
    """

    def __init__(
        self, printer: Printer, on_state: OnState, *, patience: Patience | None = None
    ) -> None:
        self._printer = printer
        self._on_state = on_state
        self._patience = patience or Patience()
        self._waiting: deque[_Waiting] = deque()
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._status = PrinterStatus()
        self._status_callbacks: list[OnStatus] = []
        self._away_since: float | None = None
        self._has_answered = False
        self._habit: FenceHabit = "unknown"
        self._unsettled = printer.in_hand.left is not None
        self._worker = threading.Thread(target=self._run, name="printer-spool", daemon=True)
        self._worker.start()

    def print(self, slip_id: str, slip: Slip) -> None:
        """Take a slip; returns at once.

        Raises:
            RuntimeError: The spool was stopped.
        """
        if self._stopping.is_set():
            raise RuntimeError("the spool was stopped")
        self._tell(slip_id, "queued", "")
        with self._changed:
            self._waiting.append(_Waiting(slip_id, slip))
            self._changed.notify()

    def withdraw(self, slip_id: str) -> bool:
        """Take back a slip that is not yet sent; False if it is too late. Nothing is reported."""
        with self._changed:
            kept = [waiting for waiting in self._waiting if waiting.slip_id != slip_id]
            withdrawn = len(kept) < len(self._waiting)
            self._waiting = deque(kept)
        return withdrawn

    def status(self) -> PrinterStatus:
        """Return what was last heard of the printer."""
        return self._status

    def on_status(self, callback: OnStatus) -> None:
        """Have `callback` called at each change of the status, on the spool's thread."""
        self._status_callbacks.append(callback)

    def stop(self, timeout_s: float = 10.0) -> bool:
        """End the thread; True if it ended in time.

        A slip on its way becomes "doubtful", those that wait become "failed".
        """
        self._stopping.set()
        with self._changed:
            self._changed.notify()
        self._worker.join(timeout_s)
        return not self._worker.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._head() is None:
                self._look()
                self._rest(self._patience.idle_s, until_work=True)
                if self._head() is None:
                    # Whoever was told of the last slip has had the time to write it down.
                    self._printer.in_hand.release()
            elif not self._try_head():
                self._rest(self._patience.retry_s, until_work=False)
        with self._changed:
            left, self._waiting = list(self._waiting), deque()
        for waiting in left:
            self._tell(waiting.slip_id, "failed", "stopped")
        self._printer.in_hand.release()

    def _rest(self, seconds: float, *, until_work: bool) -> None:
        ends = time.monotonic() + seconds
        with self._changed:
            while not self._stopping.is_set() and (left := ends - time.monotonic()) > 0:
                if until_work and self._waiting:
                    return
                self._changed.wait(left)

    def _head(self) -> _Waiting | None:
        with self._changed:
            return self._waiting[0] if self._waiting else None

    def _look(self) -> None:
        """Ask how the printer is, to know of an empty roll before a visitor does."""
        try:
            with closing(self._printer.transport.open()) as link:
                if self._printer.transport.answers:
                    self._ask(Conversation(link, self._patience, self._stopping))
                else:
                    self._set_status(PrinterStatus())
        except LinkLost as error:
            self._be_away(error)

    def _try_head(self) -> bool:
        """Try to print the first slip; False if it has to wait."""
        try:
            with closing(self._printer.transport.open()) as link:
                return self._print_on(Conversation(link, self._patience, self._stopping))
        except LinkLost as error:
            # No byte of the slip was sent: what breaks later is told as its outcome.
            self._be_away(error)
            self._hold(self._status.cause)
        except LinkStuck as error:
            _log.info("printer takes nothing: %s", error)
            self._hold("silent")
        return False

    def _print_on(self, talk: Conversation) -> bool:
        mute = not self._printer.transport.answers
        if mute:
            self._set_status(PrinterStatus())
        else:
            status = self._ask(talk)
            mute = status.cause == "silent" and not self._has_answered
            if not (mute or status.ready):
                self._hold(status.cause or "offline")
                return False
        if self._unsettled and not mute:
            return self._settle(talk)
        self._unsettled = False
        talk.begin(None if mute else self._habit)
        self._away_since = None
        with self._changed:
            if not self._waiting or self._stopping.is_set():
                return True
            waiting = self._waiting.popleft()
        self._deliver(talk, waiting, mute=mute)
        return True

    def _settle(self, talk: Conversation) -> bool:
        """Settle the printer; the slip goes on a link of its own. False if it has to wait."""
        cause = talk.settle(self._printer.parting)
        if cause == "silent" and self._habit != "answers":
            # It cannot say that it is settled, nor could it ever.
            self._habit = "missing"
        elif cause:
            self._hold(cause)
            return False
        else:
            self._habit = "answers"
        self._unsettled = False
        return True

    def _ask(self, talk: Conversation) -> PrinterStatus:
        try:
            status = talk.ask()
        except LinkStuck as error:
            _log.info("printer did not take a question: %s", error)
            status = PrinterStatus(cause="silent")
        self._has_answered = self._has_answered or status.online is not None
        self._set_status(status)
        return status

    def _deliver(self, talk: Conversation, waiting: _Waiting, *, mute: bool) -> None:
        slip_id = waiting.slip_id
        try:
            job = self._printer.compose(waiting.slip)
        except LetterUndrawable as refused:
            _log.error("slip %s: %s", slip_id, refused)
            self._tell(slip_id, "failed", "unprintable")
            return
        except Exception:  # noqa: BLE001 - told as "not_drawn"; the next slip may do
            _log.exception("slip %s cannot be drawn", slip_id)
            self._tell(slip_id, "failed", "not_drawn")
            return
        self._printer.in_hand.take(slip_id)
        failed = talk.hand_over(job)
        self._printer.meter.printed(job.height_mm)
        if failed is not None:
            self._end(slip_id, failed)
            return
        self._tell(slip_id, "sent", "")
        if not mute:
            outcome = self._follow(talk, slip_id)
            self._end(slip_id, outcome)
            self._learn(talk, outcome)

    def _follow(self, talk: Conversation, slip_id: str) -> Outcome:
        told = ""

        def report(status: PrinterStatus) -> None:
            nonlocal told
            self._set_status(status)
            if status.cause != told:
                told = status.cause
                self._tell(slip_id, "sent", told)

        return talk.follow(report, self._habit)

    def _learn(self, talk: Conversation, outcome: Outcome) -> None:
        """Remember whether this printer answers the end of a job."""
        if talk.fenced:
            # The answer may be a former slip's, and that of this one still to come.
            self._unsettled = self._unsettled or self._habit == "missing"
            self._habit = "answers"
        elif outcome.state == "sent":
            self._habit = "missing"

    def _end(self, slip_id: str, outcome: Outcome) -> None:
        if outcome.cause == "connection_lost":
            self._set_status(PrinterStatus(online=False, cause="unreachable"))
        # The printer may still hold the job, and answer for it when another one is on its way.
        self._unsettled = outcome.state == "doubtful"
        self._tell(slip_id, outcome.state, outcome.cause)

    def _be_away(self, error: LinkLost) -> None:
        cause = _CAUSES.get(error.reason, error.reason)
        if self._status.cause != cause:
            _log.warning("printer away: %s", error)
        self._set_status(PrinterStatus(online=False, cause=cause))

    def _hold(self, cause: str) -> None:
        """Keep every slip waiting, say why, and give up those that waited too long."""
        now = time.monotonic()
        with self._changed:
            waiting = list(self._waiting)
            over = [slip for slip in waiting if self._waited_too_long(slip, cause, now)]
            self._waiting = deque(slip for slip in waiting if slip not in over)
        for slip in waiting:
            if slip in over:
                self._tell(slip.slip_id, "failed", cause)
            elif slip.cause != cause:
                slip.cause = cause
                self._tell(slip.slip_id, "queued", cause)

    def _waited_too_long(self, waiting: _Waiting, cause: str, now: float) -> bool:
        if cause == "no_printer":
            return True
        if cause in _AWAY:
            return now - max(waiting.since, self._away_since or 0.0) >= self._patience.printer_s
        return now - waiting.since >= self._patience.paper_s

    def _set_status(self, status: PrinterStatus) -> None:
        if status.cause in _AWAY:
            self._away_since = self._away_since or time.monotonic()
        elif status.cause or self._head() is None:
            # One that says it is ready, and takes no slip, stays away.
            self._away_since = None
        if status == self._status:
            return
        self._printer.meter.saw(status.paper)
        self._status = status
        for callback in list(self._status_callbacks):
            try:
                callback(status)
            except Exception:  # noqa: BLE001 - its bug must not stop the printing
                _log.exception("a listener to the printer's status failed")

    def _tell(self, slip_id: str, state: SlipState, cause: str) -> None:
        _log.info("slip %s %s %s", slip_id, state, cause)
        try:
            self._on_state(slip_id, state, cause)
        except Exception:  # noqa: BLE001 - its bug must not stop the printing
            _log.exception("the listener to slip states failed")
