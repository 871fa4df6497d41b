"""A small site on a real database file, and short words for what its staff and kiosks do."""

# ruff: noqa: ANN401 - the words pass on what the commands themselves check

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from core.model import (
    AgentId,
    AppointmentId,
    CounterId,
    LeaseId,
    Role,
    ServiceId,
    StationId,
    StationKind,
)
from core.runtime.clock import SimulatedClock
from core.site import Site
from core.store import Store
from core.store.reader import Reader
from core.store.sqlite import SqliteFile
from core.things import Actor, Receipt, Step
from core.usecases import agents, arriving, bookings, calling, counters, leasing, settings, stations
from core.usecases.arriving import CheckIn, LeasedNumber, WalkIn
from tests.support.databases import database_at

TUESDAY_NINE: Final = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Nine o'clock in Lisbon and in UTC."""

KEY: Final = bytes(range(32))

CATALOGUE: Final[dict[str, Any]] = {
    "services": [
        {
            "code": "passport",
            "number": 1,
            "letter": "P",
            "labels": {"fr": "Passeport"},
            "walk_in": False,
            "flow": ["cash"],
            "documents": [{"code": "photo", "labels": {"fr": "Photo"}}],
        },
        {"code": "life", "number": 2, "letter": "K", "labels": {"fr": "Certificat de vie"}},
        {"code": "cash", "number": 3, "letter": "Y", "labels": {"fr": "Caisse"}, "walk_in": False},
        {
            "code": "social",
            "number": 4,
            "letter": "K",
            "labels": {"fr": "Affaires sociales"},
            "sensitive": True,
        },
        {
            "code": "proxy",
            "number": 5,
            "letter": "F",
            "labels": {"fr": "Procuration"},
            "daily_cap": 2,
            "late_policy": "rebook",
        },
    ],
    "counters": [
        {
            "number": "1",
            "name": {"fr": "Guichet 1"},
            "zone": "A",
            "services": ["passport", "life", "social", "proxy"],
        },
        {
            "number": "2",
            "name": {"fr": "Guichet 2"},
            "zone": "A",
            "services": ["passport", "life", "social", "proxy"],
        },
        {
            "number": "3",
            "name": {"fr": "Caisse"},
            "kind": "cash_office",
            "zone": "B",
            "services": ["cash"],
        },
    ],
}


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works at the site, and its kiosks."""

    lea: Actor
    max: Actor
    kiosk: Actor
    kiosk_2: Actor


class Reception:
    """A site that is set up, with a reception desk, two agents and a kiosk.

    Args:
        path: Of the database; beside it stands what it needs.
        document: Settings; those that come with the product where None.
        catalogue: Services and counters.
        anew: Write it here, instead of a copy of one that was written before, whose making
            takes longer than most tests.
    """

    def __init__(
        self,
        path: Path,
        document: dict[str, Any] | None = None,
        catalogue: dict[str, Any] = CATALOGUE,
        *,
        anew: bool = False,
    ) -> None:
        self.path = path
        self.clock = SimulatedClock(TUESDAY_NINE, 0)
        self.database = database_at(path, KEY)
        usual = document is None and catalogue is CATALOGUE and not path.exists()
        copied = usual and not anew and isinstance(self.database, SqliteFile)
        staff = _copy_usual_site(path) if copied else None
        self.store = Store.on(self.database, self.clock)
        self.server = Actor()
        if staff is None:
            staff = _set_up(self.store, self.server, document or {}, catalogue)
        self.lea, self.max = staff.lea, staff.max
        self.kiosk, self.kiosk_2 = staff.kiosk, staff.kiosk_2
        self._codes = 0
        self._listed: list[bookings.BookingRow] = []

    def hire(self, username: str) -> Actor:
        """Let somebody work at a counter of their own."""
        return _hire(self.store, self.server, username)

    def do(self, usecase: Any, actor: Actor, command: Any) -> Receipt:
        """Run a command; return its receipt, or raise its refusal."""
        return self.store.write(lambda uow: usecase(uow, actor, command))

    def wait(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass."""
        self.clock.advance(minutes * 60 + seconds)

    def at(self, hour: int, minute: int = 0) -> datetime:
        """Return a moment of the day."""
        return TUESDAY_NINE.replace(hour=hour, minute=minute)

    def until(self, hour: int, minute: int = 0) -> None:
        """Let time pass until a moment of the day."""
        self.clock.advance((self.at(hour, minute) - self.clock.now()).total_seconds())

    def site(self) -> Site:
        with self.store.read() as reader:
            return reader.site()

    def service(self, code: str) -> ServiceId:
        return next(found.id for found in self.site().services if found.code == code)

    def counter(self, number: str) -> CounterId:
        return next(found.id for found in self.site().counters if found.number == number)

    def book(
        self, hour: int, minute: int = 0, code: str = "passport", **more: Any
    ) -> AppointmentId:
        """Let the booking source list one more appointment; return its id."""
        self._listed.append(self.row(hour, minute, code, **more))
        return self.import_rows(self._listed)[-1]

    def row(
        self, hour: int, minute: int = 0, code: str = "passport", **more: Any
    ) -> bookings.BookingRow:
        self._codes += 1
        day = timedelta(days=more.pop("days", 0))
        people = more.pop("people", (bookings.BookedPerson(f"part-{self._codes}", "Silva", "Ana"),))
        return bookings.BookingRow(
            source_id=f"rdv-{self._codes}",
            code_id=2**40 + self._codes,
            reference=more.pop("reference", f"{1000 + self._codes}"),
            service_id=self.service(code),
            starts_at=self.at(hour, minute) + day,
            people=people,
            **more,
        )

    def import_rows(self, rows: list[bookings.BookingRow]) -> list[AppointmentId]:
        with self.store.read() as reader:
            day = reader.today
        self.do(bookings.apply_day, self.server, bookings.ApplyDay(day, "rdv", rows))
        with self.store.read() as reader:
            known = {
                card.appointment.source_id: card.appointment.id
                for ahead in range(8)
                for card in reader.appointments(day + timedelta(days=ahead))
            }
        return [known[row.source_id] for row in rows]

    def check_in(self, appointment_id: AppointmentId, **more: Any) -> Receipt:
        return self.do(arriving.check_in, self.lea, CheckIn(appointment_id=appointment_id, **more))

    def walk_in(self, code: str = "life", **more: Any) -> Receipt:
        return self.do(arriving.walk_in, self.kiosk, WalkIn(self.service(code), **more))

    def lease(self, letter: str = "K", count: int = 10, **more: Any) -> Receipt:
        return self.do(leasing.grant_lease, self.kiosk, leasing.GrantLease(letter, count, **more))

    def leased(self, lease: Receipt, number: str, **more: Any) -> LeasedNumber:
        at = more.pop("issued_at", self.clock.now())
        return LeasedNumber(number, LeaseId(str(lease["lease_id"])), at, **more)

    def open(self, number: str = "1", agent: Actor | None = None) -> CounterId:
        counter_id = self.counter(number)
        command = counters.OpenCounter(counter_id)
        self.do(counters.open_counter, agent or self.lea, command)
        return counter_id

    def call_next(self, number: str = "1", agent: Actor | None = None) -> Receipt:
        command = calling.CallNext(self.counter(number))
        return self.do(calling.call_next, agent or self.lea, command)

    def step(self, receipt: Receipt) -> Step:
        with self.store.read() as reader:
            return reader.step(str(receipt["step_id"]))

    def read(self) -> Any:
        """Return a context manager that gives a `Reader`."""
        return self.store.read()

    def outcomes_to_send(self) -> list[tuple[str, str]]:
        """Return what the booking server is to be told: participation and outcome."""
        with self.store.read() as reader:
            assert isinstance(reader, Reader)
            return [(item.target, item.outcome) for item in reader.outbox_due()]


