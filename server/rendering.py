"""Answers about a visit, read back from the store after a command."""

from core.errors import NotFound
from core.model import CallId, Role, StepState
from core.store.comparing import compare
from core.store.reader import Reader
from core.things import Receipt
from core.views import Comparison, Side, VisitCard
from server.auth.gate import Caller
from server.views_visits import call_out, counter_names, step_out, visit_card_out, visit_out
from sync.contract.arrivals import VisitCardOut, VisitOut
from sync.contract.calls import CalledOut, StepActionOut, Why, WhyOut, WhySide, WhyThan

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


def acted(reader: Reader, step_id: str, receipt: Receipt, caller: Caller) -> StepActionOut:
    """Return the answer to an action on a step, from its receipt."""
    names = counter_names(reader.site())
    step, following = reader.step(step_id), receipt.get("next_step_id")
    return StepActionOut(
        step=step_out(step, names),
        visit=card_for(reader, step.visit_id, caller),
        next_step=None if following is None else step_out(reader.step(str(following)), names),
        agent_away=bool(receipt.get("agent_away")),
    )


def why_called(reader: Reader, step_id: str, than: str | None = None) -> WhyOut:
    """Return why a step was called when it was: what the choice was made from.

    Args:
        reader: A snapshot.
        step_id: Which step.
        than: Another one, to say why one of the two goes before the other.

    Raises:
        NotFound: `step_unknown`; `call_unknown` if it was not called yet, and no other is named.
    """
    compared = None if than is None else _than(reader, compare(reader, step_id, than))
    step = reader.step(step_id)
    if step.call_id is None:
        if compared is None:
            raise NotFound("call_unknown", step_id=step_id)
        own = next(side for side in (compared.first, compared.second) if side.step_id == step_id)
        return WhyOut(code=own.why.code, facts=own.why.facts, than=compared)
    call = reader.call(step.call_id)
    chosen = call.audit.get("chosen") or {}
    facts: dict[str, str | int | bool | None] = {
        name: value
        for name, value in (*call.audit.items(), *chosen.items())
        if name != "why" and isinstance(value, str | int | bool | None)
    }
    facts["reason"] = call.reason
    for place, other in enumerate(call.audit.get("others") or [], start=1):
        facts[f"other_{place}"] = str(other.get("number", ""))
        facts[f"other_{place}_step_id"] = str(other.get("step_id", ""))
        facts[f"other_{place}_rank"] = str(other.get("rank", ""))
        facts[f"other_{place}_why"] = str(other.get("why", ""))
    code = "out_of_turn" if call.reason else str(chosen.get("why", "walk_in"))
    return WhyOut(code=code, facts=facts, than=compared)


def _than(reader: Reader, found: Comparison) -> WhyThan:
    counter = None
    if found.counter_id is not None:
        counter = counter_names(reader.site()).get(found.counter_id)
    return WhyThan(
        code=found.because.value,
        at=found.at,
        counter=counter,
        reason=found.reason,
        first=_side(found.first),
        second=_side(found.second),
    )


def _side(side: Side) -> WhySide:
    return WhySide(
        step_id=side.step_id,
        number=side.number,
        why=Why(code=side.why.code, facts=dict(side.why.facts)),
    )
