"""What an estimate starts from, read from the store."""

from datetime import timedelta

import pytest

from core.estimate import Forecast, QueueState, forecast
from core.estimate.formula import ranks_of
from core.estimate.values import Habits
from core.store import waits
from core.usecases import counters, finishing, serving
from core.usecases.counters import PauseCounter
from core.usecases.finishing import Finish
from core.usecases.serving import Park, Resume, Start
from tests.fakes.reception import Reception


def state(reception: Reception) -> QueueState:
    with reception.read() as reader:
        found: QueueState = reader.queue_state(reader.wait_history())
    return found


def told(reception: Reception) -> Forecast:
    return forecast(state(reception))


def serve(reception: Reception, minutes: float, code: str = "life") -> None:
    reception.walk_in(code)
    call = reception.call_next()
    reception.do(serving.start, reception.lea, Start(str(call["step_id"])))
    reception.wait(minutes=minutes)
    reception.do(finishing.finish, reception.lea, Finish(str(call["step_id"])))


def test_bookings_that_have_not_checked_in_are_expected(reception: Reception) -> None:
    reception.book(9, 10)
    here = reception.book(9, 20)
    reception.check_in(here)
    found = state(reception)
    assert [booking.starts_at for booking in found.bookings] == [reception.at(9, 10)]
    assert found.bookings[0].onward == (reception.service("cash"),)
    assert [step.onward for step in found.waiting] == [(reception.service("cash"),)]


def test_of_more_people_than_are_played_the_ranks_alone_are_read(
    reception: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    reception.open()
    for code in ("life", "life", "social", "life"):
        reception.walk_in(code)
    reception.call_next()
    singly = state(reception)
    monkeypatch.setattr(waits, "MOST_PEOPLE", 2)
    together = state(reception)
    assert (len(singly.waiting), singly.crowd) == (3, {})
    assert together.waiting == ()
    assert together.desks == singly.desks
    assert ranks_of(together) == ranks_of(singly)


def test_an_open_counter_is_a_desk_and_holds_who_was_called(reception: Reception) -> None:
    assert state(reception).desks == ()
    reception.open()
    reception.walk_in()
    reception.call_next()
    reception.wait(minutes=3)
    (desk,) = state(reception).desks
    assert desk.id == reception.counter("1")
    assert reception.service("life") in desk.offered
    assert desk.serving is not None
    assert desk.serving.since == reception.at(9, 0)


def test_a_paused_counter_counts_if_it_says_when_it_is_back(reception: Reception) -> None:
    counter_id = reception.open()
    reception.do(counters.pause, reception.lea, PauseCounter(counter_id, "break"))
    assert state(reception).desks == ()
    reception.open()
    until = reception.at(9, 30)
    reception.do(counters.pause, reception.lea, PauseCounter(counter_id, "break", until))
    (desk,) = state(reception).desks
    assert desk.back_at == until
    reception.until(9, 31)
    assert state(reception).desks == ()


def test_times_count_from_the_call_and_todays_twice(reception: Reception) -> None:
    reception.open()
    for minutes in (4, 5, 6, 7, 8):
        serve(reception, minutes)
    times = state(reception).times[reception.service("life")]
    assert times.known == 5
    assert times.seconds == (240, 240, 300, 300, 360, 360, 420, 420, 480, 480)


def test_a_step_that_was_on_hold_teaches_no_time(reception: Reception) -> None:
    reception.open()
    reception.walk_in()
    step_id = str(reception.call_next()["step_id"])
    reception.do(serving.start, reception.lea, Start(step_id))
    reception.do(serving.park, reception.lea, Park(step_id))
    reception.wait(minutes=25)
    reception.do(serving.resume, reception.lea, Resume(step_id))
    reception.do(finishing.finish, reception.lea, Finish(step_id))
    assert state(reception).times[reception.service("life")].known == 0


def test_the_days_before_teach_times_once(reception: Reception) -> None:
    reception.open()
    for _ in range(6):
        serve(reception, 5)
    reception.wait(minutes=24 * 60)
    found = state(reception).times[reception.service("life")]
    assert (found.known, found.seconds) == (6, (300,) * 6)


def test_habits_are_general_until_the_post_has_its_own(reception: Reception) -> None:
    reception.check_in(reception.book(9, 10))
    reception.wait(minutes=24 * 60)
    assert state(reception).habits == Habits()


def test_an_appointment_is_foretold_its_own_wait(reception: Reception) -> None:
    reception.open()
    for _ in range(5):
        serve(reception, 2, "social")
    reception.book(9, 20)
    slot = reception.at(9, 20)
    found = told(reception)
    key = (reception.service("passport"), slot)
    assert set(found.appointments) == {key}
    assert found.appointments[key].p50_s is None
    assert slot - reception.clock.now() == timedelta(minutes=10)
