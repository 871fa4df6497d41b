"""Whatever is lost, doubled, late or halved at two addresses: a command is done once, in turn."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.runtime.ids import new_id
from sync.client.commands import Patience
from sync.client.errors import Unreachable
from sync.client.http import Connection, Timeouts
from sync.client.site import SiteClient
from sync.contract.arrivals import WalkInIn
from tests.fakes.site_rules import LIFE_CERT, TOKEN
from tests.fakes.site_server import TwinSite, twin_site

PATH = "/v1/walk-ins"
WALK = WalkInIn(service_id=LIFE_CERT)
QUICK = Timeouts(0.5, 0.05)
FAULTS = st.sampled_from(
    [
        "lose",
        "cut",
        "drop",
        "delay",
        "late",
        "503 standby",
        "503 store_unavailable",
        "502 gateway",
        "500 x",
    ]
)


@dataclass(frozen=True)
class Weather:
    """What goes wrong with one command: at the first and at the second address, in turn."""

    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()


WEATHER = st.builds(
    Weather,
    st.lists(FAULTS, max_size=3).map(tuple),
    st.lists(FAULTS, max_size=3).map(tuple),
)


@pytest.fixture(scope="module")
def twins() -> Iterator[TwinSite]:
    """Two servers of one site."""
    both = twin_site()
    yield both
    both.stop()


def brew(twins: TwinSite, weather: Weather) -> None:
    for server, faults in ((twins.first, weather.first), (twins.second, weather.second)):
        server.clear_faults()
        for fault in faults:
            server.fault(PATH, fault, seconds=0.1)


@given(days=st.lists(WEATHER, min_size=1, max_size=5))
@example(days=[Weather(("delay", "lose"), ("cut",)), Weather((), ("503 standby",))])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_each_command_is_done_once_and_in_order(twins: TwinSite, days: list[Weather]) -> None:
    before = len(twins.first.numbers())
    connection = Connection(twins.urls, TOKEN, timeouts=QUICK)
    client = SiteClient(connection, Patience(tries=4), pause=lambda _: None)
    told: list[str] = []
    for weather in days:
        brew(twins, weather)
        key = new_id()
        try:
            told.append(client.walk_in(WALK, key).ticket.number)
        except Unreachable:
            # The program was restarted; what it had begun is sent again under its own key.
            brew(twins, Weather())
            told.append(client.walk_in(WALK, key).ticket.number)
    assert twins.first.numbers()[before:] == told
    connection.close()


@given(weather=WEATHER, copies=st.integers(1, 3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_command_that_the_network_doubles_is_done_once(
    twins: TwinSite, weather: Weather, copies: int
) -> None:
    before = len(twins.first.numbers())
    key, answers = new_id(), set()
    brew(twins, weather)
    for urls in (twins.urls, twins.urls[::-1]) * copies:
        connection = Connection(urls, TOKEN, timeouts=QUICK)
        client = SiteClient(connection, Patience(tries=8), pause=lambda _: None)
        answers.add(client.walk_in(WALK, key).ticket.number)
        connection.close()
    assert set(twins.first.numbers()[before:]) == answers
    assert len(answers) == 1
