"""Numbers that a kiosk may give out by itself."""

from datetime import datetime

from core.numbering import show
from core.usecases import leasing
from core.usecases.leasing import GrantLease
from server.doing import Doing
from server.nouns import Noun
from sync.contract.site import LeaseIn, LeaseOut

router = Noun()


@router.post("/number-leases", status_code=201)
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
