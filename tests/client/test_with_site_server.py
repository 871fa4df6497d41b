"""The client against the true site server, in a process that is killed and started again."""

import csv
import io
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.model import Arrival, SlipState, StationKind
from sync.client.errors import Refused, Unauthorised
from sync.client.feed import Feed, Pace
from sync.client.identity import Identity
from sync.client.offline.desk import KioskDesk
from sync.client.offline.outcomes import GivenTicket, RefusedArrival
from sync.client.pairing import pair
from sync.client.site import SiteClient
from sync.contract.arrivals import AppointmentIn, PersonIn, SlipIn
from sync.contract.calls import FinishIn
from sync.contract.stations import EventOut
from tests.server.live_server import run
from tests.support.databases import init_options

ROOT = Path(__file__).parents[2]
CLOCK = "2026-11-24T09:00:00+00:00@1"
pytestmark = pytest.mark.slow


@dataclass
class Post:
    """A site server of its own, on loopback with TLS."""

    data: Path
    port: int = 0

    def run(self, *arguments: str, given: str = "") -> str:
        """Run a command of the server and return what it printed."""
        done = run(*arguments, "--data", str(self.data), stdin=given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        """Start to serve, after a kill on the same port."""
        command = [sys.executable, "-m", "server", "--data", str(self.data)]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--clock", CLOCK],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        found = re.fullmatch(
            r"listening on https://127\.0\.0\.1:(\d+)\n", self.process.stdout.readline()
        )
        assert found is not None
        self.port = int(found[1])

    def kill(self) -> None:
        """Kill it where it stands."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def station(self, kind: StationKind) -> Identity:
        """Enrol a station."""
        string = self.run("pairing-code", "--kind", kind.value, "--name", "Poste", "--clock", CLOCK)
        return pair(f"https://127.0.0.1:{self.port}", string.strip(), kind, "Poste")


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    found = Post(tmp_path / "data")
    site = ("--name", "Consulat", "--zone", "Europe/Lisbon", "--clock", CLOCK)
    found.run("init", *site, *init_options(found.data))
    found.run(
        "create-agent",
        "--username",
        "lea",
        "--roles",
        "reception,agent,lead",
        "--password-stdin",
        "--clock",
        CLOCK,
        given="Cheval-juste-7-agrafes\n",
    )
    found.start()
    yield found
    if found.process.poll() is None:
        found.kill()


class Journal:
    """Follows the feed on a thread and notes the seqs."""

    def __init__(self, client: SiteClient) -> None:
        self.seqs: list[int] = []
        self.kinds: list[str] = []
        self.changed = threading.Condition()
        pace = Pace(first_pause_s=0.05, longest_pause_s=0.2)
        self.feed = Feed(client.connection, 0, pace=pace)
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        def ignore(_told: object = None) -> None:
            return None

        self.feed.run(self._event, ignore, ignore, ignore, self.stop)

    def _event(self, event: EventOut) -> None:
        with self.changed:
            self.seqs.append(event.seq)
            self.kinds.append(event.kind)
            self.changed.notify_all()

    def until(self, count: int, kind: str) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.kinds.count(kind) >= count, 20), self.kinds

    def close(self) -> None:
        self.stop.set()
        self.feed.interrupt()
        self.thread.join(5)


def settle(desk: KioskDesk) -> None:
    waiter = threading.Event()
    for _ in range(400):
        if desk.state().pending == 0:
            return
        waiter.wait(0.05)
    raise AssertionError(desk.state())


def signed_in(identity: Identity) -> SiteClient:
    client = SiteClient(identity.connection())
    return client.with_session(client.sign_in("lea", "Cheval-juste-7-agrafes").token)


def test_a_kiosk_works_through_the_death_of_its_server(post: Post, tmp_path: Path) -> None:
    identity = post.station(StationKind.KIOSK)
    counter = post.station(StationKind.COUNTER)
    reception = signed_in(counter)
    site = reception.site()
    passport = next(each for each in site.services if each.code == "passport")
    life = next(each for each in site.services if each.walk_in and each.letter != passport.letter)
    for minutes in (0, 5, 120):
        reception.add_appointment(
            AppointmentIn(
                service_id=passport.id,
                starts_at=site.now.replace(second=0, microsecond=0) + timedelta(minutes=minutes),
                people=(PersonIn(family_name="Nunes", given_name="Inês"),),
            )
        )
    table = csv.DictReader(io.StringIO(post.run("codes", "--clock", CLOCK)))
    codes = [row["code"] for row in sorted(table, key=lambda row: row["time"])]
    journal = Journal(signed_in(counter))
    desk = KioskDesk.open(tmp_path / "kiosk", identity.connection(), station_id=identity.station_id)
    desk._stock.fill(10)

    online = desk.check_in(code=codes[0])
    assert isinstance(online, GivenTicket), online
    assert online.online
    early = desk.check_in(code=codes[2])
    assert isinstance(early, RefusedArrival)
    assert (early.code, "come_back_at" in early.facts) == ("too_early", True)
    walked = desk.walk_in(life.id)
    assert isinstance(walked, GivenTicket), walked
    desk.report_slip(walked.key, SlipIn(state=SlipState.PRINTED))

    post.kill()
    alone = desk.check_in(code=codes[1])
    assert isinstance(alone, GivenTicket), alone
    assert (alone.online, alone.number[0]) == (False, passport.letter)
    again = desk.check_in(code=codes[1])
    assert isinstance(again, GivenTicket)
    assert again.number == alone.number
    outage = [desk.walk_in(life.id) for _ in range(15)]
    numbers = [each.number for each in outage if isinstance(each, GivenTicket)]
    assert len(set(numbers)) == 15
    post.start()
    settle(desk)
    assert desk.state().rejected == 0

    queued = {item.number for item in signed_in(counter).queue(limit=500).items}
    given = {online.number, walked.number, alone.number, *numbers}
    assert queued == given
    journal.until(2, "visit.checked_in")
    journal.until(16, "visit.walked_in")
    journal.until(1, "slip.printed")
    assert journal.seqs == sorted(set(journal.seqs))
    journal.close()
    desk.close()


def test_an_agent_serves_someone_through_the_client(post: Post, tmp_path: Path) -> None:
    kiosk = post.station(StationKind.KIOSK)
    station = post.station(StationKind.COUNTER)
    with pytest.raises(Unauthorised) as caught:
        SiteClient(station.connection()).sign_in("lea", "wrong")
    assert caught.value.code == "wrong_credentials"
    client = signed_in(station)
    counter = next(each for each in client.site().counters if each.kind == "counter")
    service = next(
        each for each in client.site().services if each.walk_in and each.id in counter.services
    )
    desk = KioskDesk.open(tmp_path / "kiosk", kiosk.connection())
    desk._stock.fill(10)
    ticket = desk.walk_in(service.id)
    assert isinstance(ticket, GivenTicket)
    client.open_counter(counter.id)
    called = client.call_next(counter.id)
    assert called.visit.number == ticket.number
    with pytest.raises(Refused) as busy:
        client.call_next(counter.id)
    assert busy.value.code == "counter_busy"
    client.recall(called.step.id)
    client.start(called.step.id)
    finished = client.finish(called.step.id, FinishIn())
    assert finished.step.state == "completed"
    with pytest.raises(Refused) as empty:
        client.call_next(counter.id)
    assert empty.value.code == "queue_empty"
    client.close_counter(counter.id)
    client.sign_out()
    with pytest.raises(Unauthorised):
        client.queue()
    desk.close()


def test_a_late_code_is_late_here_and_there(post: Post, tmp_path: Path) -> None:
    kiosk, station = post.station(StationKind.KIOSK), post.station(StationKind.COUNTER)
    reception = signed_in(station)
    site = reception.site()
    passport = next(each for each in site.services if each.code == "passport")
    for minutes in (3, 4):
        starts = site.now.replace(second=0, microsecond=0) - timedelta(minutes=minutes)
        people = (PersonIn(family_name="Nunes"),)
        reception.add_appointment(
            AppointmentIn(service_id=passport.id, starts_at=starts, people=people)
        )
    table = csv.DictReader(io.StringIO(post.run("codes", "--clock", CLOCK)))
    first, second = (row["code"] for row in table)
    desk = KioskDesk.open(tmp_path / "kiosk", kiosk.connection())
    desk._stock.fill(10)
    there = desk.check_in(code=first)
    post.kill()
    here = desk.check_in(code=second)
    assert isinstance(there, GivenTicket)
    assert isinstance(here, GivenTicket)
    assert (there.online, here.online) == (True, False)
    assert there.arrival is here.arrival is Arrival.LATE
    desk.close()


def test_a_reference_typed_while_cut_off_is_merged_once(post: Post, tmp_path: Path) -> None:
    kiosk, station = post.station(StationKind.KIOSK), post.station(StationKind.COUNTER)
    reception = signed_in(station)
    site = reception.site()
    passport = next(each for each in site.services if each.code == "passport")
    starts = site.now.replace(second=0, microsecond=0) + timedelta(minutes=5)
    booked = reception.add_appointment(
        AppointmentIn(
            service_id=passport.id, starts_at=starts, people=(PersonIn(family_name="Nunes"),)
        )
    )
    time = f"{starts.astimezone(ZoneInfo(site.zone)):%H:%M}"
    desk = KioskDesk.open(tmp_path / "kiosk", kiosk.connection(), station_id=kiosk.station_id)
    desk._stock.fill(10)
    post.kill()
    alone = desk.check_in(reference=booked.reference, time=time)
    assert isinstance(alone, GivenTicket), alone
    assert (alone.online, alone.service_id) == (False, passport.id)
    post.start()
    settle(desk)
    assert desk.state().rejected == 0
    (item,) = signed_in(station).queue().items
    assert (item.number, item.kind) == (alone.number, "appointment")
    desk.close()
