"""The store finds the first of the order by walking indexes, and finds the same as a full sort."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

import pytest
from sqlalchemy import Connection, text

from core import policy
from core.model import CounterId, ServiceId, StepId, StepState, VisitId
from core.policy import Candidate, Offer
from core.ports import UnitOfWork
from core.store.steps import SqlSteps, candidate_query, to_candidate
from core.store.tables_visits import StepRow
from core.store.waiting import _Group, _statement, _together
from core.things import Call, Step, Visit
from tests.fakes.reception import TUESDAY_NINE, Reception

CODES: Final = ("passport", "life", "social", "proxy")
TEN: Final = TUESDAY_NINE + timedelta(hours=1)


def fill(reception: Reception, people: int, seed: int) -> None:
    """Let people wait whose places in the order differ in all that it goes by."""
    random = Random(seed)
    services = [reception.service(code) for code in CODES]
    counters = [reception.counter(number) for number in "12"]

    def add(uow: UnitOfWork) -> None:
        for sequence in range(1, people + 1):
            came = TUESDAY_NINE + timedelta(minutes=random.randrange(60))
            rank = came + timedelta(minutes=random.randrange(90))
            uow.visits.add(_visit(sequence, random.choice(services), came, random.random() < 0.3))
            held = random.choice(counters) if random.random() < 0.1 else None
            target = random.choice(counters) if random.random() < 0.1 else None
            uow.steps.add(_step(sequence, services, random, came, rank, held, target))

    reception.store.write(add)


def _visit(sequence: int, service_id: ServiceId, came: datetime, priority: bool) -> Visit:
    return Visit(
        id=VisitId(f"v{sequence}"),
        business_day=TUESDAY_NINE.date(),
        number=f"K{sequence:03}",
        called_as=f"K{sequence:03}",
        letter="K",
        sequence=sequence,
        kind="walk_in",
        service_id=service_id,
        checked_in_at=came,
        received_at=came,
        language="fr",
        base_at=came,
        bonus_min=0,
        settings_version=1,
        priority=priority,
    )


def _step(
    sequence: int,
    services: list[ServiceId],
    random: Random,
    came: datetime,
    rank: datetime,
    held: CounterId | None,
    target: CounterId | None,
) -> Step:
    return Step(
        id=StepId(f"s{sequence}"),
        visit_id=VisitId(f"v{sequence}"),
        business_day=TUESDAY_NINE.date(),
        ordinal=1,
        service_id=random.choice(services),
        state=StepState.WAITING,
        rank=rank,
        due_from=random.choice([came, rank]),
        sequence=sequence,
        waiting_since=came,
        held_counter_id=held,
        target_counter_id=target,
    )


def offers(reception: Reception) -> list[Offer]:
    services = [reception.service(code) for code in CODES]
    counter_id = reception.counter("1")
    plain = Offer(frozenset(services), counter_id=counter_id)
    mixed = Offer(frozenset(services[:2]), frozenset(services[2:]), counter_id, offset_min=10)
    first = Offer(frozenset(services), counter_id=counter_id, absolute=True, in_a_row=2)
    turn = Offer(
        frozenset(services[:3]),
        frozenset(services[3:]),
        counter_id,
        offset_min=5,
        absolute=True,
        in_a_row=2,
        streak=2,
    )
    return [plain, mixed, first, turn, Offer(frozenset(services))]


def everybody(connection: Connection, offer: Offer) -> list[Candidate]:
    """Return all whom an offer reaches, read without any order or limit."""
    query = candidate_query().where(StepRow.state == StepState.WAITING)
    if offer.counter_id is not None:
        query = query.where(
            StepRow.target_counter_id.is_(None) | (StepRow.target_counter_id == offer.counter_id)
        )
    rows = connection.execute(query).mappings()
    return [to_candidate(row, offer) for row in rows if offer.takes(row["service_id"])]


@pytest.mark.parametrize("seed", range(3))
def test_the_first_of_the_order_are_among_those_found(reception: Reception, seed: int) -> None:
    fill(reception, 80, seed)
    random = Random(seed)
    with reception.read() as reader:
        steps = SqlSteps(reader.connection)
        for offer in offers(reception):
            for now in (TUESDAY_NINE, TEN, TEN + timedelta(minutes=20)):
                people = everybody(reader.connection, offer)
                random.shuffle(people)
                found = steps.candidates(reader.today, offer, now, 4)
                expected = policy.in_order(people, now, offer)[:4]
                assert policy.in_order(found, now, offer)[:4] == expected
                assert policy.next_step(found, now, offer) == policy.next_step(people, now, offer)
                assert len(found) < 25


@pytest.mark.sqlite
@pytest.mark.parametrize("group", list(_Group))
@pytest.mark.parametrize("compare", ["<=", ">"])
def test_no_statement_walks_everybody_who_waits(
    reception: Reception, group: _Group, compare: str
) -> None:
    fill(reception, 80, 1)
    statement = _statement(group, 2, compare, 4)
    values = {"day": "2026-11-24", "counter": "c", "agent": "a", "now": 0}
    values |= {"service_0": "s", "service_1": "t", "offset_0": 0, "offset_1": 0}
    with reception.read() as reader:
        rows = reader.connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"), values)
        plan = [row.detail for row in rows]
    walks = [line for line in plan if " step" in line]
    assert walks
    indexes = {"ix_step_waiting", "ix_step_held_back", "(visit_id=?)"}
    for line in walks:
        assert line.startswith("SEARCH step USING"), plan
        assert any(index in line for index in indexes), plan
    if group in {_Group.ALL, _Group.OTHERS}:
        # The order comes from the index, too: nothing is sorted but the few that each branch gave.
        assert all("ix_step_waiting (business_day=? AND service_id=?" in line for line in walks)
        sorts = [place for place, line in enumerate(plan) if "TEMP B-TREE" in line]
        assert all(plan[place - 1].startswith("SCAN branch_") for place in sorts), plan
    if group is _Group.HELD_HERE:
        assert all("ix_step_held_back" in line for line in walks), plan
    if group is _Group.PRIORITY:
        assert any("ix_visit_priority" in line for line in plan), plan
        assert all("(visit_id=?)" in line for line in walks), plan


@pytest.mark.sqlite
def test_the_groups_are_walked_together_as_they_are_alone(reception: Reception) -> None:
    values = {"day": "2026-11-24", "counter": "c", "agent": "a", "now": 0}
    values |= {"service_0": "s", "service_1": "t", "offset_0": 0, "offset_1": 0}

    def walks(statement: str) -> list[str]:
        rows = reader.connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"), values)
        return sorted(line for row in rows if " step" in (line := row.detail))

    with reception.read() as reader:
        together = walks(_together(tuple(_Group), 2, "<=", 4))
        alone = [line for group in _Group for line in walks(_statement(group, 2, "<=", 4))]
        assert together == sorted(alone)


def test_a_streak_is_counted_at_one_counter_and_without_calls_that_were_taken_back(
    reception: Reception,
) -> None:
    fill(reception, 8, 5)
    day, one, two = TUESDAY_NINE.date(), reception.counter("1"), reception.counter("2")

    def add(uow: UnitOfWork) -> None:
        for sequence, (counter_id, priority, retracted) in enumerate(
            [
                (one, True, False),
                (one, False, False),
                (one, True, False),
                (two, False, False),
                (one, False, True),
                (one, True, False),
            ],
            start=1,
        ):
            uow.visits.change(f"v{sequence}", priority=priority)
            call = Call(
                id=uow.new_id(),  # type: ignore[arg-type]
                step_id=StepId(f"s{sequence}"),
                visit_id=VisitId(f"v{sequence}"),
                counter_id=counter_id,
                business_day=day,
                announcement=sequence,
                called_at=TEN,
                retracted_at=TEN if retracted else None,
            )
            uow.calls.add(call)

    reception.store.write(add)
    count = reception.store.write
    assert count(lambda uow: uow.calls.priority_streak(day, one, 5)) == 2
    assert count(lambda uow: uow.calls.priority_streak(day, one, 1)) == 1
    assert count(lambda uow: uow.calls.priority_streak(day, two, 2)) == 0
