"""An engine whose seconds pass when a test says so."""

from sync.booking.backoff import BackoffRule
from sync.booking.engine import BookingEngine, EngineSettings
from sync.booking.gateway import BookingFault, BookingUnreachable
from sync.booking.inbox import PullPace
from tests.fakes.booking_fakes import FakeGateway, FakeSite, pending, standing_clock

DOWN = BookingUnreachable("connect_timeout")
TODAY_ONLY = EngineSettings(
    PullPace(today_s=300, ahead_s=3600, days_ahead=0), BackoffRule(5, 300, 5), refused_s=60
)


class Bench:
    """An engine whose seconds pass when the test says so."""

    def __init__(
        self, site: FakeSite, gateway: FakeGateway, settings: EngineSettings = TODAY_ONLY
    ) -> None:
        self.now = 1000.0
        self.site = site
        self.gateway = gateway
        self.clock = standing_clock()
        self.engine = BookingEngine(
            site,
            gateway,
            self.clock,
            settings,
            pace=lambda: self.now,
            chance=lambda: 1.0,
        )

    def run_for(self, seconds: float) -> None:
        """Step until so many seconds have passed; the engine says how long it sleeps."""
        end = self.now + seconds
        for _ in range(20_000):
            delay = self.engine.step(self.now)
            if self.now + delay > end:
                break
            self.now += max(delay, 0.01)
        self.now = max(self.now, end)

    @property
    def state(self) -> str:
        """How the engine says that it stands."""
        return self.engine.health().state


def bench(*rows_of: int, fault: BookingFault | None = None) -> Bench:
    """Return an engine with an outcome of each of these appointments to tell."""
    site = FakeSite(rows=[pending(number) for number in rows_of])
    return Bench(site, FakeGateway(fault=fault))
