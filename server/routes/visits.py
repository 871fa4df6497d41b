"""Visits: their papers, notes, slips, and ends without service."""

from fastapi import APIRouter
from fastapi.responses import Response

from core.model import SlipState
from core.usecases import leaving, patching, slips
from core.usecases.leaving import Leave
from core.usecases.patching import PatchVisit
from core.usecases.slips import ReportSlip
from server.doing import Doer, Doing, Wired, Work
from server.gate import Here
from server.rendering import card_for, nameless
from sync.contract.arrivals import SlipIn, SlipOut, VisitCardOut, VisitOut, VisitPatch
from sync.contract.calls import LeaveIn
from sync.contract.wire import Id

router = APIRouter(prefix="/visits/{visit_id}")


@router.get("")
def visit(visit_id: Id, wiring: Wired, caller: Here, response: Response) -> VisitCardOut:
    """Return a visit; with names for reception and for the agent who serves it."""
    response.headers["Cache-Control"] = "no-store"
    with wiring.store.read() as reader:
        return card_for(reader, visit_id, caller)


@router.patch("")
def patch_visit(visit_id: Id, body: VisitPatch, doer: Doing) -> VisitCardOut:
    """Change note, needs, language or the papers that were shown; what is absent stays."""
    command = PatchVisit(visit_id, body.note, body.needs, body.language, body.documents)
    doer.do(body, lambda uow: patching.patch_visit(uow, doer.caller.actor, command))
    with doer.wiring.store.read() as reader:
        return card_for(reader, visit_id, doer.caller)


@router.post("/slip")
def slip(visit_id: Id, body: SlipIn, doer: Doing) -> SlipOut:
    """Say what became of a slip; late and double reports change nothing."""
    command = ReportSlip(visit_id, body.state)
    receipt = doer.do(body, lambda uow: slips.report(uow, doer.caller.actor, command))
    return SlipOut(visit_id=visit_id, state=SlipState(str(receipt["state"])))


@router.post("/leave")
def leave(visit_id: Id, doer: Doing, body: LeaveIn | None = None) -> VisitOut:
    """Note that somebody left without service."""
    command = Leave(visit_id, None if body is None else body.reason)
    return _end(doer, visit_id, body, lambda uow: leaving.leave(uow, doer.caller.actor, command))


@router.post("/send-away")
def send_away(visit_id: Id, body: LeaveIn, doer: Doing) -> VisitOut:
    """Send somebody away, for a reason."""
    command = Leave(visit_id, body.reason)
    return _end(
        doer, visit_id, body, lambda uow: leaving.send_away(uow, doer.caller.actor, command)
    )


@router.post("/cancel")
def cancel(visit_id: Id, doer: Doing, body: LeaveIn | None = None) -> VisitOut:
    """Undo a visit that should not have been; its appointment is booked again."""
    command = Leave(visit_id, None if body is None else body.reason)
    return _end(doer, visit_id, body, lambda uow: leaving.cancel(uow, doer.caller.actor, command))


def _end(doer: Doer, visit_id: str, body: LeaveIn | None, work: Work) -> VisitOut:
    doer.do(body, work)
    with doer.wiring.store.read() as reader:
        return nameless(reader, visit_id)
