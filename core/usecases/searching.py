"""Who looked for people, and who took data out: as counts, never with what was typed."""

from dataclasses import dataclass
from datetime import date

from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt


@dataclass(frozen=True, slots=True)
class NoteSearch:
    """Somebody was shown those whom they looked for.

    Attributes:
        results: How many.
        day: Of the bookings that were searched, if it was one day.
    """

    results: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class NoteTaking:
    """Somebody was given a file, or a list, of what is kept.

    Attributes:
        what: A code, such as `settings`.
        rows: How many rows it has, if it has any.
    """

    what: str
    rows: int | None = None


def note_search(uow: UnitOfWork, actor: Actor, command: NoteSearch) -> Receipt:
    """Journal that people were looked for; receipt: results."""
    day = None if command.day is None else command.day.isoformat()
    uow.record(EventKind.AGENT_SEARCHED, actor, results=command.results, day=day)
    return {"results": command.results}


def note_taking(uow: UnitOfWork, actor: Actor, command: NoteTaking) -> Receipt:
    """Journal that data were taken out; receipt: what."""
    uow.record(EventKind.AGENT_EXPORTED, actor, what=command.what, rows=command.rows)
    return {"what": command.what}
