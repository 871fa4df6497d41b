"""`guichet-kiosk --check-devices`: printers and reader in words, for somebody on the telephone."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kiosk.devices.bench import reader_loss
from kiosk.devices.file import NO_PRINTER, NO_SCANNER
from kiosk.devices.words import (
    cause_words,
    kind_words,
    loss_words,
    lost_trial_words,
    say,
    setup_words,
    status_sentence,
    trial_words,
)
from printers.finding import Found, Introduction
from printers.paper_meter import Roll
from printers.serial_ports import SerialPort
from printers.setup import PrinterSetup
from printers.status import PrinterStatus
from printers.transport import LinkLost, LinkStuck
from printers.trial import Trial

_INDENT = "  "
_PATIENCE_S = 2.0


class DeviceBench(Protocol):
    """What is done with devices; `bench.Bench` does it."""

    def printers(self) -> list[Found]: ...

    def ports(self) -> list[SerialPort]: ...

    def ask(self, setup: PrinterSetup) -> Introduction: ...

    def status(self, setup: PrinterSetup) -> PrinterStatus: ...

    def try_out(self, setup: PrinterSetup) -> Trial: ...

    def roll(self, index: int, setup: PrinterSetup) -> Roll: ...

    def change_roll(self, index: int, setup: PrinterSetup) -> Roll: ...


class DeviceCheck:
    """Looks at everything once and says it line by line.

    Args:
        bench: Looks and asks.
        tell: Takes each line; it may be called on another thread while a printer is waited for.
        patience_s: How long nothing is said while a printer is waited for.
    """

    def __init__(
        self, bench: DeviceBench, tell: Callable[[str], None], *, patience_s: float = _PATIENCE_S
    ) -> None:
        self._bench = bench
        self._tell = tell
        self._patience_s = patience_s
        self._wrong = 0

    def run(
        self, printers: tuple[PrinterSetup, ...], scanner: str, *, damaged: bool, test_print: bool
    ) -> bool:
        """Check all; True if all is well.

        Args:
            printers: The kiosk's own, then the second one if there is any.
            scanner: The reader.
            damaged: The file of chosen devices cannot be used.
            test_print: Print a test slip on each printer.
        """
        if damaged:
            self._find_wrong(say(_DAMAGED))
        self._list_found()
        for index, setup in enumerate(printers):
            self._tell("")
            self._tell(say(_PRINTERS[index]))
            self._check(setup, test_print=test_print)
        self._tell("")
        self._tell(say(QT_TRANSLATE_NOOP("Devices", "Reader")))
        self._check_reader(scanner)
        self._tell("")
        if self._wrong:
            self._tell(say(QT_TRANSLATE_NOOP("Devices", "To be seen to: {n}"), n=str(self._wrong)))
        else:
            self._tell(say(QT_TRANSLATE_NOOP("Devices", "All is well.")))
        return not self._wrong

    def _list_found(self) -> None:
        self._tell(say(QT_TRANSLATE_NOOP("Devices", "Found on this computer")))
        found = self._bench.printers()
        for each in found:
            model = say(_MODEL, name=each.model) if each.model else ""
            parts = (each.way, kind_words(each.kind), each.label, model)
            self._tell(_INDENT + " · ".join(part for part in parts if part))
        if not found:
            self._tell(_INDENT + say(QT_TRANSLATE_NOOP("Devices", "nothing")))
        self._tell(
            _INDENT
            + say(QT_TRANSLATE_NOOP("Devices", "A printer on the network is found by its address."))
        )

    def _check(self, setup: PrinterSetup, *, test_print: bool) -> None:
        if setup.way == NO_PRINTER.way:
            self._find_wrong(_INDENT + loss_words("none"))
            return
        self._tell(_INDENT + ", ".join(setup_words(setup)))
        try:
            with self._saying_that_it_waits():
                told = self._bench.ask(setup)
            self._tell_of(told)
            if test_print and (told.status.ready or _mute(told)):
                self._try(setup)
        except LinkLost as error:
            self._find_wrong(_INDENT + loss_words(error.reason))
        except LinkStuck:
            self._find_wrong(_INDENT + cause_words("stuck"))

    def _tell_of(self, told: Introduction) -> None:
        name = f"{told.maker} {told.product}".strip()
        if name:
            self._tell(_INDENT + say(QT_TRANSLATE_NOOP("Devices", "It says: {name}"), name=name))
        if told.status.ready:
            self._tell(_INDENT + status_sentence(told.status))
        elif not told.status.cause and _mute(told):
            self._tell(_INDENT + cause_words("silent"))
        elif _mute(told):
            # The way leads both ways, and nothing comes back.
            self._find_wrong(_INDENT + cause_words("silent"))
        else:
            self._find_wrong(_INDENT + status_sentence(told.status))

    def _try(self, setup: PrinterSetup) -> None:
        try:
            with self._saying_that_it_waits():
                trial = self._bench.try_out(setup)
        except (LinkLost, LinkStuck) as error:
            self._find_wrong(_INDENT + lost_trial_words(error))
            return
        state = "" if trial.outcome is None else trial.outcome.state
        one_way = trial.before == PrinterStatus()
        good = state == "printed" or (state == "sent" and one_way)
        (self._tell if good else self._find_wrong)(_INDENT + trial_words(trial))
        if trial.outcome is not None:
            for question in QUESTIONS:
                self._tell(_INDENT + "? " + say(question))

    def _check_reader(self, scanner: str) -> None:
        if scanner == NO_SCANNER:
            self._tell(_INDENT + say(QT_TRANSLATE_NOOP("Devices", "No reader is set up.")))
            return
        self._tell(_INDENT + scanner)
        reason = reader_loss(scanner)
        if reason is not None:
            self._find_wrong(_INDENT + loss_words(reason))
        elif scanner.startswith(("serial:", "usb:")):
            self._tell(_INDENT + say(QT_TRANSLATE_NOOP("Devices", "It is plugged in.")))
        else:
            self._tell(
                _INDENT
                + say(QT_TRANSLATE_NOOP("Devices", "It types like a keyboard: read a code to see."))
            )

    @contextmanager
    def _saying_that_it_waits(self) -> Iterator[None]:
        """Say once that a printer is waited for, if that takes long."""
        timer = threading.Timer(self._patience_s, self._tell_that_it_waits)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _tell_that_it_waits(self) -> None:
        # Nobody may be there to read it; whoever tells the next line finds that out.
        with suppress(BrokenPipeError):
            self._tell(_INDENT + say(_WAITING))

    def _find_wrong(self, line: str) -> None:
        self._wrong += 1
        self._tell(line)


def _mute(told: Introduction) -> bool:
    """Tell whether a printer takes jobs and says nothing, which is no fault."""
    return told.status.cause in ("", "silent") and told.status.online is None


QUESTIONS = (
    QT_TRANSLATE_NOOP("Devices", "Are all letters right, and does each line hold its own?"),
    QT_TRANSLATE_NOOP("Devices", "Are both ends of the ruler there?"),
    QT_TRANSLATE_NOOP("Devices", "Does a telephone read every code?"),
    QT_TRANSLATE_NOOP("Devices", "Was the paper cut?"),
)
"""What only a person can see on a test slip."""

_DAMAGED = QT_TRANSLATE_NOOP(
    "Devices", "The file devices.json cannot be used. Choose printer and reader again (--devices)."
)
_WAITING = QT_TRANSLATE_NOOP("Devices", "Waiting for the printer …")
_MODEL = QT_TRANSLATE_NOOP("Devices", "model {name}")
_PRINTERS = (
    QT_TRANSLATE_NOOP("Devices", "Printer"),
    QT_TRANSLATE_NOOP("Devices", "Second printer"),
)
