"""The bookings of a day, page by page: all of them, or those that somebody looks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from core.model import AppointmentId, AppointmentStatus
from core.names.day_names import Found, Place
from core.names.fitting import Fit, Wanted
from core.names.words import names_of
from core.store.bookings import SqlAppointments
from core.store.reader import Reader
from core.views import AppointmentCard

_MORE: Final = 500
"""So many are looked at once a page was not filled: most are of another status."""

_Listed: TypeAlias = tuple[AppointmentCard, Fit]


@dataclass(frozen=True, slots=True)
class BookedPage:
    """One page of bookings.

    Attributes:
        cards: By time; those who were looked for and are spelt otherwise come last, by time too.
        otherwise: How many of them at the end are spelt otherwise than what was typed.
        following: The cursor of the next page; None behind the last.
    """

    cards: Sequence[AppointmentCard]
    otherwise: int
    following: str | None


class BookedReader:
    """Reads bookings from one snapshot."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._appointments = SqlAppointments(reader.connection)

    def page(
        self,
        day: date | None = None,
        q: str = "",
        status: AppointmentStatus | None = None,
        *,
        limit: int = 100,
        after: str | None = None,
    ) -> BookedPage:
        """Return a page of the bookings of a day, without withdrawn ones.

        A booking that was the last of a page may since be withdrawn or judged, and not be listed
        any more: its place in time still says where the next page begins.

        Args:
            day: Today if absent.
            q: A reference, or names as people type them; everybody, where it has no word.
            status: Only bookings of this status.
            limit: The most of a page, 1 or more.
            after: The cursor; one that is gone starts anew.
        """
        wanted = Wanted(q)
        day = day or self._reader.today
        place = self._place(after)
        if wanted.wordings:
            return _page(self._found(wanted, day, status, place, limit + 1), limit)
        every = self._appointments.standing(day, status, place, most=limit + 1)
        return _page([(card, Fit.EXACT) for card in self._appointments.cards(every)], limit)

    def _place(self, after: str | None) -> Place | None:
        booking = None if after is None else self._appointments.find(after)
        # One that was forgotten since: the list has moved on by a month, and is read anew.
        return None if booking is None else (booking.starts_at, booking.id)

    def _found(
        self,
        wanted: Wanted,
        day: date,
        status: AppointmentStatus | None,
        after: Place | None,
        most: int,
    ) -> Sequence[_Listed]:
        """Return who was found, and stands in the snapshot under that name."""
        listed: list[_Listed] = []
        part = most
        while True:
            found = self._reader.names.find(self._reader, day, wanted, after, part)
            listed += self._standing(wanted, found, day, status)
            if len(found) < part or len(listed) >= most:
                return listed
            after, part = found[-1].place, _MORE

    def _standing(
        self, wanted: Wanted, found: Sequence[Found], day: date, status: AppointmentStatus | None
    ) -> Iterator[_Listed]:
        fits = {one.place[1]: one.fit for one in found}
        standing = [
            one
            for one in self._appointments.with_ids(fits)
            if one.business_day == day and one.withdrawn_at is None and status in {None, one.status}
        ]
        known = {card.appointment.id: card for card in self._appointments.cards(standing)}
        for appointment_id, fit in fits.items():
            card = known.get(AppointmentId(appointment_id))
            if card is not None and _fits(wanted, card, fit):
                yield card, fit


def _fits(wanted: Wanted, card: AppointmentCard, least: Fit) -> bool:
    persons = [names_of(one.family_name, one.given_name) for one in card.persons]
    fit = wanted.fit(card.appointment.reference, persons)
    return fit is not None and fit <= least


def _page(listed: Sequence[_Listed], limit: int) -> BookedPage:
    shown = listed[:limit]
    return BookedPage(
        cards=[card for card, _ in shown],
        otherwise=sum(fit is not Fit.EXACT for _, fit in shown),
        following=shown[-1][0].appointment.id if len(listed) > limit else None,
    )
