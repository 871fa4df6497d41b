"""Kiosks lease numbers, so that they can go on giving tickets while the server is away."""

from dataclasses import dataclass

from core import numbering
from core.errors import Unprocessable
from core.model import TICKET_LETTERS, LeaseId
from core.ports import UnitOfWork
from core.things import Actor, Lease, Receipt


@dataclass(frozen=True, slots=True)
class GrantLease:
    """A kiosk asks for numbers of one letter.

    Attributes:
        count: 1 and up; the site's settings may give fewer.
        reserve: For long outages: a block from `K500` on.
    """

    letter: str
    count: int
    reserve: bool = False


def grant_lease(uow: UnitOfWork, actor: Actor, command: GrantLease) -> Receipt:
    """Give a station numbers in a row; receipt: lease_id, letter, first, last, reserve, epoch ….

    Numbers that it does not use are left out; a lease ends with the business day.

    Raises:
        Unprocessable: `letter_unknown`, `count_refused`, `station_unknown`.
    """
    if actor.station_id is None:
        raise Unprocessable("station_unknown")
    if len(command.letter) != 1 or command.letter not in TICKET_LETTERS:
        raise Unprocessable("letter_unknown", letter=command.letter)
    site = uow.site()
    most = site.leases.reserve if command.reserve else site.leases.working
    count = min(command.count, most)
    if count < 1:
        raise Unprocessable("count_refused", most=most)
    day = uow.today()
    series = uow.leases.series(day, command.letter)
    first, series = numbering.take(series, count, reserve=command.reserve)
    uow.leases.put_series(day, command.letter, series)
    lease = Lease(
        id=LeaseId(uow.new_id()),
        station_id=actor.station_id,
        letter=command.letter,
        business_day=day,
        epoch=site.epoch,
        first=first,
        last=first + count - 1,
        reserve=command.reserve,
        granted_at=uow.now,
        expires_at=site.days.bounds(day)[1],
    )
    uow.leases.add(lease)
    return {
        "lease_id": lease.id,
        "letter": lease.letter,
        "first": lease.first,
        "last": lease.last,
        "reserve": lease.reserve,
        "business_day": day.isoformat(),
        "epoch": lease.epoch,
        "expires_at": lease.expires_at.isoformat(),
    }


def numbers_of(lease: Lease) -> tuple[str, ...]:
    """Return the numbers of a lease as people see them, in order."""
    return tuple(
        numbering.show(lease.letter, number) for number in range(lease.first, lease.last + 1)
    )
