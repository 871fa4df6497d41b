"""Several printers in order: each slip comes out of the first one that can print, and once."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from printers.conversation import Patience, SlipState
from printers.slip import Slip
from printers.spool import Printer, Spool
from printers.status import PrinterStatus

OnSlip = Callable[[str, SlipState, str, int], None]

_NOT_THE_PRINTERS: Final = frozenset({"not_drawn", "unprintable", "stopped"})
"""Why a slip fails that no other printer would print either."""


@dataclass(slots=True)
class _Held:
    slip: Slip
    place: int


class Fallback:
    """One or more printers that stand in for each other.

    A slip that waits for paper moves to the next printer that can print. One that may be on paper
    never does: it ends in "doubtful", and a person decides.

    Args:
        printers: The station's own first.
        on_slip: Called with (slip id, state, cause, place of the printer) as a spool calls it.
        on_status: Called at each change of a printer, on that spool's thread.
        patience: All time limits.
    """

    def __init__(
        self,
        printers: Sequence[Printer],
        on_slip: OnSlip,
        on_status: Callable[[], None],
        *,
        patience: Patience | None = None,
    ) -> None:
        self._on_slip = on_slip
        self._on_status = on_status
        self._lock = threading.Lock()
        self._held: dict[str, _Held] = {}
        self._spools = [
            Spool(printer, partial(self._changed, place), patience=patience)
            for place, printer in enumerate(printers)
        ]
        for place, spool in enumerate(self._spools):
            spool.on_status(partial(self._status_changed, place))

    def print(self, slip_id: str, slip: Slip) -> None:
        """Take a slip; returns at once."""
        place = self._first_that_can() or 0
        with self._lock:
            self._held[slip_id] = _Held(slip, place)
        self._spools[place].print(slip_id, slip)

    def withdraw(self, slip_id: str) -> bool:
        """Take back a slip that is not yet sent; False if it is too late. Nothing is reported."""
        with self._lock:
            held = self._held.get(slip_id)
        if held is None or not self._spools[held.place].withdraw(slip_id):
            return False
        with self._lock:
            self._held.pop(slip_id, None)
        return True

    def statuses(self) -> tuple[PrinterStatus, ...]:
        """Return what was last heard of each printer, the station's own first."""
        return tuple(spool.status() for spool in self._spools)

    def trouble(self) -> str:
        """Return why nothing can be printed now, as a code; "" while one of them can."""
        return "" if self._first_that_can() is not None else self._spools[0].status().cause

    def stop(self, timeout_s: float = 10.0) -> bool:
        """End all; True if they ended in time."""
        ended = [spool.stop(timeout_s) for spool in self._spools]
        return all(ended)

    def _first_that_can(self, but: int | None = None) -> int | None:
        for place, spool in enumerate(self._spools):
            if place != but and not spool.status().cause:
                return place
        return None

    def _changed(self, place: int, slip_id: str, state: SlipState, cause: str) -> None:
        """A spool tells of a slip: move it on while that is sure, else tell it further."""
        waits = state == "queued" and bool(cause)
        lost = state == "failed" and cause not in _NOT_THE_PRINTERS
        if (waits or lost) and self._move(slip_id, place, taken_back=lost):
            return
        if state in ("sent", "printed", "doubtful", "failed"):
            with self._lock:
                self._held.pop(slip_id, None)
        self._on_slip(slip_id, state, cause, place)

    def _move(self, slip_id: str, place: int, *, taken_back: bool) -> bool:
        """Hand a slip that waits at `place` to another printer that can print; tell if so."""
        other = self._first_that_can(but=place)
        with self._lock:
            held = self._held.get(slip_id)
            if other is None or held is None or held.place != place:
                return False
            if not (taken_back or self._spools[place].withdraw(slip_id)):
                return False
            held.place = other
        self._spools[other].print(slip_id, held.slip)
        return True

    def _status_changed(self, place: int, status: PrinterStatus) -> None:
        if not status.cause:
            with self._lock:
                waiting = [
                    (slip_id, held.place)
                    for slip_id, held in self._held.items()
                    if held.place != place and self._spools[held.place].status().cause
                ]
            for slip_id, at in waiting:
                self._move(slip_id, at, taken_back=False)
        self._on_status()
