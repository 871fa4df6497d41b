"""Calls of the booking server that somebody waits for: off the engine's thread, and bounded."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from core.errors import Conflict
from server.booking_grant import GrantKeeper
from sync.booking.backoff import Budget
from sync.booking.gateway import BookingFault, BookingRefused, BookingRejected
from sync.booking.rdv_service_public.credentials import Credentials
from sync.booking.rdv_service_public.transport import Timeouts, Transport

T = TypeVar("T")
PATIENCE_S: Final = 12.0
"""How long one step may take that somebody waits for, however many calls it needs."""
AT_ONCE: Final = 3
"""Steps that may wait for the booking server; others wait for one of these."""
TIMEOUTS: Final = Timeouts(connect_s=4.0, read_s=5.0, whole_s=8.0)
_log = logging.getLogger(__name__)


class BookingCalls:
    """Asks the booking server beside the engine, with the same right and at a pace of its own.

    Attributes:
        grants: The right that calls are made with.
    """

    def __init__(self, grants: GrantKeeper) -> None:
        self.grants = grants
        self._limit = CapacityLimiter(AT_ONCE)
        # Buttons that people press: a handful at once, and then one call a second.
        self._budget = Budget(burst=20.0, per_s=1.0)

    def line(self, base_url: str, credentials: Credentials) -> Transport:
        """Return a line for one step; its owner closes it.

        Raises:
            ValueError: The address is not one that may be called.
        """
        return Transport(base_url, credentials, TIMEOUTS, self._budget)

    async def ask(self, work: Callable[[], T]) -> T:
        """Do a step in a thread, and wait no longer than somebody at a desk would.

        Raises:
            Conflict: `booking_away`; `booking_refused`: the site must sign in again, or has not
                the right; `booking_rejected`: it will not do this for this person.
        """
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await run_sync(work, limiter=self._limit, abandon_on_cancel=True)
        except TimeoutError as error:
            _log.warning("booking server: no answer in time")
            raise Conflict("booking_away") from error
        except BookingFault as error:
            _log.warning("booking server: %s", error)
            raise Conflict(_code(error)) from error


def _code(error: BookingFault) -> str:
    if isinstance(error, BookingRejected):
        return "booking_rejected"
    return "booking_refused" if isinstance(error, BookingRefused) else "booking_away"
