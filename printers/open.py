"""Opens a printer as it was set up."""

from pathlib import Path

from printers.encoder import Job, encode
from printers.raster import draw
from printers.setup import PrinterSetup
from printers.slip import Slip
from printers.spool import Printer
from printers.ways import transport_of


def compose(slip: Slip) -> Job:
    """Draw and encode a slip; raises as `raster.draw` does."""
    return encode(draw(slip))


def open_printer(setup: PrinterSetup, folder: Path | None = None) -> Printer:
    """Return the printer that is meant; nothing is sent or opened yet.

    Args:
        setup: What was chosen for it.
        folder: What a relative path in its way is taken from.

    Raises:
        PrinterUnknown: Its way is none of those that exist.
    """
    return Printer(transport_of(setup.way, folder), compose)
