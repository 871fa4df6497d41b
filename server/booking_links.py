"""Makes links to book again, for persons whose appointment is of the booking server."""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final, Literal

from core.errors import Conflict, Unprocessable
from core.model import AppointmentId, VisitId
from core.store.bookings import SqlAppointments
from core.store.reader import Reader
from server.booking import settings_of
from server.booking_calls import TIMEOUTS, BookingCalls
from server.booking_day import SOURCE
from server.booking_gateways import QUIET
from server.booking_grant import Grant
from server.booking_sign_in import usable
from server.faults import Stop
from sync.booking.follow_up import BookedThere
from sync.booking.rdv_service_public.follow_up import RdvFollowUps
from sync.contract.settings import BookingSettings

LinkKind = Literal["plan", "invitation"]
_REMEMBERED_S: Final = 600.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose link is wanted, and where it is made."""

    visit_id: VisitId
    appointment_id: AppointmentId
    ordinal: int
    person: BookedThere
    settings: BookingSettings = field(repr=False)


def wanted(reader: Reader, visit_id: str, ordinal: int | None) -> Wanted:
    """Return for whom a link is made.

    Raises:
        NotFound: `visit_unknown`.
        Unprocessable: `person_unknown`.
        Conflict: `booking_off`; `not_of_booking_server`: the appointment came by another way.
    """
    card = reader.visit(visit_id)
    settings = settings_of(reader.site())
    if settings.gateway in QUIET:
        raise Conflict("booking_off")
    chosen = [one for one in card.persons if ordinal in (None, one.ordinal)]
    if not chosen:
        raise Unprocessable("person_unknown")
    appointments = SqlAppointments(reader.connection)
    for one in chosen:
        if one.appointment_id is None or one.target is None:
            continue
        booked = appointments.get(one.appointment_id)
        if booked.source == SOURCE and booked.source_id is not None:
            return Wanted(
                card.visit.id,
                booked.id,
                one.ordinal,
                BookedThere(booked.source_id, one.target, booked.business_day),
                settings,
            )
    raise Conflict("not_of_booking_server")


class BookingLinks:
    """Makes links, and remembers them for ten minutes by the keys of their commands.

    What is remembered is in memory alone: a command whose answer was lost is answered alike, and
    leaves no second draft at the booking server.

    Args:
        calls: Of the booking server.
        monotonic: Seconds that never run backwards.
    """

    def __init__(
        self, calls: BookingCalls, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._calls = calls
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._made: dict[str, tuple[str, float]] = {}

    async def make(self, key: str, link: LinkKind, found: Wanted) -> str:
        """Return a link.

        Raises:
            Conflict: As `BookingCalls.ask`.
        """
        known = self._known().get(key)
        if known is not None:
            return known[0]
        url = await self._calls.ask(lambda: self._make(link, found))
        with self._lock:
            self._made[key] = url, self._monotonic()
        return url

    def forget(self) -> None:
        """Let go what was made too long ago; called now and then."""
        self._known()

    def _known(self) -> Mapping[str, tuple[str, float]]:
        oldest = self._monotonic() - _REMEMBERED_S
        with self._lock:
            self._made = {key: one for key, one in self._made.items() if one[1] > oldest}
            return self._made

    def _make(self, link: LinkKind, found: Wanted) -> str:
        settings = found.settings
        grant = self._grant(settings)
        line = self._calls.line(
            settings.base_url, self._calls.grants.credentials(grant, TIMEOUTS.whole_s)
        )
        with closing(line):
            follow_ups = RdvFollowUps(
                line, settings.base_url, settings.organisation_ids, settings.department
            )
            made = follow_ups.plan if link == "plan" else follow_ups.invitation
            return made(found.person)

    def _grant(self, settings: BookingSettings) -> Grant:
        try:
            grant = self._calls.grants.grant()
        except Stop as stop:
            raise Conflict("booking_refused") from stop
        if grant is None or not usable(grant, settings):
            raise Conflict("booking_refused")
        return grant
