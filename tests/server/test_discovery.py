"""Where a server is: told to who knows the site, at a pace, in fewer bytes than were asked with."""

import socket
import sys
from collections.abc import Iterator

import pytest

from server.discovery import Discovery, Pace
from sync.client.discovery import find_servers
from sync.contract.discovery import OWN_MACHINE, QUESTION_BYTES, Question, mark_of

SITE, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def server() -> Iterator[Discovery]:
    found = Discovery(mark_of(SITE), "127.0.0.1", 8461, asked_on=0)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def station() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        sock.settimeout(10)
        yield sock


def test_a_station_of_the_site_is_told(server: Discovery) -> None:
    place = (OWN_MACHINE, server.asked_on)
    assert find_servers(SITE, [place]) == ["https://127.0.0.1:8461"]
    assert find_servers("ef" * 32, [place]) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux asks all of one machine")
def test_two_sites_on_one_machine_are_both_found(server: Discovery) -> None:
    other = Discovery(mark_of(OTHER), "127.0.0.1", 8462, asked_on=server.asked_on)
    other.start()
    place = (OWN_MACHINE, server.asked_on)
    try:
        assert find_servers(SITE, [place]) == ["https://127.0.0.1:8461"]
        assert find_servers(OTHER, [place]) == ["https://127.0.0.1:8462"]
    finally:
        other.stop()


def test_what_is_no_question_for_this_site_is_left_unanswered(
    server: Discovery, station: socket.socket
) -> None:
    place = (OWN_MACHINE, server.asked_on)
    good = Question(bytes(16), mark_of(SITE))
    asked = good.to_bytes()
    for wrong in (
        b"",
        asked[:-1],
        asked + b"x",
        good.answer(1),
        b"G" + asked[1:],
        Question(bytes(16), mark_of(OTHER)).to_bytes(),
        b"x" * 60_000,
    ):
        station.sendto(wrong, place)
    last = Question(b"1234567890123456", mark_of(SITE))
    station.sendto(last.to_bytes(), place)
    answer = station.recv(2000)
    assert last.port_in(answer) == 8461
    assert len(answer) < QUESTION_BYTES


def test_a_peer_is_answered_five_times_a_second_and_all_together_fifty_times() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert [pace.allows("a") for _ in range(7)] == [True] * 5 + [False] * 2
    assert sum(pace.allows(f"peer {number}") for number in range(1000)) == 45
    now[0] = 1.0
    assert pace.allows("a")


def test_it_ends_at_once_and_leaves_its_port(server: Discovery) -> None:
    port = server.asked_on
    server.stop()
    again = Discovery(mark_of(SITE), "127.0.0.1", 8461, asked_on=port)
    again.stop()
