"""How long what failed waits: an outcome, the line, and who is asked for fewer calls."""

from dataclasses import replace

from sync.booking.gateway import (
    BookingBusy,
    BookingFailed,
    BookingUnreachable,
)
from tests.fakes.booking_bench import DOWN, bench


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


def test_a_server_that_asks_for_fewer_calls_is_left_alone_so_long() -> None:
    one = bench(501, fault=BookingBusy(120.0))
    one.run_for(1)
    one.gateway.fault = None
    one.run_for(148)
    assert one.site.sent_ids == []
    one.run_for(5)
    assert one.site.sent_ids == ["item-501-seen"]
