"""The paper that has come out since the last cut, row by row, and its picture."""

from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.constants import (
    ERROR_CORRECT_H,
    ERROR_CORRECT_L,
    ERROR_CORRECT_M,
    ERROR_CORRECT_Q,
)

_FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "NotoSans_400Regular.ttf"

_LEVELS = {
    48: ERROR_CORRECT_L, 49: ERROR_CORRECT_M, 50: ERROR_CORRECT_Q, 51: ERROR_CORRECT_H
}  # fmt: skip


class Paper:
    """Rows of dots, top first, 1 for black.

    Args:
        width: Printable dots.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._rows: list[int] = []

    @property
    def height(self) -> int:
        """Rows so far."""
        return len(self._rows)

    @property
    def blank(self) -> bool:
        """Whether no dot was printed."""
        return not any(self._rows)

    def feed(self, rows: int) -> None:
        """Move on without printing."""
        self._rows.extend([0] * rows)

    def print_row(self, data: bytes, left: int) -> None:
        """Print one row of dots that begins `left` dots from the edge; the rest falls off."""
        bits = len(data) * 8
        room = self.width - left - bits
        value = int.from_bytes(data, "big")
        value = value << room if room >= 0 else value >> -room
        self._rows.append(value & ((1 << self.width) - 1))

    def save(self, path: Path) -> None:
        """Write a PNG of everything and start anew."""
        whole = b"".join(row.to_bytes(self.width // 8, "big") for row in self._rows)
        picture = Image.frombytes("1", (self.width, self.height), bytes(b ^ 0xFF for b in whole))
        picture.save(path)
        self._rows.clear()


def text_rows(text: str, across: int, down: int, *, bold: bool, small: bool) -> list[bytes]:
    """Return rows of dots for one line of the printer's own letters.

    Args:
        text: The line.
        across: Factor of the width.
        down: Factor of the height.
        bold: Whether strokes are doubled.
        small: Letters of 9 × 17 dots instead of 12 × 24.
    """
    width, height, size = (9, 17, 15) if small else (12, 24, 20)
    font = ImageFont.truetype(str(_FONT), size)
    cell = Image.new("1", (max(width * len(text), width), height), 0)
    pen = ImageDraw.Draw(cell)
    pen.fontmode = "1"
    for at, letter in enumerate(text):
        # The face is not one of a typewriter: each letter stands in the middle of its cell.
        spare = width - font.getlength(letter)
        pen.text((width * at + spare / 2, -3), letter, fill=1, font=font, stroke_width=int(bold))
    return _rows_of(cell.resize((cell.width * across, cell.height * down)))


def code_rows(payload: bytes, module: int, level: int) -> list[bytes]:
    """Return rows of dots for a QR code without a white border, as printers draw them.

    Args:
        payload: What it holds.
        module: Dots a module.
        level: Of correction, as `GS ( k` names them: 48 L, 49 M, 50 Q, 51 H.
    """
    maker = qrcode.QRCode(border=0, error_correction=_LEVELS[level])
    maker.add_data(payload)
    maker.make(fit=True)
    matrix = maker.get_matrix()
    small = Image.new("1", (len(matrix), len(matrix)), 0)
    for y, row in enumerate(matrix):
        for x, black in enumerate(row):
            small.putpixel((x, y), int(black))
    return _rows_of(small.resize((small.width * module, small.height * module)))


def _rows_of(picture: Image.Image) -> list[bytes]:
    stride, packed = (picture.width + 7) // 8, picture.tobytes()
    return [packed[at : at + stride] for at in range(0, len(packed), stride)]
