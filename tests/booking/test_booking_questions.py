"""Questions of a person, put by the engine's own thread between its calls."""

import pytest

from sync.booking.gateway import (
    BookingFailed,
    BookingFault,
    BookingGateway,
    BookingUnauthorised,
    ForeignThings,
)
from tests.fakes.booking_bench import DOWN, Bench, bench


def things(gateway: BookingGateway) -> ForeignThings:
    return gateway.list_things()


def asked(one: Bench) -> int:
    return one.gateway.calls.count("things")


def test_a_question_goes_before_what_is_due_and_costs_it_nothing() -> None:
    one = bench(501)
    answer = one.engine.ask(things)
    assert not answer.done()
    assert one.engine.step(one.now) == 0
    assert [thing.name for thing in answer.result(0).things] == ["Passeport"]
    assert one.gateway.calls == ["things"]
    one.run_for(10)
    assert one.site.sent_ids == ["item-501-seen"]
    assert len(one.site.taken) == 1
    assert asked(one) == 1


@pytest.mark.parametrize("fault", [BookingUnauthorised(), BookingFailed("http_500")])
def test_a_question_that_is_refused_says_nothing_of_the_site(fault: BookingFault) -> None:
    one = bench()
    one.run_for(1)
    one.gateway.faults["things"] = fault
    answer = one.engine.ask(things)
    one.run_for(1)
    assert answer.exception(0) is fault
    assert one.state == "ok"


def test_a_line_on_which_a_question_breaks_is_down() -> None:
    one = bench()
    one.run_for(1)
    one.gateway.faults["things"] = DOWN
    answer = one.engine.ask(things)
    one.run_for(60)
    assert answer.exception(0) is DOWN
    assert (one.state, asked(one)) == ("down", 1)


def test_a_question_waits_for_the_pause_of_the_line_and_may_be_given_up() -> None:
    one = bench(fault=DOWN)
    one.gateway.listens = False
    one.run_for(1)
    given_up, waiting = one.engine.ask(things), one.engine.ask(things)
    one.run_for(3)
    assert (waiting.done(), asked(one)) == (False, 0)
    assert given_up.cancel()
    one.gateway.fault, one.gateway.listens = None, True
    one.run_for(10)
    assert len(waiting.result(0).things) == 1
    assert asked(one) == 1
