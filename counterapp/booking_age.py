"""How old the appointments are, where that must be told."""

from datetime import datetime, timedelta
from typing import Final

from counterapp.catalogue import Catalogue
from counterapp.notices import Level, Notice
from sync.contract.site import SiteOut

OLD_AFTER: Final = timedelta(minutes=15)
"""They are read every few minutes; what is older than this lacks changes of today."""

_REFUSED: Final = frozenset({"refused", "superseded"})
"""States that do not pass by themselves."""


def booking_notice(site: SiteOut, catalogue: Catalogue, now: datetime) -> Notice | None:
    """Return what to tell of the age of the appointments; None where nothing is wrong.

    Args:
        site: The site, with how its booking server stands.
        catalogue: Shows times in the site's zone.
        now: The site's time.
    """
    booking, can = site.booking, site.booking_can
    read_at = booking.today_read_at
    if can.expects_files and read_at is None:
        return Notice("appointments_file_missing", {}, Level.WARNING)
    if not can.can_list_days:
        return None
    if site.business_day in booking.held_days:
        return Notice("appointments_held", {}, Level.WARNING)
    if read_at is None:
        return Notice("appointments_never_read", {}, Level.DANGER)
    if now - read_at < OLD_AFTER and booking.state not in _REFUSED:
        return None
    today = catalogue.local_day(now) == catalogue.local_day(read_at)
    time = catalogue.local_time(read_at)
    shown = time if today else f"{catalogue.local_day(read_at)} {time}"
    return Notice("appointments_old", {"time": shown}, Level.WARNING)
