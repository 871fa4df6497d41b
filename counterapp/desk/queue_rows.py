"""The queue as a desk lists it: which rows, in which order, under which view and search."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.model import Need, SlipState, StepState
from counterapp.catalogue import Catalogue, typed_number
from sync.contract.calls import QueueItem, Why
from sync.contract.wire import TicketNumber


class View(StrEnum):
    """Which part of the queue is listed."""

    ALL = "all"
    MINE = "mine"
    BOOKED = "booked"
    WALK_IN = "walk_in"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue; it names nobody.

    Attributes:
        wait_from: The moment that the wait is counted from, in the server's time.
        booked: The booked time in the site's zone, or "".
        paperless: The person holds no paper ticket.
    """

    step_id: str
    visit_id: str
    number: TicketNumber
    position: int | None
    service: str
    booked: str
    wait_from: datetime
    state: StepState
    appointment: bool
    priority: bool
    needs: tuple[Need, ...]
    paperless: bool
    counter: str
    why: Why


PAPERLESS = frozenset({SlipState.QUEUED, SlipState.DOUBTFUL, SlipState.FAILED})


def to_row(item: QueueItem, catalogue: Catalogue) -> QueueRow:
    """Make a line of the queue from what the server tells."""
    return QueueRow(
        step_id=item.step_id,
        visit_id=item.visit_id,
        number=item.number,
        position=item.position,
        service=catalogue.service_label(item.service_id),
        booked="" if item.starts_at is None else catalogue.local_time(item.starts_at),
        wait_from=item.checked_in_at,
        state=item.state,
        appointment=item.kind == "appointment",
        priority=item.priority,
        needs=item.needs,
        paperless=item.slip in PAPERLESS,
        counter=item.counter or "",
        why=item.why,
    )


def select(
    items: Iterable[QueueItem],
    *,
    view: View,
    search: str,
    offered: Collection[str],
    catalogue: Catalogue,
) -> tuple[QueueRow, ...]:
    """Return the lines that a view and a search leave, in the server's order."""
    wanted = search.strip().casefold()
    number = typed_number(search)
    rows = []
    for item in items:
        if not _in_view(item, view, offered):
            continue
        row = to_row(item, catalogue)
        if wanted and not (
            row.number.startswith(wanted.upper().replace(" ", ""))
            or row.number == number
            or wanted in row.service.casefold()
        ):
            continue
        rows.append(row)
    return tuple(rows)


def _in_view(item: QueueItem, view: View, offered: Collection[str]) -> bool:
    match view:
        case View.ALL:
            return True
        case View.MINE:
            return item.service_id in offered
        case View.BOOKED:
            return item.kind == "appointment"
        case View.WALK_IN:
            return item.kind == "walk_in"
