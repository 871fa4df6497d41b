"""What is done with printers and readers while they are set up. Every call may take seconds."""

from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QDateTime, QLocale

from core.runtime.clock import SystemClock
from kiosk.devices.words import say, setup_words, status_words
from printers.encoder import parting
from printers.finding import Found, Introduction, find_printers, introduce
from printers.model import model_named
from printers.open import meter_of
from printers.paper_meter import PaperMeter, Roll
from printers.serial_ports import SerialPort, port_named, serial_ports
from printers.setup import PrinterSetup
from printers.status import PrinterStatus
from printers.transport import LinkLost, LossReason
from printers.trial import PATIENCE, Trial, ask_printer, try_printer
from printers.trial_slip import TrialWords, trial_slip
from printers.ways import transport_of

PAYLOAD: Final = "GUICHET TEST"

_TITLE = QT_TRANSLATE_NOOP("Devices", "Test slip")
_LETTERS = QT_TRANSLATE_NOOP(
    "Devices", "Each line below: a number, then some of these letters, and no others:"
)
_EDGES = QT_TRANSLATE_NOOP("Devices", "Both ends of the ruler must be there.")
_CODES = QT_TRANSLATE_NOOP("Devices", "A telephone must read every code: {code}")


class Bench:
    """Finds devices, asks them, and tries them.

    Args:
        profile: What a relative path in a way is taken from.
        language: Of the test slips.
    """

    def __init__(self, profile: Path, language: str) -> None:
        self._profile = profile
        self._language = language

    def printers(self) -> list[Found]:
        """Return what may be a printer."""
        return find_printers()

    def ports(self) -> list[SerialPort]:
        """Return where a reader may be."""
        return serial_ports()

    def ask(self, setup: PrinterSetup) -> Introduction:
        """Ask a printer how it is and who it is.

        Raises:
            LinkLost: It cannot be reached; its reason says why.
            LinkStuck: It takes no question.
        """
        return introduce(transport_of(setup.way, self._profile), PATIENCE)

    def status(self, setup: PrinterSetup) -> PrinterStatus:
        """Ask a printer how it is, and nothing else; raises as `ask` does."""
        return ask_printer(transport_of(setup.way, self._profile))

    def try_out(self, setup: PrinterSetup) -> Trial:
        """Print a test slip.

        Raises:
            LinkLost: The printer cannot be reached; its reason says why. Nothing was printed.
            LinkStuck: It takes no question. Nothing was printed.
        """
        transport = transport_of(setup.way, self._profile)
        model = model_named(setup.model, setup.paper_mm)
        return try_printer(
            transport,
            lambda before: trial_slip(self._words(setup, before), model),
            parting=parting(model),
        )

    def roll(self, index: int, setup: PrinterSetup) -> Roll:
        """Return what was counted on a printer's roll; the first printer is 0."""
        return self._meter(index, setup).roll

    def change_roll(self, index: int, setup: PrinterSetup) -> Roll:
        """Count anew from now on: a new roll was put in."""
        meter = self._meter(index, setup)
        meter.changed()
        return meter.roll

    def _meter(self, index: int, setup: PrinterSetup) -> PaperMeter:
        return meter_of(setup, self._profile, index + 1)

    def _words(self, setup: PrinterSetup, before: PrinterStatus) -> TrialWords:
        return TrialWords(
            language=self._language,
            title=say(_TITLE),
            facts=(_moment(self._language), *setup_words(setup), *status_words(before)),
            letters=say(_LETTERS),
            edges=say(_EDGES),
            codes=say(_CODES, code=PAYLOAD),
            payload=PAYLOAD,
        )


def reader_loss(scanner: str) -> LossReason | None:
    """Return why the port of a reader is not there; None where it is, or no port is meant.

    The reader is not opened: the kiosk may be reading from it.
    """
    kind, _, rest = scanner.partition(":")
    name = rest.partition("@")[0] if kind == "serial" else scanner.partition("@")[0]
    if kind not in ("serial", "usb"):
        return None
    try:
        device = port_named(name)
    except LinkLost as error:
        # Of readers that are alike the kiosk takes the first.
        return None if error.reason == "several" else error.reason
    known = {port.device for port in serial_ports()}
    return None if device in known or Path(device).exists() else "absent"


def _moment(language: str) -> str:
    now: datetime = SystemClock().now().astimezone()
    return QLocale(language).toString(
        QDateTime(now.year, now.month, now.day, now.hour, now.minute, now.second),
        QLocale.FormatType.ShortFormat,
    )
