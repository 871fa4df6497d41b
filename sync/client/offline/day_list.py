"""The day's bookings as this kiosk keeps them: keyed hashes of what their visitors may type."""

import logging
import threading
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from sync.client.offline.database import Database
from sync.client.offline.judging import Booked
from sync.contract.kiosk_day import KioskDayOut, reference_hash
from sync.contract.site import SiteOut

_log = logging.getLogger(__name__)
_LIST: Final = "kiosk_day"


class DayList:
    """One day's bookings, on the kiosk's encrypted disk and in memory; any thread may use it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._day = _kept(database)

    def keep(self, day: KioskDayOut) -> None:
        """Take a list in place of the one before.

        Raises:
            StorageFault: The disk refused.
        """
        with self._lock:
            self._database.keep_fact(_LIST, day.model_dump_json())
            self._day = day

    def forget(self, but_day: str = "") -> None:
        """Drop the list, unless it is of a certain day.

        Raises:
            StorageFault: The disk refused.
        """
        with self._lock:
            if self._day is not None and self._day.business_day != but_day:
                self._database.drop_fact(_LIST)
                self._day = None

    def find(self, reference: str, time: str | None, site: SiteOut, now: datetime) -> Booked | None:
        """Return the booking of today that somebody typed; None where it is not known here."""
        with self._lock:
            day = self._day
        if day is None or day.business_day != site.days().of(now).isoformat():
            return None
        wanted = reference_hash(day.key, reference, time if day.with_time else None)
        for item in day.items:
            if item.hash == wanted:
                for service in site.services:
                    if service.id == item.service_id:
                        return Booked(f"typed:{wanted}", item.starts_at, service)
        return None


def _kept(database: Database) -> KioskDayOut | None:
    text = database.fact(_LIST)
    if text is None:
        return None
    try:
        return KioskDayOut.model_validate_json(text)
    except ValidationError:
        _log.warning("the day that an earlier version kept is not understood")
        return None
