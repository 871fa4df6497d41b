"""Calls: the next by the rule, out of turn, again, and taken back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from core.errors import Conflict, NotFound, Refusal
from core.model import CounterId, Need, StepState
from core.things import Actor, Receipt
from core.usecases import calling, counters, finishing, returning, serving
from tests.fakes.reception import Reception


def recall(reception: Reception, call: Receipt) -> Receipt:
    return reception.do(calling.recall, reception.lea, calling.Recall(str(call["step_id"])))


def undo(reception: Reception, call: Receipt, agent: Actor | None = None) -> Receipt:
    command = calling.Undo(str(call["step_id"]))
    return reception.do(calling.undo, agent or reception.lea, command)


def call_step(
    reception: Reception, waiting: Receipt, number: str = "1", agent: Actor | None = None
) -> Receipt:
    command = calling.CallStep(
        reception.counter(number), str(waiting["step_id"]), "medical_emergency"
    )
    return reception.do(calling.call_step, agent or reception.lea, command)


def test_the_next_is_the_one_of_the_rule(reception: Reception) -> None:
    reception.walk_in()
    booked = reception.check_in(reception.book(9, 0))
    reception.open()
    call = reception.call_next()
    assert (call["number"], call["announcement"]) == (booked["number"], 1)
    step = reception.step(booked)
    assert (step.state, step.counter_id) == (StepState.CALLED, reception.counter("1"))


def test_a_counter_calls_only_for_its_services(reception: Reception) -> None:
    reception.walk_in()
    reception.open("3")
    with pytest.raises(Conflict, match="queue_empty"):
        reception.call_next("3")


def test_a_closed_or_paused_counter_calls_nobody(reception: Reception) -> None:
    reception.walk_in()
    with pytest.raises(Conflict, match="counter_closed"):
        reception.call_next()
    counter_id = reception.open()
    reception.do(counters.pause, reception.lea, counters.PauseCounter(counter_id, "lunch"))
    with pytest.raises(Conflict, match="counter_closed") as refused:
        reception.call_next()
    assert refused.value.facts["state"] == "paused"


def test_a_counter_holds_one_person_at_a_time(reception: Reception) -> None:
    reception.walk_in()
    reception.walk_in()
    reception.open()
    call = reception.call_next()
    for _ in range(2):
        with pytest.raises(Conflict, match="counter_busy") as refused:
            reception.call_next()
        assert refused.value.facts["step_id"] == call["step_id"]
        if reception.step(call).state is StepState.CALLED:
            reception.do(serving.start, reception.lea, serving.Start(str(call["step_id"])))


def test_an_unknown_counter_is_not_found(reception: Reception) -> None:
    with pytest.raises(NotFound, match="counter_unknown"):
        reception.do(calling.call_next, reception.lea, calling.CallNext(CounterId("none")))


def test_somebody_out_of_turn_needs_a_reason_and_is_listed_as_such(reception: Reception) -> None:
    first, second = reception.walk_in(), reception.walk_in()
    counter_id = reception.open()
    command = calling.CallStep(counter_id, str(second["step_id"]), "")
    with pytest.raises(Refusal, match="reason_missing"):
        reception.do(calling.call_step, reception.lea, command)
    call = call_step(reception, second)
    assert call["number"] == "K002"
    with reception.read() as reader:
        kept = reader.call(str(call["call_id"]))
    assert kept.reason == "medical_emergency"
    assert [other["step_id"] for other in kept.audit["others"]] == [first["step_id"]]


def test_somebody_who_was_called_cannot_be_called_again(reception: Reception) -> None:
    waiting = reception.walk_in()
    reception.open("1")
    reception.open("2", reception.max)
    reception.call_next("1")
    with pytest.raises(Conflict, match="already_called"):
        call_step(reception, waiting, "2", agent=reception.max)


def test_three_calls_in_all(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    call = reception.call_next()
    recall(reception, call)
    recall(reception, call)
    with pytest.raises(Conflict, match="recall_limit"):
        recall(reception, call)
    with reception.read() as reader:
        assert reader.board().current[0].repeats == 2


def test_undo_gives_the_place_back(reception: Reception) -> None:
    waiting = reception.walk_in()
    rank = reception.step(waiting).rank
    reception.open()
    call = reception.call_next()
    reception.wait(seconds=30)
    undo(reception, call)
    step = reception.step(waiting)
    assert (step.state, step.rank, step.calls, step.counter_id) == (
        StepState.WAITING,
        rank,
        0,
        None,
    )
    with reception.read() as reader:
        assert reader.visit(str(waiting["visit_id"])).visit.first_called_at is None
        assert reader.board().current == ()
        assert reader.board().recent == ()
    assert reception.call_next()["announcement"] == 2


def test_undo_is_for_thirty_seconds_and_for_who_called(reception: Reception) -> None:
    reception.walk_in()
    reception.open()
    call = reception.call_next()
    with pytest.raises(Conflict, match="not_your_call"):
        undo(reception, call, reception.max)
    reception.wait(seconds=30.1)
    with pytest.raises(Conflict, match="undo_too_late"):
        undo(reception, call)


def test_the_board_shows_calls_that_stand_and_the_last_ones(reception: Reception) -> None:
    for _ in range(3):
        reception.walk_in()
    reception.open("1")
    reception.open("2", reception.max)
    first = reception.call_next("1")
    command = returning.Absent(str(first["step_id"]), confirm=True)
    reception.do(returning.absent, reception.lea, command)
    reception.call_next("1")
    reception.wait(seconds=1)
    reception.call_next("2", reception.max)
    with reception.read() as reader:
        board = reader.board()
    assert [(call.number, call.counter) for call in board.current] == [("K003", "2"), ("K002", "1")]
    assert [call.number for call in board.recent] == ["K001"]
    assert board.current[0].aloud
    assert board.current[0].zone == "A"


@pytest.mark.parametrize(
    ("code", "needs", "aloud"),
    [
        ("life", (), True),
        ("life", (Need.SLOW_WALK,), True),
        ("life", (Need.FETCH_IN_PERSON,), False),
        ("social", (), False),
    ],
)
def test_sensitive_matters_and_people_fetched_in_person_are_not_called_aloud(
    reception: Reception, code: str, needs: tuple[Need, ...], aloud: bool
) -> None:
    reception.walk_in(code, needs=needs)
    reception.open()
    reception.call_next()
    with reception.read() as reader:
        assert reader.board().current[0].aloud is aloud
        assert reader.events(reader.seq() - 1)[0].facts["aloud"] is aloud


def test_the_call_in_the_journal_says_all_that_a_display_needs(reception: Reception) -> None:
    reception.walk_in(language="ar")
    reception.open()
    call = reception.call_next()
    with reception.read() as reader:
        event = reader.events(reader.seq() - 1)[0]
    facts: dict[str, Any] = event.facts or {}
    assert event.kind.value == "step.called"
    assert event.call_id == call["call_id"]
    assert (facts["number"], facts["counter"], facts["language"], facts["announcement"]) == (
        "K001",
        "1",
        "ar",
        1,
    )


def test_each_call_keeps_the_candidates_of_its_moment(reception: Reception) -> None:
    for _ in range(6):
        reception.walk_in()
    reception.open()
    call = reception.call_next()
    with reception.read() as reader:
        audit = reader.call(str(call["call_id"])).audit
    assert audit["chosen"]["why"] == "walk_in"
    assert [other["number"] for other in audit["others"]] == ["K002", "K003", "K004"]


def test_an_appointment_that_is_not_due_waits_for_the_walk_ins(reception: Reception) -> None:
    early = reception.check_in(reception.book(9, 20))
    walk_in = reception.walk_in()
    reception.open("1")
    reception.open("2", reception.max)
    assert reception.call_next("1")["number"] == walk_in["number"]
    assert reception.call_next("2", reception.max)["number"] == early["number"]


def test_nobody_calls_to_a_colleagues_counter(reception: Reception) -> None:
    waiting = reception.walk_in()
    reception.open("1")
    with pytest.raises(Conflict, match="counter_taken"):
        reception.call_next("1", reception.max)
    with pytest.raises(Conflict, match="counter_taken"):
        call_step(reception, waiting, "1", agent=reception.max)
    assert reception.step(waiting).state is StepState.WAITING


def test_two_counters_never_call_the_same_person(reception: Reception) -> None:
    numbers = {reception.walk_in()["number"] for _ in range(24)}
    for number, agent in (("1", reception.lea), ("2", reception.max)):
        reception.open(number, agent)

    def serve_twelve(number: str, agent: Actor) -> list[object]:
        called: list[object] = []
        for _ in range(12):
            call = reception.call_next(number, agent)
            called.append(call["number"])
            step_id = str(call["step_id"])
            reception.do(serving.start, agent, serving.Start(step_id))
            reception.do(finishing.finish, agent, finishing.Finish(step_id))
        return called

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(serve_twelve, "1", reception.lea)
        second = pool.submit(serve_twelve, "2", reception.max)
        called = first.result() + second.result()
    assert len(called) == 24
    assert set(called) == numbers


def test_one_counter_pressed_twice_at_once_calls_once(reception: Reception) -> None:
    for _ in range(4):
        reception.walk_in()
    reception.open()

    def press(_: int) -> str:
        try:
            return str(reception.call_next()["number"])
        except Conflict as refusal:
            return refusal.code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(press, range(8)))
    assert answers == ["K001", *["counter_busy"] * 7]


def test_yesterdays_queue_is_called_today_by_hand_alone(reception: Reception) -> None:
    waiting = reception.walk_in()
    reception.clock.advance(24 * 3600)
    reception.open()
    with pytest.raises(Conflict, match="queue_empty"):
        reception.call_next()
    assert call_step(reception, waiting)["number"] == waiting["number"]
