"""Trying a printer: how it is, a test slip, and what it answered to that."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Final

from printers.conversation import Conversation, FenceHabit, Outcome, Patience
from printers.encoder import CUT, Job
from printers.status import PrinterStatus
from printers.transport import Link, LinkLost, LossReason, Transport

PATIENCE: Final = Patience(fence_s=15.0, fault_s=15.0)
"""Somebody stands there and waits."""

BUSY_LOSSES: Final[frozenset[LossReason]] = frozenset({"unreachable", "busy", "broken"})
"""What a printer looks like that another computer is using just now."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a test slip.

    Attributes:
        before: How the printer was.
        outcome: How the slip ended; None where the printer said that it could not print, so that
            nothing was sent.
        after: How the printer was then.
    """

    before: PrinterStatus
    outcome: Outcome | None
    after: PrinterStatus


def ask_printer(transport: Transport, patience: Patience = PATIENCE) -> PrinterStatus:
    """Return how a printer is; of one that cannot answer everything stays unknown.

    Raises:
        LinkLost: It cannot be reached; its reason says why.
        LinkStuck: It takes no question.
    """
    link = transport.open()
    try:
        if not transport.answers:
            return PrinterStatus()
        return Conversation(link, patience, threading.Event()).ask()
    finally:
        link.close()


def try_printer(
    transport: Transport,
    slip: Callable[[PrinterStatus], Job],
    patience: Patience = PATIENCE,
    parting: bytes = CUT,
) -> Trial:
    """Print a test slip, and wait for what becomes of it.

    Args:
        transport: The way to the printer, which nobody else uses meanwhile.
        slip: Makes the slip, given how the printer is.
        parting: What cuts off the remains of an earlier slip.
        patience: All time limits; this call takes little more than `fence_s` and `fault_s`.

    Raises:
        LinkLost: The printer cannot be reached; its reason says why.
        LinkStuck: It takes no question.
    """
    habit: FenceHabit | None = None
    if transport.answers:
        with _reached(transport, patience) as (talk, before):
            if before.cause not in ("", "silent"):
                return Trial(before, None, before)
            if before.ready:
                # What a broken line left in the printer would swallow the slip's first bytes.
                cause = talk.settle(parting)
                if cause == "garbled":
                    restless = replace(before, cause=cause)
                    return Trial(restless, None, restless)
                habit = "missing" if cause else "answers"
    with _reached(transport, patience) as (talk, before):
        if habit is not None and not before.ready:
            return Trial(before, None, before)
        talk.begin(habit)
        failed = talk.hand_over(slip(before))
        if failed is not None:
            return Trial(before, failed, PrinterStatus())
        if habit is None:
            return Trial(before, Outcome("sent", before.cause), PrinterStatus(cause=before.cause))
        told = [before]
        outcome = talk.follow(told.append, habit)
        return Trial(before, outcome, told[-1])


@contextmanager
def _reached(
    transport: Transport, patience: Patience
) -> Iterator[tuple[Conversation, PrinterStatus]]:
    """Open a way and ask how the printer is.

    It is tried once more a little later: some printers take nobody for a while after a farewell.
    """
    try:
        link, talk, status = _asked(transport, patience)
    except LinkLost as error:
        if error.reason not in BUSY_LOSSES:
            raise
        time.sleep(patience.retry_s)
        link, talk, status = _asked(transport, patience)
    with closing(link):
        yield talk, status


def _asked(transport: Transport, patience: Patience) -> tuple[Link, Conversation, PrinterStatus]:
    link = transport.open()
    try:
        talk = Conversation(link, patience, threading.Event())
        return link, talk, talk.ask() if transport.answers else PrinterStatus()
    except BaseException:
        link.close()
        raise
