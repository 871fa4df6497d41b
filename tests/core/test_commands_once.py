"""Idempotency: a command is done once, and its answer, or refusal, is given again."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from core.errors import Conflict, KeyReused
from core.ports import UnitOfWork
from core.things import Event, Receipt
from core.usecases import arriving, counters
from core.usecases.arriving import WalkIn
from tests.fakes.reception import Reception


def test_the_same_key_gives_the_first_answer_again(reception: Reception) -> None:
    life = reception.service("life")

    def work(uow: UnitOfWork) -> Receipt:
        return arriving.walk_in(uow, reception.kiosk, WalkIn(life))

    first = reception.store.command("key", reception.kiosk, "body", work)
    again = reception.store.command("key", reception.kiosk, "body", work)
    assert (first.replayed, again.replayed) == (False, True)
    assert again.receipt == first.receipt
    with reception.read() as reader:
        assert len(reader.queue()) == 1


def test_the_same_key_with_another_body_is_refused(reception: Reception) -> None:
    reception.store.command("key", reception.kiosk, "body", lambda _: {"done": True})
    with pytest.raises(KeyReused, match="idempotency_key_reused"):
        reception.store.command("key", reception.kiosk, "other body", lambda _: {"done": True})
    again = reception.store.command("key", reception.kiosk, "body", lambda _: {"done": False})
    assert again.receipt == {"done": True}


def test_keys_of_two_stations_do_not_meet(reception: Reception) -> None:
    reception.store.command("key", reception.kiosk, "a", lambda _: {"n": 1})
    done = reception.store.command("key", reception.kiosk_2, "b", lambda _: {"n": 2})
    assert not done.replayed


def test_a_refusal_is_given_again_even_when_the_rule_would_allow_it_now(
    reception: Reception,
) -> None:
    counter_id = reception.counter("1")
    reception.open("1", reception.max)

    def work(uow: UnitOfWork) -> Receipt:
        return counters.open_counter(uow, reception.lea, counters.OpenCounter(counter_id))

    with pytest.raises(Conflict, match="counter_taken") as first:
        reception.store.command("key", reception.lea, "body", work)
    close = counters.CloseCounter(counter_id)
    reception.do(counters.close_counter, reception.max, close)
    with pytest.raises(Conflict, match="counter_taken") as again:
        reception.store.command("key", reception.lea, "body", work)
    assert (first.value.replayed, again.value.replayed) == (False, True)
    assert again.value.facts == first.value.facts
    assert again.value.status == 409


def test_a_key_pressed_eight_times_at_once_is_done_once(reception: Reception) -> None:
    life = reception.service("life")

    def press(_: int) -> tuple[object, bool]:
        done = reception.store.command(
            "key",
            reception.kiosk,
            "body",
            lambda uow: arriving.walk_in(uow, reception.kiosk, WalkIn(life)),
        )
        return done.receipt["number"], done.replayed

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(press, range(8)))
    assert answers == [("K001", False), *[("K001", True)] * 7]


def test_no_name_stands_in_what_is_kept_of_a_command(reception: Reception) -> None:
    appointment_id = reception.book(9, 0)
    command = arriving.CheckIn(appointment_id)
    reception.store.command(
        "key", reception.lea, "body", lambda uow: arriving.check_in(uow, reception.lea, command)
    )
    with reception.read() as reader:
        rows = reader._connection.execute(text("SELECT facts FROM command")).scalars().all()
        events = reader._connection.execute(text("SELECT facts FROM event")).scalars().all()
    assert rows
    assert not any("Silva" in str(row) for row in (*rows, *events))


def test_a_fault_in_one_command_leaves_the_others_of_its_group_alone(
    reception: Reception,
) -> None:
    life = reception.service("life")

    def fault(uow: UnitOfWork) -> Receipt:
        arriving.walk_in(uow, reception.kiosk, WalkIn(life))
        raise RuntimeError("a bug")

    def fine(uow: UnitOfWork) -> Receipt:
        return arriving.walk_in(uow, reception.kiosk, WalkIn(life))

    futures = [reception.store.submit(fault if place % 3 == 1 else fine) for place in range(9)]
    numbers = [future.result()["number"] for future in futures if future.exception() is None]
    assert numbers == [f"K{number:03d}" for number in range(1, 7)]
    with reception.read() as reader:
        assert reader.verify_journal().intact


def test_listeners_hear_the_events_of_each_commit_before_it_is_answered(
    reception: Reception,
) -> None:
    heard: list[Sequence[Event]] = []

    def failing(_: Sequence[Event]) -> None:
        raise RuntimeError("a listener's bug")

    reception.store.on_commit(failing)
    reception.store.on_commit(heard.append)
    first = reception.walk_in()
    assert [event.visit_id for event in heard[0]] == [first["visit_id"]] * 2
    reception.store.write(lambda _: None)
    life = reception.service("life")

    def refused(uow: UnitOfWork) -> Receipt:
        arriving.walk_in(uow, reception.kiosk, WalkIn(life))
        raise Conflict("queue_empty")

    with pytest.raises(Conflict):
        reception.store.write(refused)
    reception.walk_in()
    with reception.read() as reader:
        journal = reader.events(heard[0][0].seq - 1, 100)
    assert [event for events in heard for event in events] == list(journal)
