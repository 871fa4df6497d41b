"""A site made for a measurement: stations, staff, and a waiting room that is full at once."""

import contextlib
import io
import json
import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.load.rows import insert_all
from benchmarks.load.year import DAYS, add_year
from core import numbering, policy
from core.model import (
    AgentId,
    AppointmentId,
    AppointmentMode,
    AppointmentStatus,
    CounterId,
    Role,
    SlipState,
    StationId,
    StationKind,
    StepId,
    StepState,
    VisitId,
)
from core.numbering import Series
from core.policy import Ranked
from core.ports import Clock, UnitOfWork
from core.runtime.clock import SimulatedClock, SystemClock
from core.runtime.ids import new_id
from core.site import Policy, Service, Site
from core.store import Store
from core.store.rows import values_of
from core.store.unit_of_work import SqlUnitOfWork
from core.things import Actor, Appointment, AppointmentPerson, Step, Visit
from core.usecases import agents, counters, stations
from core.usecases.agents import CreateAgent, RecordSignIn
from core.usecases.counters import OpenCounter
from core.usecases.stations import Enrol
from server.__main__ import main as guichet_server
from server.data_folder import DataFolder

LETTERS: Final = "FHKMPRWXY"
COUNTERS: Final = 30
DESKS: Final = 10
DISPLAYS: Final = 10
LASTS: Final = timedelta(hours=12)
_IN_PARTS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Place:
    """An agent at a counter that is open."""

    counter_id: str
    token: str


