"""What the booking server is still to be told, and what it refused."""

from typing import Annotated

from fastapi import Query

from core.usecases import outbox
from core.usecases.outbox import Drop, Retry
from server.doing import Doer, Doing, Wired
from server.nouns import Noun
from server.paging import Limit
from server.views_site import outbox_item_out
from sync.contract.booking import OutboxDropIn, OutboxItemOut, OutboxOut, OutboxRetryIn
from sync.contract.wire import Id

router = Noun("/outbox")


@router.get("")
def items(
    wiring: Wired,
    limit: Limit = 100,
    after: Annotated[str | None, Query(pattern="^[0-9]{1,15}$")] = None,
) -> OutboxOut:
    """List outcomes, oldest first."""
    with wiring.store.read() as reader:
        found = reader.outbox(after=int(after or 0), limit=limit + 1)
        shown = reader.outbox_cards(found[:limit])
    following = str(shown[-1].item.order) if len(found) > limit else None
    return OutboxOut(items=tuple(map(outbox_item_out, shown)), next=following)


@router.post("/{item_id}/retry")
def retry(item_id: Id, doer: Doing, body: OutboxRetryIn | None = None) -> OutboxItemOut:
    """Send a refused outcome again, also over what you have seen there."""
    command = Retry(item_id, None if body is None else body.over)
    doer.do(body, lambda uow: outbox.retry(uow, doer.caller.actor, command))
    return _item(doer, item_id)


@router.post("/{item_id}/drop")
def drop(item_id: Id, body: OutboxDropIn, doer: Doing) -> OutboxItemOut:
    """Decide that an outcome is not to be sent, and why; it stays listed."""
    command = Drop(item_id, body.reason)
    doer.do(body, lambda uow: outbox.drop(uow, doer.caller.actor, command))
    return _item(doer, item_id)


def _item(doer: Doer, item_id: str) -> OutboxItemOut:
    with doer.wiring.store.read() as reader:
        (card,) = reader.outbox_cards([reader.outbox_item(item_id)])
    return outbox_item_out(card)
