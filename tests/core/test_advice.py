"""When to open one more counter, and when one can be spared."""

from core.advice import Advice, CounterNow, advise
from core.model import CounterId, CounterState, ServiceId

PASSPORT, LIFE = ServiceId("passport"), ServiceId("life")
OPEN, CLOSED = CounterState.OPEN, CounterState.CLOSED


def counter(
    number: str, state: CounterState, *services: ServiceId, busy: bool = False
) -> CounterNow:
    offered = frozenset(services) if state is OPEN else frozenset[ServiceId]()
    return CounterNow(CounterId(number), state, frozenset(services), offered, busy=busy)


def test_a_closed_counter_is_opened_for_waits_above_30_minutes() -> None:
    counters = [counter("1", OPEN, PASSPORT), counter("2", CLOSED, PASSPORT, LIFE)]
    assert advise(counters, {PASSPORT: 1800, LIFE: 0}) == ()
    (found,) = advise(counters, {PASSPORT: 1801, LIFE: 0})
    assert found == Advice("open", CounterId("2"), (PASSPORT,), 1801)


def test_the_counter_that_helps_the_longest_wait_is_opened() -> None:
    counters = [counter("1", CLOSED, LIFE), counter("2", CLOSED, PASSPORT)]
    (found,) = advise(counters, {PASSPORT: 4000, LIFE: 2000})
    assert found.counter_id == "2"


def test_a_counter_is_spared_below_10_minutes_if_others_serve_its_people() -> None:
    counters = [counter("1", OPEN, PASSPORT, LIFE), counter("2", OPEN, LIFE)]
    (found,) = advise(counters, {PASSPORT: 0, LIFE: 599})
    assert found == Advice("close", CounterId("2"), (LIFE,), 599)
    assert advise(counters, {PASSPORT: 0, LIFE: 600}) == ()


def test_nobody_is_sent_away_from_a_busy_or_only_counter() -> None:
    assert advise([counter("1", OPEN, LIFE)], {LIFE: 0}) == ()
    two = [counter("1", OPEN, PASSPORT), counter("2", OPEN, LIFE)]
    assert advise(two, {PASSPORT: 0, LIFE: 0}) == ()
    busy = [counter("1", OPEN, LIFE, busy=True), counter("2", OPEN, LIFE, busy=True)]
    assert advise(busy, {LIFE: 0}) == ()


def test_nothing_is_advised_on_unknown_waits() -> None:
    counters = [counter("1", OPEN, LIFE), counter("2", OPEN, LIFE), counter("3", CLOSED, LIFE)]
    assert advise(counters, {LIFE: None}) == ()
    assert advise(counters, {}) == ()
