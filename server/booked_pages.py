"""Pages of a day's bookings, which may come, move and go between two pages."""

from collections.abc import Sequence
from datetime import datetime

from core.errors import NotFound
from core.store.reader import Reader
from core.views import AppointmentCard


def booked_page(
    reader: Reader, found: Sequence[AppointmentCard], limit: int, after: str | None
) -> tuple[tuple[AppointmentCard, ...], str | None]:
    """Return one page of bookings by time, and the cursor of the next.

    A booking that was the last of a page may since be withdrawn or judged, and not be listed any
    more: its place in time still says where the next page begins.
    """
    start = 0
    if after is not None:
        place = _place_of(reader, after)
        start = next(
            (number for number, card in enumerate(found) if place is None or _place(card) > place),
            len(found),
        )
    shown = tuple(found[start : start + limit])
    more = start + limit < len(found)
    return shown, shown[-1].appointment.id if more and shown else None


def _place_of(reader: Reader, appointment_id: str) -> tuple[datetime, str] | None:
    try:
        return _place(reader.appointment(appointment_id))
    except NotFound:
        # Forgotten since: the list has moved on by a month, and is read from its start.
        return None


def _place(card: AppointmentCard) -> tuple[datetime, str]:
    return card.appointment.starts_at, card.appointment.id
