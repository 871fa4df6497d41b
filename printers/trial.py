"""Trying a printer: how it is, a test slip, and what it answered to that."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from printers.conversation import Conversation, Outcome, Patience
from printers.encoder import CUT, Job
from printers.status import PrinterStatus
from printers.transport import Transport

PATIENCE: Final = Patience(fence_s=15.0, fault_s=15.0)
"""Somebody stands there and waits."""


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
    link = transport.open()
    try:
        talk = Conversation(link, patience, threading.Event())
        before = talk.ask() if transport.answers else PrinterStatus()
        silent = before.cause == "silent"
        heard = transport.answers and not silent
        if before.cause and not silent:
            return Trial(before, None, before)
        if heard:
            # What a broken line left in the printer would swallow the slip's first bytes.
            talk.settle(parting)
        failed = talk.hand_over(slip(before), heard=heard)
        if failed is not None:
            return Trial(before, failed, PrinterStatus())
        if not heard:
            return Trial(before, Outcome("sent", before.cause), PrinterStatus(cause=before.cause))
        told = [before]
        outcome = talk.follow(told.append, fence_expected=False)
        return Trial(before, outcome, told[-1])
    finally:
        link.close()
