"""A site that is set up once, with everybody signed in: each run plays on a copy of its folder."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from core.model import Role, ServiceId, StationKind
from core.things import Actor
from core.usecases import bookings
from core.usecases.bookings import ApplyDay, BookedPerson, BookingRow
from tests.faults.history import Who
from tests.faults.players import MORNING
from tests.faults.room import Room
from tests.server.site_support import SiteUnderTest, init, running_site
from tests.support.databases import copied, dropped_after

KIOSKS: Final = ("kiosk-1", "kiosk-2")
OWN_KIOSK: Final = "kiosk-own"
"""The one that runs the product's own desk."""

DISPLAYS: Final = ("display-1", "display-2")
AGENTS: Final[Mapping[str, str]] = {"anna": "1", "bruno": "2", "carla": "4", "denis": "Caisse"}
"""Agents, and the counter that each sits at."""

RECEPTION: Final = "lea"
LEAD: Final = "chef"
AUDITOR: Final = "audit"
_BOOKED: Final = ("passport", "registration", "collection")
_WALK_INS: Final = ("life_cert", "signature", "collection", "info", "deposit", "copy_cert")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A folder to copy, and who may speak to the site in it.

    Attributes:
        base: Holds `data`, the site's folder, and `keys`.
        tokens: By name.
        appointments: What a booking server had booked, as reception sees it.
        began: The newest seq.
    """

    base: Path
    who: Mapping[str, Who]
    tokens: Mapping[str, str]
    walk_ins: tuple[tuple[str, str], ...]
    booked: tuple[str, ...]
    counters: Mapping[str, str]
    appointments: tuple[Mapping[str, str], ...]
    began: int

    def copy_to(self, folder: Path) -> Path:
        """Copy the site's folder, and the database behind it; return the copy."""
        return copy_of_site(self.base, folder)

    def room(self) -> Room:
        """Return an empty waiting room of this site."""
        booked = {str(one["id"]): dict(one) for one in self.appointments}
        return Room(
            list(self.walk_ins), list(self.booked), dict(self.counters), appointments=booked
        )


def copy_of_site(base: Path, folder: Path) -> Path:
    """Copy the `data` below `base`, and the database behind it; return the copy."""
    shutil.copytree(base / "data", folder)
    copied(folder, base / "data")
    return folder


@contextmanager
def place_for_a_site() -> Iterator[Path]:
    """Give a temporary folder; the environment names its `keys` as the key folder meanwhile."""
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        dropped_after(),
    ):
        patch.setenv("GUICHET_KEY_DIR", f"{folder}/keys")
        patch.delenv("CREDENTIALS_DIRECTORY", raising=False)
        yield Path(folder)


@contextmanager
def prepared_site() -> Iterator[Prepared]:
    """Set a site up in a temporary folder."""
    with place_for_a_site() as base:
        yield prepare(base)


def prepare(base: Path) -> Prepared:
    """Set a site up below `base`, whose `keys` the environment must name as the key folder."""
    init(base / "data")
    with running_site(base / "data") as site:
        for name in (*KIOSKS, OWN_KIOSK):
            site.enrol(name, StationKind.KIOSK)
        for name in DISPLAYS:
            site.enrol(name, StationKind.DISPLAY)
        site.sign_in(LEAD, Role.LEAD)
        site.sign_in(AUDITOR, Role.AUDITOR)
        for name in AGENTS:
            site.sign_in(name, Role.AGENT)
        _book(site)
        listed = site.get("/appointments")["items"]
        services = site.get("/site", as_="counter")["services"]
        chosen = [one for one in services if one["code"] in _WALK_INS]
        names = (*KIOSKS, OWN_KIOSK, *DISPLAYS, RECEPTION, LEAD, AUDITOR, *AGENTS)
        return Prepared(
            base=base,
            who={name: _who(site, name) for name in names},
            tokens={name: site.tokens[name] for name in names},
            walk_ins=tuple((one["id"], one["letter"]) for one in chosen),
            booked=tuple(site.service(code) for code in _BOOKED),
            counters={number: site.counter(number) for number in (*AGENTS.values(), "Accueil")},
            appointments=tuple(listed),
            began=site.wiring.store.seq(),
        )


def _book(site: SiteUnderTest) -> None:
    """Let a booking server have brought some bookings, whose outcomes it wants to hear."""
    services = [site.service(code) for code in _BOOKED]
    rows = tuple(
        BookingRow(
            source_id=f"{place}",
            code_id=1000 + place,
            reference=f"{70000 + place}",
            service_id=ServiceId(services[place % len(services)]),
            starts_at=MORNING.replace(minute=5 * (place % 6)),
            people=(BookedPerson(f"p-{70000 + place}", "Essai", "Un"),),
        )
        for place in range(8)
    )
    command = ApplyDay(MORNING.date(), "rdv", rows)
    site.wiring.store.write(lambda uow: bookings.apply_day(uow, Actor(), command))


def _who(site: SiteUnderTest, name: str) -> Who:
    caller = site.wiring.callers.find(site.tokens[name])
    if caller is None:
        raise ValueError(f"{name} has no token")
    roles = tuple(sorted(role.value for role in caller.roles or ()))
    return Who(name, caller.kind.value, caller.station_id, caller.agent_id, roles)
