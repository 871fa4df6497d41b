"""A year of a post, made quickly: its journal whole and chained, its counts, a month of visits.

Every visit is a copy of one that the real rules played: the same events with other ids and times.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import select

from benchmarks.load.rows import insert_all
from benchmarks.statistics import made_day
from core import numbering
from core.model import AgentId, CallId, CounterId, SlipState, StationId, StepId, VisitId
from core.ports import UnitOfWork
from core.runtime.ids import new_id
from core.site import Site
from core.statistics.cells import DayCounts
from core.store import Store
from core.store.journal import Journal, events_of_visit
from core.store.rows import table_of, values_of
from core.store.tables_journal import CommandRow
from core.store.tables_visits import OutcomeRow
from core.store.unit_of_work import SqlUnitOfWork
from core.things import Actor, Call, Event, Step, Visit
from core.usecases import arriving, calling, counters, finishing, serving, slips
from core.usecases.purging import ANSWERS_KEPT, VISITS_KEPT

DAYS: Final = 365
EVENTS_OF_A_VISIT: Final = 8
COMMANDS_OF_A_VISIT: Final = 7
_EVENT_IDS: Final = ("visit_id", "step_id", "call_id", "counter_id")


@dataclass(frozen=True, slots=True)
class _Played:
    """One visit as the real rules leave it behind."""

    events: Sequence[Event]
    visit: Visit
    step: Step
    call: Call
    outcomes: Sequence[Mapping[str, Any]]


class _Done(Exception):
    """Carries the played visit out of a transaction that is rolled back."""

    def __init__(self, played: _Played) -> None:
        super().__init__()
        self.played = played


def add_year(store: Store, visits: int, until: date) -> None:
    """Let a year pass before a day, with as many visits on its working days.

    Args:
        store: A fresh site whose first events are a year old.
        visits: How many; each leaves eight rows in the journal.
        until: The day after the last.
    """
    with store.read() as reader:
        site = reader.site()
    played = _played(store, site)
    days = [until - timedelta(days=ago) for ago in range(DAYS, 0, -1)]
    working = [day for day in days if day.weekday() < 5]
    share = round(visits / len(working))
    rng = random.Random(7)
    for first in range(0, len(working), 20):
        part = working[first : first + 20]
        store.write(partial(_add_days, played=played, days=part, visits=share, until=until))
    services = [service.id for service in site.services]
    for day in working:
        counts = made_day(day, share, rng, services)
        store.write(partial(_put, day=day, counts=counts))


def _played(store: Store, site: Site) -> _Played:
    try:
        store.write(lambda uow: _play(uow, site))
    except _Done as done:
        return done.played
    raise AssertionError("a visit that is taken back raises")


def _put(uow: UnitOfWork, *, day: date, counts: DayCounts) -> None:
    uow.statistics.put(day, counts, uow.now)


def _play(uow: UnitOfWork, site: Site) -> None:
    """Play one visit by the rules, and take it back.

    Raises:
        _Done: Always, with what the visit left.
    """
    kiosk = Actor(StationId(new_id()))
    desk = Actor(StationId(new_id()), AgentId(new_id()))
    place = site.counters[0].id
    wish = arriving.WalkIn(service_id=site.services[0].id, language="fr")
    visit_id = str(arriving.walk_in(uow, kiosk, wish)["visit_id"])
    for state in (SlipState.SENT, SlipState.PRINTED):
        slips.report(uow, kiosk, slips.ReportSlip(visit_id, state))
    counters.open_counter(uow, desk, counters.OpenCounter(CounterId(place)))
    called = calling.call_next(uow, desk, calling.CallNext(CounterId(place)))
    step_id = str(called["step_id"])
    calling.recall(uow, desk, calling.Recall(step_id))
    serving.start(uow, desk, serving.Start(step_id))
    finishing.finish(uow, desk, finishing.Finish(step_id))
    assert isinstance(uow, SqlUnitOfWork)
    connection = uow.visits.connection
    outcomes = table_of(OutcomeRow)
    query = select(outcomes).where(outcomes.c.visit_id == visit_id)
    events = events_of_visit(connection, visit_id)
    assert len(events) == EVENTS_OF_A_VISIT, [event.kind for event in events]
    raise _Done(
        _Played(
            events,
            uow.visits.get(visit_id),
            uow.steps.get(step_id),
            uow.calls.get(str(called["call_id"])),
            [dict(row) for row in connection.execute(query).mappings()],
        )
    )


def _add_days(
    uow: UnitOfWork, *, played: _Played, days: Sequence[date], visits: int, until: date
) -> None:
    assert isinstance(uow, SqlUnitOfWork)
    connection = uow.visits.connection
    connection.exec_driver_sql("PRAGMA cache_size = -400000")
    journal = Journal(connection)
    kept: list[_Copy] = []
    for day in days:
        for copy in _copies(played, day, visits):
            for event, at in copy.events:
                ids = {name: getattr(event, name) for name in _EVENT_IDS}
                actor = Actor(event.actor_station_id, event.actor_agent_id)
                journal.append(event.kind, actor, at, ids, event.facts or {})
            if until - day <= VISITS_KEPT:
                kept.append(copy)
    insert_all(connection, uow.visits.table, [values_of(copy.visit) for copy in kept])
    insert_all(connection, uow.steps.table, [values_of(copy.step) for copy in kept])
    insert_all(connection, uow.calls.table, [values_of(copy.call) for copy in kept])
    outcomes = [row for copy in kept for row in copy.outcomes]
    insert_all(connection, table_of(OutcomeRow), outcomes)
    if until - days[-1] <= ANSWERS_KEPT:
        insert_all(connection, table_of(CommandRow), list(_answers(kept)))


@dataclass(frozen=True, slots=True)
class _Copy:
    events: Sequence[tuple[Event, datetime]]
    visit: Visit
    step: Step
    call: Call
    outcomes: Sequence[Mapping[str, Any]]


def _copies(played: _Played, day: date, visits: int) -> Iterator[_Copy]:
    """Yield the visits of a day, from 8 to 17 o'clock, their events one after the other."""
    opens = datetime.combine(day, time(8), UTC)
    every = timedelta(hours=9) / (visits + 1)
    letter = played.visit.letter
    for place in range(1, visits + 1):
        came = opens + place * every
        number = numbering.show(letter, place)
        visit_id, step_id, call_id = VisitId(new_id()), StepId(new_id()), CallId(new_id())
        events = [
            (_renamed(event, visit_id, step_id, call_id), came + order * every / EVENTS_OF_A_VISIT)
            for order, event in enumerate(played.events)
        ]
        over = events[-1][1]
        yield _Copy(
            events,
            replace(
                played.visit,
                id=visit_id,
                business_day=day,
                number=number,
                called_as=number,
                sequence=place,
                checked_in_at=came,
                received_at=came,
                base_at=came,
                first_called_at=over,
                ended_at=over,
            ),
            replace(
                played.step,
                id=step_id,
                visit_id=visit_id,
                business_day=day,
                sequence=place,
                rank=came,
                due_from=came,
                waiting_since=came,
                call_id=call_id,
                called_at=over,
                started_at=over,
                ended_at=over,
            ),
            replace(
                played.call,
                id=call_id,
                step_id=step_id,
                visit_id=visit_id,
                business_day=day,
                announcement=place,
                called_at=over,
                last_called_at=None,
            ),
            [{**row, "visit_id": visit_id, "recorded_at": over} for row in played.outcomes],
        )


def _renamed(event: Event, visit_id: VisitId, step_id: StepId, call_id: CallId) -> Event:
    return replace(
        event,
        visit_id=visit_id,
        step_id=step_id if event.step_id else None,
        call_id=call_id if event.call_id else None,
    )


def _answers(kept: Sequence[_Copy]) -> Iterator[dict[str, Any]]:
    for copy in kept:
        for place in range(COMMANDS_OF_A_VISIT):
            yield {
                "key": new_id(),
                "station_id": new_id(),
                "fingerprint": "0" * 64,
                "answered_at": copy.events[place][1],
                "refusal": None,
                "code": None,
                "facts": {"visit_id": copy.visit.id, "step_id": copy.step.id, "number": "A001"},
            }
