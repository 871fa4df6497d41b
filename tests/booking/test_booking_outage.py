"""Engine, gateway and sandbox together, while the sandbox is killed and started again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import requests

from core.business_days import Days
from sync.booking.backoff import BackoffRule
from sync.booking.engine import BookingEngine, EngineSettings
from sync.booking.inbox import PullPace
from sync.booking.rdv_service_public.credentials import OAuthTokens, TokenPair
from sync.booking.rdv_service_public.gateway import RdvServicePublic, RdvServicePublicSettings
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from sync.booking.rows import DayOfBookings, RemoteStatus
from tests.fakes.booking_fakes import FakeSite, pending, standing_clock
from tests.fakes.booking_sandbox_runs import SIGNED, TOKEN, sandbox_process

pytestmark = pytest.mark.slow
QUICK = EngineSettings(
    PullPace(today_s=0.4, ahead_s=3600, days_ahead=0),
    BackoffRule(0.1, 0.4, 0.1),
    BackoffRule(0.1, 0.4),
    refused_s=0.2,
)


class Watched(FakeSite):
    """A site that says when something changed."""

    changed = threading.Condition()

    def sent(self, item_id: str) -> None:
        with self.changed:
            super().sent(item_id)
            self.changed.notify_all()

    def take_day(self, day: DayOfBookings) -> None:
        with self.changed:
            super().take_day(day)
            self.changed.notify_all()

    def wait(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, 15)


@contextmanager
def running(site: FakeSite, url: str) -> Iterator[BookingEngine]:
    """Run an engine as the site server does."""
    transport = Transport(url, OAuthTokens(TokenPair(TOKEN)), Timeouts(1, 2))
    gateway = RdvServicePublic(
        transport, RdvServicePublicSettings((77,), Days(ZoneInfo("Europe/Lisbon")))
    )
    engine = BookingEngine(site, gateway, standing_clock(), QUICK)
    stop = threading.Event()
    thread = threading.Thread(target=engine.run, args=(stop,))
    thread.start()
    try:
        yield engine
    finally:
        stop.set()
        thread.join(10)
        transport.close()


def test_outcomes_made_while_the_server_was_away_arrive_once_after_both_were_restarted(
    tmp_path: Path,
) -> None:
    site = Watched()
    data = ("--data", str(tmp_path / "sandbox.db"))
    with sandbox_process(*data) as (process, url):
        with running(site, url) as engine:
            site.wait(lambda: len(site.taken) > 0)
            process.kill()
            process.wait()
            site.rows = [pending(501), pending(502, RemoteStatus.NOSHOW), pending(503)]
            engine.wake()
            deadline = threading.Event()
            while engine.health().state != "down":
                assert not deadline.wait(0.05)
        assert site.sent_ids == []
    port = url.rsplit(":", 1)[1]
    with sandbox_process(*data, "--port", port) as (_, again):
        assert again == url
        with running(site, url) as engine:
            site.wait(lambda: len(site.sent_ids) == 3)
            assert engine.health().state == "ok"
        log = requests.get(f"{url}/sandbox/log", headers=SIGNED, timeout=5).json()["items"]
    assert [(one["id"], one["status"]) for one in log] == [
        (7001, "seen"),
        (7002, "noshow"),
        (7003, "seen"),
    ]
