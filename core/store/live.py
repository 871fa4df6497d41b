"""The queue of this moment in few numbers, however many people wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import case, func, select, text

from core.feedback import DiscreetAlert
from core.model import CounterId, CounterState, EventKind, OutboxState, SlipState, StepState
from core.policy import Candidate, next_step
from core.site_day import SiteDay
from core.store.days import SqlSiteDays
from core.store.feedback import SqlDiscreetAlerts
from core.store.journal import jumps_after
from core.store.reader import Reader
from core.store.rows import table_of
from core.store.steps import SqlSteps
from core.store.tables_bookings import OutboxRow
from core.store.tables_journal import EventRow
from core.store.tables_visits import CallRow, StepRow, VisitRow
from core.things import Counter, Step

_STEPS = table_of(StepRow)
_VISITS = table_of(VisitRow)
_CALLS = table_of(CallRow)
_EVENTS = table_of(EventRow)
_OUTBOX = table_of(OutboxRow)
_MOST_LISTED: Final = 50

# The state stands in the text: only then does SQLite use the partial index.
_WAITING: Final = text("step.state = 'waiting'")
_LIVE: Final = frozenset({StepState.CALLED, StepState.SERVING})


@dataclass(frozen=True, slots=True)
class ServiceNow:
    """Who waits for a service: how many, since when the first, how many past their rank."""

    waiting: int = 0
    oldest_since: datetime | None = None
    past_rank: int = 0


@dataclass(frozen=True, slots=True)
class HeldNow:
    """A step that is called, served or parked, and the number of its ticket."""

    step: Step
    number: str


@dataclass(frozen=True, slots=True)
class Paperless:
    """A visit whose slip is not known to be in the person's hand."""

    visit_id: str
    number: str
    slip: SlipState
    since: datetime


@dataclass(frozen=True, slots=True)
class DayNow:
    """Today in counts, without rehearsals: visits."""

    arrivals: int
    persons: int
    walk_ins: int
    priority: int
    ended: int


@dataclass(frozen=True, slots=True)
class Live:
    """The site at one moment; no name stands in it.

    Attributes:
        last_calls: When somebody was last called for a service, by service id.
        paused_since: By counter.
        paperless: At most fifty, the oldest first.
        unsent: How many outcomes wait for the booking server, and since when the oldest.
        refused: How many outcomes it refused.
        left: How many people wait since an earlier day.
        offered: Whom the rule would let each idle counter call.
    """

    services: Mapping[str, ServiceNow]
    last_calls: Mapping[str, datetime]
    counters: Sequence[Counter]
    held: Sequence[HeldNow]
    paused_since: Mapping[CounterId, datetime]
    paperless: Sequence[Paperless]
    alerts: Sequence[DiscreetAlert]
    unsent: tuple[int, datetime | None]
    refused: int
    day: DayNow
    left: int
    switches: SiteDay
    offered: Mapping[CounterId, Candidate]


