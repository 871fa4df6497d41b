"""The kiosk's printer: slips go in on the screen's thread, news comes back to it."""

from collections.abc import Callable
from typing import Final

from core.model import SlipState
from kiosk.outcomes import Given
from kiosk.site_view import SiteView
from kiosk.ticket.slip_words import SlipWriter
from printers.spool import Printer, Spool
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


class SlipDesk:
    """`SlipPrinter` on a spool.

    Args:
        printer: Owned by the spool from now on.
        post: Runs something on the screen's thread; may be called from any thread.
        slip_changed: Told of each state: key, state, cause, and whether it is a second copy.
        status_changed: Told of each change of the printer.
    """

    def __init__(
        self,
        printer: Printer,
        writer: SlipWriter,
        *,
        site: Callable[[], SiteView | None],
        post: Callable[[Callable[[], None]], None],
        slip_changed: Callable[[str, SlipState, str, bool], None],
        status_changed: Callable[[PrinterStatus], None],
    ) -> None:
        self._writer = writer
        self._site = site
        self._post = post
        self._slip_changed = slip_changed
        self._status_changed = status_changed
        self._spool = Spool(printer, self._on_state)
        self._spool.on_status(lambda status: post(lambda: status_changed(status)))

    def print(self, given: Given, *, language: str, duplicate: bool) -> None:
        """Hand a slip to the printer; what waits under the same id is replaced."""
        site = self._site()
        if site is None:
            return
        slip_id = given.key + COPY if duplicate else given.key
        # Somebody who asks again while paper is missing must not get two slips afterwards.
        if self._spool.withdraw(given.key):
            slip_id, duplicate = given.key, False
        self._spool.withdraw(slip_id)
        slip = self._writer.write(given, site, language=language, duplicate=duplicate)
        self._spool.print(slip_id, slip)

    def trouble(self) -> str:
        """Return why nothing can be printed now, as a code; "" while nothing hinders it."""
        return self._spool.status().cause

    def status(self) -> PrinterStatus:
        """Return what was last heard of the printer."""
        return self._spool.status()

    def close(self) -> bool:
        """Stop; a slip on its way becomes doubtful."""
        return self._spool.stop()

    def _on_state(self, slip_id: str, state: str, cause: str) -> None:
        key, copy = slip_id.removesuffix(COPY), slip_id.endswith(COPY)
        self._post(lambda: self._slip_changed(key, SlipState(state), cause, copy))


def device_state(status: PrinterStatus) -> tuple[DeviceState, PaperState]:
    """Return printer and roll as health reports name them."""
    if not status.cause and status.online is None:
        return "unknown", status.paper
    state = _PRINTER_STATES.get(status.cause, "error")
    if state == "ok" and status.paper == "low":
        state = "warning"
    return state, status.paper
