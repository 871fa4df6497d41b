"""Giving a visit its number: from the server's series, or from a lease of a kiosk or of paper."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core import numbering
from core.errors import Conflict, Unprocessable
from core.model import LeaseId
from core.ports import UnitOfWork
from core.site import Service, Site
from core.things import Actor, Lease, Receipt

CLOCKS_DIFFER: Final = timedelta(minutes=1)
"""A kiosk that says more than this beyond what can be has a wrong clock: its times are guesses."""


@dataclass(frozen=True, slots=True)
class LeasedNumber:
    """A number that a kiosk took from its lease, or that stands on a card of paper.

    Attributes:
        issued_at: When, by the kiosk's clock or as somebody wrote it on the card.
        given: A slip bears it already: no rule refuses it any more.
    """

    number: str
    lease_id: LeaseId
    issued_at: datetime
    given: bool = True


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a new visit gets: number, day and time of its check-in, and what staff must look at.

    Attributes:
        on_card: It stands on a card of paper, which the person holds.
    """

    number: str
    called_as: str
    letter: str
    business_day: date
    issued_at: datetime
    lease_id: LeaseId | None = None
    flags: tuple[str, ...] = ()
    on_card: bool = False


def known_receipt(uow: UnitOfWork, actor: Actor, leased: LeasedNumber | None) -> Receipt | None:
    """Return what the number of a lease was given for before; a replay is safe for ever.

    Raises:
        Conflict: `number_not_yours`, if another station gave it; `card_entered`, for a card of
            paper that was entered before with another hour, or whose visit has ended: somebody
            else's card, or a slip of the pen. A card may be entered at any station.
    """
    if leased is None:
        return None
    visit = uow.visits.by_lease(leased.lease_id, leased.number)
    if visit is None:
        return None
    lease = uow.leases.find(leased.lease_id)
    if lease is not None and lease.station_id is None:
        if visit.ended_at is not None or visit.checked_in_at != moment_of(uow, leased):
            raise Conflict("card_entered", number=visit.number, visit_id=visit.id)
    elif visit.station_id != actor.station_id:
        raise Conflict("number_not_yours")
    return arrival_receipt(
        visit.id, visit.number, visit.alias, None if visit.arrival is None else visit.arrival.value
    )


def arrival_receipt(visit_id: str, number: str, alias: str | None, arrival: str | None) -> Receipt:
    """Return the receipt of a check-in or a walk-in."""
    return {"visit_id": visit_id, "number": number, "alias": alias, "arrival": arrival}


def moment_of(uow: UnitOfWork, leased: LeasedNumber | None) -> datetime:
    """Return when the person took the number, between the grant of its lease and now.

    A kiosk whose clock stands in the past would send its people ahead of all others.
    """
    if leased is None:
        return uow.now
    lease = uow.leases.find(leased.lease_id)
    earliest = leased.issued_at if lease is None else lease.granted_at
    return min(max(leased.issued_at, earliest), uow.now)


def number_for(
    uow: UnitOfWork, actor: Actor, site: Site, service: Service, leased: LeasedNumber | None
) -> Ticket:
    """Return the ticket of a new visit.

    A number that is taken already (after a restore of a backup) is kept and flagged, and gets an
    alias that is called in its place.

    Raises:
        Unprocessable: `number_malformed`, `lease_unknown`, `lease_not_yours`,
            `number_not_in_lease`; `other_letter`, for a number that no slip bears yet.
    """
    if leased is None:
        day = uow.today()
        number = next_number(uow, day, service.letter)
        return Ticket(number, number, service.letter, day, uow.now)
    letter, value = numbering.parse(leased.number)
    at = moment_of(uow, leased)
    lease = uow.leases.find(leased.lease_id)
    flags = []
    if lease is None:
        if site.epoch == 1:
            raise Unprocessable("lease_unknown", lease_id=leased.lease_id)
        # A restored backup has forgotten leases that were given after it was made; what a kiosk
        # printed from them has happened all the same.
        flags.append("lease_unknown")
        day = site.days.of(at)
    else:
        _check_lease(actor, lease, letter, value)
        # A card of a day to come that was given today: who holds it waits today.
        day = min(lease.business_day, uow.today())
        if day != uow.today():
            flags.append("reported_late")
    if letter != service.letter:
        if not leased.given:
            raise Unprocessable("other_letter", letter=letter, service_letter=service.letter)
        flags.append("other_letter")
    if abs(at - leased.issued_at) > CLOCKS_DIFFER:
        flags.append("time_doubtful")
    called_as = leased.number
    if uow.visits.by_number(day, called_as) is not None:
        called_as = next_number(uow, day, letter)
        flags.append("number_clash")
    on_card = lease is not None and lease.station_id is None
    return Ticket(leased.number, called_as, letter, day, at, leased.lease_id, tuple(flags), on_card)


def _check_lease(actor: Actor, lease: Lease, letter: str, value: int) -> None:
    if lease.station_id is not None and lease.station_id != actor.station_id:
        raise Unprocessable("lease_not_yours", lease_id=lease.id)
    if letter != lease.letter or not lease.first <= value <= lease.last:
        raise Unprocessable("number_not_in_lease", lease_id=lease.id)


def next_number(uow: UnitOfWork, day: date, letter: str) -> str:
    """Take the next number of a letter that nobody has on a day."""
    while True:
        first, series = numbering.take(uow.leases.series(day, letter), 1)
        uow.leases.put_series(day, letter, series)
        number = numbering.show(letter, first)
        # After a restore the series may stand behind numbers that kiosks reported since.
        if uow.visits.by_number(day, number) is None:
            return number
