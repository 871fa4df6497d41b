"""Visits: their papers, notes, slips, and ends without service."""

from core.model import ServiceId, SlipState
from core.usecases import leaving, patching, revealing, slips
from core.usecases import urgent as urgency
from core.usecases.leaving import Leave
from core.usecases.patching import PatchVisit
from core.usecases.revealing import NoteNames
from core.usecases.slips import ReportSlip
from core.usecases.urgent import MakeUrgent
from server.auth.gate import Caller, Here
from server.auth.second_person import confirming
from server.doing import Doer, Doing, Wired, Work
from server.nouns import Noun
from server.rendering import card_for, nameless
from server.wiring import Wiring
from sync.contract.arrivals import (
    SlipIn,
    SlipOut,
    UrgentIn,
    VisitCardOut,
    VisitOut,
    VisitPatch,
)
from sync.contract.calls import LeaveIn
from sync.contract.wire import Id

router = Noun("/visits/{visit_id}")


@router.get("")
def visit(visit_id: Id, wiring: Wired, caller: Here) -> VisitCardOut:
    """Return a visit; with names for reception and for the agent who serves it.

    That an agent opened a visit with names is journaled.
    """
    return _opened(wiring, visit_id, caller)


@router.patch("")
def patch_visit(visit_id: Id, body: VisitPatch, doer: Doing) -> VisitCardOut:
    """Change facts of a visit; what is absent stays. Priority and service are for reception."""
    command = PatchVisit(
        visit_id,
        note=body.note,
        needs=body.needs,
        language=body.language,
        documents=body.documents,
        priority=body.priority,
        service_id=None if body.service_id is None else ServiceId(body.service_id),
        services=tuple(ServiceId(one) for one in body.services),
    )
    doer.do(body, lambda uow: patching.patch_visit(uow, doer.caller.actor, command))
    return _opened(doer.wiring, visit_id, doer.caller)


@router.post("/urgent")
def urgent(visit_id: Id, body: UrgentIn, doer: Doing) -> VisitCardOut:
    """Let somebody go ahead; 409 `second_person_needed` beyond the hour's cap."""
    second = None if body.confirmed_by is None else confirming(doer, body.confirmed_by)
    command = MakeUrgent(visit_id, body.reason, body.note, second)
    doer.do(body, lambda uow: urgency.make_urgent(uow, doer.caller.actor, command))
    return _opened(doer.wiring, visit_id, doer.caller)


def _opened(wiring: Wiring, visit_id: str, caller: Caller) -> VisitCardOut:
    """Return a visit as the caller may see it; if they see names, the journal knows."""
    with wiring.store.read() as reader:
        card, now = card_for(reader, visit_id, caller), reader.now
    if card.people and wiring.openings.is_new(caller.agent_id or "", visit_id, now):
        seen = NoteNames(visit_id)
        wiring.store.write(lambda uow: revealing.note_names(uow, caller.actor, seen))
    return card


@router.post("/slip")
def slip(visit_id: Id, body: SlipIn, doer: Doing) -> SlipOut:
    """Say what became of a slip; late and double reports change nothing."""
    command = ReportSlip(visit_id, body.state, body.way, body.cause)
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
