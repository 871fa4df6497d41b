"""The feed behind proxies that hold streams back, and at servers that were restored."""

import threading
from collections.abc import Callable, Iterator

import pytest

from sync.client.feed import Feed, Pace
from sync.client.http import Connection, Timeouts
from tests.client.test_feed import Listener
from tests.fakes.buffering_proxy import BufferingProxy
from tests.fakes.site_rules import START, TOKEN
from tests.fakes.site_server import SiteServer, TwinSite, twin_site

HASTY = Pace(
    silence_s=5.0,
    watch_s=0.01,
    first_pause_s=0.02,
    longest_pause_s=0.05,
    connect_s=1.0,
    mute_s=0.3,
    poll_wait_s=1,
    polling_s=60.0,
)
Open = Callable[..., Listener]


@pytest.fixture
def follow() -> Iterator[Open]:
    """Follow feeds, which end with the test."""
    opened: list[Listener] = []

    def start(urls: str | tuple[str, ...], after: int | None = 0, pace: Pace = HASTY) -> Listener:
        connection = Connection(urls, TOKEN, timeouts=Timeouts(1.0, 1.0))
        listener = Listener(Feed(connection, after, pace=pace))
        opened.append(listener)
        listener.thread.start()
        return listener

    yield start
    for listener in opened:
        listener.close()


@pytest.fixture(params=[False, True], ids=["all is held", "the head passes"])
def proxy(site: SiteServer, request: pytest.FixtureRequest) -> Iterator[BufferingProxy]:
    """A proxy that collects streams."""
    opened = BufferingProxy(site.port, head_first=request.param)
    yield opened
    opened.stop()


def test_behind_a_proxy_that_collects_streams_the_feed_polls(
    site: SiteServer, proxy: BufferingProxy, follow: Open
) -> None:
    site.publish(3)
    listener = follow(proxy.url)
    listener.until(lambda: len(listener.seqs) == 3)
    assert listener.feed.polling
    site.publish(4)
    listener.until(lambda: len(listener.seqs) == 7 and bool(listener.clocks))
    assert listener.seqs == [1, 2, 3, 4, 5, 6, 7]
    assert listener.states == ["connecting", "live"]
    assert listener.clocks[0] == START
    assert proxy.streams == 1


def test_it_goes_back_to_a_stream_without_gap_or_double(
    site: SiteServer, proxy: BufferingProxy, follow: Open
) -> None:
    pace = Pace(
        silence_s=5.0,
        watch_s=0.01,
        first_pause_s=0.02,
        longest_pause_s=0.05,
        mute_s=0.3,
        poll_wait_s=0,
        polling_s=0.3,
    )
    ended = threading.Event()

    def write() -> None:
        while not ended.wait(0.005):
            site.publish(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        listener = follow(proxy.url, pace=pace)
        listener.until(lambda: proxy.streams >= 2 and proxy.polls >= 2)
        proxy.collecting = False
        listener.until(lambda: not listener.feed.polling and proxy.streams >= 3)
    finally:
        ended.set()
        writer.join()
    listener.until(lambda: len(listener.seqs) >= len(site.events))
    assert listener.seqs == list(range(1, len(site.events) + 1))
    assert listener.restarts == 0


def test_a_mute_server_is_no_reason_to_poll(site: SiteServer, follow: Open) -> None:
    site.fault("/v1/healthz", "drop", times=1000)
    proxy = BufferingProxy(site.port)
    listener = follow(proxy.url)
    listener.until(lambda: proxy.streams >= 3)
    assert not listener.feed.polling
    assert proxy.polls == 0
    proxy.stop()


def test_a_page_passes_over_events_of_a_later_version(site: SiteServer, follow: Open) -> None:
    site.publish(3)
    site.events[1]["kind"] = "step.teleported"
    proxy = BufferingProxy(site.port)
    listener = follow(proxy.url)
    listener.until(lambda: len(listener.seqs) == 2)
    assert listener.seqs == [1, 3]
    assert listener.feed.after == 3
    proxy.stop()


# -- two addresses, and data that were restored ---------------------------------------


@pytest.fixture
def twins() -> Iterator[TwinSite]:
    """Two servers of one site."""
    both = twin_site()
    yield both
    both.stop()


def test_the_feed_goes_on_at_the_other_address(twins: TwinSite, follow: Open) -> None:
    twins.first.publish(5)
    listener = follow(twins.urls)
    listener.until(lambda: len(listener.seqs) == 5)
    twins.first.stop()
    twins.second.publish(5)
    listener.until(lambda: len(listener.seqs) >= 10)
    assert listener.seqs == list(range(1, 11))
    assert (twins.second.feeds, listener.restarts) == (1, 0)


def test_a_server_that_stands_by_is_passed(twins: TwinSite, follow: Open) -> None:
    twins.first.fault("/v1/events", "503 standby", times=1000)
    twins.first.publish(2)
    listener = follow(twins.urls)
    listener.until(lambda: len(listener.seqs) == 2)
    assert twins.second.feeds == 1


def test_at_a_server_that_is_behind_the_state_is_read_again(twins: TwinSite, follow: Open) -> None:
    twins.first.publish(9)
    listener = follow(twins.urls)
    listener.until(lambda: len(listener.seqs) == 9)
    twins.second.events = twins.first.events[:6]
    twins.first.stop()
    listener.until(lambda: listener.restarts == 1)
    listener.until(lambda: twins.second.feeds >= 2)
    twins.second.publish(1)
    listener.until(lambda: len(listener.seqs) == 10)
    assert listener.seqs[-1] == 7
    assert listener.restarts == 1


def test_restored_data_that_have_caught_up_are_not_taken_for_the_same(
    site: SiteServer, follow: Open
) -> None:
    site.publish(9)
    listener = follow(site.url)
    listener.until(lambda: len(listener.seqs) == 9)
    site.stop()
    del site.events[4:]
    site.epoch = 2
    site.publish(20)
    site.start()
    listener.until(lambda: listener.restarts == 1)
    site.publish(1)
    listener.until(lambda: len(listener.seqs) == 10)
    assert listener.seqs[-1] == 25


def test_a_restart_is_said_even_if_the_server_goes_away_just_then(
    site: SiteServer, follow: Open
) -> None:
    site.publish(10)
    site.oldest = 8
    site.fault("/v1/healthz", "drop", times=3)
    listener = follow(site.url, 3)
    listener.until(lambda: listener.restarts == 1)
    site.publish(1)
    listener.until(lambda: bool(listener.seqs))
    assert (listener.seqs, listener.restarts) == ([11], 1)
