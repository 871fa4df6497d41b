"""Facts of a visit that staff may change while it waits or is served."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from core import policy
from core.errors import Conflict, Fact, Forbidden, Unprocessable
from core.itinerary import services_of_visit
from core.model import OPEN_STATES, EventKind, Need, Role, ServiceId, StepState
from core.ports import UnitOfWork
from core.site import Site
from core.things import Actor, Receipt, Step, Visit
from core.usecases import visits
from core.usecases.correcting import correct_service, offered_service
from core.usecases.finishing import add_services

_MOVERS: Final = frozenset({Role.RECEPTION, Role.LEAD})
"""Who may change what the rank depends on."""


@dataclass(frozen=True, slots=True)
class PatchVisit:
    """What changes; None stays.

    Attributes:
        documents: Per code, whether the paper was shown.
        priority: For reception and leads.
        service_id: The right service in place of one chosen wrongly; for reception and leads.
        services: Further services that it turned out to come for.
    """

    visit_id: str
    note: str | None = field(default=None, repr=False)
    needs: tuple[Need, ...] | None = None
    language: str | None = None
    documents: Mapping[str, bool] | None = None
    priority: bool | None = None
    service_id: ServiceId | None = None
    services: tuple[ServiceId, ...] = ()


def patch_visit(uow: UnitOfWork, actor: Actor, command: PatchVisit) -> Receipt:
    """Change facts of a visit; receipt: visit_id. What is journaled are the names of the fields.

    Raises:
        NotFound: `visit_unknown`, `service_unknown`.
        Forbidden: `not_your_right`.
        Unprocessable: `document_unknown`, `language_unknown`.
        Conflict: `wrong_state`, for another service, once it does not wait; `another_day`.
    """
    visit, site = uow.visits.get(command.visit_id), uow.site()
    if command.priority is not None or command.service_id is not None:
        _require_mover(uow, actor)
    changed: dict[str, Fact] = {}
    values = _plain_values(uow, site, visit, command)
    if values:
        uow.visits.change(visit.id, **values)
        changed |= dict.fromkeys(values, True)
    if command.note is not None and command.note != uow.visits.note(visit.id):
        uow.visits.put_note(visit.id, command.note)
        changed["note"] = True
    step = _step(uow, visit)
    facts: dict[str, Any] = {}
    if command.services and _add(uow, site, visit, step, command.services):
        visit = uow.visits.get(visit.id)
        changed["services"] = True
    if command.service_id is not None and command.service_id != visit.service_id:
        facts |= _correct(uow, site, visit, command.service_id)
        visit = uow.visits.get(visit.id)
        changed["service_id"] = True
    if command.priority is not None and command.priority != visit.priority:
        _prioritise(uow, site, visit, priority=command.priority)
        changed["priority"] = True
        facts["priority"] = command.priority
    if changed:
        now = _step(uow, visit)
        if (now.rank, now.service_id) != (step.rank, step.service_id):
            facts |= {"former_rank": step.rank, **visits.place(now, visit)}
        visits.record_step(
            uow, actor, EventKind.VISIT_CHANGED, now, fields=",".join(sorted(changed)), **facts
        )
    return {"visit_id": visit.id}


def _require_mover(uow: UnitOfWork, actor: Actor) -> None:
    if actor.agent_id is not None and _MOVERS.isdisjoint(uow.agents.get(actor.agent_id).roles):
        raise Forbidden("not_your_right")


def _step(uow: UnitOfWork, visit: Visit) -> Step:
    steps = uow.steps.of_visit(visit.id)
    return next((found for found in steps if found.state in OPEN_STATES), steps[-1])


def _plain_values(
    uow: UnitOfWork, site: Site, visit: Visit, command: PatchVisit
) -> dict[str, object]:
    values: dict[str, object] = {}
    if command.needs is not None and command.needs != visit.needs:
        values["needs"] = command.needs
    if command.language is not None and command.language != visit.language:
        if command.language not in site.languages:
            raise Unprocessable("language_unknown")
        values["language"] = command.language
    if command.documents is not None:
        values["documents_shown"] = _shown(uow, site, visit, command.documents)
    return values


def _shown(uow: UnitOfWork, site: Site, visit: Visit, given: Mapping[str, bool]) -> tuple[str, ...]:
    queues = {step.service_id for step in uow.steps.of_visit(visit.id)}
    listed = {
        document.code
        for service_id in {*services_of_visit(visit), *queues}
        for document in site.service(service_id).documents
    }
    for code in given:
        if code not in listed:
            raise Unprocessable("document_unknown")
    shown = dict.fromkeys(visit.documents_shown, True) | dict(given)
    return tuple(sorted(code for code, yes in shown.items() if yes))


def _add(
    uow: UnitOfWork, site: Site, visit: Visit, step: Step, services: tuple[ServiceId, ...]
) -> bool:
    visits.require_today(uow, visit)
    if step.state not in OPEN_STATES:
        raise Conflict("wrong_state", state=step.state.value)
    return add_services(uow, site, visit, step.flow_index, services).services != visit.services


def _correct(uow: UnitOfWork, site: Site, visit: Visit, service_id: ServiceId) -> dict[str, Any]:
    service = offered_service(site, service_id)
    step = visits.present_step(uow, visit, {StepState.WAITING})
    corrected, ranked = correct_service(uow, site, visit, step, service)
    # Who was absent or on hold has no better place for it.
    late = step.absences > 0 or step.holds > 0
    uow.steps.change(
        step.id,
        service_id=service.steps[0],
        # What was done on the way before stays done.
        flow_index=corrected.route.index(service.steps[0]),
        rank=max(ranked.rank, step.rank) if late else ranked.rank,
        due_from=ranked.due_from,
        target_counter_id=None,
        target_agent_id=None,
    )
    return {"from_service_id": visit.service_id, "to_service_id": service_id}


def _prioritise(uow: UnitOfWork, site: Site, visit: Visit, *, priority: bool) -> None:
    """Rank a visit anew from its stored base, where its place still is the one of its check-in."""
    service = site.service(visit.service_id)
    bonus = policy.bonus_min(site.policy, service) if priority else 0
    uow.visits.change(visit.id, priority=priority, bonus_min=bonus)
    step = _step(uow, visit)
    before = policy.rank_from_base(visit.checked_in_at, visit.base_at, visit.bonus_min)
    if step.state is not StepState.WAITING or step.rank != before:
        return
    rank = policy.rank_from_base(visit.checked_in_at, visit.base_at, bonus)
    due_from = step.due_from
    if visit.starts_at is not None:
        due_from = policy.due_appointment(visit.starts_at, rank, site.policy)
    uow.steps.change(step.id, rank=rank, due_from=due_from)
