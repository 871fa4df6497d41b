"""The paper that has come out since the last cut, row by row, and its picture."""

from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFont

_FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "NotoSans_400Regular.ttf"


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


def text_rows(text: str, across: int, down: int, bold: bool) -> list[bytes]:
    """Return rows of dots for one line of the printer's own letters, 12 × 24 dots each."""
    font = ImageFont.truetype(str(_FONT), 20)
    cell = Image.new("1", (max(12 * len(text), 12), 24), 0)
    pen = ImageDraw.Draw(cell)
    pen.fontmode = "1"
    for at, letter in enumerate(text):
        pen.text((12 * at, -3), letter, fill=1, font=font, stroke_width=int(bold))
    return _rows_of(cell.resize((cell.width * across, cell.height * down)))


def code_rows(payload: bytes, module: int) -> list[bytes]:
    """Return rows of dots for a QR code without a white border, as printers draw them."""
    maker = qrcode.QRCode(border=0)
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
