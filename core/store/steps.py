"""Steps and calls in the store, and who waits for a counter."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Select, func, select, text, update
from sqlalchemy.sql.elements import TextClause

from core.model import OPEN_STATES, StepId, StepState, VisitId
from core.policy import Candidate
from core.store.rows import SqlRows, table_of
from core.store.tables_visits import CallRow, StepRow, VisitRow
from core.store.types import UtcDateTime
from core.things import Call, Step, Visit

_STEPS = table_of(StepRow)
_VISITS = table_of(VisitRow)
_TIME: Final = UtcDateTime()

# The state stands in the text, not in a parameter: only then does SQLite use the partial index.
_WAITING: Final = text("step.state = 'waiting'")
_HELD: Final = text("step.state IN ('called', 'serving')")

_BRANCH: Final = """
SELECT * FROM (
  SELECT id, rank, sequence FROM step
  WHERE state = 'waiting' AND business_day = :day AND service_id = :service_{index}
    AND due_from {compare} :now
    AND (:counter IS NULL OR target_counter_id IS NULL OR target_counter_id = :counter)
    AND (:counter IS NULL OR target_agent_id IS NULL OR target_agent_id = :agent)
  ORDER BY rank, sequence LIMIT :most
) AS branch_{index}
"""


@lru_cache(maxsize=128)
def _front(services: int, compare: str) -> TextClause:
    """Return one statement with a branch, and so an index walk, for each service."""
    branches = " UNION ALL ".join(
        _BRANCH.format(index=index, compare=compare) for index in range(services)
    )
    return text(f"{branches} ORDER BY 2, 3 LIMIT :most")


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
        _VISITS.c.checked_in_at,
        _VISITS.c.starts_at,
        _VISITS.c.priority,
    ).join_from(_STEPS, _VISITS, _STEPS.c.visit_id == _VISITS.c.id)


def to_candidate(found: RowMapping) -> Candidate:
    """Return a step as the rule sees it."""
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
    )


def candidate_of(step: Step, visit: Visit) -> Candidate:
    """Return a step of a visit as the rule sees it."""
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
    )


class SqlSteps(SqlRows[Step]):
    """`core.ports.Steps` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Step, StepRow, "step")

    def of_visit(self, visit_id: str) -> Sequence[Step]:
        """Return the steps of a visit, by ordinal."""
        steps = self.table.c
        return self.many(self.query().where(steps.visit_id == visit_id).order_by(steps.ordinal))

    def move(self, key: str, expected: StepState, target: StepState, **values: object) -> bool:
        """Move a step on, unless somebody did so first; say whether it moved."""
        steps = self.table.c
        moved = self.connection.execute(
            update(self.table)
            .where(steps.id == key, steps.state == expected)
            .values(state=target, **values)
        )
        return moved.rowcount == 1

    def held_by(self, counter_id: str) -> Step | None:
        """Return the step that is called to a counter or served there."""
        return self.one(self.query().where(self.table.c.counter_id == counter_id, _HELD))

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

    def front(
        self,
        day: date,
        services: Iterable[str],
        counter_id: str | None,
        agent_id: str | None,
        now: datetime,
        limit: int,
    ) -> list[str]:
        """Return the first step ids that a counter can call, or all counters, in calling order."""
        offered = sorted(set(services))
        if not offered:
            return []
        values: dict[str, object] = {
            f"service_{index}": service for index, service in enumerate(offered)
        }
        values |= {
            "day": day.isoformat(),
            "counter": counter_id,
            "agent": agent_id,
            "now": _TIME.process_bind_param(now, self.connection.dialect),
            "most": limit,
        }
        found = [row.id for row in self.connection.execute(_front(len(offered), "<="), values)]
        if len(found) < limit:
            rest = {**values, "most": limit - len(found)}
            found += [row.id for row in self.connection.execute(_front(len(offered), ">"), rest)]
        return found

    def candidates(
        self,
        day: date,
        services: Iterable[str],
        counter_id: str | None,
        agent_id: str | None,
        now: datetime,
        limit: int,
    ) -> Sequence[Candidate]:
        """Return the first `limit` of those that a counter can call, in any order."""
        found = self.front(day, services, counter_id, agent_id, now, limit)
        if not found:
            return []
        query = candidate_query().where(_STEPS.c.id.in_(found))
        return [to_candidate(row) for row in self.connection.execute(query).mappings()]

    def candidate(self, key: str) -> Candidate:
        """Return a step as the rule sees it."""
        query = candidate_query().where(_STEPS.c.id == key)
        return to_candidate(self.connection.execute(query).mappings().one())

    def waiting_until(self, day: date, rank: datetime) -> Mapping[str, int]:
        """Return how many wait on a day with this rank or an earlier one, by service."""
        query = (
            select(_STEPS.c.service_id, func.count().label("people"))
            .where(_STEPS.c.business_day == day, _WAITING, _STEPS.c.rank <= rank)
            .group_by(_STEPS.c.service_id)
        )
        return {row.service_id: row.people for row in self.connection.execute(query)}

    def held(self, day: date) -> Sequence[Step]:
        """Return everybody who is called, served or parked on a day, the latest first."""
        steps = self.table.c
        states = (StepState.CALLED, StepState.SERVING, StepState.PARKED)
        return self.many(
            self.query()
            .where(steps.business_day == day, steps.state.in_(states))
            .order_by(steps.called_at.desc(), steps.sequence)
        )


class SqlCalls(SqlRows[Call]):
    """`core.ports.Calls` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Call, CallRow, "call")

    def next_announcement(self, day: date) -> int:
        """Return the number of the day's next announcement, from 1."""
        calls = self.table.c
        query = select(func.max(calls.announcement)).where(calls.business_day == day)
        return (self.connection.execute(query).scalar() or 0) + 1

    def latest(self, day: date, limit: int) -> Sequence[Call]:
        """Return the last calls of a day that were not taken back, the latest first."""
        calls = self.table.c
        return self.many(
            self.query()
            .where(calls.business_day == day, calls.retracted_at.is_(None))
            .order_by(calls.announcement.desc())
            .limit(limit)
        )
