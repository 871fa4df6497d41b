"""A QR code on a page of a PDF."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas


def draw_code(
    canvas: Canvas, code: str, left: float, bottom: float, side: float, ink: Color
) -> None:
    """Draw a code at level M with its quiet border of four modules.

    Args:
        canvas: The page.
        code: What it holds.
        left: Points from the left edge.
        bottom: Points from the lower edge.
        side: Points across, border included.
        ink: Colour of the dark modules.
    """
    drawn = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    drawn.add_data(code)
    rows = drawn.get_matrix()
    module = side / len(rows)
    canvas.setFillColor(ink)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                y = bottom + side - (down + 1) * module
                # A hair wider, so that no viewer shows seams between the squares.
                x, wide = left + across * module, module + 0.05
                canvas.rect(x, y, wide, wide, stroke=0, fill=1)
