"""The engine under a driven pace: what goes out when, and what stays."""

import threading
from datetime import date

import pytest

from core.errors import StoreUnavailable
from sync.booking.backoff import BackoffRule
from sync.booking.engine import BookingEngine, EngineSettings
from sync.booking.gateway import (
    BookingFailed,
    BookingUnreachable,
)
from sync.booking.inbox import PullPace
from sync.booking.rows import DayOfBookings, RemoteStatus
from tests.fakes.booking_bench import DOWN, TODAY_ONLY, Bench, bench
from tests.fakes.booking_fakes import DAY, FakeGateway, FakeSite, pending, standing_clock


def test_today_is_read_at_once_and_again_at_its_pace() -> None:
    one = bench()
    one.run_for(1)
    assert len(one.site.taken) == 1
    assert one.state == "ok"
    one.run_for(250)
    assert len(one.site.taken) == 1
    one.run_for(200)
    assert len(one.site.taken) == 2


def test_days_ahead_are_read_one_by_one_after_today() -> None:
    settings = EngineSettings(PullPace(300, 3600, 3), BackoffRule())
    one = Bench(FakeSite(), FakeGateway(), settings)
    one.run_for(10)
    days = [taken.day for taken in one.site.taken]
    assert days == [date(2026, 11, day) for day in (24, 25, 26, 27)]


def test_a_new_business_day_is_read_without_waiting_for_the_pace() -> None:
    one = bench()
    one.run_for(1)
    one.site.day = date(2026, 11, 25)
    one.run_for(40)
    assert [taken.day for taken in one.site.taken] == [DAY, date(2026, 11, 25)]


def test_an_outcome_goes_out_as_soon_as_the_engine_is_woken() -> None:
    one = bench()
    one.run_for(1)
    one.site.rows.append(pending(501))
    one.engine.wake()
    assert one.engine.step(one.now) >= 0
    assert one.site.sent_ids == ["item-501-seen"]


def test_outcomes_stay_while_nobody_answers_and_go_out_once_when_the_line_is_back() -> None:
    one = bench(501, 502, fault=DOWN)
    one.gateway.listens = False
    one.run_for(600)
    assert one.site.sent_ids == []
    assert one.state == "down"
    assert one.engine.health().reason == "connect_timeout"
    one.gateway.fault = None
    one.gateway.listens = True
    one.run_for(6)
    assert one.site.sent_ids == ["item-501-seen", "item-502-seen"]
    assert one.gateway.written == [("7001", RemoteStatus.SEEN), ("7002", RemoteStatus.SEEN)]
    assert one.state == "ok"


def test_a_restart_in_between_loses_nothing_and_sends_nothing_twice() -> None:
    site = FakeSite(rows=[pending(501), pending(502), pending(503)])
    gateway = FakeGateway()

    def die() -> None:
        if len(gateway.calls) == 4:
            raise KeyboardInterrupt

    gateway.on_call = die
    first = Bench(site, gateway)
    with pytest.raises(KeyboardInterrupt):
        first.run_for(10)
    assert site.sent_ids == ["item-501-seen", "item-502-seen"]
    Bench(site, gateway).run_for(10)
    assert site.sent_ids == ["item-501-seen", "item-502-seen", "item-503-seen"]
    assert len(gateway.written) == 3


def test_an_outcome_that_arrived_although_its_answer_was_lost_is_not_written_again() -> None:
    one = bench(501)
    one.gateway.statuses["7001"] = RemoteStatus.SEEN
    one.run_for(2)
    assert one.site.sent_ids == ["item-501-seen"]
    assert one.gateway.written == []


def test_a_day_on_which_the_line_broke_is_the_first_one_when_it_is_back() -> None:
    one = Bench(FakeSite(), FakeGateway(), EngineSettings(PullPace(300, 3600, 3), BackoffRule()))
    tomorrow = date(2026, 11, 25)
    one.gateway.faults[tomorrow] = DOWN
    one.run_for(20)
    one.gateway.faults.clear()
    one.run_for(60)
    assert next(taken.day for taken in one.site.taken if taken.day != DAY) == tomorrow


def test_a_list_on_which_the_line_always_breaks_does_not_hold_the_outcomes() -> None:
    one = bench(501, 502)
    one.gateway.faults[DAY] = BookingUnreachable("ReadTimeout", answered=True)
    one.run_for(60)
    assert one.site.sent_ids == ["item-501-seen", "item-502-seen"]


def test_a_day_that_does_not_settle_is_read_again_and_outcomes_go_out_meanwhile() -> None:
    one = bench(501)
    one.gateway.faults[DAY] = BookingFailed("list_unsettled")
    one.run_for(2)
    assert one.site.sent_ids == ["item-501-seen"]
    del one.gateway.faults[DAY]
    one.run_for(10)
    assert len(one.site.taken) == 1


def test_two_outcomes_of_one_person_keep_their_order() -> None:
    site = FakeSite(rows=[pending(501, RemoteStatus.NOSHOW), pending(501, RemoteStatus.SEEN)])
    one = Bench(site, FakeGateway(faults={"7001": BookingFailed("http_500")}))
    one.run_for(4)
    assert site.sent_ids == []
    one.gateway.faults.clear()
    one.run_for(20)
    assert one.gateway.written[0] == ("7001", RemoteStatus.NOSHOW)


def test_health_tells_the_age_of_the_oldest_unsent_outcome() -> None:
    one = bench(501, fault=DOWN)
    one.gateway.listens = False
    one.run_for(1)
    one.clock.advance(90)
    health = one.engine.health()
    assert (health.state, health.oldest_unsent_s, health.last_success_at) == ("down", 90, None)
    one.gateway.fault, one.gateway.listens = None, True
    one.run_for(30)
    health = one.engine.health()
    assert health.oldest_unsent_s is None
    assert health.last_success_at == one.clock.now()


def test_a_list_that_grew_old_makes_the_state_late() -> None:
    one = bench()
    assert one.state == "late"
    one.run_for(1)
    assert one.state == "ok"
    one.now += 700
    assert one.state == "late"


def test_run_works_in_a_thread_wakes_and_stops() -> None:
    site, gateway = FakeSite(), FakeGateway()
    called = threading.Event()
    gateway.on_call = called.set
    engine = BookingEngine(site, gateway, standing_clock(), TODAY_ONLY)
    stop = threading.Event()
    thread = threading.Thread(target=engine.run, args=(stop,))
    thread.start()
    try:
        assert called.wait(5)
        called.clear()
        site.rows = [pending(501)]
        engine.wake()
        assert called.wait(5)
    finally:
        stop.set()
        thread.join(5)
    assert not thread.is_alive()
    assert site.sent_ids == ["item-501-seen"]


class BrokenSite(FakeSite):
    """A store that is locked the first time."""

    failures = 1

    def take_day(self, day: DayOfBookings) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreUnavailable("locked")
        super().take_day(day)
        self.taken_now.set()

    taken_now = threading.Event()


def test_run_survives_a_store_that_is_not_available() -> None:
    site = BrokenSite()
    settings = EngineSettings(PullPace(0.05, 3600, 0), BackoffRule(0.05, 0.1, 0.05))
    engine = BookingEngine(site, FakeGateway(), standing_clock(), settings)
    stop = threading.Event()
    thread = threading.Thread(target=engine.run, args=(stop,))
    thread.start()
    try:
        assert site.taken_now.wait(5)
    finally:
        stop.set()
        thread.join(5)
