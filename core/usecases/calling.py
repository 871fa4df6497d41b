"""Calling people to a counter: the next by the rule or one out of turn, again, and undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict

from core import policy
from core.errors import Conflict, Unprocessable
from core.model import CallId, CounterId, CounterState, EventKind, Need, StepState
from core.policy import Candidate, Offer
from core.ports import UnitOfWork
from core.site import Site
from core.states import Action, after
from core.things import Actor, Call, Counter, Receipt, Step, Visit
from core.usecases import call_audit, visits
from core.usecases.day_turning import take_up
from core.usecases.openness import require_calls


class BoardFacts(TypedDict):
    """What a display may know of a call: no field can hold a name."""

    number: str
    counter: str
    zone: str
    language: str
    aloud: bool
    service_id: str


@dataclass(frozen=True, slots=True)
class CallNext:
    """A counter wants the next person."""

    counter_id: CounterId


@dataclass(frozen=True, slots=True)
class CallStep:
    """A counter wants one person out of turn, for a reason."""

    counter_id: CounterId
    step_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recall:
    """Call once more."""

    step_id: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take a call back."""

    step_id: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """Who is called, among whom, and what the counter takes."""

    step: Candidate
    found: Sequence[Candidate]
    offer: Offer


def call_next(uow: UnitOfWork, actor: Actor, command: CallNext) -> Receipt:
    """Call the next person; receipt: call_id, announcement, step_id, visit_id, number, counter_id.

    Raises:
        NotFound: `counter_unknown`.
        Conflict: `site_frozen`, `counter_closed`, `counter_taken` by another agent,
            `counter_busy`, `queue_empty`, `already_called`.
    """
    require_calls(uow.site_day())
    counter = _free_counter(uow, actor, command.counter_id)
    offer = _offer(uow, actor, counter)
    found = uow.steps.candidates(uow.today(), offer, uow.now, call_audit.OTHERS + 1)
    chosen = policy.next_step(found, uow.now, offer)
    if chosen is None:
        raise Conflict("queue_empty", counter_id=counter.id)
    return _call(uow, actor, counter, _Choice(chosen, found, offer), reason=None)


def call_step(uow: UnitOfWork, actor: Actor, command: CallStep) -> Receipt:
    """Call one person out of turn; the receipt is that of `call_next`.

    Somebody who was left from another day goes on today.

    Raises:
        NotFound: `counter_unknown`, `step_unknown`.
        Unprocessable: `reason_missing`.
        Conflict: `site_frozen`, `counter_closed`, `counter_taken`, `counter_busy`,
            `already_called`, `wrong_state`.
    """
    if not command.reason:
        raise Unprocessable("reason_missing")
    require_calls(uow.site_day())
    counter = _free_counter(uow, actor, command.counter_id)
    step = uow.steps.get(command.step_id)
    if step.state in {StepState.CALLED, StepState.SERVING}:
        raise Conflict("already_called", step_id=step.id, counter_id=step.counter_id)
    after(Action.CALL, step.state)
    take_up(uow, actor, uow.visits.get(step.visit_id))
    offer = _offer(uow, actor, counter)
    found = uow.steps.candidates(uow.today(), offer, uow.now, call_audit.OTHERS + 1)
    choice = _Choice(uow.steps.candidate(step.id, offer), found, offer)
    return _call(uow, actor, counter, choice, reason=command.reason)


def recall(uow: UnitOfWork, actor: Actor, command: Recall) -> Receipt:
    """Announce a call once more; the receipt is that of `call_next`.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `site_frozen`, `wrong_state`; `recall_limit` after the last call that the site
            allows.
    """
    step = uow.steps.get(command.step_id)
    after(Action.RECALL, step.state)
    require_calls(uow.site_day())
    site = uow.site()
    if step.calls >= site.policy.max_calls:
        raise Conflict("recall_limit", calls=step.calls)
    call = uow.calls.get(step.call_id or "")
    uow.steps.change(step.id, calls=step.calls + 1)
    uow.calls.change(call.id, repeats=call.repeats + 1, last_called_at=uow.now)
    visit = uow.visits.get(step.visit_id)
    board = board_facts(site, visit, step, call.counter_id)
    uow.record(
        EventKind.STEP_RECALLED,
        actor,
        visit_id=step.visit_id,
        step_id=step.id,
        call_id=call.id,
        counter_id=call.counter_id,
        announcement=call.announcement,
        repeats=call.repeats + 1,
        called_at=call.called_at,
        **board,
    )
    return _receipt(step, visit, call.id, call.announcement, call.counter_id)


