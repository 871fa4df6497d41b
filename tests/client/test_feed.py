"""The feed: no gap, no double, and silence is said."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from sync.client.feed import Feed, Pace
from sync.client.http import Connection, Timeouts
from sync.contract.stations import EventOut
from tests.fakes.certificates import Certificate
from tests.fakes.site_rules import START, TOKEN
from tests.fakes.site_server import SiteServer

QUICK = Pace(silence_s=5.0, watch_s=0.01, first_pause_s=0.02, longest_pause_s=0.05, connect_s=1.0)


@dataclass
class Listener:
    """Runs a feed on a thread and notes what it tells."""

    feed: Feed
    seqs: list[int] = field(default_factory=list)
    clocks: list[datetime] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    restarts: int = 0

    def __post_init__(self) -> None:
        self.stop_asked = threading.Event()
        self.changed = threading.Condition()
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        self.feed.run(self.event, self.clock, self.state, self.restart, self.stop_asked)

    def event(self, event: EventOut) -> None:
        with self.changed:
            self.seqs.append(event.seq)
            self.changed.notify_all()

    def clock(self, now: datetime) -> None:
        with self.changed:
            self.clocks.append(now)
            self.changed.notify_all()

    def state(self, state: str) -> None:
        with self.changed:
            self.states.append(state)
            self.changed.notify_all()

    def restart(self) -> None:
        with self.changed:
            self.restarts += 1
            self.changed.notify_all()

    def until(self, holds: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(holds, 10), (self.seqs[-5:], self.states)

    def close(self) -> None:
        self.stop_asked.set()
        self.feed.interrupt()
        self.thread.join(5)
        assert not self.thread.is_alive()


Listen = Callable[..., Listener]


@pytest.fixture
def listen(site: SiteServer) -> Iterator[Listen]:
    opened: list[Listener] = []

    def start(after: int | None = 0, pace: Pace = QUICK, **more: Callable[[], float]) -> Listener:
        connection = Connection(site.url, TOKEN, timeouts=Timeouts(1.0, 1.0))
        listener = Listener(Feed(connection, after, pace=pace, **more))
        opened.append(listener)
        listener.thread.start()
        return listener

    yield start
    for listener in opened:
        listener.close()


def test_events_come_in_order_and_with_them_the_time(site: SiteServer, listen: Listen) -> None:
    site.publish(3)
    listener = listen()
    listener.until(lambda: len(listener.seqs) == 3)
    site.publish(2)
    listener.until(lambda: len(listener.seqs) == 5 and bool(listener.clocks))
    assert listener.seqs == [1, 2, 3, 4, 5]
    assert listener.clocks[0] == START
    assert listener.states == ["connecting", "live"]


def test_a_line_that_breaks_again_and_again_makes_no_gap_and_no_double(
    site: SiteServer, listen: Listen
) -> None:
    site.cut_feed_after = 7
    site.publish(100)
    listener = listen()
    listener.until(lambda: len(listener.seqs) >= 100)
    assert listener.seqs == list(range(1, 101))
    assert site.feeds >= 14


def test_a_server_that_is_killed_and_comes_back_is_followed_on(
    site: SiteServer, listen: Listen
) -> None:
    site.publish(5)
    listener = listen()
    listener.until(lambda: len(listener.seqs) == 5)
    site.stop()
    site.publish(5)
    site.start()
    listener.until(lambda: len(listener.seqs) >= 10)
    assert listener.seqs == list(range(1, 11))
    assert listener.feed.after == 10


def test_without_a_place_to_start_from_it_starts_from_now(site: SiteServer, listen: Listen) -> None:
    site.publish(5)
    listener = listen(None)
    listener.until(lambda: "live" in listener.states)
    site.publish(1)
    listener.until(lambda: bool(listener.seqs))
    assert listener.seqs == [6]


@pytest.mark.parametrize("after", [3, 99], ids=["too old", "from the future"])
def test_what_is_no_longer_kept_is_said_and_the_feed_goes_on(
    site: SiteServer, listen: Listen, after: int
) -> None:
    site.publish(10)
    site.oldest = 8
    listener = listen(after)
    listener.until(lambda: listener.restarts == 1)
    listener.until(lambda: "live" in listener.states)
    site.publish(1)
    listener.until(lambda: bool(listener.seqs))
    assert (listener.seqs, listener.restarts) == ([11], 1)


def test_an_event_of_a_later_version_is_passed_over(site: SiteServer, listen: Listen) -> None:
    site.publish(3)
    site.events[1]["kind"] = "step.teleported"
    listener = listen()
    listener.until(lambda: len(listener.seqs) == 2)
    assert listener.seqs == [1, 3]
    assert listener.feed.after == 3


def test_a_refused_token_is_said(site: SiteServer, listen: Listen) -> None:
    site.token = "another"
    listener = listen()
    listener.until(lambda: "unauthorised" in listener.states)
    site.token = TOKEN
    listener.until(lambda: listener.states[-1] == "live")


def test_who_answers_in_place_of_the_sites_server_is_said_and_not_called_silence(
    secure: SiteServer,
) -> None:
    pace = Pace(silence_s=0.1, watch_s=0.01, first_pause_s=0.02, longest_pause_s=0.05)
    connection = Connection(secure.url, TOKEN, "ab" * 32)
    listener = Listener(Feed(connection, 0, pace=pace))
    listener.thread.start()
    listener.until(lambda: listener.states[-1] == "wrong_server")
    secure.stop()
    listener.until(lambda: listener.states[-1] == "silent")
    listener.close()
    assert not secure.requests


def test_a_server_of_before_is_said_until_the_later_one_answers(
    site: SiteServer, listen: Listen
) -> None:
    listener = listen()
    listener.feed._connection.route.seen(site.epoch + 1)
    listener.until(lambda: listener.states[-1] == "superseded")
    site.epoch += 1
    listener.until(lambda: listener.states[-1] == "live")


class HandClock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_six_seconds_of_silence_are_said_once_and_end_with_a_word(
    site: SiteServer, listen: Listen
) -> None:
    clock = HandClock()
    pace = Pace(silence_s=6.0, watch_s=0.01, first_pause_s=0.02, longest_pause_s=0.05)
    listener = listen(0, pace, monotonic=clock)
    listener.until(lambda: "live" in listener.states)
    with site.lock:
        site.quiet = True
    assert site.muted.wait(5)
    listener.until(lambda: len(listener.clocks) == site.clocks_sent)
    clock.seconds = 5.9
    assert "silent" not in listener.states
    clock.seconds = 12.1
    listener.until(lambda: listener.states[-1] == "silent")
    with site.lock:
        site.quiet = False
    listener.until(lambda: listener.states[-1] == "live")
    assert listener.states == ["connecting", "live", "silent", "live"]


def test_a_mute_connection_is_left_and_tried_anew(site: SiteServer, listen: Listen) -> None:
    listener = listen(
        0, Pace(silence_s=0.3, watch_s=0.02, first_pause_s=0.02, longest_pause_s=0.05)
    )
    listener.until(lambda: "live" in listener.states)
    with site.lock:
        site.quiet = True
    listener.until(lambda: listener.states[-1] == "silent")
    before = site.feeds
    with site.lock:
        site.quiet = False
    listener.until(lambda: listener.states[-1] == "live")
    assert site.feeds >= before


def test_a_server_that_is_away_from_the_start_is_silent(site: SiteServer, listen: Listen) -> None:
    site.stop()
    listener = listen(
        0, Pace(silence_s=0.1, watch_s=0.01, first_pause_s=0.02, longest_pause_s=0.05)
    )
    listener.until(lambda: listener.states == ["connecting", "silent"])


def test_it_is_followed_over_tls_and_ends_at_once(
    secure: SiteServer, certificate: Certificate
) -> None:
    connection = Connection(secure.url, TOKEN, certificate.fingerprint)
    secure.publish(3)
    listener = Listener(Feed(connection, 0))
    listener.thread.start()
    listener.until(lambda: len(listener.seqs) == 3)
    secure.quiet = True
    listener.close()


def test_it_ends_at_once_while_it_waits_for_a_mute_server(site: SiteServer, listen: Listen) -> None:
    site.quiet = True
    listener = listen(0)
    listener.until(lambda: bool(listener.states))
    listener.close()