class LiveReader:
    """Reads the live view from one snapshot."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._connection = reader.connection
        self._today = reader.today
        self._now = reader.now

    def read(self) -> Live:
        """Return the site as it stands."""
        counters = self._reader.counters()
        held = self._held()
        unsent, refused = self._outbox()
        return Live(
            services=self._services(),
            last_calls=self._last_calls(),
            counters=counters,
            held=held,
            paused_since=self._paused_since(counters),
            paperless=self._paperless(),
            alerts=SqlDiscreetAlerts(self._connection).open(),
            unsent=unsent,
            refused=refused,
            day=self._day(),
            left=len(self._reader.left_over()),
            switches=SqlSiteDays(self._connection).now(),
            offered=self._offers(counters, held),
        )

    def _services(self) -> Mapping[str, ServiceNow]:
        past = func.sum(case((_STEPS.c.rank < self._now, 1), else_=0))
        query = (
            select(_STEPS.c.service_id, func.count(), func.min(_STEPS.c.waiting_since), past)
            .where(_STEPS.c.business_day == self._today, _WAITING)
            .group_by(_STEPS.c.service_id)
        )
        found = self._connection.execute(query)
        return {row[0]: ServiceNow(row[1], row[2], row[3]) for row in found}

    def _last_calls(self) -> Mapping[str, datetime]:
        query = (
            select(_STEPS.c.service_id, func.max(_CALLS.c.called_at))
            .join(_STEPS, _STEPS.c.id == _CALLS.c.step_id)
            .where(_CALLS.c.business_day == self._today, _CALLS.c.retracted_at.is_(None))
            .group_by(_STEPS.c.service_id)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def _held(self) -> Sequence[HeldNow]:
        steps = SqlSteps(self._connection).held(self._today)
        query = select(_VISITS.c.id, _VISITS.c.called_as).where(
            _VISITS.c.id.in_({step.visit_id for step in steps})
        )
        numbers = {row[0]: row[1] for row in self._connection.execute(query)}
        return [HeldNow(step, numbers[step.visit_id]) for step in steps]

    def _paused_since(self, counters: Sequence[Counter]) -> Mapping[CounterId, datetime]:
        found = {}
        for counter in counters:
            if counter.state is CounterState.PAUSED:
                query = (
                    select(_EVENTS.c.seq, _EVENTS.c.facts)
                    .where(
                        _EVENTS.c.kind == EventKind.COUNTER_PAUSED,
                        _EVENTS.c.counter_id == counter.id,
                        _EVENTS.c.at > self._now - timedelta(days=1),
                    )
                    .order_by(_EVENTS.c.seq.desc())
                    .limit(1)
                )
                row = self._connection.execute(query).first()
                since = None if row is None else (row.facts or {}).get("since")
                if row is not None and since is not None:
                    jumped = (by for _, by in jumps_after(self._connection, row.seq))
                    began = datetime.fromisoformat(since)
                    found[counter.id] = began + sum(jumped, timedelta())
        return found

    def _paperless(self) -> Sequence[Paperless]:
        visits = _VISITS.c
        unsure = (SlipState.QUEUED, SlipState.FAILED, SlipState.DOUBTFUL)
        query = (
            select(visits.id, visits.called_as, visits.slip, visits.checked_in_at)
            .where(
                visits.business_day == self._today,
                visits.ended_at.is_(None),
                visits.slip.in_(unsure),
            )
            .order_by(visits.sequence)
            .limit(_MOST_LISTED)
        )
        return [Paperless(*row) for row in self._connection.execute(query)]

    def _outbox(self) -> tuple[tuple[int, datetime | None], int]:
        query = (
            select(_OUTBOX.c.state, func.count(), func.min(_OUTBOX.c.created_at))
            .where(_OUTBOX.c.state != OutboxState.SENT, _OUTBOX.c.withdrawn_at.is_(None))
            .group_by(_OUTBOX.c.state)
        )
        found = {row[0]: (row[1], row[2]) for row in self._connection.execute(query)}
        return found.get(OutboxState.PENDING, (0, None)), found.get(OutboxState.REJECTED, (0,))[0]

    def _day(self) -> DayNow:
        visits = _VISITS.c
        query = select(
            func.count(),
            func.coalesce(func.sum(visits.persons), 0),
            func.coalesce(func.sum(case((visits.kind == "walk_in", 1), else_=0)), 0),
            func.coalesce(func.sum(case((visits.priority, 1), else_=0)), 0),
            func.count(visits.ended_at),
        ).where(visits.business_day == self._today, ~visits.drill)
        return DayNow(*self._connection.execute(query).one())

    def _offers(
        self, counters: Sequence[Counter], held: Sequence[HeldNow]
    ) -> Mapping[CounterId, Candidate]:
        busy = {one.step.counter_id for one in held if one.step.state in _LIVE}
        idle = [
            counter
            for counter in counters
            if counter.state is CounterState.OPEN and counter.id not in busy
        ]
        steps = SqlSteps(self._connection)
        found: dict[CounterId, Candidate] = {}
        taken: set[str] = set()
        # The least flexible counter first, so that the others stay free for whom it cannot serve.
        for counter in sorted(idle, key=lambda counter: (len(counter.offered), counter.id)):
            offer = self._reader.offer(counter)
            # As many as there are idle counters: others may have been offered the first ones.
            front = steps.candidates(self._today, offer, self._now, len(idle))
            free = [candidate for candidate in front if candidate.step_id not in taken]
            chosen = next_step(free, self._now, offer)
            if chosen is not None:
                found[counter.id] = chosen
                taken.add(chosen.step_id)
        return found
