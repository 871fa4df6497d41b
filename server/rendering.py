"""Answers about a visit, read back from the store after a command."""

from core.errors import NotFound
from core.model import CallId, Role, StepState
from core.store.reader import Reader
from core.things import Receipt
from core.views import VisitCard
from server.gate import Caller
from server.views_visits import call_out, counter_names, step_out, visit_card_out, visit_out
from sync.contract.arrivals import VisitCardOut, VisitOut
from sync.contract.calls import CalledOut, StepActionOut, Why

_AT_COUNTER = frozenset({StepState.CALLED, StepState.SERVING, StepState.PARKED})


def may_see_names(card: VisitCard, caller: Caller) -> bool:
    """Tell whether names are shown: to reception, and to the agent who has the visit now."""
    if caller.has(Role.RECEPTION):
        return True
    if caller.agent_id is None:
        return False
    return any(
        step.agent_id == caller.agent_id and step.state in _AT_COUNTER for step in card.steps
    )


def card_for(reader: Reader, visit_id: str, caller: Caller) -> VisitCardOut:
    """Return a visit as the caller may see it.

    Raises:
        NotFound: `visit_unknown`.
    """
    card = reader.visit(visit_id)
    return visit_card_out(card, reader.site(), named=may_see_names(card, caller))


def nameless(reader: Reader, visit_id: str) -> VisitOut:
    """Return a visit without names.

    Raises:
        NotFound: `visit_unknown`.
    """
    return visit_out(reader.visit(visit_id), reader.site())


def called(reader: Reader, receipt: Receipt, caller: Caller) -> CalledOut:
    """Return the answer to a call, from its receipt."""
    visit_id, step_id = str(receipt["visit_id"]), str(receipt["step_id"])
    names = counter_names(reader.site())
    call = reader.call(CallId(str(receipt["call_id"])))
    return CalledOut(
        call=call_out(call, names),
        step=step_out(reader.step(step_id), names),
        visit=card_for(reader, visit_id, caller),
    )


def acted(reader: Reader, step_id: str, following: object, caller: Caller) -> StepActionOut:
    """Return the answer to an action on a step; `following` is the id of the one it opened."""
    names = counter_names(reader.site())
    step = reader.step(step_id)
    return StepActionOut(
        step=step_out(step, names),
        visit=card_for(reader, step.visit_id, caller),
        next_step=None if following is None else step_out(reader.step(str(following)), names),
    )


def why_called(reader: Reader, step_id: str) -> Why:
    """Return why a step was called when it was: what the choice was made from.

    Raises:
        NotFound: `step_unknown`, `call_unknown` if it was not called yet.
    """
    step = reader.step(step_id)
    if step.call_id is None:
        raise NotFound("call_unknown", step_id=step_id)
    call = reader.call(step.call_id)
    chosen = call.audit.get("chosen") or {}
    others = call.audit.get("others") or []
    facts: dict[str, str | int | bool | None] = {
        name: value
        for name, value in chosen.items()
        if name != "why" and isinstance(value, str | int | bool | None)
    }
    facts["reason"] = call.reason
    for place, other in enumerate(others, start=1):
        facts[f"other_{place}"] = str(other.get("number", ""))
        facts[f"other_{place}_rank"] = str(other.get("rank", ""))
        facts[f"other_{place}_why"] = str(other.get("why", ""))
    code = "out_of_turn" if call.reason else str(chosen.get("why", "walk_in"))
    return Why(code=code, facts=facts)
