"""What the booking server must hold in the end, whatever happens in whatever order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model import AppointmentId, OutboxState
from core.outcomes import UNKNOWN, may_write_over, standing
from core.ports import UnitOfWork
from core.things import Actor, OutboxItem
from core.usecases import outbox, telling
from core.usecases.outbox import MarkRejected, MarkRetry, MarkSent, MarkTrying, Retry
from tests.fakes.reception import Reception

SOURCE: Final = "rdv"
SERVER: Final = Actor()


@dataclass
class World:
    """One participation at both sides, and the one call that may be under way between them.

    Attributes:
        value: What the booking server holds.
        whose: Who wrote it there.
        wanted: What the site says became of the person.
        seen: What a colleague's value was that somebody here saw, and gave up.
        begun: The item of the call that is under way; it has `landed`, but nobody here knows.
        doubt: What the site told there, or may have, since it last knew what was there.
        own: What of that it wrote itself, or may have: a colleague may have told the same.
    """

    uow: UnitOfWork
    appointment_id: AppointmentId
    target: str
    value: str = UNKNOWN
    whose: str = "nobody"
    wanted: str | None = None
    seen: str | None = None
    begun: OutboxItem | None = None
    landed: bool = False
    doubt: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)

    @property
    def history(self) -> list[OutboxItem]:
        return list(self.uow.outbox.of_target(SOURCE, self.target))

    def say(self, outcome: str | None) -> None:
        """The site says something of the person; None undoes what it said."""
        self.wanted = outcome
        if outcome is None:
            telling.forget_one(self.uow, self.appointment_id, self.target)
        else:
            telling.tell_one(self.uow, SOURCE, self.target, self.appointment_id, None, outcome)

    def colleague(self, value: str) -> None:
        """Somebody changes it on the web page of the booking server."""
        self.value, self.whose = value, "colleague"

    def begin(self) -> None:
        """Read what is there; note that it is about to be written, unless it must not be."""
        live = standing(self.history)
        if self.begun is not None or live is None or live.state is not OutboxState.PENDING:
            return
        if self.value == live.outcome:
            outbox.mark_sent(self.uow, SERVER, MarkSent(live.id))
            self.doubt = {live.outcome}
            self.own &= {live.outcome}
        elif self.value not in {UNKNOWN, *may_write_over(self.history, live)}:
            refused = MarkRejected(live.id, "changed_at_booking_server", self.value)
            outbox.mark_rejected(self.uow, SERVER, refused)
            self.doubt, self.own = set(), set()
        else:
            may = {UNKNOWN, self.seen, *self.own}
            assert self.whose != "colleague" or self.value in may, "a colleague's value is replaced"
            outbox.mark_trying(self.uow, SERVER, MarkTrying(live.id))
            self.begun, self.landed = live, False
            self.doubt.add(live.outcome)
            self.own.add(live.outcome)

    def land(self) -> None:
        """The booking server does what it was asked."""
        if self.begun is not None and not self.landed:
            self.value, self.whose, self.landed = self.begun.outcome, "site", True

    def answer(self) -> None:
        """Its answer arrives."""
        if self.begun is not None and self.landed:
            outbox.mark_sent(self.uow, SERVER, MarkSent(self.begun.id))
            self.doubt, self.own = {self.begun.outcome}, {self.begun.outcome}
            self.seen, self.begun = None, None

    def lose(self) -> None:
        """Nothing is heard of it; it is noted as failed, and tried again."""
        if self.begun is not None:
            retry = MarkRetry(self.begun.id, self.uow.now, "ReadTimeout")
            outbox.mark_retry(self.uow, SERVER, retry)
            self.begun = None

    def kill(self) -> None:
        """The site dies; what it noted before is all that it knows of a call."""
        self.begun = None

    def insist(self) -> None:
        """Somebody looks at what was refused, and wants it replaced."""
        live = standing(self.history)
        if live is not None and live.state is OutboxState.REJECTED:
            outbox.retry(self.uow, SERVER, Retry(live.id, live.found))
            self.seen = live.found

    def settle(self) -> None:
        """Let everything arrive that still is to."""
        self.lose()
        for _ in range(6):
            self.begin()
            self.land()
            self.answer()
        live = standing(self.history)
        assert live is None or live.state is OutboxState.REJECTED

    def fits(self) -> bool:
        """Say whether both sides agree, or a person here is shown why they do not."""
        said = self.wanted or UNKNOWN
        if self.value == said or standing(self.history) is not None:
            return True
        # A colleague changed it after it had arrived, which the next reading of the day shows; or
        # nothing of ours is there, and nothing was to be.
        return self.whose == "colleague" and self.doubt - {UNKNOWN} == {said} - {UNKNOWN}


STEPS: Final[dict[str, Callable[[World], None]]] = {
    "say noshow": partial(World.say, outcome="noshow"),
    "say seen": partial(World.say, outcome="seen"),
    "undo": partial(World.say, outcome=None),
    "colleague says noshow": partial(World.colleague, value="noshow"),
    "colleague says excused": partial(World.colleague, value="excused"),
    "colleague undoes": partial(World.colleague, value=UNKNOWN),
    "begin": World.begin,
    "land": World.land,
    "answer": World.answer,
    "lose": World.lose,
    "kill": World.kill,
    "insist": World.insist,
}


def play(reception: Reception, stories: list[list[str]]) -> None:
    """Play stories, each of a participation of its own, in one transaction."""
    booked = AppointmentId(reception.book(8, 30))

    def work(uow: UnitOfWork) -> None:
        for number, story in enumerate(stories):
            world = World(uow, booked, f"{booked}-{number}")
            for step in story:
                STEPS[step](world)
            world.settle()
            assert world.fits(), f"{story}\n{world}"

    reception.store.write(work)


def ends_with(reception: Reception, *story: str) -> str:
    """Play one story; return what the booking server holds at its end."""
    booked = AppointmentId(reception.book(8, 30))

    def work(uow: UnitOfWork) -> str:
        world = World(uow, booked, "told")
        for step in story:
            STEPS[step](world)
        world.settle()
        assert world.fits(), f"{story}\n{world}"
        return world.value

    return reception.store.write(work)


_GO: Final = ("begin", "land", "answer")


@pytest.mark.parametrize("cut", ["lose", "kill"])
def test_what_arrived_unheard_and_was_undone_is_taken_back(reception: Reception, cut: str) -> None:
    assert ends_with(reception, "say noshow", "begin", "land", cut, "undo") == UNKNOWN


def test_what_is_said_again_while_its_undoing_is_under_way_stands(reception: Reception) -> None:
    story = ("say noshow", *_GO, "undo", "begin", "land", "say noshow", "answer")
    assert ends_with(reception, *story) == "noshow"


def test_a_colleagues_value_that_equals_an_undone_one_of_ours_stays(reception: Reception) -> None:
    story = ("say noshow", "undo", "colleague says noshow", "say seen")
    assert ends_with(reception, *story) == "noshow"


def test_a_colleagues_value_stays_after_ours_was_there_and_gone(reception: Reception) -> None:
    story = ("say noshow", *_GO, "undo", *_GO, "colleague says noshow", "say seen")
    assert ends_with(reception, *story) == "noshow"


def test_what_a_colleague_had_said_before_us_is_not_ours_to_take_back(reception: Reception) -> None:
    story = ("say noshow", "colleague says noshow", "begin", "undo")
    assert ends_with(reception, *story) == "noshow"


def test_a_colleagues_value_is_replaced_by_who_saw_it(reception: Reception) -> None:
    story = ("say seen", "colleague says excused", "begin", "insist")
    assert ends_with(reception, *story) == "seen"


def test_where_a_colleagues_value_was_found_nothing_of_ours_is_left(reception: Reception) -> None:
    story = ("say noshow", *_GO, "colleague says excused", "say seen", "begin")
    assert ends_with(reception, *story, "colleague says noshow", "insist") == "noshow"


def test_what_was_refused_and_undone_leaves_the_colleagues_value(reception: Reception) -> None:
    assert ends_with(reception, "colleague says excused", "say seen", "begin", "undo") == "excused"


@settings(
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    stories=st.lists(st.lists(st.sampled_from(sorted(STEPS)), max_size=14), min_size=1, max_size=8)
)
def test_both_sides_agree_in_the_end_or_somebody_is_shown_why(
    reception: Reception, stories: list[list[str]]
) -> None:
    play(reception, stories)
