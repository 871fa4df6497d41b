"""Whom a refusal means: one outcome, or the whole site."""

import pytest

from sync.booking.gateway import (
    BookingFailed,
    BookingFault,
    BookingRefused,
    BookingRejected,
    BookingUnauthorised,
)
from sync.booking.rows import RemoteStatus
from tests.fakes.booking_bench import bench
from tests.fakes.booking_fakes import DAY


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
    health = one.engine.health()
    assert (one.state, health.reason, health.held_days) == ("late", "list_thinned", ("2026-11-24",))
    assert 3 <= one.gateway.calls.count(f"list {DAY}") <= 8
    one.gateway.days[DAY] = list(range(501, 521))
    one.run_for(300)
    assert len(one.site.taken) >= 1
    health = one.engine.health()
    assert (one.state, health.reason, health.held_days) == ("ok", None, ())


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
    assert (one.state, one.engine.health().reason) == ("refused", "proxy")
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


def test_a_refused_token_is_said_and_the_outcomes_stay() -> None:
    one = bench(501, fault=BookingUnauthorised())
    one.run_for(50)
    assert one.state == "refused"
    assert one.engine.health().reason == "unauthorised"
    assert len(one.gateway.calls) == 1
    assert one.site.rejections == {}
    one.gateway.fault = None
    one.run_for(20)
    assert one.site.sent_ids == ["item-501-seen"]
    assert one.state == "ok"


def test_a_refused_list_is_said_and_not_asked_for_in_a_circle() -> None:
    one = bench(fault=BookingRefused("redirected"))
    one.run_for(59)
    assert (one.state, one.engine.health().reason) == ("refused", "redirected")
    assert len(one.gateway.calls) == 1
