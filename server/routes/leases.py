"""Numbers that a kiosk may give out by itself, or reception from paper."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from fastapi import Query, Response

from core.errors import NotFound
from core.numbering import show
from core.store.reader import Reader
from core.store.staff import SqlLeases
from core.things import Lease
from core.usecases import leasing
from core.usecases.leasing import GrantCards, GrantLease
from server.doing import Doing, Wired
from server.nouns import Noun
from sync.contract.paper import CardBlockOut, CardBlocksOut, CardsIn
from sync.contract.site import LeaseIn, LeaseOut
from sync.contract.wire import Id

router = Noun("/number-leases")

_PDF = "application/pdf"


@router.post("", status_code=201)
def lease(body: LeaseIn, doer: Doing) -> LeaseOut:
    """Give a kiosk numbers of one letter, in order, for this business day."""
    command = GrantLease(body.letter, body.count, reserve=body.reserve)
    receipt = doer.do(body, lambda uow: leasing.grant_lease(uow, doer.caller.actor, command))
    first, last = int(receipt["first"] or 0), int(receipt["last"] or 0)
    return LeaseOut(
        lease_id=str(receipt["lease_id"]),
        letter=body.letter,
        numbers=tuple(show(body.letter, number) for number in range(first, last + 1)),
        reserve=bool(receipt["reserve"]),
        business_day=str(receipt["business_day"]),
        epoch=int(receipt["epoch"] or 0),
        expires_at=datetime.fromisoformat(str(receipt["expires_at"])),
    )


@router.post("/on-paper", status_code=201)
def cards(body: CardsIn, doer: Doing) -> CardBlocksOut:
    """Give paper numbers of each letter, which nobody else is given on that day."""
    command = GrantCards(body.count, body.letters, body.day)
    receipt = doer.do(body, lambda uow: leasing.grant_cards(uow, command))
    with doer.wiring.store.read() as reader:
        return _blocks(reader.lease(one) for one in str(receipt["lease_ids"]).split(","))


@router.get("/on-paper")
def cards_of(wiring: Wired, day: date | None = None) -> CardBlocksOut:
    """List the blocks of a day: by them reception enters the cards that were given."""
    with wiring.store.read() as reader:
        return _blocks(SqlLeases(reader.connection).on_paper(day or reader.today))


@router.get("/on-paper.pdf", response_class=Response, responses={200: {"content": {_PDF: {}}}})
def printed_cards(
    wiring: Wired, lease_id: Annotated[list[Id], Query(min_length=1, max_length=9)]
) -> Response:
    """Return the cards of blocks, to print and cut. Whoever prints twice has numbers twice.

    Raises:
        NotFound: `lease_unknown`, also for a lease of a kiosk.
    """
    # As in `routes.attestations`.
    from server.paper.gathering import cards_of_blocks  # noqa: PLC0415

    with wiring.store.read() as reader:
        pdf = cards_of_blocks(reader, [_on_paper(reader, one) for one in dict.fromkeys(lease_id)])
    return Response(
        pdf,
        media_type=_PDF,
        headers={"Content-Disposition": 'inline; filename="reserve-cards.pdf"'},
    )


def _on_paper(reader: Reader, lease_id: str) -> Lease:
    found = reader.lease(lease_id)
    if found.station_id is not None:
        raise NotFound("lease_unknown", lease_id=lease_id)
    return found


def _blocks(leases: Iterable[Lease]) -> CardBlocksOut:
    return CardBlocksOut(
        items=tuple(
            CardBlockOut(
                lease_id=one.id,
                letter=one.letter,
                first=show(one.letter, one.first),
                last=show(one.letter, one.last),
                business_day=one.business_day,
                expires_at=one.expires_at,
            )
            for one in leases
        )
    )
