"""Whatever fails in whatever order: each outcome arrives, and is written once."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.booking.backoff import BackoffRule
from sync.booking.engine import BookingEngine, EngineSettings
from sync.booking.gateway import (
    BeforeWrite,
    BookingBusy,
    BookingFailed,
    BookingFault,
    BookingUnauthorised,
    BookingUnreachable,
    OutcomeItem,
    OutcomeVerdict,
    noted_elsewhere,
)
from sync.booking.inbox import PullPace
from tests.fakes.booking_fakes import FakeGateway, FakeSite, pending, standing_clock

FAULTS: dict[str, BookingFault | None] = {
    "up": None,
    "down": BookingUnreachable("connect_timeout"),
    "cut": BookingUnreachable("ReadTimeout", answered=True),
    "busy": BookingBusy(30.0),
    "broken": BookingFailed("http_500"),
    "refused": BookingUnauthorised(),
}


@dataclass
class Forgetful(FakeGateway):
    """A server that can lose its answer after it did what it was asked."""

    answers_to_lose: int = 0

    def set_outcome(
        self, item: OutcomeItem, before_write: BeforeWrite = noted_elsewhere
    ) -> OutcomeVerdict:
        verdict = super().set_outcome(item, before_write)
        if self.answers_to_lose:
            self.answers_to_lose -= 1
            raise BookingUnreachable("ConnectionError")
        return verdict


class World:
    """A site, a server, and an engine that can be killed."""

    def __init__(self) -> None:
        self.now = 0.0
        self.site = FakeSite()
        self.gateway = Forgetful()
        self.made: list[str] = []
        self.restart()

    def restart(self) -> None:
        rules = EngineSettings(PullPace(300, 3600, 0), BackoffRule(5, 300, 5))
        self.engine = BookingEngine(
            self.site, self.gateway, standing_clock(), rules, pace=lambda: self.now
        )

    def happens(self) -> None:
        item = pending(501 + len(self.made))
        self.made.append(item.id)
        self.site.rows.append(item)
        self.engine.wake()

    def run_for(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            delay = self.engine.step(self.now)
            self.now += min(max(delay, 0.1), max(end - self.now, 0.1))


ACTIONS = st.sampled_from([*FAULTS, "happens", "lose", "restart"])


@settings(derandomize=True, deadline=None)
@given(story=st.lists(st.tuples(ACTIONS, st.sampled_from([0.0, 1.0, 40.0])), max_size=25))
def test_each_outcome_arrives_and_is_written_once(story: list[tuple[str, float]]) -> None:
    world = World()
    for action, seconds in story:
        match action:
            case "happens":
                world.happens()
            case "lose":
                world.gateway.answers_to_lose = 1
            case "restart":
                world.restart()
            case fault:
                world.gateway.fault = FAULTS[fault]
                world.gateway.listens = fault != "down"
        world.run_for(seconds)
    world.gateway.fault, world.gateway.listens = None, True
    world.gateway.answers_to_lose = 0
    world.run_for(1000)
    assert world.site.rows == []
    assert sorted(world.site.sent_ids) == sorted(world.made)
    assert len(world.gateway.written) == len(world.made)
    assert world.engine.health().state == "ok"
