"""What people, agents and screens do on the day; each notes what it was answered."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar

from benchmarks.load.site import Place
from benchmarks.virtual_day.plan import Person, Plan, Trouble
from benchmarks.virtual_day.post import Post
from core.model import SlipState, StationKind
from core.runtime.ids import new_id
from sync.client.errors import Refused, Unreachable
from sync.client.feed import Feed
from sync.client.http import Connection
from sync.client.offline.desk import KioskDesk
from sync.client.offline.giving import DeskRules
from sync.client.offline.outcomes import ArrivalOutcome, GivenTicket, RefusedArrival, ServerAway
from sync.client.site import SiteClient
from sync.contract.arrivals import CheckInIn, SlipIn, WalkInIn
from sync.contract.calls import CalledOut, TransferIn
from sync.contract.stations import EventOut

ABSENT_SHARE: Final = 0.03
TRANSFER_SHARE: Final = 0.02
REOPEN_SHARE: Final = 0.01
_RULES: Final = DeskRules(ask_s=0.6, fill_s=0.5, walk_in_wait_s=0.1)
_AGAIN_S: Final = 0.2
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Handed:
    """A number that somebody holds.

    Attributes:
        kiosk: Who gave it.
        key: Its name at that kiosk.
        again: It was given to the same person before.
    """

    kiosk: int
    key: str
    number: str
    again: bool


@dataclass
class Notes:
    """What stations were answered; every list is in the order of its own station.

    Attributes:
        handed: Numbers from kiosks.
        unanswered: The stations of kiosks that asked in vain, one entry for each time: they had no
            number of their own, and do not know whether the server gave one.
        helped: Visits that reception let in, where a kiosk could not.
        turned_away: Codes of refusals that ended somebody's way.
        calls: Ids of calls, and the steps that they called.
        finished: Steps that agents ended, one entry for each time.
        shown: Seq and kind of what the display heard.
        restarts: How often the display had to read its state anew.
        failures: What broke in a station's own thread.
    """

    handed: list[Handed] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    helped: list[str] = field(default_factory=list)
    turned_away: list[str] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    finished: list[str] = field(default_factory=list)
    shown: list[tuple[int, str]] = field(default_factory=list)
    restarts: int = 0
    failures: list[str] = field(default_factory=list)


class Day:
    """The day under way: its clock, its notes, and whether it is over."""

    def __init__(self, post: Post, notes: Notes) -> None:
        self.post = post
        self.notes = notes
        self.over = threading.Event()
        self.codes = {
            int(one["reference"]): str(one["code"]) for one in post.sandbox("/sandbox/codes")
        }
        self.times = {int(one["id"]): str(one["at"]) for one in post.plan.scenario["rdvs"]}

    @property
    def plan(self) -> Plan:
        """Who comes, and what breaks."""
        return self.post.plan

    def until(self, moment: datetime) -> None:
        """Wait for a simulated moment."""
        left = (moment - self.post.clock.now()).total_seconds()
        if left > 0:
            self.over.wait(left / self.post.speed)

    def rest(self, minutes: float) -> None:
        """Wait some simulated minutes."""
        self.until(self.post.clock.now() + timedelta(minutes=minutes))

    def client(self, token: str) -> SiteClient:
        """Return a client that speaks for an agent, without way or wait between."""
        url = f"http://127.0.0.1:{self.post.server.door.port}"
        return SiteClient(Connection(url, token))

    def insist(self, act: Callable[[str], T]) -> T:
        """Send a command under one key until an answer comes, as a person does at a screen."""
        key = new_id()
        while True:
            try:
                return act(key)
            except Unreachable:
                threading.Event().wait(_AGAIN_S)

    def thread(self, name: str, work: Callable[[], None]) -> threading.Thread:
        """Start a station on a thread of its own; what breaks it is noted."""

        def run() -> None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - told at the end of the day
                self.notes.failures.append(f"{name}: {error!r}")

        started = threading.Thread(target=run, name=name, daemon=True)
        started.start()
        return started


class Kiosk:
    """A kiosk's own desk, on its own disk, and the people who come to it."""

    def __init__(self, day: Day, number: int) -> None:
        self._day = day
        self.number = number
        self.profile = day.post.folder / f"kiosk-{number}"
        token, station_id = day.post.staff.kiosks[number]
        port = day.post.kiosk_lines[number].port
        identity = day.post.identity(StationKind.KIOSK, token, station_id, port)
        self._station_id = station_id
        self.desk = KioskDesk.open(
            self.profile, identity.connection(), station_id=station_id, rules=_RULES
        )
        self._reception = day.client(day.post.staff.reception)

    def serve(self) -> None:
        """Serve everybody who comes to this kiosk, one after the other."""
        for person in self._day.plan.people:
            if person.kiosk == self.number:
                self._day.until(person.at)
                self._serve(person)

    def _serve(self, person: Person) -> None:
        outcome = self._ask(person)
        notes = self._day.notes
        if isinstance(outcome, GivenTicket):
            self.desk.report_slip(outcome.key, SlipIn(state=SlipState.PRINTED))
            handed = Handed(self.number, outcome.key, outcome.number, outcome.again)
            notes.handed.append(handed)
        elif isinstance(outcome, RefusedArrival) and outcome.code == "already_checked_in":
            notes.turned_away.append(outcome.code)
        else:
            if isinstance(outcome, ServerAway):
                notes.unanswered.append(self._station_id)
            self._to_reception(person)

    def _ask(self, person: Person) -> ArrivalOutcome:
        site = self.desk.site
        if person.rdv is None:
            service = "" if site is None else site.services[person.service].id
            return self.desk.walk_in(service)
        if person.typed:
            rdv = person.rdv
            return self.desk.check_in(reference=str(rdv), time=self._day.times[rdv])
        return self.desk.check_in(code=self._day.codes[person.rdv])

    def _to_reception(self, person: Person) -> None:
        reception, notes = self._reception, self._day.notes

        def let_in(key: str) -> str:
            if person.rdv is not None:
                code = self._day.codes[person.rdv]
                return reception.check_in(CheckInIn(code=code), key).visit.id
            service = reception.site().services[person.service]
            return reception.walk_in(WalkInIn(service_id=service.id), key).visit.id

        try:
            notes.helped.append(self._day.insist(let_in))
        except Refused as refused:
            notes.turned_away.append(refused.code)


