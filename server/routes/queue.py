"""Who waits, in calling order, and who is called, served or held."""

from typing import Annotated, Final

from fastapi import Query

from core.model import StepState
from core.views import QueueEntry
from server.doing import Wired
from server.nouns import Noun
from server.paging import Limit, page
from server.views_visits import queue_item
from sync.contract.calls import QueueOut
from sync.contract.wire import Id

router = Noun()

_MOST: Final = 2000
"""Places of the order that pages may be asked for."""


@router.get("/queue")
def queue(
    wiring: Wired,
    counter_id: Annotated[Id | None, Query()] = None,
    limit: Limit = 100,
    after: Annotated[Id | None, Query()] = None,
    earlier: Annotated[bool, Query()] = False,
) -> QueueOut:
    """List the queue, of the site or of one counter; no item names a person.

    With `earlier`, list in its place who waits since an earlier day: who is called goes on today,
    and the close of that day ends the others.
    """
    with wiring.store.read() as reader:
        site, seq = reader.site(), reader.seq()
        left = reader.left_over()
        # One more than is shown tells that there are more; a later page is cut from all that wait.
        most = limit + 1 if after is None else _MOST
        found = left if earlier else reader.queue(counter_id, limit=most)
    shown, following = page(found, limit, after, _step_id)
    items = tuple(
        queue_item(
            entry,
            site,
            wiring.waits.of_step(entry.step.id) if entry.step.state is StepState.WAITING else None,
        )
        for entry in shown
    )
    return QueueOut(items=items, next=following, seq=seq, left=len(left))


def _step_id(entry: QueueEntry) -> str:
    return entry.step.id
