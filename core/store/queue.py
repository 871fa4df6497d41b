"""The queue as people look at it: who waits, in calling order, and who is called or held."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from core import policy
from core.model import StepState
from core.policy import Offer
from core.store.rows import table_of
from core.store.steps import SqlSteps, candidate_of
from core.store.tables_visits import StepRow, VisitRow
from core.store.visits import SqlVisits
from core.things import Step
from core.views import QueueEntry

_STEPS = table_of(StepRow)
_VISITS = table_of(VisitRow)


def read_queue(
    connection: Connection, day: date, now: datetime, offer: Offer, limit: int
) -> Sequence[QueueEntry]:
    """Return who waits, in calling order, then who is called, served or parked on a day.

    Args:
        connection: Within a snapshot.
        day: The business day.
        now: When it was taken.
        offer: What a counter can call, or the whole site.
        limit: The most people who wait to be returned.
    """
    steps = SqlSteps(connection)
    held = [step for step in steps.held(day) if _concerns(offer, step)]
    found = steps.first_waiting(day, offer, now, limit)
    waiting = steps.many(steps.query().where(_STEPS.c.id.in_(found)))
    return _entries(connection, waiting, held, now, offer, limit)


def left_over(connection: Connection, day: date, now: datetime) -> Sequence[QueueEntry]:
    """Return who waits since an earlier day, the oldest first; none has a place in the queue."""
    visits = {visit.id: visit for visit in SqlVisits(connection).open_before(day)}
    steps = SqlSteps(connection)
    offer = Offer()
    return [
        QueueEntry(
            visits[step.visit_id],
            step,
            None,
            policy.why(candidate_of(step, visits[step.visit_id], offer), now),
            _waited_s(step, now),
        )
        for step in steps.waiting_of(list(visits))
    ]


def _waited_s(step: Step, now: datetime) -> int:
    return max(0, int(((step.called_at or now) - step.waiting_since).total_seconds()))


def _concerns(offer: Offer, held: Step) -> bool:
    if offer.counter_id is None or held.counter_id == offer.counter_id:
        return True
    return held.state is StepState.PARKED and offer.takes(held.service_id)


def _entries(
    connection: Connection,
    waiting: Sequence[Step],
    held: Sequence[Step],
    now: datetime,
    offer: Offer,
    limit: int,
) -> list[QueueEntry]:
    steps = {step.id: step for step in (*waiting, *held)}
    visits = SqlVisits(connection)
    visit_ids = {step.visit_id for step in steps.values()}
    found = visits.many(visits.query().where(_VISITS.c.id.in_(visit_ids)))
    by_id = {visit.id: visit for visit in found}
    places = {step.id: candidate_of(step, by_id[step.visit_id], offer) for step in steps.values()}
    order = policy.in_order((places[step.id] for step in waiting), now, offer)[:limit]
    positions = {candidate.step_id: place for place, candidate in enumerate(order, start=1)}
    return [
        QueueEntry(
            by_id[step.visit_id],
            step,
            positions.get(step.id),
            policy.why(places[step.id], now),
            _waited_s(step, now),
        )
        for step in (*(steps[step_id] for step_id in positions), *held)
    ]
