"""Why a step stands where it stands, and why one was called before another: codes and facts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import Fact, fact
from core.policy.choosing import BY_RANK, Candidate, Offer
from core.policy.ranking import minute


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step stands where it stands: a code, and the facts of its sentence."""

    code: str
    facts: dict[str, Fact]


class Because(StrEnum):
    """Why one person was called before another."""

    EARLIER_RANK = "earlier_rank"
    SAME_RANK_EARLIER_TICKET = "same_rank_earlier_ticket"
    CHECKED_IN_AFTER = "checked_in_after"
    NOT_DUE_YET = "not_due_yet"
    HELD_HERE_FIRST = "held_here_first"
    PRIORITY_ABSOLUTE = "priority_absolute"
    OTHERS_TURN = "others_turn"
    URGENT = "urgent"
    OVERRIDE = "override"
    OTHER_COUNTER_SERVICES = "other_counter_services"
    OTHER_COUNTER = "other_counter"
    ON_HOLD = "on_hold"
    ABSENT = "absent"
    CALLED_BEFORE = "called_before"
    NOT_HERE_YET = "not_here_yet"
    GONE = "gone"
    UNEXPLAINED = "unexplained"


def why(candidate: Candidate, now: datetime) -> Reason:
    """Explain a step's place by the rule that gave it.

    The facts are `rank`, `checked_in_at`, `due_from`, `due`, `priority`, `settings_version` and,
    where they say something, `starts_at`, `base_at`, `allowance_min` (added to the check-in),
    `bonus_min`, `urgent_min`, `offset_min` and `held_here`.
    """
    facts: dict[str, Fact] = {
        "rank": fact(candidate.rank),
        "checked_in_at": fact(candidate.checked_in_at),
        "due_from": fact(candidate.due_from),
        "due": candidate.due_from <= now,
        "priority": candidate.priority,
        "settings_version": candidate.settings_version,
    }
    if candidate.starts_at is not None:
        facts["starts_at"] = fact(candidate.starts_at)
    if candidate.base_at is not None:
        facts["base_at"] = fact(candidate.base_at)
    told: dict[str, Fact] = {
        "allowance_min": _allowance_min(candidate),
        "bonus_min": candidate.bonus_min,
        "urgent_min": candidate.urgent_min,
        "offset_min": candidate.offset_min,
        "held_here": candidate.held_here,
    }
    facts |= {name: value for name, value in told.items() if value}
    return Reason(_why_code(candidate, now), facts)


def _why_code(candidate: Candidate, now: datetime) -> str:
    if candidate.urgent_min:
        return "urgent"
    if candidate.returned:
        return "returned_after_absence"
    if candidate.held:
        return "back_from_hold"
    if candidate.seniority:
        return "keeps_seniority"
    if candidate.starts_at is None:
        return "walk_in_priority" if candidate.priority else "walk_in"
    if candidate.due_from > now:
        return "appointment_not_due"
    if minute(candidate.checked_in_at) > minute(candidate.starts_at):
        return "appointment_past_grace" if _allowance_min(candidate) else "appointment_late"
    return "appointment_priority" if candidate.priority else "appointment"


def _allowance_min(candidate: Candidate) -> int:
    """Return what the rule added to the check-in: W without an appointment, L past the grace."""
    if candidate.base_at is None or candidate.base_at == candidate.starts_at:
        return 0
    added = candidate.base_at - minute(candidate.checked_in_at)
    return max(0, added // timedelta(minutes=1))


def because(
    first: Candidate, second: Candidate, now: datetime, offer: Offer = BY_RANK
) -> Because | None:
    """Say by which part of the rule one goes before another at a counter that can serve both.

    Returns:
        None if the rule would take the second one first.
    """
    first_due, second_due = first.due_from <= now, second.due_from <= now
    if first_due != second_due:
        return Because.NOT_DUE_YET if first_due else None
    if offer.others_turn and second.priority and not first.priority and first.place <= now:
        return Because.OTHERS_TURN
    if first.held_here != second.held_here:
        return Because.HELD_HERE_FIRST if first.held_here else None
    if offer.absolute and first.priority != second.priority:
        return Because.PRIORITY_ABSOLUTE if first.priority else None
    if (first.place, first.sequence) > (second.place, second.sequence):
        return None
    if first.urgent_min and second.place < first.checked_in_at:
        return Because.URGENT
    if first.place == second.place:
        return Because.SAME_RANK_EARLIER_TICKET
    if minute(second.checked_in_at) > first.place:
        return Because.CHECKED_IN_AFTER
    return Because.EARLIER_RANK
