"""Reading the journal is itself journaled: who read what range, and how many rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt


@dataclass(frozen=True, slots=True)
class NoteReading:
    """A page of the journal is about to be given to somebody.

    Attributes:
        first: From when on, if that was asked.
        last: Until when, exclusive.
        kinds: Only these kinds were asked for.
        after: The seq that the page starts behind.
        rows: How many rows the page has.
    """

    first: datetime | None
    last: datetime | None
    kinds: Sequence[EventKind]
    after: int
    rows: int


def note_reading(uow: UnitOfWork, actor: Actor, command: NoteReading) -> Receipt:
    """Journal that a page was read; receipt: rows."""
    uow.record(
        EventKind.JOURNAL_READ,
        actor,
        first=command.first,
        last=command.last,
        kinds=",".join(command.kinds) or None,
        after=command.after,
        rows=command.rows,
    )
    return {"rows": command.rows}
