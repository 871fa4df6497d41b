"""Turns a picture into ESC/POS bytes that a printer cannot mistake for real-time commands.

Printers carry out `DLE EOT`, `DLE ENQ` and `DLE DC4` wherever they meet them, in a picture as well:
the first asks for a status, the others may wipe the buffer or cut the power. No job holds one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from printers.model import PrinterModel
from printers.picture import Picture
from printers.status import FENCE

STRIP_ROWS = 96
"""Rows a command; cheap printers lose step in one tall picture."""

REALTIME = re.compile(rb"\x10[\x04\x05\x14]")
"""What must stand nowhere in a job."""

RESET = b"\x1b@"
CUT = b"\x1dVB\x00"
"""GS V 66 0: moves the slip's end to the cutter, and leaves a bridge that is torn by hand."""

_MOVE_ON = b"\x1bd\x05"
_GREATEST_SHIFT = 7


@dataclass(frozen=True, slots=True)
class Job:
    """One slip, ready to be sent.

    Attributes:
        data: Everything from the reset to the question whose answer tells that it went through.
        height_mm: Paper it takes, without the way to the cutter.
    """

    data: bytes
    height_mm: float


def encode(picture: Picture, model: PrinterModel) -> Job:
    """Encode a picture, a partial cut and the fence.

    The printed picture is the one given, dot by dot, if its left seven dots are white, as those of
    `layout` are: a row that would hold a real-time command is sent alone, some dots to the left,
    under a left margin of as many dots. Only where no shift helps does such a row lose the one dot
    that begins the command.
    """
    return Job(RESET + b"".join(strips(picture)) + ending(model), model.mm(picture.height))


def ending(model: PrinterModel) -> bytes:
    """Return what parts a slip from the roll, and the fence.

    Without a cutter the paper moves on until it can be torn.
    """
    return parting(model) + FENCE


def parting(model: PrinterModel) -> bytes:
    """Return what parts whatever is on paper from the roll."""
    return CUT if model.cuts else _MOVE_ON


def strips(picture: Picture) -> Iterator[bytes]:
    """Yield the commands that print a picture, none of which holds a real-time command."""
    rows: list[bytes] = []
    for index in range(picture.height):
        row = picture.row(index)
        if REALTIME.search(row):
            yield _strip(rows)
            rows = []
            yield _awkward(row)
            continue
        if len(rows) == STRIP_ROWS or (rows and REALTIME.match(rows[-1][-1:] + row[:1])):
            yield _strip(rows)
            rows = []
        rows.append(row)
    yield _strip(rows)


def _strip(rows: list[bytes]) -> bytes:
    """Return GS v 0 with these rows; nothing for none."""
    if not rows:
        return b""
    stride, height = len(rows[0]), len(rows)
    sizes = stride.to_bytes(2, "little") + height.to_bytes(2, "little")
    return b"\x1dv0\x00" + sizes + b"".join(rows)


def _awkward(row: bytes) -> bytes:
    bits = len(row) * 8
    value = int.from_bytes(row, "big")
    for shift in range(1, _GREATEST_SHIFT + 1):
        if value >> (bits - shift):
            break
        moved = (value << shift).to_bytes(len(row), "big")
        if not REALTIME.search(moved):
            return _margin(shift) + _strip([moved]) + _margin(0)
    return _strip([REALTIME.sub(lambda found: b"\x00" + found[0][1:], row)])


def _margin(dots: int) -> bytes:
    return b"\x1dL" + dots.to_bytes(2, "little")
