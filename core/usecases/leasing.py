"""Numbers are leased: to kiosks, which give tickets while the server is away, and to paper."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core import numbering
from core.errors import Unprocessable
from core.model import TICKET_LETTERS, LeaseId, StationId
from core.ports import UnitOfWork
from core.things import Actor, Lease, Receipt

MOST_CARDS: Final = 96
"""Of a letter at a time: twelve pages."""
CARDS_AHEAD: Final = timedelta(days=14)
"""As far ahead as appointments are read."""


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


@dataclass(frozen=True, slots=True)
class GrantCards:
    """Reception asks for numbers on paper, for when printers or the server are away.

    Attributes:
        letters: Each once; without any, those of the site's services.
        count: Of each letter, 1 to `MOST_CARDS`.
        day: The business day that they are for; today without it.
    """

    count: int
    letters: tuple[str, ...] = ()
    day: date | None = None


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
    lease = _take(
        uow, actor.station_id, command.letter, count, uow.today(), reserve=command.reserve
    )
    uow.leases.add(lease)
    return {
        "lease_id": lease.id,
        "letter": lease.letter,
        "first": lease.first,
        "last": lease.last,
        "reserve": lease.reserve,
        "business_day": lease.business_day.isoformat(),
        "epoch": lease.epoch,
        "expires_at": lease.expires_at.isoformat(),
    }


def grant_cards(uow: UnitOfWork, command: GrantCards) -> Receipt:
    """Give paper numbers in a row of each letter; receipt: lease_ids, parted by commas.

    They come from the upper half of the day's series, as kiosks' reserves do: nobody else is given
    them, and no rule refuses them when reception enters them later, at any station.

    Raises:
        Unprocessable: `letter_unknown`, `count_refused`; `day_not_ahead` for a day that is over or
            more than 14 days away.
    """
    today = uow.today()
    day = command.day or today
    if not today <= day <= today + CARDS_AHEAD:
        raise Unprocessable("day_not_ahead", day=day.isoformat(), days=CARDS_AHEAD.days)
    if not 1 <= command.count <= MOST_CARDS:
        raise Unprocessable("count_refused", most=MOST_CARDS)
    letters = dict.fromkeys(command.letters or sorted(one.letter for one in uow.site().services))
    for letter in letters:
        if letter not in TICKET_LETTERS:
            raise Unprocessable("letter_unknown", letter=letter)
    blocks = [_take(uow, None, letter, command.count, day, reserve=True) for letter in letters]
    for block in blocks:
        uow.leases.add(block)
    return {"lease_ids": ",".join(block.id for block in blocks)}


def _take(
    uow: UnitOfWork,
    station_id: StationId | None,
    letter: str,
    count: int,
    day: date,
    *,
    reserve: bool,
) -> Lease:
    first, series = numbering.take(uow.leases.series(day, letter), count, reserve=reserve)
    uow.leases.put_series(day, letter, series)
    site = uow.site()
    return Lease(
        id=LeaseId(uow.new_id()),
        station_id=station_id,
        letter=letter,
        business_day=day,
        epoch=site.epoch,
        first=first,
        last=first + count - 1,
        reserve=reserve,
        granted_at=uow.now,
        expires_at=site.days.bounds(day)[1],
    )


def numbers_of(lease: Lease) -> tuple[str, ...]:
    """Return the numbers of a lease as people see them, in order."""
    return tuple(
        numbering.show(lease.letter, number) for number in range(lease.first, lease.last + 1)
    )