def _set_up(
    store: Store, server: Actor, document: dict[str, Any], catalogue: dict[str, Any]
) -> Staff:
    command = settings.Initialise("Lisbonne", "Europe/Lisbon", document, catalogue)
    store.write(lambda uow: settings.initialise(uow, server, command))
    return Staff(
        _hire(store, server, "lea"),
        _hire(store, server, "max"),
        Actor(_enrol(store, server, "Kiosk 1", StationKind.KIOSK)),
        Actor(_enrol(store, server, "Kiosk 2", StationKind.KIOSK)),
    )


def _hire(store: Store, server: Actor, username: str) -> Actor:
    command = agents.CreateAgent(username, "hash", (Role.AGENT, Role.RECEPTION))
    agent = store.write(lambda uow: agents.create(uow, server, command))
    station = _enrol(store, server, f"Counter of {username}", StationKind.COUNTER)
    return Actor(station, AgentId(str(agent["agent_id"])))


def _enrol(store: Store, server: Actor, name: str, kind: StationKind) -> StationId:
    command = stations.Enrol(f"token of {name}", kind, name)
    made = store.write(lambda uow: stations.enrol(uow, server, command))
    return StationId(str(made["station_id"]))


def _copy_usual_site(path: Path) -> Staff:
    path.parent.mkdir(parents=True, exist_ok=True)
    files, staff = _usual_site()
    for ending, content in files.items():
        path.with_name(path.name + ending).write_bytes(content)
    return staff


@cache
def _usual_site() -> tuple[Mapping[str, bytes], Staff]:
    """Return what stands on the disk of the usual site once it was set up, by the ends of names."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "site.db"
        store = Store.on(SqliteFile(path, KEY), SimulatedClock(TUESDAY_NINE, 0))
        staff = _set_up(store, Actor(), {}, CATALOGUE)
        store.close()
        left = path.parent.iterdir()
        return {one.name.removeprefix(path.name): one.read_bytes() for one in left}, staff
