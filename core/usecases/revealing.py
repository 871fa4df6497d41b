"""Staff opened a visit and saw names: who saw whose stands in the journal, as ids."""

from dataclasses import dataclass

from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt


@dataclass(frozen=True, slots=True)
class NoteNames:
    """The names of a visit were shown."""

    visit_id: str


def note_names(uow: UnitOfWork, actor: Actor, command: NoteNames) -> Receipt:
    """Journal that an agent saw the names of a visit; receipt: visit_id.

    Raises:
        NotFound: `visit_unknown`.
    """
    visit = uow.visits.get(command.visit_id)
    uow.record(EventKind.AGENT_NAME_REVEALED, actor, visit_id=visit.id, number=visit.called_as)
    return {"visit_id": visit.id}
