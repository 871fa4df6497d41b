"""What a call was chosen from, as it is kept with the call and told in the journal."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, TypedDict

from core import policy
from core.errors import Fact, fact
from core.policy import Candidate, Offer

OTHERS: Final = 3
"""How many of those who were not taken are kept with a call."""


class CallFacts(TypedDict):
    """What the journal says of a choice; a check of the guarantee goes by it."""

    why: str
    rank: datetime
    due_from: datetime
    sequence: int
    checked_in_at: datetime
    priority: bool
    held_here: bool
    services: str
    secondary: str
    offset_min: int
    absolute: bool
    others_turn: bool


def audit(
    chosen: Candidate, found: Iterable[Candidate], offer: Offer, now: datetime, version: int
) -> dict[str, Any]:
    """Return who was taken, who was next in the order, and what the counter took just then.

    Args:
        chosen: Who is called.
        found: Who waited for the counter, `chosen` too.
        offer: What the counter takes.
        now: The moment of the call.
        version: Of the settings.
    """
    others = [one for one in found if one.step_id != chosen.step_id]
    return {
        "services": sorted(offer.services),
        "secondary": sorted(offer.secondary),
        "offset_min": offer.offset_min,
        "absolute": offer.absolute,
        "in_a_row": offer.in_a_row,
        "streak": offer.streak,
        "settings_version": version,
        "chosen": _seen(chosen, now),
        "others": [_seen(one, now) for one in policy.in_order(others, now, offer)[:OTHERS]],
    }


def call_facts(chosen: Candidate, offer: Offer, now: datetime) -> CallFacts:
    """Return what the journal says of a choice."""
    return {
        "why": policy.why(chosen, now).code,
        "rank": chosen.rank,
        "due_from": chosen.due_from,
        "sequence": chosen.sequence,
        "checked_in_at": chosen.checked_in_at,
        "priority": chosen.priority,
        "held_here": chosen.held_here,
        "services": ",".join(sorted(offer.services)),
        "secondary": ",".join(sorted(offer.secondary)),
        "offset_min": offer.offset_min,
        "absolute": offer.absolute,
        "others_turn": offer.others_turn,
    }


def _seen(candidate: Candidate, now: datetime) -> dict[str, Fact]:
    reason = policy.why(candidate, now)
    return {
        "step_id": candidate.step_id,
        "visit_id": candidate.visit_id,
        "number": candidate.number,
        "service_id": candidate.service_id,
        "sequence": fact(candidate.sequence),
        "why": reason.code,
        **reason.facts,
    }
