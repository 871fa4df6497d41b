"""The rank-time rule: one fixed time per visit, and the earliest that a counter can serve is next.

Nobody who checks in after your rank time is called before you.
"""

from core.policy.choosing import (
    BY_RANK,
    Candidate,
    Offer,
    in_order,
    is_absolute,
    next_step,
    offer_at,
    offer_of_site,
    order,
)
from core.policy.ranking import (
    Ranked,
    arrival,
    bonus_min,
    check_in_opens_min,
    due_appointment,
    grace_min,
    minute,
    rank_after_absence,
    rank_after_hold,
    rank_appointment,
    rank_from_base,
    rank_urgent,
    rank_visit,
    rank_walk_in,
    rank_with_seniority,
    walk_in_allowance_min,
    whole_minutes,
)
from core.policy.reasons import Because, Reason, because, why

__all__ = [
    "BY_RANK",
    "Because",
    "Candidate",
    "Offer",
    "Ranked",
    "Reason",
    "arrival",
    "because",
    "bonus_min",
    "check_in_opens_min",
    "due_appointment",
    "grace_min",
    "in_order",
    "is_absolute",
    "minute",
    "next_step",
    "offer_at",
    "offer_of_site",
    "order",
    "rank_after_absence",
    "rank_after_hold",
    "rank_appointment",
    "rank_from_base",
    "rank_urgent",
    "rank_visit",
    "rank_walk_in",
    "rank_with_seniority",
    "walk_in_allowance_min",
    "whole_minutes",
    "why",
]
