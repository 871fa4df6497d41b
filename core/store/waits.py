"""What an estimate of waits needs from the store: who waits, who serves, and how long it took."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from core import policy
from core.estimate import Desk, Estimate, estimate_wait
from core.model import CounterState, StepState
from core.site import Site
from core.store.rows import table_of
from core.store.staff import SqlCounters
from core.store.steps import SqlSteps
from core.store.tables_visits import StepRow

_STEPS = table_of(StepRow)
_DAYS: Final = 30
_MOST_TIMES: Final = 600
_MOST_PER_SERVICE: Final = 60


class Waits:
    """Estimates waits from one snapshot."""

    def __init__(self, connection: Connection, site: Site, now: datetime, today: date) -> None:
        self._connection = connection
        self._site = site
        self._now = now
        self._today = today

    def by_service(self) -> Mapping[str, Estimate]:
        """Return the wait of a walk-in who would come now, by service."""
        steps = SqlSteps(self._connection)
        desks = self._desks(steps)
        times = self._times_s()
        found: dict[str, Estimate] = {}
        ahead: dict[datetime, Mapping[str, int]] = {}
        for service in self._site.services:
            newcomer = policy.rank_walk_in(self._now, self._site.policy, service)
            if newcomer.rank not in ahead:
                ahead[newcomer.rank] = steps.waiting_until(self._today, newcomer.rank)
            found[service.id] = estimate_wait(service.id, ahead[newcomer.rank], desks, times)
        return found

    def _desks(self, steps: SqlSteps) -> list[Desk]:
        held = {
            step.counter_id: step
            for step in steps.held(self._today)
            if step.state is not StepState.PARKED
        }
        desks = []
        for counter in SqlCounters(self._connection).all():
            if counter.state is CounterState.OPEN:
                step = held.get(counter.id)
                since = None if step is None else step.started_at or step.called_at
                busy_s = 0 if since is None else int((self._now - since).total_seconds())
                desks.append(
                    Desk(
                        frozenset(counter.offered),
                        None if step is None else step.service_id,
                        max(0, busy_s),
                    )
                )
        return desks

    def _times_s(self) -> Mapping[str, list[int]]:
        steps = _STEPS.c
        query = (
            select(steps.service_id, steps.started_at, steps.ended_at)
            .where(
                steps.state == StepState.COMPLETED,
                steps.business_day >= self._today - timedelta(days=_DAYS),
                steps.started_at.is_not(None),
                steps.ended_at.is_not(None),
            )
            .order_by(steps.business_day.desc())
            .limit(_MOST_TIMES)
        )
        times: dict[str, list[int]] = {}
        for service_id, started_at, ended_at in self._connection.execute(query):
            known = times.setdefault(service_id, [])
            if len(known) < _MOST_PER_SERVICE:
                known.append(max(0, int((ended_at - started_at).total_seconds())))
        return times
