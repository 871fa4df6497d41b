"""The close of a business day: nobody is forgotten, and a person decides what becomes of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from core.errors import Conflict, Unprocessable
from core.model import AppointmentStatus, EventKind, StepState
from core.ports import UnitOfWork
from core.site import Site
from core.site_day import DayClosing
from core.states import Action, Verdict
from core.things import Actor, Receipt, Step
from core.usecases import bookings, counters, visits
from core.usecases.bookings import Judge
from core.usecases.carrying_over import carry_over

CloseAction = Literal["carry_over", "close"]
DayVerdict = Literal["no_show", "excuse", "revoke"]

_BUSY: Final = frozenset({StepState.CALLED, StepState.SERVING})
_MOST_NAMED: Final = 20
_VERDICTS: Final = {
    Verdict.NO_SHOW: (bookings.no_show_appointment, AppointmentStatus.NO_SHOW),
    Verdict.EXCUSE: (bookings.excuse_appointment, AppointmentStatus.EXCUSED),
    Verdict.REVOKE: (bookings.revoke_appointment, AppointmentStatus.REVOKED),
}


@dataclass(frozen=True, slots=True)
class CloseDay:
    """Close a business day, today without `day`.

    Attributes:
        visits: What becomes of each visit that has not ended, by id.
        default_action: Of visits that are not listed; without it each one must be.
        appointments: What is said of bookings that nobody came for, by id.
        default_no_show: Bookings past their grace that are not listed are given up.
        confirm_messages: Needed where the booking server writes to people of what is decided.
    """

    day: date | None = None
    visits: Mapping[str, CloseAction] | None = None
    default_action: CloseAction | None = None
    appointments: Mapping[str, DayVerdict] | None = None
    default_no_show: bool = False
    confirm: bool = False
    confirm_messages: bool = False


def close_day(uow: UnitOfWork, actor: Actor, command: CloseDay) -> Receipt:
    """End the visits of a day, judge its missed bookings and close its counters.

    The same again changes nothing: what has ended stays as it ended. Receipt: business_day.

    Raises:
        NotFound: `visit_unknown`, `appointment_unknown`.
        Unprocessable: `day_to_come`.
        Conflict: `confirm_needed`; `messages_unconfirmed`, with how many `people` the booking
            server writes to; `counters_busy`, with whom; `visits_undecided`, with how many;
            `another_day` for a visit or booking that is not of the day; `no_next_opening`; what
            the verdicts of `bookings` raise.
    """
    today = uow.today()
    day = command.day or today
    if day > today:
        raise Unprocessable("day_to_come", business_day=day.isoformat())
    if not command.confirm:
        raise Conflict("confirm_needed")
    site = uow.site()
    steps = uow.steps.open_of(day)
    _require_idle(site, steps)
    actions = _decided(uow, day, command, steps)
    counts: Counter[str] = Counter()
    for step in steps:
        counts[_end(uow, actor, site, step, actions[step.visit_id])] += 1
    counts.update(_judge(uow, actor, day, command))
    if day == today:
        counts["counters"] += counters.close_all(uow, actor)
    _keep(uow, actor, day, counts)
    return {"business_day": day.isoformat()}


def _require_idle(site: Site, steps: Sequence[Step]) -> None:
    busy = [step for step in steps if step.state in _BUSY][:_MOST_NAMED]
    if busy:
        at = {step.counter_id for step in busy if step.counter_id is not None}
        raise Conflict(
            "counters_busy",
            count=len(busy),
            step_ids=",".join(step.id for step in busy),
            counters=", ".join(sorted(site.counter(one).number for one in at)),
        )


def _decided(
    uow: UnitOfWork, day: date, command: CloseDay, steps: Sequence[Step]
) -> Mapping[str, CloseAction]:
    """Return what becomes of each visit that has not ended."""
    chosen = dict(command.visits or {})
    for visit_id in chosen:
        other = uow.visits.get(visit_id).business_day
        if other != day:
            raise Conflict("another_day", visit_id=visit_id, business_day=other.isoformat())
    waiting = [step.visit_id for step in steps]
    if command.default_action is not None:
        return {visit_id: chosen.get(visit_id, command.default_action) for visit_id in waiting}
    open_still = [visit_id for visit_id in waiting if visit_id not in chosen]
    if open_still:
        named = ",".join(open_still[:_MOST_NAMED])
        raise Conflict("visits_undecided", count=len(open_still), visit_ids=named)
    return chosen


def _end(uow: UnitOfWork, actor: Actor, site: Site, step: Step, action: CloseAction) -> str:
    """End a visit as it was decided; return what that counts as."""
    visit = uow.visits.get(step.visit_id)
    voucher = carry_over(uow, actor, site, visit, step) if action == "carry_over" else None
    visits.move(uow, step, Action.CANCEL, ended_at=uow.now, reason=visits.DAY_CLOSED)
    uow.record(
        EventKind.VISIT_CANCELLED if voucher is None else EventKind.VISIT_CARRIED_OVER,
        actor,
        visit_id=visit.id,
        step_id=step.id,
        appointment_id=visit.appointment_id if voucher is None else voucher.id,
        number=visit.called_as,
        service_id=step.service_id,
        reason=visits.DAY_CLOSED,
        starts_at=None if voucher is None else voucher.starts_at,
    )
    visits.end_if_over(uow, visit.id)
    return "closed" if voucher is None else "carried_over"


def _judge(uow: UnitOfWork, actor: Actor, day: date, command: CloseDay) -> Counter[str]:
    """Say of each listed booking what a person decided, and give up the rest if they want to."""
    counts: Counter[str] = Counter()
    listed = dict(command.appointments or {})
    people = 0
    for appointment_id, named in listed.items():
        appointment = uow.appointments.get(appointment_id)
        if appointment.business_day != day:
            other = appointment.business_day.isoformat()
            raise Conflict("another_day", appointment_id=appointment_id, business_day=other)
        judge, status = _VERDICTS[Verdict(named)]
        if appointment.status is not status:
            people += bookings.written_to(uow, appointment, Verdict(named))
            judge(uow, actor, Judge(appointment_id, confirm=True))
            counts[named] += 1
    if people and not command.confirm_messages:
        raise Conflict("messages_unconfirmed", people=people)
    if command.default_no_show:
        site = uow.site()
        for appointment in uow.appointments.of_day(day):
            if appointment.id in listed or not bookings.proposed(site, appointment, uow.now):
                continue
            bookings.no_show_appointment(uow, actor, Judge(appointment.id))
            counts["no_show"] += 1
    return counts


def _keep(uow: UnitOfWork, actor: Actor, day: date, counts: Counter[str]) -> None:
    """Note the close, unless the day was closed before and nothing was left to do."""
    switches, known = uow.site_day(), uow.site_days.closing(day)
    shut = switches.closed_on is not None and switches.closed_on >= day
    if known is not None and shut and not +counts:
        return
    before = Counter({} if known is None else dict(known.counts))
    total = {kind: before[kind] + counts[kind] for kind in sorted({*before, *counts})}
    uow.site_days.put_closing(DayClosing(day, uow.now, actor.agent_id, total))
    if not shut:
        uow.site_days.put(replace(switches, closed_on=day))
    uow.record(
        EventKind.DAY_CLOSED,
        actor,
        business_day=day.isoformat(),
        carried_over=counts["carried_over"],
        closed=counts["closed"],
        no_show=counts["no_show"],
        excused=counts["excuse"],
        revoked=counts["revoke"],
        counters=counts["counters"],
    )
