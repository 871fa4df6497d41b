"""The rank-time rule: one fixed time per visit, and the earliest that a counter can serve is next.

Nobody who checks in after your rank time is called before you.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.errors import Fact, fact
from core.model import Arrival, StepId, VisitId
from core.site import Policy, Service


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the rule gives a visit at check-in; whole minutes of the server's clock.

    Attributes:
        base_at: The time before `max` with the check-in and before the bonus.
        bonus_min: Minutes that priority takes off.
        rank: The visit's place in the order.
        due_from: From when on it is called before people who are not due.
    """

    base_at: datetime
    bonus_min: int
    rank: datetime
    due_from: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step that waits, as the rule sees it; `sequence` is the order of arrival, unique."""

    step_id: StepId
    visit_id: VisitId
    number: str
    service_id: str
    rank: datetime
    due_from: datetime
    sequence: int
    checked_in_at: datetime
    starts_at: datetime | None = None
    priority: bool = False
    returned: bool = False
    seniority: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step stands where it stands: a code, and the facts of its sentence."""

    code: str
    facts: dict[str, Fact]


def minute(moment: datetime) -> datetime:
    """Return the whole minute that a moment lies in."""
    return moment.replace(second=0, microsecond=0)


def arrival(checked_in_at: datetime, starts_at: datetime, policy: Policy) -> Arrival:
    """Say how a check-in stands to the booked time, in whole minutes."""
    came, booked = minute(checked_in_at), minute(starts_at)
    if came > booked:
        return Arrival.LATE
    if booked - came > timedelta(minutes=policy.on_time_before_min):
        return Arrival.EARLY
    return Arrival.ON_TIME


def grace_min(policy: Policy, service: Service) -> int:
    """Return how many minutes late an appointment loses nothing but its turn."""
    return policy.grace_min if service.grace_min is None else service.grace_min


def check_in_opens_min(policy: Policy, service: Service) -> int:
    """Return how many minutes before its time an appointment may check in."""
    own = service.check_in_opens_min
    return policy.check_in_opens_min if own is None else own


def rank_appointment(
    checked_in_at: datetime,
    starts_at: datetime,
    policy: Policy,
    service: Service,
    *,
    priority: bool = False,
) -> Ranked:
    """Rank someone with an appointment: early, on time, within grace, or later."""
    came, booked = minute(checked_in_at), minute(starts_at)
    late = came > booked + timedelta(minutes=grace_min(policy, service))
    base = came + timedelta(minutes=policy.late_allowance_min) if late else booked
    bonus = policy.priority_bonus_min if priority else 0
    rank = max(came, base - timedelta(minutes=bonus))
    due_from = min(booked - timedelta(minutes=policy.early_call_min), rank)
    return Ranked(base, bonus, rank, due_from)


def rank_walk_in(
    checked_in_at: datetime, policy: Policy, service: Service, *, priority: bool = False
) -> Ranked:
    """Rank someone without an appointment."""
    came = minute(checked_in_at)
    own = service.walk_in_allowance_min
    allowance = policy.walk_in_allowance_min if own is None else own
    base = came + timedelta(minutes=allowance)
    bonus = policy.priority_bonus_min if priority else 0
    return Ranked(base, bonus, max(came, base - timedelta(minutes=bonus)), came)


def rank_with_seniority(
    rank: datetime, due_from: datetime, first_called_at: datetime | None
) -> tuple[datetime, datetime]:
    """Return rank and due time of a later step: the first call counts, if it was earlier."""
    if first_called_at is None:
        return rank, due_from
    called = minute(first_called_at)
    return min(rank, called), min(due_from, called)


def rank_after_absence(
    rank: datetime, absent_since: datetime, returned_at: datetime, policy: Policy
) -> datetime:
    """Return the rank of someone who was absent: no worse than now, if back soon."""
    back = minute(returned_at)
    if returned_at - absent_since <= timedelta(minutes=policy.return_within_min):
        return max(rank, back)
    return max(rank, back + timedelta(minutes=policy.late_allowance_min))


def rank_after_hold(
    rank: datetime, held_since: datetime, returned_at: datetime, policy: Policy
) -> datetime:
    """Return the rank of someone who was on hold: kept, if back within the time of a hold."""
    if returned_at - held_since <= timedelta(minutes=policy.hold_min):
        return rank
    return max(rank, minute(returned_at))


def order(candidate: Candidate, now: datetime) -> tuple[bool, datetime, int]:
    """Return the key of the calling order at `now`: the due before the rest, then by rank."""
    return candidate.due_from > now, candidate.rank, candidate.sequence


def next_step(waiting: Iterable[Candidate], now: datetime) -> Candidate | None:
    """Choose the step to call, among those that the counter can serve; None if nobody waits.

    The answer never depends on the order of `waiting`.
    """
    return min(waiting, key=lambda candidate: order(candidate, now), default=None)


def why(candidate: Candidate, now: datetime) -> Reason:
    """Explain a step's place by the rule that gave it."""
    facts: dict[str, Fact] = {
        "rank": fact(candidate.rank),
        "checked_in_at": fact(candidate.checked_in_at),
        "priority": candidate.priority,
        "due": candidate.due_from <= now,
    }
    if candidate.starts_at is not None:
        facts["starts_at"] = fact(candidate.starts_at)
    return Reason(_why_code(candidate, now), facts)


def _why_code(candidate: Candidate, now: datetime) -> str:
    if candidate.returned:
        return "returned_after_absence"
    if candidate.seniority:
        return "keeps_seniority"
    if candidate.starts_at is None:
        return "walk_in_priority" if candidate.priority else "walk_in"
    if candidate.due_from > now:
        return "appointment_not_due"
    if minute(candidate.checked_in_at) > minute(candidate.starts_at):
        return "appointment_late"
    return "appointment_priority" if candidate.priority else "appointment"
