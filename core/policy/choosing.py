"""The choice of the next step: the earliest rank that a counter can serve, and what bends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.model import AgentId, CounterId, CounterState, PriorityMode, StepId, VisitId
from core.policy.ranking import minutes
from core.site import Site
from core.things import Counter


@dataclass(frozen=True, slots=True)
class Candidate:
    """A step that waits, as the rule sees it; `sequence` is the order of arrival, unique.

    Attributes:
        returned: It was absent before.
        seniority: It is a later step of its visit.
        base_at: The rule's base time, before `max` with the check-in and before the bonus.
        bonus_min: What priority took off.
        settings_version: Of the parameters that gave the rank.
        urgent_min: What a lead took off.
        offset_min: What the counter that looks adds, for a secondary service.
        held: It was on hold, and its person is back.
        held_here: The counter that looks is the one that put it on hold.
    """

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
    base_at: datetime | None = None
    bonus_min: int = 0
    settings_version: int = 0
    urgent_min: int = 0
    offset_min: int = 0
    held: bool = False
    held_here: bool = False

    @property
    def place(self) -> datetime:
        """The rank as the counter that looks compares it."""
        return self.rank + minutes(self.offset_min) if self.offset_min else self.rank


@dataclass(frozen=True, slots=True)
class Offer:
    """What a counter takes when it calls, and how the site orders people there just now.

    Attributes:
        counter_id: None where no counter looks: the order of the whole site.
        services: Its own.
        secondary: What it takes too, `offset_min` minutes of rank later.
        absolute: Priority visits go first.
        in_a_row: The most priority visits called in a row while others are past their rank.
        streak: Priority visits that this counter called last, without another in between.
    """

    services: frozenset[str] = frozenset()
    secondary: frozenset[str] = frozenset()
    counter_id: CounterId | None = None
    agent_id: AgentId | None = None
    offset_min: int = 0
    absolute: bool = False
    in_a_row: int = 0
    streak: int = 0

    def offset_of(self, service_id: str) -> int:
        """Return what is added to the ranks of a service here, in minutes."""
        return self.offset_min if service_id in self.secondary else 0

    def takes(self, service_id: str) -> bool:
        """Say whether people who wait for a service are called here."""
        return service_id in self.services or service_id in self.secondary

    def holds(self, counter_id: str | None) -> bool:
        """Say whether the counter that looks is the one that put somebody on hold."""
        return counter_id is not None and counter_id == self.counter_id

    @property
    def others_turn(self) -> bool:
        """Whether enough priority visits were called in a row."""
        return self.absolute and self.streak >= self.in_a_row


BY_RANK = Offer()
"""The plain order of ranks."""


def offer_at(
    site: Site, counter: Counter, agent_id: AgentId | None = None, streak: int = 0
) -> Offer:
    """Return what a counter takes now; one that is closed, what it could take."""
    place = site.counter(counter.id)
    closed = counter.state is CounterState.CLOSED
    taken = frozenset((*place.services, *place.secondary) if closed else counter.offered)
    secondary = taken & (frozenset(place.secondary) - frozenset(place.services))
    return Offer(
        services=taken - secondary,
        secondary=secondary,
        counter_id=counter.id,
        agent_id=agent_id or counter.agent_id,
        offset_min=site.policy.secondary_offset_min,
        absolute=is_absolute(site),
        in_a_row=site.policy.absolute_in_a_row,
        streak=streak,
    )


def offer_of_site(site: Site) -> Offer:
    """Return the order of everybody who waits at a site, wherever they can be called."""
    return Offer(
        services=frozenset(service.id for service in site.services),
        absolute=is_absolute(site),
        in_a_row=site.policy.absolute_in_a_row,
    )


def is_absolute(site: Site) -> bool:
    """Say whether priority visits go before all others at a site."""
    return site.policy.priority_mode is PriorityMode.ABSOLUTE


def order(
    candidate: Candidate, now: datetime, *, absolute: bool = False
) -> tuple[bool, bool, bool, datetime, int]:
    """Return the key of the calling order at `now`.

    The due come before the rest; then those whom this counter put on hold; where priority is
    absolute, those who have it; then by rank, and by arrival where ranks are equal.
    """
    return (
        candidate.due_from > now,
        not candidate.held_here,
        absolute and not candidate.priority,
        candidate.place,
        candidate.sequence,
    )


def next_step(
    waiting: Iterable[Candidate], now: datetime, offer: Offer = BY_RANK
) -> Candidate | None:
    """Choose the step to call, among those that the counter can serve; None if nobody waits.

    The answer never depends on the order of `waiting`.
    """
    people = list(waiting)
    if offer.others_turn:
        others = [one for one in people if not one.priority and one.place <= now]
        if others:
            return min(others, key=lambda one: order(one, now))
    return min(people, key=lambda one: order(one, now, absolute=offer.absolute), default=None)


def in_order(
    waiting: Iterable[Candidate], now: datetime, offer: Offer = BY_RANK
) -> list[Candidate]:
    """Return who would be called, the next one first.

    Where priority is absolute, only the first place knows of the turn of the others.
    """
    people = sorted(waiting, key=lambda one: order(one, now, absolute=offer.absolute))
    if offer.others_turn and (chosen := next_step(people, now, offer)) is not None:
        people.remove(chosen)
        people.insert(0, chosen)
    return people
