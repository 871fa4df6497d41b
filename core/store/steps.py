"""Steps and calls in the store, and who waits for a counter."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import takewhile
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Select, bindparam, exists, func, select, text, update

from core.model import OPEN_STATES, StepId, StepState, VisitId
from core.policy import Candidate, Offer
from core.store.prepared import Prepared
from core.store.rows import SqlRows, every, table_of
from core.store.tables_site import ServiceRow
from core.store.tables_visits import CallRow, StepRow, VisitRow
from core.store.waiting import first_waiting
from core.things import Call, Step, Visit

_STEPS = table_of(StepRow)
_VISITS = table_of(VisitRow)

# The state stands in the text, not in a parameter: only then does SQLite use the partial index.
_WAITING: Final = text("step.state = 'waiting'")
_HELD: Final = text("step.state IN ('called', 'serving')")
_HERE_STILL: Final = text("visit.ended_at IS NULL")

_STEP = every(Step, StepRow)
_OF_VISIT = Prepared(
    _STEP.where(_STEPS.c.visit_id == bindparam("visit")).order_by(_STEPS.c.ordinal)
)
_HELD_BY = Prepared(_STEP.where(_STEPS.c.counter_id == bindparam("counter"), _HELD))
_AT_COUNTER: Final = _STEPS.c.state.in_((StepState.CALLED, StepState.SERVING, StepState.PARKED))
_LATEST_FIRST: Final = (_STEPS.c.called_at.desc(), _STEPS.c.sequence)
_AT_COUNTERS = Prepared(
    _STEP.where(_STEPS.c.business_day == bindparam("day"), _AT_COUNTER).order_by(*_LATEST_FIRST)
)
_EARLIER = _STEP.join(_VISITS, _VISITS.c.id == _STEPS.c.visit_id).where(
    _VISITS.c.business_day < bindparam("day"), _HERE_STILL
)
_SINCE_EARLIER = Prepared(_EARLIER.where(_AT_COUNTER).order_by(*_LATEST_FIRST))
_WAITING_OF = _STEP.where(
    _STEPS.c.visit_id.in_(bindparam("visits", expanding=True)), _WAITING
).order_by(_STEPS.c.business_day, _STEPS.c.sequence)
_MOVE = Prepared(
    update(_STEPS).where(
        _STEPS.c.id == bindparam("which_step"), _STEPS.c.state == bindparam("expected")
    )
)
_SERVICES = table_of(ServiceRow)
_WAITED_FOR = Prepared(
    select(_SERVICES.c.id).where(
        exists().where(
            _STEPS.c.business_day == bindparam("day"),
            _STEPS.c.service_id == _SERVICES.c.id,
            _WAITING,
        )
    )
)
_CALLS = table_of(CallRow)
_LAST_ANNOUNCEMENT = Prepared(
    select(func.max(_CALLS.c.announcement)).where(_CALLS.c.business_day == bindparam("day"))
)


@cache
def candidate_query() -> Select[Any]:
    """Return a query of steps as the rule sees them, to be narrowed."""
    return select(
        _STEPS.c.id.label("step_id"),
        _STEPS.c.visit_id,
        _VISITS.c.called_as,
        _STEPS.c.service_id,
        _STEPS.c.rank,
        _STEPS.c.due_from,
        _STEPS.c.sequence,
        _STEPS.c.ordinal,
        _STEPS.c.absences,
        _STEPS.c.held_counter_id,
        _VISITS.c.checked_in_at,
        _VISITS.c.starts_at,
        _VISITS.c.priority,
        _VISITS.c.base_at,
        _VISITS.c.bonus_min,
        _VISITS.c.settings_version,
        _VISITS.c.urgent_min,
    ).join_from(_STEPS, _VISITS, _STEPS.c.visit_id == _VISITS.c.id)


@cache
def _candidates() -> Select[Any]:
    return candidate_query().where(_STEPS.c.id.in_(bindparam("found", expanding=True)))


def to_candidate(found: RowMapping, offer: Offer) -> Candidate:
    """Return a step as the rule sees it, for the counter that looks."""
    return Candidate(
        step_id=StepId(found["step_id"]),
        visit_id=VisitId(found["visit_id"]),
        number=found["called_as"],
        service_id=found["service_id"],
        rank=found["rank"],
        due_from=found["due_from"],
        sequence=found["sequence"],
        checked_in_at=found["checked_in_at"],
        starts_at=found["starts_at"],
        priority=found["priority"],
        returned=found["absences"] > 0,
        seniority=found["ordinal"] > 1,
        base_at=found["base_at"],
        bonus_min=found["bonus_min"],
        settings_version=found["settings_version"],
        urgent_min=found["urgent_min"],
        offset_min=offer.offset_of(found["service_id"]),
        held=found["held_counter_id"] is not None,
        held_here=offer.holds(found["held_counter_id"]),
    )


def candidate_of(step: Step, visit: Visit, offer: Offer) -> Candidate:
    """Return a step of a visit as the rule sees it, for the counter that looks."""
    return Candidate(
        step.id,
        visit.id,
        visit.called_as,
        step.service_id,
        step.rank,
        step.due_from,
        step.sequence,
        visit.checked_in_at,
        visit.starts_at,
        visit.priority,
        returned=step.absences > 0,
        seniority=step.ordinal > 1,
        base_at=visit.base_at,
        bonus_min=visit.bonus_min,
        settings_version=visit.settings_version,
        urgent_min=visit.urgent_min,
        offset_min=offer.offset_of(step.service_id),
        held=step.held_counter_id is not None,
        held_here=offer.holds(step.held_counter_id),
    )


class SqlSteps(SqlRows[Step]):
    """`core.ports.Steps` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Step, StepRow, "step")

    def of_visit(self, visit_id: str) -> Sequence[Step]:
        """Return the steps of a visit, by ordinal."""
        return self.many(_OF_VISIT, visit=visit_id)

    def move(self, key: str, expected: StepState, target: StepState, **values: object) -> bool:
        """Move a step on, unless somebody did so first; say whether it moved."""
        bound = {"which_step": key, "expected": expected, "state": target, **values}
        return _MOVE.change(self.connection, bound) == 1

    def held_by(self, counter_id: str) -> Step | None:
        """Return the step that is called to a counter or served there."""
        return self.one(_HELD_BY, counter=counter_id)

    def open_of(self, day: date) -> Sequence[Step]:
        """Return every step of a day that has not ended, in the order of arrival."""
        steps = self.table.c
        return self.many(
            self.query()
            .where(steps.business_day == day, steps.state.in_(OPEN_STATES))
            .order_by(steps.sequence, steps.ordinal)
        )

    def waited_for(self, day: date) -> frozenset[str]:
        """Return the services that somebody waits for on a day, or is on hold for."""
        steps = self.table.c
        states = (StepState.WAITING, StepState.PARKED)
        query = select(steps.service_id).where(steps.business_day == day, steps.state.in_(states))
        return frozenset(self.connection.execute(query.distinct()).scalars())

    def waited_for_now(self, day: date) -> frozenset[str]:
        """Return the services that somebody waits for on a day, however many do."""
        return frozenset(id_ for (id_,) in _WAITED_FOR.all(self.connection, {"day": day}))

    def first_waiting(self, day: date, offer: Offer, now: datetime, limit: int) -> list[str]:
        """Return the ids of at least the first `limit` that an offer reaches, in any order."""
        return first_waiting(self.connection, day, offer, now, limit)

    def candidates(self, day: date, offer: Offer, now: datetime, limit: int) -> Sequence[Candidate]:
        """Return at least the first `limit` of those that a counter can call, in any order."""
        found = self.first_waiting(day, offer, now, limit)
        if not found:
            return []
        rows = self.connection.execute(_candidates(), {"found": found}).mappings()
        return [to_candidate(row, offer) for row in rows]

    def candidate(self, key: str, offer: Offer) -> Candidate:
        """Return a step as the rule sees it, for the counter that looks."""
        query = candidate_query().where(_STEPS.c.id == key)
        return to_candidate(self.connection.execute(query).mappings().one(), offer)

    def waiting_until(self, day: date, rank: datetime) -> Mapping[str, int]:
        """Return how many wait on a day with this rank or an earlier one, by service."""
        query = (
            select(_STEPS.c.service_id, func.count().label("people"))
            .where(_STEPS.c.business_day == day, _WAITING, _STEPS.c.rank <= rank)
            .group_by(_STEPS.c.service_id)
        )
        return {row.service_id: row.people for row in self.connection.execute(query)}

    def held(self, day: date) -> Sequence[Step]:
        """Return everybody who is called, served or parked on a day, the latest first.

        Who was so when an earlier day ended comes after them.
        """
        return [*self.many(_AT_COUNTERS, day=day), *self.many(_SINCE_EARLIER, day=day)]

    def waiting_of(self, visits: Sequence[str]) -> Sequence[Step]:
        """Return the steps of some visits that wait, the oldest first."""
        return self.many(_WAITING_OF, visits=visits) if visits else []


class SqlCalls(SqlRows[Call]):
    """`core.ports.Calls` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Call, CallRow, "call")

    def next_announcement(self, day: date) -> int:
        """Return the number of the day's next announcement, from 1."""
        return (_LAST_ANNOUNCEMENT.scalar(self.connection, {"day": day}) or 0) + 1

    def latest(self, day: date, limit: int) -> Sequence[Call]:
        """Return the last calls of a day that were not taken back, the latest first."""
        calls = self.table.c
        return self.many(
            self.query()
            .where(calls.business_day == day, calls.retracted_at.is_(None))
            .order_by(calls.announcement.desc())
            .limit(limit)
        )

    def priority_streak(self, day: date, counter_id: str, most: int) -> int:
        """Return how many of the last `most` calls of a counter went to priority, without a gap."""
        calls = self.table.c
        query = (
            select(_VISITS.c.priority)
            .join_from(self.table, _VISITS, calls.visit_id == _VISITS.c.id)
            .where(
                calls.business_day == day,
                calls.counter_id == counter_id,
                calls.retracted_at.is_(None),
            )
            .order_by(calls.announcement.desc())
            .limit(most)
        )
        return sum(takewhile(bool, self.connection.execute(query).scalars()))
