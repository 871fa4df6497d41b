"""Of two servers one serves; when it dies the other does, and nothing that was answered is lost."""

import random
import signal
import threading
import time
from dataclasses import dataclass, field

import pytest
from sqlalchemy import create_engine, text

from core.model import StationKind
from core.runtime.ids import new_id
from core.store.postgresql import Postgresql
from sync.client.commands import Patience
from sync.client.errors import Unreachable
from sync.client.feed import Feed, Pace
from sync.client.http import Connection
from sync.client.identity import Identity
from sync.client.site import SiteClient
from sync.contract.arrivals import WalkInIn
from sync.contract.stations import EventOut
from tests.postgresql.two_servers import Member, TwoServers, until
from tests.support.postgresql import cluster

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("postgresql"),
    # Each test starts several programs, beside whatever else this machine does.
    pytest.mark.timeout(400),
]

TAKEN_OVER_S = 5.0
"""What is promised: from the death of the active server to an answer of the other."""


@dataclass
class Kiosk:
    """A station that sends walk-ins, each again under its key until it is answered."""

    identity: Identity
    service_id: str
    numbers: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        client = SiteClient(self.identity.connection(), Patience(tries=1))
        while not self.stop.is_set():
            key = new_id()
            while key not in self.numbers:
                try:
                    given = client.walk_in(WalkInIn(service_id=self.service_id), key)
                except Unreachable:
                    # At the end it is asked once more, so that each key has its answer.
                    self.stop.wait(0.05)
                except Exception as error:  # noqa: BLE001 - told by the test
                    self.faults.append(repr(error))
                    return
                else:
                    self.numbers[key] = given.ticket.number
        client.connection.close()


class Subscriber:
    """Follows the feed from the first event on, from whichever server tells it."""

    def __init__(self, connection: Connection) -> None:
        self.seqs: list[int] = []
        self.restarts = 0
        self._stop = threading.Event()
        pace = Pace(first_pause_s=0.05, longest_pause_s=0.2)
        self._feed = Feed(connection, 0, pace=pace)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        def ignore(_: object) -> None:
            return None

        def restart() -> None:
            self.restarts += 1

        def event(one: EventOut) -> None:
            self.seqs.append(one.seq)

        self._feed.run(event, ignore, ignore, restart, self._stop)

    def close(self) -> None:
        self._stop.set()
        self._feed.interrupt()
        self._thread.join(10)


def journal_of(two: TwoServers) -> tuple[list[int], dict[str, str]]:
    """Return the seqs of the journal, and the numbers of all visits by the command's key."""
    engine = Postgresql(two.database).reading()
    with engine.connect() as connection:
        seqs = [row.seq for row in connection.execute(text("SELECT seq FROM event ORDER BY seq"))]
        found = connection.execute(
            text(
                "SELECT command.key, visit.called_as FROM command JOIN visit"
                " ON command.facts::json ->> 'visit_id' = visit.id"
            )
        )
        numbers = {row.key: row.called_as for row in found}
    engine.dispose()
    return seqs, numbers


def takes_over(member: Member, killed_at: float) -> float:
    """Wait until a server serves; return how long it took since a moment, in seconds."""
    left = TAKEN_OVER_S - (time.monotonic() - killed_at)
    until(member.is_active, within_s=left, what="a server takes over")
    return time.monotonic() - killed_at


def a_service(identity: Identity) -> str:
    client = SiteClient(identity.connection())
    found = next(one.id for one in client.site().services if one.walk_in and one.code == "info")
    client.connection.close()
    return found


def play(two: TwoServers, seed: int, kills: int) -> None:
    """Kill the active server again and again under load; nothing is lost, nothing is doubled."""
    chance = random.Random(seed)
    kiosks = [two.enrol(StationKind.KIOSK) for _ in range(3)]
    players = [Kiosk(identity, a_service(identity)) for identity in kiosks]
    subscriber = Subscriber(two.sign_in("chef", "lead"))
    threads = [threading.Thread(target=player.run) for player in players]
    for thread in threads:
        thread.start()
    answered = 0
    try:
        for number in range(kills):
            wanted = answered + chance.randrange(5, 40)

            def enough(wanted: int = wanted) -> bool | None:
                return sum(len(player.numbers) for player in players) >= wanted or None

            until(enough, within_s=60, what=f"{wanted} answers (seed {seed}, kill {number})")
            active = two.active()
            killed_at = time.monotonic()
            active.end(signal.SIGKILL)
            takes_over(two.other(active), killed_at)
            answered = sum(len(player.numbers) for player in players)
            active.start()
            until(active.stands_by, within_s=30, what="the killed server stands by")
    finally:
        for player in players:
            player.stop.set()
        for thread in threads:
            thread.join(30)
    seqs, numbers = journal_of(two)
    assert not [player.faults for player in players if player.faults]
    for player in players:
        assert {key: numbers[key] for key in player.numbers} == player.numbers
    assert len(set(numbers.values())) == len(numbers)
    assert seqs == list(range(1, len(seqs) + 1))
    until(
        lambda: len(subscriber.seqs) >= len(seqs) or None, within_s=20, what="the feed's last word"
    )
    subscriber.close()
    assert (subscriber.seqs, subscriber.restarts) == (seqs, 0)
    assert "rows intact" in two.run("verify-journal", two.both[0].folder)


