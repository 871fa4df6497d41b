"""Opens a printer as it was set up."""

import logging
from pathlib import Path

from printers.encoder import Job, encode, parting
from printers.in_hand import InHand
from printers.layout import arrange
from printers.letters import LettersMissing, LetterUndrawable
from printers.model import PrinterModel, model_named
from printers.paper_meter import PaperMeter
from printers.raster import draw
from printers.setup import PrinterSetup, SlipMode
from printers.slip import Slip
from printers.spool import Printer
from printers.text_encoder import encode_text
from printers.ways import transport_of

_log = logging.getLogger(__name__)


def compose(slip: Slip, model: PrinterModel, mode: SlipMode = SlipMode.AUTO) -> Job:
    """Turn a slip into bytes: text where the printer's letters can say all of it, else drawn.

    What a site worded with letters that nothing shows is left out; the number never is.

    Raises:
        SlipTooWide: Its code does not fit the paper.
        LetterUndrawable: No letter of the printer nor of the bundled fonts shows a character of
            the number or of the program's own words.
        DrawingUnavailable: No QGuiApplication runs, or a font is missing.
    """
    try:
        return _encoded(slip, model, mode)
    except LetterUndrawable as refused:
        less = slip.without(refused.letter)
        if less == slip:
            raise
        _log.warning("left out of a slip: %s", refused)
        return compose(less, model, mode)


def _encoded(slip: Slip, model: PrinterModel, mode: SlipMode) -> Job:
    layout = arrange(slip, model.width_dots)
    if mode is SlipMode.AUTO and model.code_pages:
        try:
            return encode_text(layout, model)
        except LettersMissing as reason:
            _log.debug("drawn: %s", reason)
    return encode(draw(layout), model)


def open_printer(setup: PrinterSetup, folder: Path | None = None, place: int = 1) -> Printer:
    """Return the printer that is meant; nothing is sent or opened yet.

    Args:
        setup: What was chosen for it.
        folder: Of the station: what it remembers of its printers is kept there, and a relative
            path in the printer's way is taken from it. Without one nothing is remembered.
        place: Which of the station's printers it is, from 1.

    Raises:
        PrinterUnknown: Its way is none of those that exist.
        ModelUnknown: Its model is none of those that exist.
    """
    model = model_named(setup.model, setup.paper_mm)
    transport = transport_of(setup.way, folder)
    return Printer(
        transport,
        lambda slip: compose(slip, model, setup.mode),
        parting(model),
        meter_of(setup, folder, place),
        InHand(folder and folder / f"in-hand-{place}"),
    )


def meter_of(setup: PrinterSetup, folder: Path | None, place: int) -> PaperMeter:
    """Return the count of a printer's roll; for its arguments see `open_printer`."""
    return PaperMeter(folder and folder / f"paper-{place}.json", setup.roll_m)
