"""Checks a journal against the guarantee of the rule, and says what explains each exception.

Nobody who checks in after your rank time is called before you, at a counter that can serve you.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from core.business_days import Days
from core.jumps import jump_of
from core.model import EventKind
from core.policy import minute, whole_minutes
from core.things import Event

_PLACED: Final = frozenset(
    {
        EventKind.STEP_WAITING,
        EventKind.STEP_RETURNED,
        EventKind.STEP_REOPENED,
        EventKind.VISIT_CHANGED,
        EventKind.VISIT_URGENT,
    }
)
_GONE: Final = frozenset(
    {
        EventKind.STEP_STARTED,
        EventKind.STEP_PARKED,
        EventKind.STEP_RESUMED,
        EventKind.STEP_TRANSFERRED,
        EventKind.STEP_COMPLETED,
        EventKind.STEP_NO_SHOW,
        EventKind.VISIT_CARRIED_OVER,
        EventKind.VISIT_LEFT,
        EventKind.VISIT_SENT_AWAY,
        EventKind.VISIT_CANCELLED,
    }
)


class Explained(StrEnum):
    """Why somebody may be passed by a later arrival all the same."""

    OVERRIDE = "override"
    URGENT = "urgent"
    HELD_HERE = "held_here_first"
    PRIORITY_ABSOLUTE = "priority_absolute"
    OTHERS_TURN = "others_turn"
    SECONDARY = "secondary_services"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Passing:
    """Somebody was called before a person whose rank time lay before their check-in.

    Attributes:
        seq: Of the call in the journal.
        number: Who was called, having checked in at `checked_in_at`.
        passed_number: Who waited, and could have been called there.
        passed_rank: The rank of the one who waited.
        explained: What allows it; None where nothing does: the guarantee is broken.
        reason: What the agent or the lead gave as the reason, as a code.
    """

    seq: int
    at: datetime
    counter_id: str
    step_id: str
    number: str
    checked_in_at: datetime
    passed_step_id: str
    passed_number: str
    passed_rank: datetime
    explained: Explained | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    step_id: str
    visit_id: str
    number: str
    service_id: str
    rank: datetime
    checked_in_at: datetime
    counter_id: str | None
    agent_id: str | None


def passings(events: Iterable[Event], days: Days) -> Iterator[Passing]:
    """Yield every passing that a journal tells of, in the order of the calls.

    Args:
        events: From a moment on when nobody waited, in order; calls whose facts were purged
            are passed over.
        days: Of the site; people of different business days never pass each other.
    """
    line = _Line()
    for event in events:
        if event.kind is EventKind.STEP_CALLED:
            yield from line.called(event, days)
        else:
            line.follow(event)


class _Line:
    """Who waits, as the journal tells it."""

    def __init__(self) -> None:
        self._waiting: dict[str, _Place] = {}
        self._called: dict[str, _Place] = {}
        self._alone: dict[str, tuple[str | None, str | None]] = {}
        self._urgent: dict[str, str | None] = {}
        self._priority: dict[str, bool] = {}
        self._grouped: set[str] = set()

    def follow(self, event: Event) -> None:
        """Note what an event changes; calls are for `called`."""
        if event.kind is EventKind.SITE_CLOCK_CHANGED:
            self._redate(jump_of(event.facts))
            return
        facts = event.facts or {}
        step_id = event.step_id or ""
        if event.visit_id is not None:
            self._note_visit(event.kind, event.visit_id, facts)
        if event.kind in _PLACED and "rank" in facts:
            self._place(event, step_id, facts)
        elif event.kind is EventKind.STEP_CALL_UNDONE:
            place = self._called.pop(step_id, None)
            if place is not None:
                self._waiting[step_id] = place
        elif event.kind in _GONE or (event.kind is EventKind.VISIT_GROUPED and "group_id" in facts):
            self._waiting.pop(step_id, None)
            self._called.pop(step_id, None)

    def called(self, event: Event, days: Days) -> Iterator[Passing]:
        """Yield whom a call passed by, and note it."""
        step_id, facts = event.step_id or "", event.facts or {}
        place = self._waiting.pop(step_id, None)
        if place is None or "services" not in facts:
            return
        self._called[step_id] = place
        came = minute(place.checked_in_at)
        for other in self._waiting.values():
            if (
                other.rank < came
                and _reachable(other, event, facts)
                and days.of(other.checked_in_at) == days.of(event.at)
            ):
                yield Passing(
                    seq=event.seq,
                    at=event.at,
                    counter_id=event.counter_id or "",
                    step_id=step_id,
                    number=place.number,
                    checked_in_at=place.checked_in_at,
                    passed_step_id=other.step_id,
                    passed_number=other.number,
                    passed_rank=other.rank,
                    explained=self._explained(event, facts, came, other),
                    reason=facts.get("reason") or self._urgent.get(event.visit_id or ""),
                )

    def _redate(self, by: timedelta) -> None:
        """Move everybody who is here to the times of a clock that jumped."""
        for places in (self._waiting, self._called):
            for step_id, place in places.items():
                places[step_id] = replace(
                    place,
                    rank=place.rank + whole_minutes(by),
                    checked_in_at=place.checked_in_at + by,
                )

    def _place(self, event: Event, step_id: str, facts: Mapping[str, Any]) -> None:
        self._called.pop(step_id, None)
        # Only the first event tells for whom alone the step waits; a corrected service frees it.
        if event.kind is EventKind.STEP_WAITING:
            self._alone[step_id] = (event.counter_id, facts.get("target_agent_id"))
        elif "to_service_id" in facts:
            self._alone.pop(step_id, None)
        counter_id, agent_id = self._alone.get(step_id, (None, None))
        self._waiting[step_id] = _Place(
            step_id=step_id,
            visit_id=event.visit_id or "",
            number=str(facts.get("number", "")),
            service_id=str(facts.get("service_id", "")),
            rank=datetime.fromisoformat(facts["rank"]),
            checked_in_at=datetime.fromisoformat(facts["checked_in_at"]),
            counter_id=counter_id,
            agent_id=agent_id,
        )

    def _note_visit(self, kind: EventKind, visit_id: str, facts: Mapping[str, Any]) -> None:
        if "priority" in facts:
            self._priority[visit_id] = bool(facts["priority"])
        if kind is EventKind.VISIT_URGENT:
            self._urgent[visit_id] = facts.get("reason")
        elif kind is EventKind.VISIT_GROUPED:
            self._grouped.add(visit_id)

    def _explained(
        self, event: Event, facts: Mapping[str, Any], came: datetime, other: _Place
    ) -> Explained | None:
        visit_id = event.visit_id or ""
        priority = bool(facts.get("priority"))
        # Among those who have priority, and among those who do not, the guarantee holds.
        unlike = self._priority.get(other.visit_id, not priority) != priority
        offset = timedelta(minutes=int(facts.get("offset_min", 0)))
        reasons = {
            Explained.OVERRIDE: bool(facts.get("reason")),
            Explained.URGENT: visit_id in self._urgent,
            Explained.HELD_HERE: bool(facts.get("held_here")),
            Explained.PRIORITY_ABSOLUTE: bool(facts.get("absolute")) and priority and unlike,
            Explained.OTHERS_TURN: bool(facts.get("others_turn")) and not priority and unlike,
            Explained.SECONDARY: (
                other.service_id in _listed(facts, "secondary") and other.rank + offset >= came
            ),
            Explained.GROUP: visit_id in self._grouped,
        }
        return next((reason for reason, holds in reasons.items() if holds), None)


def _listed(facts: Mapping[str, Any], name: str) -> list[str]:
    return str(facts.get(name, "")).split(",")


def _reachable(other: _Place, event: Event, facts: Mapping[str, Any]) -> bool:
    return (
        other.service_id in (*_listed(facts, "services"), *_listed(facts, "secondary"))
        and other.counter_id in {None, event.counter_id}
        and other.agent_id in {None, event.actor_agent_id}
    )
