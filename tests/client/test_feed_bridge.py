"""The feed as Qt signals."""

from pytestqt.qtbot import QtBot

from sync.client.feed import Feed
from sync.client.http import Connection
from sync.contract.stations import EventOut
from tests.fakes.site_rules import START
from tests.fakes.site_server import SiteServer
from ui.feed import FeedBridge


def test_events_arrive_on_the_screens_thread_in_order(
    qtbot: QtBot, site: SiteServer, connection: Connection
) -> None:
    bridge = FeedBridge(Feed(connection, 0))
    events: list[EventOut] = []
    states: list[str] = []
    clocks: list[object] = []
    bridge.event_received.connect(events.append)
    bridge.state_changed.connect(states.append)
    bridge.clock_received.connect(clocks.append)
    site.publish(3)
    bridge.start()
    qtbot.waitUntil(lambda: len(events) == 3 and bool(clocks))
    bridge.stop()
    assert [event.seq for event in events] == [1, 2, 3]
    assert states == ["connecting", "live"]
    assert clocks[0] == START
    assert bridge.after == 3


def test_it_says_that_the_state_must_be_read_again(
    qtbot: QtBot, site: SiteServer, connection: Connection
) -> None:
    site.publish(10)
    site.oldest = 8
    bridge = FeedBridge(Feed(connection, 1))
    with qtbot.waitSignal(bridge.restarted):
        bridge.start()
    bridge.stop()


def test_nothing_is_told_after_the_stop(
    qtbot: QtBot, site: SiteServer, connection: Connection
) -> None:
    bridge = FeedBridge(Feed(connection, 0))
    with qtbot.waitSignal(bridge.clock_received):
        bridge.start()
    bridge.stop()
    events: list[EventOut] = []
    bridge.event_received.connect(events.append)
    site.publish(1)
    qtbot.wait(120)
    assert events == []


def test_a_bridge_that_never_started_can_be_stopped(connection: Connection) -> None:
    FeedBridge(Feed(connection, 0)).stop()
