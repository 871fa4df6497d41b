"""Printers that are found, asked and tried in a test, and answer as told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from printers.conversation import Outcome
from printers.finding import Found, Introduction
from printers.paper_meter import Roll
from printers.serial_ports import SerialPort
from printers.setup import PrinterSetup
from printers.status import PrinterStatus
from printers.trial import Trial

T = TypeVar("T")

WELL = PrinterStatus("ok", "closed", True, cutter="ok")
NO_PAPER = PrinterStatus("out", "closed", False, "paper_out")
PRINTED = Trial(WELL, Outcome("printed"), WELL)


@dataclass
class FakeBench:
    """Answers of every printer, or what is raised instead."""

    found: list[Found] = field(default_factory=list)
    serial: list[SerialPort] = field(default_factory=list)
    answer: Introduction | Exception = field(default_factory=lambda: Introduction(WELL))
    trial: Trial | Exception = PRINTED
    rolls: dict[int, Roll] = field(default_factory=dict)
    asked: list[tuple[str, PrinterSetup]] = field(default_factory=list)

    def printers(self) -> list[Found]:
        return self.found

    def ports(self) -> list[SerialPort]:
        return self.serial

    def ask(self, setup: PrinterSetup) -> Introduction:
        self.asked.append(("who", setup))
        return _given(self.answer)

    def status(self, setup: PrinterSetup) -> PrinterStatus:
        self.asked.append(("how", setup))
        return _given(self.answer).status

    def roll(self, index: int, setup: PrinterSetup) -> Roll:
        return self.rolls.setdefault(index, Roll(setup.roll_m * 1000, 20_000.0, 150))

    def change_roll(self, index: int, setup: PrinterSetup) -> Roll:
        self.rolls[index] = Roll(setup.roll_m * 1000)
        return self.rolls[index]

    def try_out(self, setup: PrinterSetup) -> Trial:
        self.asked.append(("slip", setup))
        return _given(self.trial)


def _given(what: T | Exception) -> T:
    if isinstance(what, Exception):
        raise what
    return what


@dataclass
class HeldTasks:
    """Runs work when it is told to, so that a test can look at what stands meanwhile."""

    waiting: list[Callable[[], None]] = field(default_factory=list)

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        def job() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - handed on, as the runner does
                failed(error)
            else:
                done(result)

        self.waiting.append(job)

    def finish(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()
