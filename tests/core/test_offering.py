"""Who is offered to which idle counter."""

from datetime import UTC, datetime, timedelta
from random import Random

from core.model import CounterId, StepId, VisitId
from core.offering import IdleCounter, offers
from core.policy import Candidate

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ALL = IdleCounter(CounterId("1"), frozenset({"life", "proxy", "visa"}))
LIFE = IdleCounter(CounterId("2"), frozenset({"life"}))


def candidate(name: str, service_id: str, rank_min: int, due_min: int = 0) -> Candidate:
    rank = NOON + timedelta(minutes=rank_min)
    due = NOON + timedelta(minutes=due_min)
    return Candidate(StepId(name), VisitId(name), name, service_id, rank, due, rank_min + 100, NOON)


def offered(counters: list[IdleCounter], people: list[Candidate]) -> dict[str, str]:
    return {str(c): str(found.step_id) for c, found in offers(counters, people, NOON).items()}


def test_the_counter_with_fewest_services_is_offered_the_person_first() -> None:
    assert offered([ALL, LIFE], [candidate("a", "life", 0)]) == {"2": "a"}


def test_a_flexible_counter_takes_what_no_other_can() -> None:
    people = [candidate("a", "life", 0), candidate("b", "visa", 10)]
    assert offered([ALL, LIFE], people) == {"2": "a", "1": "b"}


def test_each_person_is_offered_once() -> None:
    twin = IdleCounter(CounterId("3"), frozenset({"life"}))
    assert offered([twin, LIFE], [candidate("a", "life", 0)]) == {"2": "a"}


def test_the_due_come_before_an_earlier_rank_that_is_not_due() -> None:
    people = [candidate("early", "life", 5, due_min=5), candidate("due", "life", 60)]
    assert offered([LIFE], people) == {"2": "due"}
    assert offered([LIFE, ALL], people) == {"2": "due", "1": "early"}


def test_a_counter_without_anybody_to_serve_is_left_out() -> None:
    assert offered([LIFE], [candidate("a", "visa", 0)]) == {}


def test_the_order_of_rows_changes_nothing() -> None:
    rng = Random(3)
    people = [candidate(f"p{n}", ("life", "proxy", "visa")[n % 3], n) for n in range(9)]
    counters = [ALL, LIFE, IdleCounter(CounterId("3"), frozenset({"proxy", "visa"}))]
    expected = offered(counters, people)
    for _ in range(5):
        rng.shuffle(people)
        rng.shuffle(counters)
        assert offered(counters, people) == expected


def test_another_order_may_be_compared() -> None:
    people = [candidate("a", "life", 0), candidate("b", "life", 10)]
    found = offers([LIFE], people, NOON, lambda one, _now: -one.sequence)
    assert found[LIFE.id].step_id == "b"
