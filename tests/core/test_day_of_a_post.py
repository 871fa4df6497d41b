"""Whatever people press, in whatever order: the promises of the store and the state table hold."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import text

from core.errors import Refusal
from core.model import OPEN_STATES, StepState
from core.store.exceptions import all_exceptions
from core.things import Actor
from core.usecases import (
    calling,
    counters,
    finishing,
    leaving,
    returning,
    serving,
    transferring,
)
from tests.fakes.reception import Reception

COUNTERS = st.sampled_from(["1", "2", "3"])
WALK_INS = st.sampled_from(["life", "social"])
PLACES = st.integers(0, 30)
ENDS = st.sampled_from([leaving.leave, leaving.send_away, leaving.cancel])


class DayOfAPost(RuleBasedStateMachine):
    """Presses buttons at random; refusals are fine, broken promises are not."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.post = Reception(Path(self.folder.name) / "site.db")
        self.steps: list[str] = []
        self.visits: list[str] = []

    def press(self, usecase: Any, command: Any, agent: Actor | None = None) -> None:  # noqa: ANN401
        try:
            receipt = self.post.do(usecase, agent or self.post.lea, command)
        except Refusal:
            return
        for name in ("step_id", "next_step_id"):
            step_id = receipt.get(name)
            if step_id is not None and step_id not in self.steps:
                self.steps.append(str(step_id))
        if "visit_id" in receipt and receipt["visit_id"] not in self.visits:
            self.visits.append(str(receipt["visit_id"]))

    def step(self, place: int) -> str:
        return self.steps[place % len(self.steps)] if self.steps else "none"

    def agent(self, number: str) -> Actor:
        return self.post.lea if number == "1" else self.post.max

    @rule(code=WALK_INS, priority=st.booleans())
    def walk_in(self, code: str, priority: bool) -> None:
        done = self.post.walk_in(code, priority=priority)
        self.steps.append(str(done["step_id"]))
        self.visits.append(str(done["visit_id"]))

    @rule(ahead=st.integers(-40, 29))
    def check_in(self, ahead: int) -> None:
        now = self.post.clock.now()
        minutes = now.hour * 60 + now.minute + ahead
        done = self.post.check_in(self.post.book(minutes // 60 % 24, minutes % 60))
        self.steps.append(str(done["step_id"]))
        self.visits.append(str(done["visit_id"]))

    @rule(number=COUNTERS)
    def open(self, number: str) -> None:
        command = counters.OpenCounter(self.post.counter(number))
        self.press(counters.open_counter, command, self.agent(number))

    @rule(number=COUNTERS)
    def close(self, number: str) -> None:
        self.press(counters.close_counter, counters.CloseCounter(self.post.counter(number)))

    @rule(number=COUNTERS)
    def call_next(self, number: str) -> None:
        command = calling.CallNext(self.post.counter(number))
        self.press(calling.call_next, command, self.agent(number))

    @rule(number=COUNTERS, place=PLACES)
    def call_out_of_turn(self, number: str, place: int) -> None:
        command = calling.CallStep(self.post.counter(number), self.step(place), "reason")
        self.press(calling.call_step, command, self.agent(number))

    @rule(place=PLACES)
    def recall(self, place: int) -> None:
        self.press(calling.recall, calling.Recall(self.step(place)))

    @rule(place=PLACES)
    def undo(self, place: int) -> None:
        self.press(calling.undo, calling.Undo(self.step(place)))

    @rule(place=PLACES)
    def start(self, place: int) -> None:
        self.press(serving.start, serving.Start(self.step(place)))

    @rule(place=PLACES, go_on=st.booleans())
    def finish(self, place: int, go_on: bool) -> None:
        command = finishing.Finish(self.step(place), continue_flow=go_on)
        self.press(finishing.finish, command)

    @rule(place=PLACES)
    def absent(self, place: int) -> None:
        self.press(returning.absent, returning.Absent(self.step(place), confirm=True))

    @rule(place=PLACES)
    def come_back(self, place: int) -> None:
        self.press(returning.come_back, returning.ComeBack(self.step(place)))

    @rule(place=PLACES)
    def reopen(self, place: int) -> None:
        self.press(returning.reopen, returning.Reopen(self.step(place)))

    @rule(place=PLACES)
    def park(self, place: int) -> None:
        self.press(serving.park, serving.Park(self.step(place)))

    @rule(place=PLACES, number=COUNTERS)
    def resume(self, place: int, number: str) -> None:
        command = serving.Resume(self.step(place), self.post.counter(number))
        self.press(serving.resume, command)

    @rule(place=PLACES, code=st.sampled_from(["life", "cash"]))
    def transfer(self, place: int, code: str) -> None:
        command = transferring.Transfer(self.step(place), self.post.service(code))
        self.press(transferring.transfer, command)

    @rule(place=PLACES, end=ENDS)
    def end(self, place: int, end: Any) -> None:  # noqa: ANN401 - one of three commands
        if self.visits:
            self.press(end, leaving.Leave(self.visits[place % len(self.visits)], "reason"))

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes: int) -> None:
        self.post.wait(minutes=minutes)

    @invariant()
    def promises_hold(self) -> None:
        with self.post.read() as reader:
            held: list[str] = []
            for visit_id in self.visits:
                card = reader.visit(visit_id)
                assert sum(step.state in OPEN_STATES for step in card.steps) <= 1
                live = any(step.state in OPEN_STATES for step in card.steps)
                assert live is (card.visit.ended_at is None)
                for step in card.steps:
                    if step.state in {StepState.CALLED, StepState.SERVING}:
                        assert step.counter_id is not None
                        assert step.call_id is not None
                        held.append(step.counter_id)
            assert len(held) == len(set(held))
            assert len(reader.board().current) == len(held)
            told = (
                "SELECT count(*), count(DISTINCT target) FROM outbox_item"
                " WHERE state = 'pending' AND withdrawn_at IS NULL"
            )
            items, targets = reader._connection.execute(text(told)).one()
            assert items == targets

    def teardown(self) -> None:
        with self.post.read() as reader:
            assert reader.verify_journal().intact
            assert all(one.explained is not None for one in all_exceptions(reader))
            numbers = [reader.visit(visit_id).visit.called_as for visit_id in self.visits]
        assert len(numbers) == len(set(numbers))
        self.post.store.close()
        self.folder.cleanup()


class ManyDays(DayOfAPost):
    """The same days, many more of them."""


TestDayOfAPost = pytest.mark.slow(DayOfAPost.TestCase)
TestManyDaysOfAPost = pytest.mark.soak(pytest.mark.timeout(1800)(ManyDays.TestCase))
TestManyDaysOfAPost.settings = settings(
    max_examples=150,
    stateful_step_count=60,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
TestDayOfAPost.settings = settings(
    max_examples=6,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
