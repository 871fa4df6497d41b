"""Counts a business day from its visits, steps, calls and bookings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from core.business_days import Days
from core.model import (
    AgentId,
    AppointmentStatus,
    Arrival,
    ServiceId,
    StepId,
    StepState,
    VisitId,
)
from core.statistics.cells import (
    HISTOGRAMS,
    MOST_AGENTS,
    CellKey,
    Counted,
    DayCounts,
    Duration,
    Tally,
    TimeKind,
)
from core.statistics.histogram import bucket_of
from core.things import Appointment, Call, ServiceOutcome, Step, Visit, VisitClass

PUNCTUAL_WITHIN: Final = timedelta(minutes=10)
"""How long after the booked time a call still keeps it."""

DAY_ENDED: Final = frozenset({"day_closed", "carried_over"})
"""Reasons of visits that were cancelled at the close of the day: these people did come."""

_ENDS: Final = {
    StepState.LEFT: "left",
    StepState.SENT_AWAY: "sent_away",
    StepState.NO_SHOW: "absent",
}
_VERDICTS: Final = {
    AppointmentStatus.CHECKED_IN: "came",
    AppointmentStatus.NO_SHOW: "no_shows",
    AppointmentStatus.EXCUSED: "excused",
    AppointmentStatus.REVOKED: "revoked",
    AppointmentStatus.BOOKED: "undecided",
}


@dataclass(frozen=True, slots=True)
class DayRecords:
    """All that is counted of one day.

    Attributes:
        bookings: Those in person that the source did not withdraw.
        transfers: How often each step was handed on.
        held_s: Seconds that each step was on hold.
    """

    day: date
    visits: tuple[Visit, ...] = ()
    steps: tuple[Step, ...] = ()
    calls: tuple[Call, ...] = ()
    outcomes: tuple[ServiceOutcome, ...] = ()
    bookings: tuple[Appointment, ...] = ()
    transfers: Mapping[StepId, int] = field(default_factory=dict)
    held_s: Mapping[StepId, int] = field(default_factory=dict)


class _Sheet:
    """Collects counts by cell."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.tallies: dict[CellKey, Tally] = {}
        self.agents: dict[CellKey, set[AgentId]] = defaultdict(set)
        self.durations: list[Duration] = []

    def key(self, service_id: ServiceId, at: datetime, kind: VisitClass) -> CellKey:
        return CellKey(service_id, at.astimezone(self.days.zone).hour, kind)

    def count(self, key: CellKey, name: str, much: int = 1) -> None:
        tally = self.tallies.setdefault(key, {})
        if much:
            tally[name] = tally.get(name, 0) + much

    def time(self, key: CellKey, kind: TimeKind, seconds: int) -> None:
        self.count(key, HISTOGRAMS[kind][bucket_of(seconds)])
        self.count(key, f"{kind}_s", seconds)
        self.durations.append(Duration(*key, kind, seconds))

    def result(self) -> DayCounts:
        by_service: dict[tuple[ServiceId, VisitClass], set[AgentId]] = defaultdict(set)
        for key, agents in self.agents.items():
            by_service[key.service_id, key.kind] |= agents
        return DayCounts(
            {
                key: Counted(tally, min(MOST_AGENTS, len(self.agents[key])))
                for key, tally in self.tallies.items()
            },
            {key: min(MOST_AGENTS, len(agents)) for key, agents in by_service.items()},
            tuple(sorted(self.durations)),
        )


def count_day(records: DayRecords, days: Days) -> DayCounts:
    """Count a day.

    Rehearsals count nowhere. Visits that joined a group are counted with the one that leads it.
    Visits that should not have been count as `cancelled` alone.
    """
    sheet = _Sheet(days)
    steps: dict[VisitId, list[Step]] = defaultdict(list)
    calls: dict[VisitId, list[Call]] = defaultdict(list)
    outcomes: dict[VisitId, list[ServiceOutcome]] = defaultdict(list)
    for step in records.steps:
        steps[step.visit_id].append(step)
    for call in records.calls:
        if call.retracted_at is None:
            calls[call.visit_id].append(call)
    for outcome in records.outcomes:
        outcomes[outcome.visit_id].append(outcome)
    for visit in records.visits:
        own = sorted(steps[visit.id], key=lambda step: step.ordinal)
        if visit.drill or _goes_on_elsewhere(visit, own):
            continue
        if _was_a_mistake(own):
            sheet.count(sheet.key(visit.service_id, visit.checked_in_at, visit.kind), "cancelled")
            continue
        _count_visit(sheet, records, visit, own, calls[visit.id], outcomes[visit.id])
    for booking in records.bookings:
        key = sheet.key(booking.service_id, booking.starts_at, "appointment")
        sheet.count(key, "booked")
        sheet.count(key, _VERDICTS[booking.status])
    return sheet.result()