def test_what_was_answered_outlives_the_death_of_the_active_server(two: TwoServers) -> None:
    play(two, seed=20261124, kills=2)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(10))
def test_very_many_deaths_lose_nothing(two: TwoServers, seed: int) -> None:
    play(two, seed=seed, kills=20)


def test_a_server_that_stands_by_sends_stations_to_the_active_one(two: TwoServers) -> None:
    first, second = two.both
    assert (first.says(), second.says()) == ("ok", "standby")
    refused = second.ask("/site")
    assert refused is not None
    assert (refused.status_code, refused.json()["code"]) == (503, "standby")
    assert refused.headers["Retry-After"] == "1"
    identity = two.enrol(StationKind.KIOSK)
    client = SiteClient(identity.at(second.url, first.url).connection())
    # It learns both addresses from the one that answers.
    until(
        lambda: set(client.site().addresses) == {first.url, second.url} or None,
        within_s=10,
        what="both addresses are told",
    )
    assert client.connection.url == first.url
    assert first.end(signal.SIGTERM) == 0
    takes_over(second, time.monotonic())
    assert client.site().name == "Consulat"
    assert client.connection.url == second.url
    client.connection.close()


def test_a_cut_connection_is_never_written_on_again(two: TwoServers) -> None:
    identity = two.enrol(StationKind.KIOSK)
    service = a_service(identity)
    client = SiteClient(identity.connection(), Patience(tries=40, deadline_s=20))
    administrator = create_engine(
        "postgresql+psycopg://" + cluster().url("postgres").partition("://")[2],
        isolation_level="AUTOCOMMIT",
    )
    cut = text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory'"
        " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = :name)"
    )
    holders = text(
        "SELECT count(DISTINCT pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        " AND objid = :seat AND database = (SELECT oid FROM pg_database WHERE datname = :name)"
    )
    name = two.database.rpartition("/")[2]
    numbers = []
    with administrator.connect() as connection:
        for _ in range(3):
            numbers.append(client.walk_in(WalkInIn(service_id=service)).ticket.number)
            cut_at = time.monotonic()
            connection.execute(cut, {"name": name})
            numbers.append(client.walk_in(WalkInIn(service_id=service)).ticket.number)
            assert time.monotonic() - cut_at < TAKEN_OVER_S
            seat = {"name": name, "seat": 0x63_68_65_74_01 & 0xFFFFFFFF}
            assert connection.execute(holders, seat).scalar_one() == 1
    administrator.dispose()
    assert len(set(numbers)) == 6
    assert sorted([member.says() for member in two.both], key=str) == ["ok", "standby"]
    client.connection.close()


def test_a_database_that_was_stopped_is_waited_for(two: TwoServers) -> None:
    identity = two.enrol(StationKind.KIOSK)
    service = a_service(identity)
    client = SiteClient(identity.connection(), Patience(tries=1))
    before = client.walk_in(WalkInIn(service_id=service)).ticket.number
    cluster().stop()
    try:
        for member in two.both:
            until(member.is_without_data, within_s=10, what="it says so")
        with pytest.raises(Unreachable) as refused:
            client.walk_in(WalkInIn(service_id=service))
        assert refused.value.cause == "busy"
    finally:
        cluster().start()
    until(
        lambda: any(one.says() == "ok" for one in two.both) or None,
        within_s=10,
        what="a server is active again",
    )
    patient = SiteClient(identity.connection(), Patience(tries=20, deadline_s=20))
    after = patient.walk_in(WalkInIn(service_id=service)).ticket.number
    assert after != before
    assert sorted(str(one.says()) for one in two.both) == ["ok", "standby"]