def undo(uow: UnitOfWork, actor: Actor, command: Undo) -> Receipt:
    """Take a call back; the person waits again, at the same rank.

    Raises:
        NotFound: `step_unknown`.
        Conflict: `wrong_state`; `undo_too_late`; `not_your_call`.
    """
    step = uow.steps.get(command.step_id)
    after(Action.UNDO, step.state)
    call = uow.calls.get(step.call_id or "")
    if uow.now - call.called_at > timedelta(seconds=uow.site().policy.undo_s):
        raise Conflict("undo_too_late", called_at=call.called_at)
    if call.agent_id != actor.agent_id:
        raise Conflict("not_your_call", agent_id=call.agent_id)
    moved = uow.steps.move(
        step.id,
        StepState.CALLED,
        StepState.WAITING,
        counter_id=None,
        agent_id=None,
        call_id=None,
        called_at=None,
        calls=0,
    )
    if not moved:
        raise Conflict("wrong_state", state=uow.steps.get(step.id).state.value)
    uow.calls.change(call.id, retracted_at=uow.now)
    visit = take_up(uow, actor, uow.visits.get(step.visit_id))
    if visit.first_called_at == call.called_at:
        uow.visits.change(visit.id, first_called_at=None)
    uow.record(
        EventKind.STEP_CALL_UNDONE,
        actor,
        visit_id=step.visit_id,
        step_id=step.id,
        call_id=call.id,
        counter_id=call.counter_id,
        number=visit.called_as,
        announcement=call.announcement,
    )
    return _receipt(step, visit, call.id, call.announcement, call.counter_id)


def board_facts(site: Site, visit: Visit, step: Step, counter_id: str) -> BoardFacts:
    """Return what a display may know of a call."""
    place = site.counter(counter_id)
    return {
        "number": visit.called_as,
        "counter": place.number,
        "zone": place.zone,
        "language": visit.language,
        "aloud": is_aloud(site, visit, step),
        "service_id": step.service_id,
    }


def is_aloud(site: Site, visit: Visit, step: Step) -> bool:
    """Say whether a call may be spoken: not for people fetched in person or sensitive matters."""
    if Need.FETCH_IN_PERSON in visit.needs:
        return False
    return not (site.service(step.service_id).sensitive or site.service(visit.service_id).sensitive)


def _free_counter(uow: UnitOfWork, actor: Actor, counter_id: str) -> Counter:
    counter = uow.counters.get(counter_id)
    if counter.state is not CounterState.OPEN:
        raise Conflict("counter_closed", counter_id=counter.id, state=counter.state.value)
    if counter.agent_id not in {None, actor.agent_id}:
        raise Conflict("counter_taken", agent_id=counter.agent_id)
    held = uow.steps.held_by(counter.id)
    if held is not None:
        raise Conflict("counter_busy", step_id=held.id, state=held.state.value)
    return counter


def _offer(uow: UnitOfWork, actor: Actor, counter: Counter) -> Offer:
    site = uow.site()
    streak = 0
    if policy.is_absolute(site):
        most = site.policy.absolute_in_a_row
        streak = uow.calls.priority_streak(uow.today(), counter.id, most)
    return policy.offer_at(site, counter, actor.agent_id, streak)


def _call(
    uow: UnitOfWork, actor: Actor, counter: Counter, choice: _Choice, *, reason: str | None
) -> Receipt:
    chosen = choice.step
    step = uow.steps.get(chosen.step_id)
    visit = uow.visits.get(step.visit_id)
    site = uow.site()
    call = Call(
        id=CallId(uow.new_id()),
        step_id=step.id,
        visit_id=visit.id,
        counter_id=counter.id,
        business_day=step.business_day,
        announcement=uow.calls.next_announcement(step.business_day),
        called_at=uow.now,
        agent_id=actor.agent_id,
        last_called_at=uow.now,
        reason=reason,
        audit=call_audit.audit(chosen, choice.found, choice.offer, uow.now, site.version),
    )
    taken = uow.steps.move(
        step.id,
        StepState.WAITING,
        after(Action.CALL, StepState.WAITING),
        counter_id=counter.id,
        agent_id=actor.agent_id,
        call_id=call.id,
        calls=1,
        called_at=uow.now,
    )
    if not taken:
        raise Conflict("already_called", step_id=step.id)
    uow.calls.add(call)
    if visit.first_called_at is None:
        uow.visits.change(visit.id, first_called_at=uow.now)
    uow.record(
        EventKind.STEP_CALLED,
        actor,
        visit_id=visit.id,
        step_id=step.id,
        call_id=call.id,
        counter_id=counter.id,
        announcement=call.announcement,
        repeats=0,
        called_at=call.called_at,
        reason=reason,
        **board_facts(site, visit, step, counter.id),
        **call_audit.call_facts(chosen, choice.offer, uow.now),
    )
    return _receipt(step, visit, call.id, call.announcement, counter.id)


def _receipt(step: Step, visit: Visit, call_id: str, announcement: int, counter_id: str) -> Receipt:
    return visits.receipt(
        step,
        call_id=call_id,
        announcement=announcement,
        number=visit.called_as,
        counter_id=counter_id,
    )