def _goes_on_elsewhere(visit: Visit, steps: Iterable[Step]) -> bool:
    """Say whether a visit goes on as part of another; one that was split off again does not."""
    grouped = visit.group_id not in {None, visit.id}
    return grouped and all(step.state is StepState.CANCELLED for step in steps)


def _was_a_mistake(steps: Iterable[Step]) -> bool:
    return all(step.state is StepState.CANCELLED and step.reason not in DAY_ENDED for step in steps)


def _count_visit(
    sheet: _Sheet,
    records: DayRecords,
    visit: Visit,
    steps: list[Step],
    calls: list[Call],
    outcomes: list[ServiceOutcome],
) -> None:
    key = sheet.key(visit.service_id, visit.checked_in_at, visit.kind)
    first_call = min((call.called_at for call in calls), default=None)
    sheet.count(key, "visits")
    sheet.count(key, "persons", visit.persons)
    sheet.count(key, "walk_ins", int(visit.kind == "walk_in"))
    sheet.count(key, "priority", int(visit.priority))
    sheet.count(key, "urgent", int(visit.urgent_min > 0))
    sheet.count(key, "called", int(first_call is not None))
    if visit.arrival is not None:
        sheet.count(key, visit.arrival.value)
    if visit.starts_at is not None and visit.arrival is not Arrival.LATE:
        sheet.count(key, "due")
        kept = first_call is not None and first_call <= visit.starts_at + PUNCTUAL_WITHIN
        sheet.count(key, "punctual", int(kept))
    served = any(
        step.state is StepState.COMPLETED and step.started_at is not None for step in steps
    )
    sheet.count(key, "served" if served else _ENDS.get(steps[-1].state, "unserved"))
    if served and _ended_that_day(visit.ended_at, records, sheet):
        sheet.time(key, "dwell", _seconds(visit.checked_in_at, visit.ended_at))
    for outcome in outcomes:
        cell = sheet.key(outcome.service_id, visit.checked_in_at, visit.kind)
        sheet.count(cell, outcome.outcome.value)
    for step in steps:
        own_calls = [call for call in calls if call.step_id == step.id]
        _count_step(sheet, records, visit, step, own_calls)


def _count_step(
    sheet: _Sheet, records: DayRecords, visit: Visit, step: Step, calls: list[Call]
) -> None:
    since = visit.checked_in_at if step.ordinal == 1 else step.waiting_since
    key = sheet.key(step.service_id, since, visit.kind)
    if step.ordinal == 1 and visit.starts_at is not None:
        # Who comes early waits for the booked time, not for the post.
        since = max(since, visit.starts_at)
    sheet.count(key, "calls", len(calls))
    sheet.count(key, "recalls", sum(call.repeats for call in calls))
    sheet.count(key, "out_of_turn", sum(call.reason is not None for call in calls))
    sheet.count(key, "absences", step.absences)
    sheet.count(key, "transfers", records.transfers.get(step.id, 0))
    if calls:
        sheet.time(key, "wait", _seconds(since, min(call.called_at for call in calls)))
    if step.state is not StepState.COMPLETED or step.started_at is None:
        return
    if step.agent_id is not None:
        sheet.agents[key].add(step.agent_id)
    if _ended_that_day(step.ended_at, records, sheet):
        busy_s = _seconds(step.started_at, step.ended_at) - records.held_s.get(step.id, 0)
        sheet.time(key, "service", max(0, busy_s))


def _ended_that_day(ended_at: datetime | None, records: DayRecords, sheet: _Sheet) -> bool:
    """Say whether an end is one: what is ended on a later day was forgotten at its own."""
    return ended_at is not None and sheet.days.of(ended_at) == records.day


def _seconds(since: datetime, until: datetime | None) -> int:
    return 0 if until is None else max(0, int((until - since).total_seconds()))
