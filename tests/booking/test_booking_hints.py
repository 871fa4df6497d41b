"""Hints of the booking server: looked at soon, at the site's own pace, ten thousand as few."""

from datetime import timedelta

from sync.booking.backoff import BackoffRule
from sync.booking.engine import EngineSettings
from sync.booking.gateway import BookingUnreachable
from sync.booking.hints import MOST, Hint, Hints
from sync.booking.inbox import PullPace
from tests.fakes.booking_bench import Bench
from tests.fakes.booking_fakes import DAY, FakeGateway, FakeSite

WEEK = EngineSettings(
    PullPace(today_s=300, ahead_s=3600, days_ahead=7, hinted_s=20), BackoffRule(5, 300, 5)
)
TOMORROW = DAY + timedelta(days=1)
LATER = DAY + timedelta(days=6)


def read_once() -> Bench:
    """Return an engine that has read all its days, and has nothing to do for minutes."""
    site = FakeSite(stands={DAY: {"501"}, LATER: {"777"}})
    bench = Bench(site, FakeGateway(days={DAY: [501], LATER: [777]}), WEEK)
    bench.run_for(60)
    assert len(bench.gateway.calls) == 8
    bench.gateway.calls.clear()
    bench.run_for(30)
    assert bench.gateway.calls == []
    return bench


def test_the_day_where_an_appointment_stands_is_read_at_once() -> None:
    bench = read_once()
    bench.engine.hint(Hint(numbers={"501"}))
    bench.run_for(3)
    assert bench.gateway.calls == [f"list {DAY}"]
    bench.engine.hint(Hint(numbers={"777"}))
    bench.run_for(3)
    assert bench.gateway.calls == [f"list {DAY}", f"list {LATER}"]


def test_a_named_day_is_read_also_for_an_appointment_that_nobody_knows() -> None:
    bench = read_once()
    bench.engine.hint(Hint(numbers={"9"}, days={TOMORROW}))
    bench.run_for(3)
    assert bench.gateway.calls == [f"list {TOMORROW}"]


def test_days_that_are_never_read_are_passed_over() -> None:
    bench = read_once()
    bench.engine.hint(Hint(days={DAY - timedelta(days=1), DAY + timedelta(days=8)}))
    bench.run_for(60)
    assert bench.gateway.calls == []


def test_a_flood_is_a_few_readings() -> None:
    bench = read_once()
    for number in range(10_000):
        bench.engine.hint(Hint(numbers={str(number)}, days={DAY}))
    bench.run_for(5)
    assert len(bench.gateway.calls) == 8
    for number in range(10_000):
        bench.engine.hint(Hint(numbers={str(number)}, days={DAY, TOMORROW}))
        if number % 100 == 0:
            bench.run_for(0.1)
    bench.run_for(60)
    assert bench.gateway.calls.count(f"list {DAY}") <= 3
    assert bench.gateway.calls.count(f"list {TOMORROW}") <= 3


def test_one_that_comes_while_its_day_is_read_is_looked_at_afterwards() -> None:
    bench = read_once()
    hint = Hint(days={DAY})
    bench.engine.hint(hint)
    more = [hint]
    bench.gateway.on_call = lambda: bench.engine.hint(more.pop()) if more else None
    bench.run_for(10)
    assert bench.gateway.calls == [f"list {DAY}"]
    bench.run_for(20)
    assert bench.gateway.calls == [f"list {DAY}"] * 2
    bench.run_for(60)
    assert bench.gateway.calls == [f"list {DAY}"] * 2


def test_a_hint_does_not_hurry_a_line_that_is_down_and_is_not_forgotten() -> None:
    bench = read_once()
    bench.gateway.fault = BookingUnreachable("busy", answered=True)
    bench.gateway.listens = False
    bench.engine.hint(Hint(days={TOMORROW}))
    bench.run_for(3)
    calls = len(bench.gateway.calls)
    for _ in range(100):
        bench.engine.hint(Hint(days={DAY}))
        bench.run_for(0.01)
    assert len(bench.gateway.calls) == calls
    bench.gateway.fault = None
    bench.run_for(60)
    assert f"list {TOMORROW}" in bench.gateway.calls[calls:]


def test_hints_are_gathered_and_given_once() -> None:
    hints = Hints()
    hints.add(Hint(numbers={"1"}))
    hints.add(Hint(numbers={"1", "2"}, days={DAY}))
    assert hints.take() == Hint({"1", "2"}, {DAY})
    assert not hints.take()
    for number in range(MOST + 1):
        hints.add(Hint(numbers={str(number)}))
    assert hints.take() == Hint(everywhere=True)
