"""Who was passed by a later arrival on a day, as the journal of a real store tells it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from core.guarantee import Passing
from core.model import StepId
from core.store.exceptions import exceptions_of_day
from core.things import Receipt
from core.usecases import patching, transferring
from tests.fakes.reception import Reception
from tests.support.at_a_reception import absent, come_back


def passings(reception: Reception) -> Sequence[Passing]:
    with reception.read() as reader:
        return exceptions_of_day(reader, reader.today)


def ranked_before(reception: Reception, second: Receipt, first: Receipt) -> None:
    """Damage a rank in the store, as a fault of the rule would."""
    early = reception.step(first).rank.replace(hour=1)
    key = StepId(str(second["step_id"]))
    reception.store.write(lambda uow: uow.steps.change(key, rank=early))


@pytest.fixture
def absolute(tmp_path: Path) -> Iterator[Reception]:
    site = Reception(tmp_path / "absolute.db", {"policy": {"priority_mode": "absolute"}})
    yield site
    site.store.close()


def test_a_fault_of_the_rule_is_found_though_priority_is_absolute(absolute: Reception) -> None:
    absolute.open()
    first = absolute.walk_in(priority=True)
    absolute.wait(minutes=30)
    second = absolute.walk_in(priority=True)
    ranked_before(absolute, second, first)
    assert absolute.call_next()["number"] == second["number"]
    (passed,) = passings(absolute)
    assert (passed.passed_number, passed.explained) == (first["number"], None)


def test_priority_that_is_told_later_counts_from_then_on(absolute: Reception) -> None:
    absolute.open()
    first = absolute.walk_in()
    absolute.wait(minutes=61)
    second = absolute.walk_in()
    command = patching.PatchVisit(str(second["visit_id"]), priority=True)
    absolute.do(patching.patch_visit, absolute.lea, command)
    assert absolute.call_next()["number"] == second["number"]
    (passed,) = passings(absolute)
    assert (passed.passed_number, passed.explained) == (first["number"], "priority_absolute")


def test_who_came_back_to_one_counter_alone_is_not_passed_at_others(reception: Reception) -> None:
    reception.open("1")
    second_counter = reception.open("2", reception.max)
    reception.walk_in()
    call = reception.call_next("1")
    command = transferring.Transfer(str(call["step_id"]), reception.service("life"), second_counter)
    reception.do(transferring.transfer, reception.lea, command)
    expected = reception.call_next("2", reception.max)
    absent(reception, expected, reception.max)
    come_back(reception, expected)
    reception.wait(minutes=61)
    later = reception.walk_in(priority=True)
    assert reception.call_next("1")["number"] == later["number"]
    assert passings(reception) == ()
