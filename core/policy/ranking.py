"""The rank time of a visit: computed once at check-in, and what may move it afterwards.

All times are whole minutes of the server's clock (W walk-in allowance, G grace, L late allowance,
B priority bonus, E early call, c check-in, a appointment):

    base     = a      with an appointment, c <= a + G      = c + L   later
             = c + W  without one
    rank     = max(c, base - B)  with priority             = max(c, base)  without
    due_from = c  without an appointment                   = min(a - E, rank)  with one

L and B are at most W. The rule is the due-date queue of J. R. Jackson (1960, 1962).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.model import Arrival
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


def minute(moment: datetime) -> datetime:
    """Return the whole minute that a moment lies in."""
    return moment.replace(second=0, microsecond=0)


def minutes(count: int) -> timedelta:
    """Return a length of time."""
    return timedelta(minutes=count)


def whole_minutes(length: timedelta) -> timedelta:
    """Return the nearest length of whole minutes."""
    return minutes(round(length / minutes(1)))


def arrival(checked_in_at: datetime, starts_at: datetime, policy: Policy) -> Arrival:
    """Say how a check-in stands to the booked time, in whole minutes."""
    came, booked = minute(checked_in_at), minute(starts_at)
    if came > booked:
        return Arrival.LATE
    if booked - came > minutes(policy.on_time_before_min):
        return Arrival.EARLY
    return Arrival.ON_TIME


def grace_min(policy: Policy, service: Service) -> int:
    """Return how many minutes late an appointment loses nothing but its turn."""
    return policy.grace_min if service.grace_min is None else service.grace_min


def check_in_opens_min(policy: Policy, service: Service) -> int:
    """Return how many minutes before its time an appointment may check in."""
    own = service.check_in_opens_min
    return policy.check_in_opens_min if own is None else own


def walk_in_allowance_min(policy: Policy, service: Service) -> int:
    """Return how many minutes appointments may pass a walk-in of a service: W."""
    own = service.walk_in_allowance_min
    return policy.walk_in_allowance_min if own is None else own


def rank_appointment(
    checked_in_at: datetime,
    starts_at: datetime,
    policy: Policy,
    service: Service,
    *,
    priority: bool = False,
    voucher: bool = False,
) -> Ranked:
    """Rank someone with an appointment: early, on time, within grace, or later.

    A voucher, for someone who was not reached the day before, is never late.
    """
    came, booked = minute(checked_in_at), minute(starts_at)
    late = not voucher and came > booked + minutes(grace_min(policy, service))
    most = walk_in_allowance_min(policy, service)
    base = came + minutes(min(policy.late_allowance_min, most)) if late else booked
    bonus = _bonus(policy, service, priority=priority)
    rank = rank_from_base(checked_in_at, base, bonus)
    return Ranked(base, bonus, rank, due_appointment(starts_at, rank, policy))


def rank_walk_in(
    checked_in_at: datetime, policy: Policy, service: Service, *, priority: bool = False
) -> Ranked:
    """Rank someone without an appointment."""
    came = minute(checked_in_at)
    base = came + minutes(walk_in_allowance_min(policy, service))
    bonus = _bonus(policy, service, priority=priority)
    return Ranked(base, bonus, rank_from_base(checked_in_at, base, bonus), came)


def rank_visit(
    checked_in_at: datetime,
    starts_at: datetime | None,
    policy: Policy,
    service: Service,
    *,
    priority: bool = False,
    voucher: bool = False,
) -> Ranked:
    """Rank a visit from its check-in: at first, or again for the service it should have had."""
    if starts_at is None:
        return rank_walk_in(checked_in_at, policy, service, priority=priority)
    return rank_appointment(
        checked_in_at, starts_at, policy, service, priority=priority, voucher=voucher
    )


def rank_from_base(checked_in_at: datetime, base_at: datetime, bonus_min: int) -> datetime:
    """Return the rank that a base gives; never before the check-in.

    Also for a priority that is told or taken back later: the stored base stays what it was.
    """
    return max(minute(checked_in_at), base_at - minutes(bonus_min))


def due_appointment(starts_at: datetime, rank: datetime, policy: Policy) -> datetime:
    """Return from when on an appointment is due."""
    return min(minute(starts_at) - minutes(policy.early_call_min), rank)


def bonus_min(policy: Policy, service: Service) -> int:
    """Return how many minutes a legal priority takes off: B, at most W."""
    return min(policy.priority_bonus_min, walk_in_allowance_min(policy, service))


def rank_urgent(checked_in_at: datetime, policy: Policy) -> tuple[datetime, datetime]:
    """Return rank and due time of someone whom a lead made urgent: c - U, due at once.

    The only rank that may lie before the check-in: an exception that is listed as such.
    """
    rank = minute(checked_in_at) - minutes(policy.urgent_credit_min)
    return rank, rank


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
    if returned_at - absent_since <= minutes(policy.return_within_min):
        return max(rank, back)
    return max(rank, back + minutes(policy.late_allowance_min))


def rank_after_hold(
    rank: datetime, held_since: datetime, returned_at: datetime, policy: Policy
) -> datetime:
    """Return the rank of someone who was on hold: kept, if back within the time of a hold."""
    if returned_at - held_since <= minutes(policy.hold_min):
        return rank
    return max(rank, minute(returned_at))


def _bonus(policy: Policy, service: Service, *, priority: bool) -> int:
    return bonus_min(policy, service) if priority else 0
