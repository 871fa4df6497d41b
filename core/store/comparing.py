"""Why one step was called before another: both as they stood at the moment of the call."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from core import policy
from core.model import CounterId, EventKind, StepState
from core.policy import Because, Candidate, Offer, Reason
from core.store.reader import Reader
from core.store.steps import candidate_of
from core.things import Call, Event, Step
from core.views import Comparison, Side

_ENDED: Final = {
    EventKind.STEP_CALLED: Because.CALLED_BEFORE,
    EventKind.STEP_STARTED: Because.CALLED_BEFORE,
    EventKind.STEP_RESUMED: Because.CALLED_BEFORE,
    EventKind.STEP_PARKED: Because.ON_HOLD,
    EventKind.STEP_NO_SHOW: Because.ABSENT,
    EventKind.STEP_COMPLETED: Because.CALLED_BEFORE,
    EventKind.STEP_TRANSFERRED: Because.CALLED_BEFORE,
    EventKind.VISIT_LEFT: Because.GONE,
    EventKind.VISIT_SENT_AWAY: Because.GONE,
    EventKind.VISIT_CANCELLED: Because.GONE,
    EventKind.VISIT_CARRIED_OVER: Because.GONE,
}
"""Why somebody was not called who did not wait any more."""

_IDENTITY: Final = frozenset({"step_id", "visit_id", "number", "service_id", "sequence", "why"})


def compare(reader: Reader, step_id: str, than: str) -> Comparison:
    """Say why a step was called before another, or stands before it while both wait.

    Where the other one was before it, the two sides change places.

    Raises:
        NotFound: `step_unknown`.
    """
    step, other = reader.step(step_id), reader.step(than)
    if step.call_id is not None:
        return _of_call(reader, step, other, reader.call(step.call_id))
    if other.call_id is not None:
        return _of_call(reader, other, step, reader.call(other.call_id))
    return _of_queue(reader, step, other)


def _of_queue(reader: Reader, step: Step, other: Step) -> Comparison:
    now, offer = reader.now, policy.offer_of_site(reader.site())
    one = candidate_of(step, reader.visit(step.visit_id).visit, offer)
    two = candidate_of(other, reader.visit(other.visit_id).visit, offer)
    found: Because | None
    if other.state is not StepState.WAITING:
        found = _behind(other)
    elif step.state is not StepState.WAITING:
        one, two, found = two, one, _behind(step)
    else:
        found = policy.because(one, two, now, offer)
        if found is None:
            one, two, found = two, one, policy.because(two, one, now, offer)
    sides = (Side(each.step_id, each.number, policy.why(each, now)) for each in (one, two))
    return Comparison(found or Because.UNEXPLAINED, now, None, None, *sides)


def _behind(step: Step) -> Because:
    return Because.ON_HOLD if step.state is StepState.PARKED else Because.GONE


def _of_call(reader: Reader, step: Step, other: Step, call: Call) -> Comparison:
    at, offer, audit = call.called_at, _offer(call), call.audit
    visit = reader.visit(other.visit_id).visit
    story = [event for event in reader.events_of_visit(visit.id) if event.step_id == other.id]
    before = [event for event in story if event.seq < _seq_of(reader, step, call)]
    chosen = _as_seen(
        candidate_of(step, reader.visit(step.visit_id).visit, offer), audit.get("chosen") or {}
    )
    passed = _as_told(candidate_of(other, visit, offer), before)
    sides = [_side(one, at, audit) for one in (chosen, passed)]
    found = _away(before)
    if found is Because.CALLED_BEFORE:
        return Comparison(found, at, call.counter_id, None, sides[1], sides[0])
    if call.reason is not None:
        found = Because.OVERRIDE
    found = found or _elsewhere(before, passed, offer)
    found = found or policy.because(chosen, passed, at, offer) or Because.UNEXPLAINED
    return Comparison(found, at, call.counter_id, call.reason, *sides)


def _side(candidate: Candidate, at: datetime, audit: Mapping[str, Any]) -> Side:
    """Return one side as it was seen when the call was made, or else as the journal tells it."""
    for seen in (audit.get("chosen") or {}, *(audit.get("others") or ())):
        if seen.get("step_id") == candidate.step_id:
            facts = {name: value for name, value in seen.items() if name not in _IDENTITY}
            return Side(candidate.step_id, candidate.number, Reason(str(seen["why"]), facts))
    return Side(candidate.step_id, candidate.number, policy.why(candidate, at))


def _offer(call: Call) -> Offer:
    audit = call.audit
    return Offer(
        services=frozenset(audit.get("services", ())),
        secondary=frozenset(audit.get("secondary", ())),
        counter_id=CounterId(call.counter_id),
        agent_id=call.agent_id,
        offset_min=int(audit.get("offset_min", 0)),
        absolute=bool(audit.get("absolute")),
        in_a_row=int(audit.get("in_a_row", 0)),
        streak=int(audit.get("streak", 0)),
    )


def _seq_of(reader: Reader, step: Step, call: Call) -> int:
    """Return the place of a call in the journal; the end of it, if that row was purged."""
    for event in reader.events_of_visit(step.visit_id):
        if event.kind is EventKind.STEP_CALLED and event.call_id == call.id:
            return event.seq
    return reader.seq() + 1


def _as_seen(candidate: Candidate, seen: Mapping[str, Any]) -> Candidate:
    """Return a step with the place that it had when it was called."""
    if "rank" not in seen:
        return candidate
    return replace(
        candidate,
        rank=datetime.fromisoformat(seen["rank"]),
        due_from=datetime.fromisoformat(seen["due_from"]),
        priority=bool(seen["priority"]),
        bonus_min=int(seen.get("bonus_min", 0)),
        urgent_min=int(seen.get("urgent_min", 0)),
        held_here=bool(seen.get("held_here")),
    )


def _as_told(candidate: Candidate, before: list[Event]) -> Candidate:
    """Return a step with the place that the journal last gave it."""
    kinds = {event.kind for event in before}
    candidate = replace(
        candidate,
        returned=EventKind.STEP_NO_SHOW in kinds,
        held=EventKind.STEP_PARKED in kinds,
    )
    for event in reversed(before):
        facts = event.facts or {}
        if "rank" in facts and event.kind is not EventKind.STEP_CALLED:
            return replace(
                candidate,
                rank=datetime.fromisoformat(facts["rank"]),
                due_from=datetime.fromisoformat(facts["due_from"]),
                service_id=str(facts.get("service_id", candidate.service_id)),
            )
    return candidate


def _away(before: list[Event]) -> Because | None:
    """Return why a step could not be called just then; None if it waited."""
    if not before:
        return Because.NOT_HERE_YET
    for event in reversed(before):
        if event.kind in _ENDED:
            return _ENDED[event.kind]
        if event.kind is EventKind.STEP_CALL_UNDONE or "rank" in (event.facts or {}):
            return None
        if event.kind is EventKind.VISIT_GROUPED and "group_id" in (event.facts or {}):
            return Because.GONE
    return None


def _elsewhere(before: list[Event], passed: Candidate, offer: Offer) -> Because | None:
    """Return why the counter could not call somebody who waited; None if it could."""
    first = before[0]
    for_counter, for_agent = first.counter_id, (first.facts or {}).get("target_agent_id")
    if for_counter not in {None, offer.counter_id} or for_agent not in {None, offer.agent_id}:
        return Because.OTHER_COUNTER
    return None if offer.takes(passed.service_id) else Because.OTHER_COUNTER_SERVICES
