"""What became of the paper: a slip has a state of its own, beside the number that holds anyway."""

from dataclasses import dataclass
from typing import Final

from core.model import EventKind, SlipState, SlipWay
from core.ports import UnitOfWork
from core.states import slip_after
from core.things import Actor, Receipt

_KINDS: Final = {
    SlipState.SENT: EventKind.SLIP_SENT,
    SlipState.PRINTED: EventKind.SLIP_PRINTED,
    SlipState.DOUBTFUL: EventKind.SLIP_DOUBTFUL,
    SlipState.FAILED: EventKind.SLIP_FAILED,
    SlipState.SHOWN: EventKind.SLIP_SHOWN,
}


@dataclass(frozen=True, slots=True)
class ReportSlip:
    """A station says what became of a visit's slip.

    Attributes:
        way: How the person comes to hold the number.
        cause: What keeps paper away, as the printer's code; "" where nothing does.
    """

    visit_id: str
    state: SlipState
    way: SlipWay | None = None
    cause: str = ""


def report(uow: UnitOfWork, actor: Actor, command: ReportSlip) -> Receipt:
    """Note the state of a slip; late and double reports change nothing.

    Raises:
        NotFound: `visit_unknown`.
    """
    visit = uow.visits.get(command.visit_id)
    state = slip_after(visit.slip, command.state)
    if state is not visit.slip:
        uow.visits.change(visit.id, slip=state, slip_way=command.way, slip_cause=command.cause)
        uow.record(
            _KINDS[state],
            actor,
            visit_id=visit.id,
            number=visit.called_as,
            way=command.way,
            cause=command.cause or None,
        )
    return {"visit_id": visit.id, "state": state.value}
