"""The engine under a driven pace: what goes out when, and what stays."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from core.errors import StoreUnavailable
from sync.booking.backoff import BackoffRule
from sync.booking.engine import BookingEngine, EngineSettings
from sync.booking.gateway import (
    BookingBusy,
    BookingFailed,
    BookingFault,
    BookingRefused,
    BookingRejected,
    BookingUnauthorised,
    BookingUnreachable,
)
from sync.booking.inbox import PullPace
from sync.booking.rows import DayOfBookings, RemoteStatus
from tests.fakes.booking_fakes import DAY, FakeGateway, FakeSite, pending, standing_clock

DOWN = BookingUnreachable("connect_timeout")
TODAY_ONLY = EngineSettings(
    PullPace(today_s=300, ahead_s=3600, days_ahead=0), BackoffRule(5, 300, 5), refused_s=60
)


class Bench:
    """An engine whose seconds pass when the test says so."""

    def __init__(
        self, site: FakeSite, gateway: FakeGateway, settings: EngineSettings = TODAY_ONLY
    ) -> None:
        self.now = 1000.0
        self.site = site
        self.gateway = gateway
        self.clock = standing_clock()
        self.engine = BookingEngine(
            site,
            gateway,
            self.clock,
            settings,
            pace=lambda: self.now,
            chance=lambda: 1.0,
        )

    def run_for(self, seconds: float) -> None:
        """Step until so many seconds have passed; the engine says how long it sleeps."""
        end = self.now + seconds
        for _ in range(20_000):
            delay = self.engine.step(self.now)
            if self.now + delay > end:
                break
            self.now += max(delay, 0.01)
        self.now = max(self.now, end)

    @property
    def state(self) -> str:
        return self.engine.health().state


def bench(*rows_of: int, fault: BookingFault | None = None) -> Bench:
    site = FakeSite(rows=[pending(number) for number in rows_of])
    return Bench(site, FakeGateway(fault=fault))


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
    assert one.engine.reason == "connect_timeout"
    one.gateway.fault = None
    one.gateway.listens = True
    one.run_for(6)
    assert one.site.sent_ids == ["item-501-seen", "item-502-seen"]
    assert one.gateway.written == [("7001", RemoteStatus.SEEN), ("7002", RemoteStatus.SEEN)]
    assert one.state == "ok"


def test_calls_grow_rarer_while_the_server_answers_with_nothing_but_trouble() -> None:
    one = bench(501, fault=BookingUnreachable("http_503", answered=True))
    one.run_for(1200)
    # 5, 10, 20 … 300 s: a handful of calls, and no look whether somebody listens.
    assert 6 <= len(one.gateway.calls) <= 11
    assert one.gateway.probes == 0


def test_an_open_line_that_fails_again_is_not_probed_in_a_circle() -> None:
    one = bench(501, fault=DOWN)
    one.run_for(1200)
    assert len(one.gateway.calls) <= 12


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


@pytest.mark.parametrize("reason", ["forbidden", "invalid", "unknown_at_booking_server"])
def test_a_rejected_outcome_is_set_aside_and_blocks_nobody(reason: str) -> None:
    one = bench(501, 502)
    one.gateway.faults["7001"] = BookingRejected(reason)
    one.run_for(2)
    assert one.site.rejections == {"item-501-seen": reason}
    assert one.site.sent_ids == ["item-502-seen"]
    assert one.state == "ok"


def test_a_refusal_without_proof_rejects_once_another_outcome_was_written() -> None:
    one = bench(501, 502)
    one.gateway.faults["7001"] = BookingRejected("forbidden", proven=False)
    one.run_for(3)
    assert one.site.tries == [("item-501-seen", "forbidden")]
    assert one.site.sent_ids == ["item-502-seen"]
    assert one.site.rejections == {"item-501-seen": "forbidden"}
    assert one.state == "ok"


def test_a_refusal_without_proof_and_without_company_waits() -> None:
    one = bench(501)
    one.gateway.faults["7001"] = BookingRejected("forbidden", proven=False)
    one.run_for(3600)
    assert one.site.rejections == {}
    assert {reason for _, reason in one.site.tries} == {"forbidden"}
    assert one.state == "ok"


@pytest.mark.parametrize(
    "fault",
    [
        BookingRefused("redirected"),
        BookingRefused("forbidden"),
        BookingRejected("forbidden", proven=False),
        BookingRejected("unknown_at_booking_server", proven=False),
    ],
)
@pytest.mark.parametrize("lists", [True, False], ids=["lists served", "lists refused"])
def test_a_refusal_of_the_whole_site_rejects_no_outcome_and_is_said(
    fault: BookingFault, *, lists: bool
) -> None:
    one = bench(*range(501, 551))
    for number in range(501, 551):
        one.gateway.faults[str(number + 6500)] = fault
    if not lists:
        one.gateway.faults[DAY] = BookingRefused("redirected")
    one.run_for(3600)
    assert one.site.rejections == {}
    assert one.site.sent_ids == []
    assert one.state == "refused"
    # One list a minute, and at most one outcome after a list that was read.
    assert len(one.gateway.calls) <= 2 * 61 + 2
    one.gateway.faults.clear()
    one.run_for(4000)
    assert len(one.site.sent_ids) == 50
    assert one.state == "ok"


def test_a_thinned_list_is_held_read_again_soon_and_said() -> None:
    one = bench()
    one.site.stands[DAY] = {str(number) for number in range(501, 521)}
    one.run_for(100)
    assert one.site.taken == []
    assert (one.state, one.engine.reason) == ("late", "list_thinned")
    assert 3 <= one.gateway.calls.count(f"list {DAY}") <= 8
    one.gateway.days[DAY] = list(range(501, 521))
    one.run_for(300)
    assert len(one.site.taken) >= 1
    assert one.state == "ok"


def test_while_a_list_is_thinned_what_is_not_found_there_is_not_rejected() -> None:
    one = bench(501, 502)
    one.site.stands[DAY] = {str(number) for number in range(501, 521)}
    one.gateway.faults["7001"] = BookingRejected("unknown_at_booking_server", proven=False)
    one.run_for(800)
    assert one.site.sent_ids == ["item-502-seen"]
    assert one.site.rejections == {}
    one.gateway.days[DAY] = list(range(501, 521))
    one.run_for(700)
    assert one.site.rejections == {"item-501-seen": "unknown_at_booking_server"}


def test_a_day_on_which_the_line_broke_is_the_first_one_when_it_is_back() -> None:
    one = Bench(FakeSite(), FakeGateway(), EngineSettings(PullPace(300, 3600, 3), BackoffRule()))
    tomorrow = date(2026, 11, 25)
    one.gateway.faults[tomorrow] = DOWN
    one.run_for(20)
    one.gateway.faults.clear()
    one.run_for(60)
    assert next(taken.day for taken in one.site.taken if taken.day != DAY) == tomorrow


def test_a_refused_outcome_is_no_success() -> None:
    one = bench(501, fault=BookingRefused("proxy"))
    one.run_for(600)
    assert one.engine.health().last_success_at is None


def test_a_server_that_answers_and_does_nothing_is_no_success() -> None:
    one = bench(501)
    one.gateway.faults = {DAY: BookingFailed("http_500"), "7001": BookingFailed("http_500")}
    one.run_for(600)
    assert one.engine.health().last_success_at is None


def test_lists_that_are_served_do_not_end_the_refusal_of_outcomes() -> None:
    one = bench(501, 502)
    one.gateway.faults = {person: BookingRefused("proxy") for person in ("7001", "7002")}
    one.run_for(30)
    assert one.state == "refused"
    one.now += 60
    one.engine.step(one.now)
    assert one.gateway.calls[-1] == f"list {DAY}"
    assert (one.state, one.engine.reason) == ("refused", "proxy")
    one.site.rows.clear()
    one.run_for(120)
    assert one.state == "ok"


def test_after_a_refused_list_no_outcome_goes_out_before_a_list_was_read() -> None:
    one = bench(501, 502)
    one.gateway.faults[DAY] = BookingRefused("redirected")
    one.run_for(200)
    assert {call.split()[0] for call in one.gateway.calls} == {"list"}


def test_what_somebody_else_decided_at_the_booking_server_is_not_written_over() -> None:
    one = bench(501)
    one.gateway.statuses["7001"] = RemoteStatus.EXCUSED
    one.run_for(2)
    assert one.site.rejections == {"item-501-seen": "changed_at_booking_server"}
    assert one.gateway.statuses["7001"] is RemoteStatus.EXCUSED


def test_an_outcome_on_which_the_server_breaks_waits_while_the_others_pass() -> None:
    one = bench(501, 502, 503)
    one.gateway.faults["7001"] = BookingFailed("http_500")
    one.run_for(3)
    assert one.site.sent_ids == ["item-502-seen", "item-503-seen"]
    assert one.site.tries == [("item-501-seen", "http_500")]
    assert one.state == "ok"
    del one.gateway.faults["7001"]
    one.run_for(10)
    assert one.site.sent_ids[-1] == "item-501-seen"


def test_an_outcome_on_which_the_line_always_breaks_does_not_hold_the_others_for_ever() -> None:
    one = bench(501, 502)
    one.gateway.faults["7001"] = BookingUnreachable("ReadTimeout", answered=True)
    one.run_for(60)
    assert one.site.sent_ids == ["item-502-seen"]
    assert len(one.site.taken) >= 1


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


def test_an_outcome_on_which_the_server_always_breaks_is_tried_ever_more_rarely_for_weeks() -> None:
    one = bench(501)
    one.gateway.faults["7001"] = BookingFailed("http_500")
    one.run_for(3 * 3600)
    tried = len(one.site.tries)
    assert 8 <= tried <= 13
    one.run_for(2 * 86400)
    assert 7 <= len(one.site.tries) - tried <= 9
    one.gateway.faults.clear()
    one.run_for(6 * 3600 + 60)
    assert one.site.sent_ids == ["item-501-seen"]


def test_the_wait_of_an_outcome_goes_on_where_it_was_before_a_restart() -> None:
    one = bench(501, 502)
    one.site.rows[0] = replace(one.site.rows[0], attempts=9)
    one.gateway.faults = {"7001": BookingFailed("http_500"), "7002": BookingFailed("http_500")}
    one.run_for(2000)
    # The one that never failed goes first, and is tried more often.
    assert one.site.tries[0][0] == "item-502-seen"
    assert [item for item, _ in one.site.tries].count("item-501-seen") == 1


def test_an_outage_does_not_make_an_outcome_wait_longer_than_the_outage() -> None:
    one = bench(501, fault=BookingFailed("http_500"))
    one.run_for(86400)
    one.gateway.fault = None
    one.run_for(700)
    assert one.site.sent_ids == ["item-501-seen"]
    two = bench(501, fault=DOWN)
    two.gateway.listens = False
    two.run_for(86400)
    assert two.site.tries == []


def test_two_outcomes_of_one_person_keep_their_order() -> None:
    site = FakeSite(rows=[pending(501, RemoteStatus.NOSHOW), pending(501, RemoteStatus.SEEN)])
    one = Bench(site, FakeGateway(faults={"7001": BookingFailed("http_500")}))
    one.run_for(4)
    assert site.sent_ids == []
    one.gateway.faults.clear()
    one.run_for(20)
    assert one.gateway.written[0] == ("7001", RemoteStatus.NOSHOW)


def test_a_server_that_asks_for_fewer_calls_is_left_alone_so_long() -> None:
    one = bench(501, fault=BookingBusy(120.0))
    one.run_for(1)
    one.gateway.fault = None
    one.run_for(148)
    assert one.site.sent_ids == []
    one.run_for(5)
    assert one.site.sent_ids == ["item-501-seen"]


def test_a_refused_token_is_said_and_the_outcomes_stay() -> None:
    one = bench(501, fault=BookingUnauthorised())
    one.run_for(50)
    assert one.state == "refused"
    assert one.engine.reason == "unauthorised"
    assert len(one.gateway.calls) == 1
    assert one.site.rejections == {}
    one.gateway.fault = None
    one.run_for(20)
    assert one.site.sent_ids == ["item-501-seen"]
    assert one.state == "ok"


def test_a_refused_list_is_said_and_not_asked_for_in_a_circle() -> None:
    one = bench(fault=BookingRefused("redirected"))
    one.run_for(59)
    assert (one.state, one.engine.reason) == ("refused", "redirected")
    assert len(one.gateway.calls) == 1


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
