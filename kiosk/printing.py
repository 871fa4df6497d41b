"""The kiosk's printers: slips go in on the screen's thread, news comes back to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from core.model import SlipState, SlipWay
from kiosk.outcomes import Given
from kiosk.site_view import SiteView
from kiosk.ticket.slip_words import SlipWriter
from printers.fallback import Fallback
from printers.paper_meter import Roll
from printers.spool import Printer
from printers.status import PrinterStatus
from sync.contract.stations import DeviceState, PaperState

COPY: Final = "~copy"
"""Ends the id of a second copy's slip, so that its states do not undo those of the first."""

_PRINTER_STATES: Final[dict[str, DeviceState]] = {
    "": "ok",
    "no_printer": "absent",
    "paper_out": "error",
    "cover_open": "error",
}


_WAYS: Final = (SlipWay.PRINTER, SlipWay.SECOND_PRINTER)


@dataclass(frozen=True, slots=True)
class SlipNews:
    """What became of a slip.

    Attributes:
        key: The arrival that it belongs to.
        state: How far it is.
        cause: What hinders it, as a code; "" where nothing does.
        way: Which printer has it.
        copy: It is a second copy.
    """

    key: str
    state: SlipState
    cause: str
    way: SlipWay
    copy: bool


@dataclass(frozen=True, slots=True)
class PrinterNews:
    """How the printers are.

    Attributes:
        state: Of the kiosk's own.
        paper: Its roll.
        second: The one that stands in for it; `absent` where there is none.
        trouble: Why nothing can be printed at all, as a code; "" while one of them can.
    """

    state: DeviceState
    paper: PaperState
    second: DeviceState
    trouble: str


class SlipDesk:
    """`SlipPrinter` on the kiosk's own printer, and on a second one while that cannot print.

    Args:
        printers: The kiosk's own first; owned from now on.
        post: Runs something on the screen's thread; may be called from any thread.
        slip_changed: Told of each state of a slip.
        status_changed: Told of each change of a printer.
    """

    def __init__(
        self,
        printers: Sequence[Printer],
        writer: SlipWriter,
        *,
        site: Callable[[], SiteView | None],
        post: Callable[[Callable[[], None]], None],
        slip_changed: Callable[[SlipNews], None],
        status_changed: Callable[[], None],
    ) -> None:
        self._writer = writer
        self._site = site
        self._post = post
        self._slip_changed = slip_changed
        self._meters = tuple(printer.meter for printer in printers)
        self._left = [
            (printer.in_hand.left, _WAYS[place]) for place, printer in enumerate(printers)
        ]
        self._printers = Fallback(printers, self._on_slip, lambda: post(status_changed))

    def print(self, given: Given, *, language: str, duplicate: bool) -> None:
        """Hand a slip to the printer; what waits under the same id is replaced."""
        site = self._site()
        if site is None:
            return
        slip_id = given.key + COPY if duplicate else given.key
        # Somebody who asks again while paper is missing must not get two slips afterwards.
        if self._printers.withdraw(given.key):
            slip_id, duplicate = given.key, False
        self._printers.withdraw(slip_id)
        slip = self._writer.write(given, site, language=language, duplicate=duplicate)
        self._printers.print(slip_id, slip)

    def withdraw(self, key: str) -> None:
        """Print nothing any more for a number that its person has noted down."""
        self._printers.withdraw(key)
        self._printers.withdraw(key + COPY)

    def trouble(self) -> str:
        """Return why nothing can be printed now, as a code; "" while nothing hinders it."""
        return self._printers.trouble()

    def news(self) -> PrinterNews:
        """Return how the printers are."""
        own, *others = self._printers.statuses()
        state, paper = device_state(own, self.roll())
        second: DeviceState = "absent"
        if others:
            second, _ = device_state(others[0], self._meters[1].roll)
        return PrinterNews(state, paper, second, self.trouble())

    def roll(self) -> Roll:
        """Return how much paper the kiosk's own printer has used."""
        return self._meters[0].roll

    def left_in_doubt(self) -> list[SlipNews]:
        """Return the slips that an earlier run was sending when it was cut off.

        They may be on paper: they are told as doubtful, and not printed again.
        """
        return [
            SlipNews(slip_id, SlipState.DOUBTFUL, "stopped", way, copy=False)
            for slip_id, way in self._left
            if slip_id is not None and not slip_id.endswith(COPY)
        ]

    def close(self) -> bool:
        """Stop; a slip on its way becomes doubtful."""
        return self._printers.stop()

    def _on_slip(self, slip_id: str, state: str, cause: str, place: int) -> None:
        key, copy = slip_id.removesuffix(COPY), slip_id.endswith(COPY)
        news = SlipNews(key, SlipState(state), cause, _WAYS[place], copy)
        self._post(lambda: self._slip_changed(news))


def device_state(status: PrinterStatus, roll: Roll) -> tuple[DeviceState, PaperState]:
    """Return printer and roll as health reports name them.

    A roll is low as soon as sensor or meter says so: many printers have no sensor for that.
    """
    paper = "low" if roll.low and status.paper in ("ok", "unknown") else status.paper
    if not status.cause and status.online is None:
        return "unknown", paper
    state = _PRINTER_STATES.get(status.cause, "error")
    if state == "ok" and paper == "low":
        state = "warning"
    return state, paper