@dataclass(frozen=True, slots=True)
class LoadSite:
    """What a driver must know of a site.

    Attributes:
        data: Its folder.
        keys: Where its key is.
        places: Agents who call and serve.
        desks: Tokens of receptions, which let people in.
        displays: Tokens of displays.
        lead: A token that reads statistics.
        services: Ids, in the order of `LETTERS`.
        booked: Ids of appointments of today that nobody has checked in.
    """

    data: Path
    keys: Path
    places: tuple[Place, ...]
    desks: tuple[str, ...]
    displays: tuple[str, ...]
    lead: str
    services: tuple[str, ...]
    booked: tuple[str, ...]

    @property
    def listeners(self) -> tuple[str, ...]:
        """Tokens of the 40 stations that listen: 30 counters and 10 displays."""
        return tuple(place.token for place in self.places) + self.displays

    def second_half(self) -> "LoadSite":
        """Return the same with the appointments that a first measurement left alone."""
        return replace(self, booked=self.booked[len(self.booked) // 2 :])

    def open(self, clock: Clock | None = None) -> Store:
        """Open its database; no server may run on it."""
        os.environ["GUICHET_KEY_DIR"] = str(self.keys)
        key = DataFolder(self.data).key()
        return Store.open(self.data / "site.sqlite", key=key, clock=clock or SystemClock())


def make_site(folder: Path, *, waiting: int, booked: int, year: int = 0) -> LoadSite:
    """Make a site in a fresh folder.

    Args:
        folder: Gets the site's data and, beside them, its key.
        waiting: People who wait already, one in ten with priority, for nine services alike.
        booked: Appointments of today that can be checked in.
        year: Visits of the year before today.
    """
    began = datetime.now(UTC) - timedelta(days=DAYS if year else 0)
    data, keys = folder / "site", folder / "keys"
    folder.mkdir(parents=True, exist_ok=True)
    services = folder / "catalogue.json"
    services.write_text(json.dumps(catalogue()), encoding="utf-8")
    os.environ["GUICHET_KEY_DIR"] = str(keys)
    words = ["init", "--data", str(data), "--name", "Mesure", "--zone", "Europe/Lisbon"]
    words += ["--clock", began.isoformat()]
    with contextlib.redirect_stdout(io.StringIO()):
        code = guichet_server([*words, "--catalogue", str(services)])
    assert code == 0, code
    empty = LoadSite(data, keys, (), (), (), "", (), ())
    if year:
        with empty.open(SimulatedClock(began)) as store:
            add_year(store, year, datetime.now(UTC).date())
    with empty.open() as store:
        with store.read() as reader:
            site = reader.site()
        made = store.write(lambda uow: _furnish(uow, empty, site))
        store.write(lambda uow: fill(uow, site, waiting))
        ids = store.write(lambda uow: book(uow, site, booked))
    return replace(made, booked=tuple(ids))


def catalogue(counters: int = COUNTERS) -> dict[str, Any]:
    """Return nine services, and counters that take them all."""
    codes = [f"service_{letter.lower()}" for letter in LETTERS]
    return {
        "services": [
            {"code": code, "number": place, "letter": LETTERS[place - 1], "labels": {"fr": code}}
            for place, code in enumerate(codes, 1)
        ],
        "counters": [
            {
                "number": str(number),
                "name": {"fr": f"Guichet {number}"},
                "zone": "A",
                "services": codes,
            }
            for number in range(1, counters + 1)
        ],
    }


def _furnish(uow: UnitOfWork, empty: LoadSite, site: Site) -> LoadSite:
    """Enrol the stations, sign the staff in, and open every counter."""
    every = (Role.AGENT, Role.RECEPTION)
    places = []
    for place in site.counters:
        token, actor = signed_in(uow, f"agent-{place.number}", every)
        counters.open_counter(uow, actor, OpenCounter(CounterId(place.id)))
        places.append(Place(place.id, token))
    desks = tuple(
        signed_in(uow, f"desk-{number}", (Role.RECEPTION,))[0] for number in range(1, DESKS + 1)
    )
    displays = tuple(
        enrolled(uow, StationKind.DISPLAY, f"display-{number}")[0]
        for number in range(1, DISPLAYS + 1)
    )
    lead, _ = signed_in(uow, "lead", (Role.LEAD, Role.RECEPTION, Role.STATISTICIAN))
    services = tuple(service.id for service in site.services)
    return replace(
        empty, places=tuple(places), desks=desks, displays=displays, lead=lead, services=services
    )


def enrolled(uow: UnitOfWork, kind: StationKind, name: str) -> tuple[str, StationId]:
    """Enrol a station; return its token and its id."""
    token = stations.new_token()
    receipt = stations.enrol(uow, Actor(), Enrol(token, kind, name))
    return token, StationId(str(receipt["station_id"]))


def signed_in(
    uow: UnitOfWork, name: str, roles: tuple[Role, ...], lasts: timedelta = LASTS
) -> tuple[str, Actor]:
    """Sign a new agent in at a new station; return the token of the session, and who it is."""
    _, station_id = enrolled(uow, StationKind.COUNTER, name)
    created = agents.create(uow, Actor(), CreateAgent(name, "no password fits", roles))
    agent_id, token = AgentId(str(created["agent_id"])), stations.new_token()
    signed = RecordSignIn(agent_id, station_id, token, uow.now + lasts)
    agents.record_sign_in(uow, Actor(station_id), signed)
    return token, Actor(station_id, agent_id)


def fill(uow: UnitOfWork, site: Site, waiting: int) -> None:
    """Let people wait who came over the last three hours."""
    assert isinstance(uow, SqlUnitOfWork)
    visits, steps = [], []
    now, day = uow.now, uow.today()
    for place in range(1, waiting + 1):
        came = now - timedelta(minutes=180 * (1 - place / waiting))
        service = site.services[place % len(LETTERS)]
        ranked = policy.rank_walk_in(came, Policy(), service, priority=place % 10 == 0)
        visit = _waiting(day, service, place, came, ranked)
        visits.append(values_of(visit))
        steps.append(values_of(_step_of(visit, ranked)))
    # Pages that do not fit are encrypted and written again and again.
    uow.visits.connection.exec_driver_sql("PRAGMA cache_size = -400000")
    insert_all(uow.visits.connection, uow.visits.table, visits)
    insert_all(uow.visits.connection, uow.steps.table, steps)
    given = waiting // len(LETTERS) + 1
    for letter in LETTERS:
        series = Series(min(given + 1, numbering.RESERVE_START), max(given + 1, 500))
        uow.leases.put_series(day, letter, series)


def _waiting(day: date, service: Service, place: int, came: datetime, ranked: Ranked) -> Visit:
    number = numbering.show(service.letter, place // len(LETTERS) + 1)
    return Visit(
        id=VisitId(new_id()),
        business_day=day,
        number=number,
        called_as=number,
        letter=service.letter,
        sequence=place,
        kind="walk_in",
        service_id=service.id,
        checked_in_at=came,
        received_at=came,
        language="fr",
        base_at=ranked.base_at,
        bonus_min=ranked.bonus_min,
        settings_version=1,
        priority=ranked.bonus_min > 0,
        services=(service.id,),
        route=(service.id,),
        slip=SlipState.PRINTED,
    )


def _step_of(visit: Visit, ranked: Ranked) -> Step:
    return Step(
        id=StepId(new_id()),
        visit_id=visit.id,
        business_day=visit.business_day,
        ordinal=1,
        service_id=visit.service_id,
        state=StepState.WAITING,
        rank=ranked.rank,
        due_from=ranked.due_from,
        sequence=visit.sequence,
        waiting_since=visit.checked_in_at,
    )


def book(uow: UnitOfWork, site: Site, count: int) -> list[str]:
    """Keep appointments of today, in ten minutes, each of one person; return their ids."""
    at = uow.now + timedelta(minutes=10)
    booked, people = [], []
    for place in range(count):
        appointment = Appointment(
            id=AppointmentId(new_id()),
            source="local",
            source_id=f"{place}",
            code_id=place + 1,
            reference=f"{place + 100_000}",
            service_id=site.services[place % len(LETTERS)].id,
            business_day=uow.today(),
            starts_at=at,
            duration_min=15,
            mode=AppointmentMode.IN_PERSON,
            status=AppointmentStatus.BOOKED,
            source_status=AppointmentStatus.BOOKED,
            digest="",
            imported_at=uow.now,
        )
        booked.append(appointment)
        family, given = name_of(place)
        people.append(AppointmentPerson(appointment.id, 1, None, family, given))
    for first in range(0, count, _IN_PARTS):
        part = slice(first, first + _IN_PARTS)
        uow.appointments.add_all(booked[part], people[part])
    return [appointment.id for appointment in booked]


_FAMILIES: Final = (
    "Silva",
    "Dupont",
    "Nguyễn",
    "Haddad",
    "Ferreira",
    "Lefèvre",
    "Okafor",
    "Kaya",
    "Иванов",
    "Παππάς",
    "الحسن",
    "El-Khoury",
    "O’Brien",
    "Sørensen",
    "Müller",
    "García",
    "Martínez",
    "Traoré",
    "Diallo",
    "Popescu",
    "Kowalski",
    "Chen",
    "Tanaka",
    "Rossi",
)
_GIVEN: Final = ("Ana", "Élodie", "Omar", "João", "Fatou", "Mei", "Ivan", "Zeynep", "Noé", "Rosa")


def name_of(place: int) -> tuple[str, str]:
    """Return the invented family and given name of one of many people."""
    family = f"{_FAMILIES[place % len(_FAMILIES)]}{_syllables(place // len(_FAMILIES))}"
    return family, _GIVEN[place // 3 % len(_GIVEN)]


def _syllables(number: int) -> str:
    parts = ("ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "ta")
    return "".join(parts[int(digit)] for digit in str(number))
