"""The way of a visit through the queues."""

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.itinerary import concluded, lengthened, next_index, route_of
from core.model import Outcome, ServiceId, VisitId
from core.site import Service
from core.things import ServiceOutcome

A, B, C, CASH = (ServiceId(one) for one in ("a", "b", "c", "cash"))
QUEUES = st.lists(st.sampled_from([A, B, C, CASH]), max_size=6)


def service(code: ServiceId, *flow: ServiceId) -> Service:
    return Service(id=code, code=code, number=1, letter="K", labels={}, flow=flow)


def outcome(person: int, service_id: ServiceId) -> ServiceOutcome:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    return ServiceOutcome(VisitId("v"), person, service_id, Outcome.DONE, now)


def test_each_services_steps_follow_one_another() -> None:
    assert route_of([service(A, CASH), service(B)]) == (A, CASH, B)


def test_a_queue_that_follows_itself_stands_once() -> None:
    assert route_of([service(A, CASH), service(CASH)]) == (A, CASH)


def test_what_lies_ahead_already_is_not_added() -> None:
    assert lengthened((A, B, CASH), 1, (B, CASH)) == (A, B, CASH)
    assert lengthened((A, B, CASH), 2, (B, CASH)) == (A, B, CASH, B, CASH)


def test_services_with_an_outcome_for_everybody_are_passed_over() -> None:
    outcomes = [outcome(1, B), outcome(2, B), outcome(1, C)]
    over = concluded([A, B, C], 2, outcomes)
    assert over == {B}
    assert next_index((A, B, C), 0, over) == 2
    assert next_index((A, B), 0, over) is None


@given(QUEUES, QUEUES, st.data())
def test_a_longer_way_keeps_what_it_was(
    route: list[ServiceId], more: list[ServiceId], data: st.DataObject
) -> None:
    way = lengthened([], 0, route)
    index = data.draw(st.integers(0, max(len(way) - 1, 0)))
    longer = lengthened(way, index, more)
    assert longer[: len(way)] == way
    assert all(one in longer[index:] for one in more)
    assert all(one != two for one, two in pairwise(longer))
