"""What stood on a day here and is not listed any more: gone, moved, or only not shown to us."""

import logging
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sync.booking.gateway import BookingFailed, BookingGateway
from sync.booking.rows import DayOfBookings

_log = logging.getLogger(__name__)
THINNED: Final = "list_thinned"
FEW: Final = 4
"""So many may vanish from a day at once without a doubt."""
SHARE: Final = 0.2
"""And so large a share of the day."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Since when a day has been thinned, and what has been missing all the time since."""

    since: float
    missing: frozenset[str]


class Confirmation:
    """Makes sure that what a list leaves out is really gone, before anybody is told so.

    An agent who loses a right is shown fewer rows, or none, under a good status. What is missing is
    asked for by its number; where the server cannot be asked so, the day is read a second time.
    Where much of a day is missing all the same, the day is held until every reading for `hold_s`
    said so too.

    Args:
        gateway: The booking server.
        hold_s: Seconds of real time for which a thinned day is held.
    """

    def __init__(self, gateway: BookingGateway, hold_s: float) -> None:
        self._gateway = gateway
        self._hold_s = hold_s
        self._doubts: dict[date, _Doubt] = {}
        self._gone: dict[date, frozenset[str]] = {}

    @property
    def doubtful(self) -> tuple[date, ...]:
        """The days that are held, in order."""
        return tuple(sorted(self._doubts))

    def forget_before(self, day: date) -> None:
        """Let go of days that are not read any more."""
        self._doubts = {one: doubt for one, doubt in self._doubts.items() if one >= day}
        self._gone = {one: gone for one, gone in self._gone.items() if one >= day}

    def confirm(
        self, found: DayOfBookings, standing: AbstractSet[str], now: float
    ) -> DayOfBookings:
        """Return the day as it may be believed.

        Args:
            found: The day as it was read.
            standing: What stands on that day here, as source ids.
            now: Monotonic seconds.

        Raises:
            BookingFailed: `list_thinned`: too much is missing to be believed yet.
            BookingFault: The server could not be asked.
        """
        # What was confirmed to be gone is not asked for again: its visit keeps it standing here.
        gone = self._gone.get(found.day, frozenset()) & standing
        missing = frozenset(one for one in standing - gone if not found.tells_of(one))
        if missing:
            found, missing = self._ask(found, missing)
        self._weigh(found.day, missing, len(standing), now)
        self._gone[found.day] = gone | missing
        return found

    def _ask(
        self, found: DayOfBookings, missing: frozenset[str]
    ) -> tuple[DayOfBookings, frozenset[str]]:
        """Return the day with what was learnt, and what is nowhere."""
        answer = self._gateway.get(missing)
        asked = () if answer is None else answer.bookings
        there = [booking for booking in asked if booking.source_id in missing]
        unread = () if answer is None else answer.set_aside
        here = [booking for booking in there if booking.day == found.day]
        if answer is None or here or unread:
            found = self._gateway.list_day(found.day)
        left_out = tuple(booking for booking in here if not found.tells_of(booking.source_id))
        if left_out:
            _log.warning("%s: not listed, but there: %d bookings", found.day, len(left_out))
        found = replace(
            found,
            bookings=(*found.bookings, *left_out),
            set_aside=(*found.set_aside, *unread),
            moved=tuple(booking for booking in there if booking.day != found.day),
        )
        return found, frozenset(one for one in missing if not found.tells_of(one))

    def _weigh(self, day: date, missing: frozenset[str], standing: int, now: float) -> None:
        if len(missing) <= FEW or len(missing) <= SHARE * standing:
            self._doubts.pop(day, None)
            return
        doubt = self._doubts.get(day)
        if doubt is None or not doubt.missing <= missing:
            # Some of it came back meanwhile: the server is not settled, and the time begins anew.
            doubt = _Doubt(now, missing)
        self._doubts[day] = doubt
        if now - doubt.since < self._hold_s:
            _log.error(
                "%s: %d of %d bookings are not listed any more; held", day, len(missing), standing
            )
            raise BookingFailed(THINNED)
        del self._doubts[day]
