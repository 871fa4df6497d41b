"""What the booking server is still to be told, and what it refused."""

from typing import Annotated

from fastapi import Query

from core.usecases import outbox
from core.usecases.outbox import Drop, Retry
from server.doing import Doer, Doing, Wired
from server.nouns import Noun
from server.paging import Limit
from server.views_site import outbox_item_out
from sync.contract.stations import OutboxItemOut, OutboxOut
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
    shown = found[:limit]
    following = str(shown[-1].order) if len(found) > limit else None
    return OutboxOut(items=tuple(map(outbox_item_out, shown)), next=following)


@router.post("/{item_id}/retry")
def retry(item_id: Id, doer: Doing) -> OutboxItemOut:
    """Send a refused outcome again."""
    doer.do(None, lambda uow: outbox.retry(uow, doer.caller.actor, Retry(item_id)))
    return _item(doer, item_id)


@router.post("/{item_id}/drop")
def drop(item_id: Id, doer: Doing) -> OutboxItemOut:
    """Decide that an outcome is not to be sent; it stays listed."""
    doer.do(None, lambda uow: outbox.drop(uow, doer.caller.actor, Drop(item_id)))
    return _item(doer, item_id)


def _item(doer: Doer, item_id: str) -> OutboxItemOut:
    with doer.wiring.store.read() as reader:
        return outbox_item_out(reader.outbox_item(item_id))
