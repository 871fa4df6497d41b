"""Pages of RDVs at the booking server, for an agent's browser; never fetched from here."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from sync.booking.rows import Booking

_LONGEST: Final = 300
_ADDRESS: Final = re.compile(r"https?://[!-?A-\[\]-~]+")
"""Printable ASCII, without a backslash, and without an `@`, which could hide the true host."""
_PORTS: Final = {"http": 80, "https": 443}
_DAYS: Final = 40
"""More days than are ever read ahead; the oldest are let go."""


class Pages:
    """Remembers the page of each RDV of the days that were read, in memory alone.

    A page opens in a browser in which an agent is signed in, so only those of the instance that
    the site was set up with are kept: whoever could write another address into a list would send
    agents anywhere.

    Args:
        base_url: Of the instance.
    """

    def __init__(self, base_url: str) -> None:
        self._place = _place(base_url)
        self._of_days: Mapping[date, Mapping[str, str]] = {}

    def keep(self, day: date, bookings: Iterable[Booking]) -> None:
        """Remember the pages of a day, in place of what was known of it."""
        urls = {one.source_id: one.page for one in bookings if self._is_there(one.page)}
        days = {**self._of_days, day: urls}
        # Replaced whole, so that readers of other threads always see one state.
        self._of_days = {one: days[one] for one in sorted(days)[-_DAYS:]}

    def of(self, source_id: str) -> str | None:
        """Return the page of an appointment, or None where none is known."""
        return next(
            (urls[source_id] for urls in self._of_days.values() if source_id in urls),
            None,
        )

    def _is_there(self, url: str) -> bool:
        if self._place is None or len(url) > _LONGEST or not _ADDRESS.fullmatch(url):
            return False
        return _place(url) == self._place


def _place(url: str) -> tuple[str, str, int | None] | None:
    """Return scheme, host and port of an address; None of what is none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    return parts.scheme, host, _PORTS.get(parts.scheme) if port is None else port
