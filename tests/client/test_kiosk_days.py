"""A made-up day at a kiosk: whatever happens in whatever order, the numbers come out right."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from sync.client.http import Connection
from sync.client.offline.desk import KioskDesk
from sync.client.offline.giving import DeskRules
from sync.client.offline.outcomes import GivenTicket, RefusedArrival
from sync.client.offline.stock import StockRules
from sync.contract.appointment_code import RDV, AppointmentCode, code_id, sign, site_hash
from tests.fakes.site_rules import CODE_KEY, KEY_ID, LIFE_CERT, PASSPORT, SITE_ID, START, TOKEN
from tests.fakes.site_server import SiteServer

FAULTS = ("lose", "cut", "drop", "503 store_unavailable", "500 oops", "delay")
PATHS = ("/v1/walk-ins", "/v1/check-ins", "/v1/number-leases", "/v1/site")
RULES = DeskRules(ask_s=0.3, fill_s=0.3, walk_in_wait_s=0.1, stock=StockRules(10, 4, 60, 60.0))


def code(person: int) -> str:
    booked = START + timedelta(minutes=person % 20)
    ref = code_id(RDV, person)
    return sign(AppointmentCode(KEY_ID, site_hash(SITE_ID), 2, booked, ref), CODE_KEY)


class Day:
    """One kiosk, one server, and what visitors were told."""

    def __init__(self, site: SiteServer, profile: Path, seed: int) -> None:
        self.site = site
        self.profile = profile
        self.dice = random.Random(seed)
        self.walk_ins: list[str] = []
        self.people: dict[int, str] = {}
        self.up = True
        self.open()
        self.desk._stock.fill(5)

    def open(self) -> None:
        self.desk = KioskDesk.open(self.profile, Connection(self.site.url, TOKEN), rules=RULES)

    def live(self) -> None:
        """Let one thing happen."""
        steps = [self.walk_in] * 5 + [self.check_in] * 5
        self.dice.choice([*steps, self.fault, self.fault, self.restart, self.flip])()

    def walk_in(self) -> None:
        outcome = self.desk.walk_in(self.dice.choice((LIFE_CERT, PASSPORT)))
        if isinstance(outcome, GivenTicket):
            self.walk_ins.append(outcome.number)

    def check_in(self) -> None:
        person = self.dice.randrange(12)
        outcome = self.desk.check_in(code=code(person))
        if isinstance(outcome, GivenTicket):
            assert self.people.setdefault(person, outcome.number) == outcome.number
        elif isinstance(outcome, RefusedArrival) and outcome.code == "already_checked_in":
            # Told of a number that may have been given while an answer was lost.
            assert (
                self.people.setdefault(person, outcome.facts["number"]) == outcome.facts["number"]
            )

    def fault(self) -> None:
        kind = self.dice.choice(FAULTS)
        self.site.fault(self.dice.choice(PATHS), kind, times=self.dice.randrange(1, 4), seconds=0.4)

    def restart(self) -> None:
        self.desk.close()
        self.open()

    def flip(self) -> None:
        if self.up:
            self.site.stop()
        else:
            self.site.start()
        self.up = not self.up

    def end(self) -> None:
        """Bring everything back and wait until the server knows all."""
        self.site.clear_faults()
        if not self.up:
            self.site.start()
        for _ in range(300):
            if self.desk.state().pending == 0:
                break
            self.desk.refresh()
            self.desk._stock.fill(0.1)
        assert self.desk.state().pending == 0
        assert self.desk.rejected() == []
        self.desk.close()


@pytest.mark.parametrize(
    "seed",
    [
        *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2, 3)),
        *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(100, 140)),
    ],
)
def test_every_number_is_given_once_and_told_once(
    site: SiteServer, tmp_path: Path, seed: int
) -> None:
    day = Day(site, tmp_path / "kiosk", seed)
    for _ in range(60):
        day.live()
    day.end()
    shown = [*day.walk_ins, *day.people.values()]
    assert len(set(shown)) == len(shown)
    told = site.numbers()
    assert len(set(told)) == len(told)
    assert set(shown) <= set(told)
    owners = [visit["person"] for visit in site.visits.values() if visit["person"]]
    assert len(set(owners)) == len(owners)
