"""Whatever people press, in whatever order: the rules and a plain model say the same.

Every command is given to both. Both do it, or both refuse it with the same code; afterwards every
visit stands in the same state, queue and rank, and the same person is next at every counter.
"""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace as Person
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.errors import Refusal
from core.model import EventKind
from core.things import Actor, Receipt
from core.usecases import (
    arriving,
    calling,
    counters,
    finishing,
    leaving,
    returning,
    serving,
    site_switches,
    transferring,
    urgent,
)
from tests.fakes.reception import TUESDAY_NINE, Reception
from tests.model.queue_model import DESK, SERVED, No, Queue

NUMBERS = st.sampled_from(sorted(SERVED))
PLACES = st.integers(0, 20)
ENDS = {"leave": leaving.leave, "send_away": leaving.send_away, "cancel": leaving.cancel}


class LifeOfVisits(RuleBasedStateMachine):
    """Gives each command to the rules and to the model."""

    done: ClassVar[dict[str, int]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.post = Reception(Path(self.folder.name) / "site.db")
        self.agents = {"1": self.post.lea, "2": self.post.max, "3": self.post.hire("zoe")}
        self.model = Queue()
        self.visits: list[str] = []
        self.steps: list[str] = []

    def person(self, place: int) -> tuple[int, Person]:
        index = place % len(self.model.people)
        return index, self.model.people[index]

    def owner(self, person: Person) -> Actor:
        return self.agents.get(person.counter or "1", self.post.lea)

    def both(
        self,
        plain: Callable[[], object],
        usecase: Any,  # noqa: ANN401
        agent: Actor,
        command: Any,  # noqa: ANN401
    ) -> Receipt | None:
        """Do one thing twice; return the receipt, or None if both refuse it."""
        expected = code = None
        receipt: Receipt | None = None
        try:
            plain()
        except No as no:
            expected = str(no)
        try:
            receipt = self.post.do(usecase, agent, command)
        except Refusal as refusal:
            code = refusal.code
        assert code == expected, f"{type(command).__name__}: {code}, the model says {expected}"
        name = f"{type(command).__name__} {code or 'done'}"
        self.done[name] = self.done.get(name, 0) + 1
        return receipt

    @rule(code=st.sampled_from(["life", "social"]), priority=st.booleans())
    def walk_in(self, code: str, priority: bool) -> None:
        receipt = self.both(
            lambda: self.model.arrive(code, priority=priority),
            arriving.walk_in,
            self.post.kiosk,
            arriving.WalkIn(self.post.service(code), priority=priority),
        )
        if receipt is not None:
            self.came(receipt)

    @rule(ahead=st.integers(-40, 29), priority=st.booleans())
    def check_in(self, ahead: int, priority: bool) -> None:
        minute = self.model.now // 60 + ahead
        booked = TUESDAY_NINE + timedelta(minutes=minute)
        if booked.date() != TUESDAY_NINE.date():
            return
        self.model.arrive("passport", minute, priority=priority)
        appointment = self.post.book(booked.hour, booked.minute)
        self.came(self.post.check_in(appointment, priority=priority))

    def came(self, receipt: Receipt) -> None:
        self.visits.append(str(receipt["visit_id"]))
        self.steps.append(str(receipt["step_id"]))

    @rule(number=NUMBERS)
    def open(self, number: str) -> None:
        self.model.open.add(number)
        self.post.open(number, self.agents[number])

    @rule(number=NUMBERS)
    def close(self, number: str) -> None:
        command = counters.CloseCounter(self.post.counter(number))
        self.both(
            lambda: self.model.close(number), counters.close_counter, self.agents[number], command
        )

    @rule(number=NUMBERS)
    def call_next(self, number: str) -> None:
        expected: list[Person] = []
        receipt = self.both(
            lambda: expected.append(self.model.call(number)),
            calling.call_next,
            self.agents[number],
            calling.CallNext(self.post.counter(number)),
        )
        if receipt is not None:
            assert receipt["step_id"] == self.steps[expected[0].order]

    @rule(number=NUMBERS, place=PLACES)
    def call_out_of_turn(self, number: str, place: int) -> None:
        if not self.model.people:
            return
        index, person = self.person(place)
        command = calling.CallStep(self.post.counter(number), self.steps[index], "reason")
        if person.queue in SERVED[number]:
            self.both(
                lambda: self.model.call(number, person),
                calling.call_step,
                self.agents[number],
                command,
            )

    @rule(place=PLACES, action=st.sampled_from(["recall", "undo", "start", "park", "finish"]))
    def act(self, place: int, action: str) -> None:
        if not self.model.people:
            return
        index, person = self.person(place)
        step, owner = self.steps[index], self.owner(person)
        usecase, command = {
            "recall": (calling.recall, calling.Recall(step)),
            "undo": (calling.undo, calling.Undo(step)),
            "start": (serving.start, serving.Start(step)),
            "park": (serving.park, serving.Park(step)),
            "finish": (finishing.finish, finishing.Finish(step)),
        }[action]
        receipt = self.both(lambda: getattr(self.model, action)(person), usecase, owner, command)
        self.follow(index, receipt)

    @rule(place=PLACES, queue=st.sampled_from(["life", "cash"]))
    def transfer(self, place: int, queue: str) -> None:
        if not self.model.people:
            return
        index, person = self.person(place)
        command = transferring.Transfer(self.steps[index], self.post.service(queue))
        receipt = self.both(
            lambda: self.model.transfer(person, queue),
            transferring.transfer,
            self.owner(person),
            command,
        )
        self.follow(index, receipt)

    @rule(place=PLACES, confirm=st.booleans())
    def absent(self, place: int, confirm: bool) -> None:
        if self.model.people:
            index, person = self.person(place)
            self.both(
                lambda: self.model.absent(person, confirm=confirm),
                returning.absent,
                self.owner(person),
                returning.Absent(self.steps[index], confirm=confirm),
            )

    @rule(place=PLACES, again=st.booleans())
    def come_back(self, place: int, again: bool) -> None:
        if self.model.people:
            index, person = self.person(place)
            if again:
                command: Any = returning.Reopen(self.steps[index])
                self.both(
                    lambda: self.model.reopen(person), returning.reopen, self.post.lea, command
                )
            else:
                command = returning.ComeBack(self.steps[index])
                self.both(
                    lambda: self.model.come_back(person),
                    returning.come_back,
                    self.post.lea,
                    command,
                )

    @rule(place=PLACES, number=NUMBERS)
    def resume(self, place: int, number: str) -> None:
        if self.model.people:
            index, person = self.person(place)
            command = serving.Resume(self.steps[index], self.post.counter(number))
            self.both(
                lambda: self.model.resume(person, number),
                serving.resume,
                self.agents[number],
                command,
            )

    @rule(place=PLACES, end=st.sampled_from(sorted(ENDS)))
    def end(self, place: int, end: str) -> None:
        if self.model.people:
            index, person = self.person(place)
            command = leaving.Leave(self.visits[index], "reason")
            self.both(lambda: self.model.end(person, end), ENDS[end], self.post.lea, command)

    @rule(place=PLACES)
    def hurry(self, place: int) -> None:
        if self.model.people:
            index, person = self.person(place)
            command = urgent.MakeUrgent(self.visits[index], "reason")
            self.both(lambda: self.model.hurry(person), urgent.make_urgent, self.post.lea, command)

    @rule(frozen=st.booleans())
    def freeze(self, frozen: bool) -> None:
        self.model.frozen = frozen
        command = site_switches.SetFreeze(frozen)
        self.post.do(site_switches.set_freeze, self.post.lea, command)

    @rule(seconds=st.sampled_from([5, 31, 60, 125, 600, 901, 1900]))
    def wait(self, seconds: int) -> None:
        if self.model.now + seconds < 14 * 3600:
            self.model.now += seconds
            self.post.wait(seconds=seconds)

    def follow(self, index: int, receipt: Receipt | None) -> None:
        """The next step of a visit is the one that counts from now on."""
        if receipt is not None and receipt.get("next_step_id"):
            self.steps[index] = str(receipt["next_step_id"])

    @invariant()
    def both_say_the_same(self) -> None:
        queues = {self.post.service(code): code for code in (*DESK, "cash")}
        with self.post.read() as reader:
            for index, person in enumerate(self.model.people):
                step = reader.step(self.steps[index])
                rank = round((step.rank - TUESDAY_NINE) / timedelta(minutes=1))
                found = (step.state.value, queues[step.service_id], rank, step.calls)
                assert found == (person.state, person.queue, person.rank, person.calls)
            for number in SERVED:
                listed = [
                    entry.step.id
                    for entry in reader.queue(self.post.counter(number))
                    if entry.position is not None
                ]
                expected = self.model.following(number)
                assert listed[:1] == ([] if expected is None else [self.steps[expected.order]])

    def teardown(self) -> None:
        with self.post.read() as reader:
            assert reader.verify_journal().broken_at is None
            kinds = [event.kind for event in reader.events(0, 5000)]
        assert EventKind.SITE_SETTINGS_CHANGED in kinds
        self.post.store.close()
        self.folder.cleanup()


def _machine(examples: int, steps: int) -> type:
    name = f"LifeOf{examples}Days"
    case = type(name, (LifeOfVisits,), {}).TestCase  # type: ignore[attr-defined]
    case.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    return case  # type: ignore[no-any-return]


TestLifeOfVisits = pytest.mark.timeout(600)(pytest.mark.slow(_machine(8, 30)))
TestManyLivesOfVisits = pytest.mark.timeout(7200)(pytest.mark.soak(_machine(600, 80)))