class Agent:
    """An agent, who calls whoever is next until the day is over."""

    def __init__(self, day: Day, place: Place, minutes: float, seed: int) -> None:
        self._day = day
        self._place = place
        self._minutes = minutes
        self._rng = random.Random(seed)
        self._client = day.client(place.token)

    def work(self) -> None:
        """Call and serve."""
        while not self._day.over.is_set():
            try:
                called = self._day.insist(
                    lambda key: self._client.call_next(self._place.counter_id, key)
                )
            except Refused as refused:
                if refused.code != "queue_empty":
                    raise
                self._day.rest(0.5)
                continue
            self._day.notes.calls.append((called.call.id, called.step.id))
            self._receive(called)

    def _receive(self, called: CalledOut) -> None:
        day, client, step_id, chance = self._day, self._client, called.step.id, self._rng.random()
        if chance < ABSENT_SHARE:
            day.insist(lambda key: client.recall(step_id, key))
            day.insist(lambda key: client.absent(step_id, confirm=True, key=key))
            return
        day.insist(lambda key: client.start(step_id, key))
        day.rest(self._rng.expovariate(1 / self._minutes))
        if chance < ABSENT_SHARE + TRANSFER_SHARE:
            services = day.insist(lambda _: client.site().services)
            service = self._rng.choice(services)
            target = TransferIn(service_id=service.id)
            day.insist(lambda key: client.transfer(step_id, target, key))
            return
        day.insist(lambda key: client.finish(step_id, None, key))
        day.notes.finished.append(step_id)
        if chance > 1 - REOPEN_SHARE:
            day.insist(lambda key: client.reopen(step_id, key))


class Display:
    """A display that follows the feed, and notes all that it hears."""

    def __init__(self, day: Day) -> None:
        self._notes = day.notes
        token, station_id = day.post.staff.display
        port = day.post.server.door.port
        identity = day.post.identity(StationKind.DISPLAY, token, station_id, port)
        self._stop = threading.Event()
        self._live = threading.Event()
        self._feed = Feed(identity.connection(), None)
        self._thread = day.thread("display", self._follow)
        self._live.wait(30)

    def end(self) -> None:
        """Stop listening."""
        self._stop.set()
        self._feed.interrupt()
        self._thread.join()

    @property
    def after(self) -> int:
        """The seq that it has heard of last."""
        return self._feed.after or 0

    def _follow(self) -> None:
        self._feed.run(self._hear, lambda _: self._live.set(), _ignore, self._restart, self._stop)

    def _hear(self, event: EventOut) -> None:
        self._notes.shown.append((event.seq, event.kind.value))

    def _restart(self) -> None:
        self._notes.restarts += 1


def break_things(day: Day) -> None:
    """Cut lines and kill the server when the plan says so."""
    for trouble in day.plan.troubles:
        day.until(trouble.at)
        _break(day.post, trouble)


def _break(post: Post, trouble: Trouble) -> None:
    if trouble.what == "kill":
        post.server.kill()
        post.start_server()
    elif trouble.what == "line down":
        post.booking_line.cut()
    elif trouble.what == "line up":
        post.booking_line.mend()
    elif trouble.what == "kiosk off":
        post.kiosk_lines[trouble.kiosk].cut()
    else:
        post.kiosk_lines[trouble.kiosk].mend()


def _ignore(_state: str) -> None:
    return None
