"""Who comes on the day, and what goes wrong when; all from one seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

ZONE: Final = "Europe/Lisbon"
ORGANISATION: Final = 77
FIRST_RDV: Final = 1000
FIRST_MOTIF: Final = 31
MISSED_SHARE: Final = 0.08
FAMILY_SHARE: Final = 0.1
TYPED_SHARE: Final = 0.2
TWICE_SHARE: Final = 0.02
FIRST_SLOT: Final = 0.06
LAST_SLOT: Final = 0.94
GRACE: Final = timedelta(minutes=17)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who comes to a kiosk.

    Attributes:
        at: When.
        kiosk: Which one.
        rdv: Their appointment; None for a walk-in.
        typed: They type its reference instead of showing its code.
        service: Place of the service among the site's, for a walk-in.
    """

    at: datetime
    kiosk: int
    rdv: int | None = None
    typed: bool = False
    service: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something breaks, or is mended.

    Attributes:
        what: `line down`, `line up`, `kill`, `kiosk off` or `kiosk on`.
        kiosk: Which, for the last two.
    """

    at: datetime
    what: str
    kiosk: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole day.

    Attributes:
        starts: When it begins.
        hours: How long people come.
        scenario: What the booking server knows, as its sandbox reads it.
        missed: Appointments that nobody comes for.
        grace_ends: From when on all of these may be given up.
    """

    seed: int
    starts: datetime
    hours: float
    people: Sequence[Person]
    troubles: Sequence[Trouble]
    scenario: dict[str, Any]
    missed: frozenset[int]
    grace_ends: datetime

    @property
    def day(self) -> date:
        """The business day, in the site's zone."""
        return self.starts.astimezone(ZoneInfo(ZONE)).date()


def make_plan(
    *,
    seed: int,
    starts: datetime,
    hours: float,
    visits: int,
    kiosks: int,
    services: int,
    line_down: timedelta,
    kills: int,
    booked: float,
) -> Plan:
    """Draw a day.

    Of those with an appointment (the share `booked`) one of twelve does not come, one of ten comes
    as a family, and one of fifty shows a code at two kiosks. The line to the booking server
    is down from a ninth of the day on; two kiosks are cut off for a ninth of it each; the site's
    server is killed `kills` times.
    """
    rng = random.Random(seed)
    length = timedelta(hours=hours)
    count = round(visits * booked)
    rdvs, people, missed = [], [], set()
    for place in range(count):
        slot = starts + length * (FIRST_SLOT + (LAST_SLOT - FIRST_SLOT) * place / max(1, count))
        slot = slot.replace(minute=slot.minute - slot.minute % 5, second=0, microsecond=0)
        rdv = FIRST_RDV + place
        rdvs.append(_rdv(rng, rdv, slot, services))
        if rng.random() < MISSED_SHARE:
            missed.add(rdv)
            continue
        came = max(starts, slot - timedelta(minutes=rng.uniform(1, 20)))
        kiosk, typed = rng.randrange(kiosks), rng.random() < TYPED_SHARE
        people.append(Person(came, kiosk, rdv, typed))
        if rng.random() < TWICE_SHARE:
            later = came + timedelta(minutes=rng.uniform(1, 5))
            people.append(Person(later, (kiosk + 1) % kiosks, rdv))
    for _ in range(visits - count):
        came = starts + length * rng.uniform(0.01, 0.95)
        people.append(Person(came, rng.randrange(kiosks), service=rng.randrange(services)))
    return Plan(
        seed,
        starts,
        hours,
        sorted(people, key=lambda person: person.at),
        _troubles(starts, length, kiosks, line_down, kills),
        _scenario(starts, services, rdvs),
        frozenset(missed),
        starts + length * LAST_SLOT + GRACE,
    )


def _troubles(
    starts: datetime, length: timedelta, kiosks: int, line_down: timedelta, kills: int
) -> Sequence[Trouble]:
    down = starts + length / 9
    off = length / 9
    found = [Trouble(down, "line down"), Trouble(down + line_down, "line up")]
    shares = [0.28 + 0.44 * place / max(1, kills - 1) for place in range(kills)]
    found += [Trouble(starts + length * share, "kill") for share in shares]
    for kiosk, share in ((0, 0.35), (1, 0.65)):
        begins = starts + length * share
        found.append(Trouble(begins, "kiosk off", kiosk % kiosks))
        found.append(Trouble(begins + off, "kiosk on", kiosk % kiosks))
    return sorted(found, key=lambda trouble: trouble.at)


def _rdv(rng: random.Random, rdv: int, slot: datetime, services: int) -> dict[str, Any]:
    size = rng.choice((2, 3)) if rng.random() < FAMILY_SHARE else 1
    people = [
        {
            "participation": rdv * 10 + place,
            "user": rdv * 10 + place,
            "first_name": f"Prénom{place}",
            "last_name": f"INVENTÉ{rdv}",
            **({"responsible": rdv * 10} if place else {}),
        }
        for place in range(size)
    ]
    return {
        "id": rdv,
        "at": slot.astimezone(ZoneInfo(ZONE)).strftime("%H:%M"),
        "minutes": 15,
        "motif": FIRST_MOTIF + rng.randrange(services),
        "people": people,
    }


def _scenario(starts: datetime, services: int, rdvs: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "organisation": {"id": ORGANISATION, "name": "Consulat inventé"},
        "zone": ZONE,
        "day": starts.astimezone(ZoneInfo(ZONE)).date().isoformat(),
        "place": {"id": 12, "name": "Accueil", "address": "1 place Inventée"},
        "motifs": [
            {"id": FIRST_MOTIF + place, "name": f"Motif {place}"} for place in range(services)
        ],
        "rdvs": rdvs,
    }
