"""What screens ask for: the queue in calling order, waits, openings."""

from core.estimate import forecast
from core.usecases import finishing, serving, transferring
from core.usecases.finishing import Finish
from core.usecases.serving import Park, Start
from tests.fakes.reception import Reception


def test_the_queue_is_listed_in_calling_order_with_its_reasons(reception: Reception) -> None:
    reception.walk_in()
    reception.check_in(reception.book(9, 20))
    reception.check_in(reception.book(9, 0))
    reception.walk_in(priority=True)
    with reception.read() as reader:
        entries = reader.queue()
    assert [(e.position, e.visit.called_as, e.why.code) for e in entries] == [
        (1, "P002", "appointment"),
        (2, "K002", "walk_in_priority"),
        (3, "K001", "walk_in"),
        (4, "P001", "appointment_not_due"),
    ]


def test_the_list_is_what_call_next_does(reception: Reception) -> None:
    for minute in (0, 10, 20, 5):
        reception.check_in(reception.book(9, minute))
        reception.walk_in()
    reception.open()
    called = []
    for _ in range(8):
        with reception.read() as reader:
            expected = reader.queue(reception.counter("1"))[0].visit.called_as
        call = reception.call_next()
        assert call["number"] == expected
        called.append(expected)
        reception.do(serving.start, reception.lea, Start(str(call["step_id"])))
        finish = Finish(str(call["step_id"]), continue_flow=False)
        reception.do(finishing.finish, reception.lea, finish)
        reception.wait(minutes=4)
    assert len(set(called)) == 8


def test_the_queue_of_a_counter_is_what_it_can_call_and_holds(reception: Reception) -> None:
    for _ in range(3):
        reception.walk_in()
    reception.open("1")
    reception.open("2", reception.max)
    held = reception.call_next("1")
    reception.do(serving.start, reception.lea, Start(str(held["step_id"])))
    reception.do(serving.park, reception.lea, Park(str(held["step_id"])))
    at_two = reception.call_next("2", reception.max)
    with reception.read() as reader:
        first = [
            (e.visit.called_as, e.step.state.value) for e in reader.queue(reception.counter("1"))
        ]
        cash = reader.queue(reception.counter("3"))
    assert first == [("K003", "waiting"), ("K001", "parked")]
    assert at_two["number"] == "K002"
    assert cash == []


def test_a_step_for_one_counter_is_listed_there_and_for_reception(reception: Reception) -> None:
    reception.walk_in()
    reception.open("1")
    call = reception.call_next("1")
    command = transferring.Transfer(
        str(call["step_id"]), reception.service("life"), counter_id=reception.counter("2")
    )
    reception.do(transferring.transfer, reception.lea, command)
    with reception.read() as reader:
        assert len(reader.queue()) == 1
        assert len(reader.queue(reception.counter("2"))) == 1
        assert len(reader.queue(reception.counter("1"))) == 0


def test_a_wait_is_known_after_five_services(reception: Reception) -> None:
    life = reception.service("life")
    reception.open()
    for served in range(6):
        with reception.read() as reader:
            wait = forecast(reader.queue_state(reader.wait_history())).walk_ins[life]
        assert (wait.p50_s is None) is (served < 5)
        reception.walk_in()
        call = reception.call_next()
        reception.do(serving.start, reception.lea, Start(str(call["step_id"])))
        reception.wait(minutes=4)
        reception.do(finishing.finish, reception.lea, Finish(str(call["step_id"])))
    for _ in range(3):
        reception.walk_in()
    reception.call_next()
    with reception.read() as reader:
        wait = forecast(reader.queue_state(reader.wait_history())).walk_ins[life]
    assert wait.ahead == 2
    assert wait.p50_s == 3 * 240


def test_a_reader_sees_one_moment(reception: Reception) -> None:
    with reception.read() as reader:
        seq = reader.seq()
        reception.walk_in()
        assert reader.seq() == seq
        assert reader.queue() == []
    with reception.read() as reader:
        assert reader.seq() > seq


def test_walk_ins_are_offered_while_they_may_be(reception: Reception) -> None:
    with reception.read() as reader:
        assert reader.walk_in_open(reception.service("proxy"))
        assert not reader.walk_in_open(reception.service("passport"))
        assert reader.opening().open
    reception.walk_in("proxy")
    reception.walk_in("proxy")
    with reception.read() as reader:
        assert not reader.walk_in_open(reception.service("proxy"))
