"""Reads all that a desk shows, away from the screen."""

from dataclasses import dataclass
from typing import Final

from core.model import StepState
from counterapp.ports import AgentSite
from sync.contract.arrivals import VisitCardOut
from sync.contract.calls import QueueItem, QueueOut
from sync.contract.site import CounterOut, SiteOut

PAGE: Final = 500
IN_HAND: Final = frozenset({StepState.CALLED, StepState.SERVING})


@dataclass(frozen=True, slots=True)
class DeskSnapshot:
    """The site, the queue and the visit in hand, read together.

    Attributes:
        epoch: How many commands this desk had done when the reading began; an answer that came
            in between is newer than this snapshot.
    """

    epoch: int
    site: SiteOut
    queue: QueueOut
    card: VisitCardOut | None


def whole_queue(client: AgentSite) -> QueueOut:
    """Read the queue of the site, page after page; the seq is that of the first page."""
    queue = page = client.queue(limit=PAGE)
    items = page.items
    while page.next is not None:
        page = client.queue(limit=PAGE, after=page.next)
        items += page.items
    return queue.model_copy(update={"items": items, "next": None})


def in_hand(items: tuple[QueueItem, ...], counter: CounterOut | None) -> QueueItem | None:
    """Return the line of the queue that a counter has called or serves, if any."""
    if counter is None:
        return None
    for item in items:
        if item.state in IN_HAND and item.counter == counter.number:
            return item
    return None


def read_desk(
    client: AgentSite, counter_id: str, *, epoch: int, site: SiteOut | None
) -> DeskSnapshot:
    """Read a desk's state.

    Args:
        client: The site, as the signed-in agent.
        counter_id: The desk's counter.
        epoch: Handed on to the snapshot.
        site: The site if it is known and unchanged, None to read it too.
    """
    if site is None:
        site = client.site()
    queue = whole_queue(client)
    counter = next((each for each in site.counters if each.id == counter_id), None)
    held = in_hand(queue.items, counter)
    card = None if held is None else client.visit(held.visit_id)
    return DeskSnapshot(epoch, site, queue, card)
