"""A kiosk's desk, and what it told its program."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sync.client.http import Connection
from sync.client.offline.desk import KioskDesk
from sync.client.offline.giving import DeskRules
from sync.client.offline.outcomes import DeskState, GivenTicket
from sync.client.offline.stock import StockRules
from sync.contract.appointment_code import RDV, AppointmentCode, code_id, sign, site_hash
from sync.contract.arrivals import ArrivedOut
from tests.fakes.site_rules import CODE_KEY, KEY_ID, SITE_ID, START

RULES = DeskRules(
    ask_s=1.5,
    fill_s=1.0,
    walk_in_wait_s=0.7,
    stock=StockRules(working=10, low=4, reserve=20, site_every_s=60.0),
)


@dataclass
class Watched:
    """A desk, and what it told."""

    profile: Path
    connection: Connection
    rules: DeskRules = RULES
    states: list[DeskState] = field(default_factory=list)
    reported: dict[str, ArrivedOut] = field(default_factory=dict)
    station_id: str | None = None

    def __post_init__(self) -> None:
        self.changed = threading.Condition()
        self.open()

    def open(self) -> None:
        self.desk = KioskDesk.open(
            self.profile,
            self.connection,
            on_reported=self._reported,
            on_state=self._state,
            rules=self.rules,
            station_id=self.station_id,
        )

    def restart(self) -> None:
        self.desk.close()
        self.open()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, asked after each change and a few times a second."""
        with self.changed:
            for _ in range(200):
                if holds():
                    return
                self.changed.wait(0.05)
        raise AssertionError(self.desk.state(), self.states)

    def settled(self) -> None:
        self.until(lambda: self.desk.state().pending == 0)

    def stocked(self) -> None:
        """Wait until numbers for today and a long outage are here."""
        self.until(lambda: self.desk.site is not None)
        self.desk._stock.fill(5)

    def _reported(self, key: str, answer: ArrivedOut) -> None:
        with self.changed:
            self.reported[key] = answer
            self.changed.notify_all()

    def _state(self, state: DeskState) -> None:
        with self.changed:
            self.states.append(state)
            self.changed.notify_all()


def code(appointment: int = 1, at: datetime = START, service: int = 2, **changes: object) -> str:
    """Sign the code of an appointment."""
    facts = AppointmentCode(KEY_ID, site_hash(SITE_ID), service, at, code_id(RDV, appointment))
    return sign(replace(facts, **changes), CODE_KEY)  # type: ignore[arg-type]


def given(outcome: object) -> GivenTicket:
    """Say that an outcome is a ticket."""
    assert isinstance(outcome, GivenTicket), outcome
    return outcome
