"""What agents do with a step that was called, is served, or has ended."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from core.model import AgentId, CounterId, ServiceId
from core.usecases import calling, finishing, returning, serving, transferring
from core.usecases.calling import Recall, Undo
from core.usecases.finishing import Finish, PersonOutcome
from core.usecases.returning import Absent, ComeBack, Reopen
from core.usecases.serving import Park, Resume, Start
from core.usecases.transferring import Transfer
from server.auth.gate import Here
from server.doing import Doer, Doing, Wired, Work
from server.nouns import Noun
from server.rendering import acted, why_called
from sync.contract.calls import (
    AbsentIn,
    FinishIn,
    ParkIn,
    ResumeIn,
    StepActionOut,
    TransferIn,
    WhyOut,
)
from sync.contract.wire import Id

router = Noun("/steps/{step_id}")


@router.post("/recall")
async def recall(step_id: Id, doer: Doing) -> StepActionOut:
    """Announce a call once more; 409 `recall_limit`."""
    return await _act(
        doer, step_id, lambda uow: calling.recall(uow, doer.caller.actor, Recall(step_id))
    )


@router.post("/undo")
async def undo(step_id: Id, doer: Doing) -> StepActionOut:
    """Take a call back; 409 `undo_too_late` or `not_your_call`."""
    return await _act(
        doer, step_id, lambda uow: calling.undo(uow, doer.caller.actor, Undo(step_id))
    )


@router.post("/start")
async def start(step_id: Id, doer: Doing) -> StepActionOut:
    """Begin to serve."""
    return await _act(
        doer, step_id, lambda uow: serving.start(uow, doer.caller.actor, Start(step_id))
    )


@router.post("/absent")
async def absent(step_id: Id, doer: Doing, body: AbsentIn | None = None) -> StepActionOut:
    """Note that nobody came; 409 `absent_too_soon` unless it is confirmed."""
    command = Absent(step_id, confirm=body is not None and body.confirm)
    return await _act(
        doer, step_id, lambda uow: returning.absent(uow, doer.caller.actor, command), body
    )


@router.post("/park")
async def park(step_id: Id, doer: Doing, body: ParkIn | None = None) -> StepActionOut:
    """Hold a visit while a paper is fetched."""
    given = body or ParkIn()
    command = Park(step_id, given.reason, given.until)
    return await _act(
        doer, step_id, lambda uow: serving.park(uow, doer.caller.actor, command), body
    )


@router.post("/resume")
async def resume(step_id: Id, doer: Doing, body: ResumeIn | None = None) -> StepActionOut:
    """Go on with a held visit at a free counter that takes its service, or at the agent's own."""
    counter_id = None if body is None or body.counter_id is None else CounterId(body.counter_id)
    command = Resume(step_id, counter_id)
    return await _act(
        doer, step_id, lambda uow: serving.resume(uow, doer.caller.actor, command), body
    )


@router.post("/transfer")
async def transfer(step_id: Id, body: TransferIn, doer: Doing) -> StepActionOut:
    """Hand a visit on; it keeps its seniority unless it is told otherwise."""
    command = Transfer(
        step_id,
        None if body.service_id is None else ServiceId(body.service_id),
        None if body.counter_id is None else CounterId(body.counter_id),
        None if body.agent_id is None else AgentId(body.agent_id),
        keep_seniority=body.keep_seniority,
        wrong_service=body.wrong_service,
        reason=body.reason,
    )
    return await _act(
        doer, step_id, lambda uow: transferring.transfer(uow, doer.caller.actor, command), body
    )


@router.post("/finish")
async def finish(step_id: Id, doer: Doing, body: FinishIn | None = None) -> StepActionOut:
    """End a step with an outcome for each person and service."""
    ending = body or FinishIn()
    outcomes = tuple(
        PersonOutcome(given.person, ServiceId(given.service_id), given.outcome)
        for given in ending.outcomes
    )
    command = Finish(step_id, outcomes, ending.note, continue_flow=ending.continue_flow)
    return await _act(
        doer, step_id, lambda uow: finishing.finish(uow, doer.caller.actor, command), body
    )


@router.post("/return")
async def come_back(step_id: Id, doer: Doing) -> StepActionOut:
    """Let somebody who was absent or on hold wait again."""
    command = ComeBack(step_id)
    return await _act(
        doer, step_id, lambda uow: returning.come_back(uow, doer.caller.actor, command)
    )


@router.post("/reopen")
async def reopen(step_id: Id, doer: Doing) -> StepActionOut:
    """Let somebody wait again whose step was ended by mistake today."""
    return await _act(
        doer, step_id, lambda uow: returning.reopen(uow, doer.caller.actor, Reopen(step_id))
    )


@router.get("/why")
def why(
    step_id: Id, wiring: Wired, _caller: Here, than: Annotated[Id | None, Query()] = None
) -> WhyOut:
    """Say why this step was called when it was, or why before another one: `than`."""
    with wiring.store.read() as reader:
        return why_called(reader, step_id, than)


async def _act(
    doer: Doer, step_id: str, work: Work, body: BaseModel | None = None
) -> StepActionOut:
    return await doer.answer(
        body, work, lambda reader, receipt: acted(reader, step_id, receipt, doer.caller)
    )
