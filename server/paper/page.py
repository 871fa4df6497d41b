"""The common page: A4, a title, a language, and texts that are put from top to bottom."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from server.paper.faces import BOLD, PLAIN
from server.paper.setting import Line, broken, line_of, shortened

A4_SHORT: Final[float] = A4[0]
A4_LONG: Final[float] = A4[1]
WIDTH, HEIGHT = A4_SHORT, A4_LONG
"""Points, of a page that stands."""
INK: Final = HexColor("#161616")
SOFT: Final = HexColor("#3a3a3a")
ACCENT: Final = HexColor("#0B5563")
RULE: Final = HexColor("#b8b8c4")
TRACK: Final = HexColor("#dddde8")
_LEADING: Final = 1.3


class Document:
    """A PDF while it is written, page by page; places are points from the lower left.

    Args:
        title: What a reader shows as its name.
        author: The site.
        language: ISO 639-1, of the document as a whole.
        subject: What it is for, beyond its title.
        made: When, on the site's wall clock, with its zone.
        across: The pages lie on their long side.
    """

    def __init__(
        self,
        title: str,
        author: str,
        language: str,
        *,
        subject: str,
        made: datetime,
        across: bool = False,
    ) -> None:
        self._kept = io.BytesIO()
        size = landscape(A4) if across else A4
        # Otherwise reportlab asks the machine's clock, and no two files were ever the same.
        self.canvas = Canvas(self._kept, pagesize=size, lang=language, invariant=1)
        self.canvas.setDateFormatter(lambda *_parts: _pdf_date(made))
        self.canvas.setTitle(title)
        self.canvas.setSubject(subject)
        self.canvas.setAuthor(author)
        self.canvas.setCreator("Guichet")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")

    def end_page(self) -> None:
        """Begin the next page, if anything follows."""
        self.canvas.showPage()

    def finish(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self._kept.getvalue()

    def put(
        self,
        text: str,
        size: float,
        x: float,
        y: float,
        *,
        bold: bool = False,
        right: bool = False,
        centred: bool = False,
        width: float | None = None,
        color: Color = INK,
    ) -> None:
        """Write one line.

        Args:
            text: All of its letters are there.
            size: In points.
            x: Of its left end, or its right one, or its middle.
            y: Of its base line.
            bold: In bold letters.
            right: `x` is where it ends.
            centred: `x` is its middle.
            width: Where it is longer it is cut, and three dots say so.
            color: Of the letters.
        """
        faces = BOLD if bold else PLAIN
        line = line_of(text, size, faces) if width is None else shortened(text, size, faces, width)
        self._draw(line, x - line.width * (1 if right else 0.5 if centred else 0), y, color)

    def paragraph(
        self,
        text: str,
        size: float,
        x: float,
        top: float,
        width: float,
        *,
        bold: bool = False,
        color: Color = INK,
        rtl: bool = False,
        most: int | None = None,
    ) -> float:
        """Write a text in as many lines as it needs, from a height down; return how far it came.

        Args:
            text: All of its letters are there.
            size: In points.
            x: Of the left edge.
            top: Of the first line's upper edge.
            width: Of the column.
            bold: In bold letters.
            color: Of the letters.
            rtl: It runs from right to left, and stands at the right edge.
            most: No more lines than these.
        """
        lines = broken(text, size, BOLD if bold else PLAIN, width, rtl=rtl)
        for line in lines[:most]:
            top -= size * _LEADING
            left = x + width - line.width if rtl else x
            self._draw(line, left, top + size * (_LEADING - 1), color)
        return top

    def fit(
        self,
        text: str,
        sizes: Sequence[float],
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        bold: bool = False,
        color: Color = INK,
    ) -> float:
        """Write a text whole, in the largest letters that its room allows; return how far it came.

        Args:
            text: All of its letters are there.
            sizes: In points, from large to small; the last is taken whatever room it needs.
            x: Of the left edge.
            top: Of the first line's upper edge.
            width: Of the room.
            height: Of the room.
            bold: In bold letters.
            color: Of the letters.
        """
        fitting = (one for one in sizes if self.height(text, one, width, bold=bold) <= height)
        size = next(fitting, sizes[-1])
        return self.paragraph(text, size, x, top, width, bold=bold, color=color)

    def height(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        """Return how high a paragraph is, in points."""
        return len(broken(text, size, BOLD if bold else PLAIN, width)) * size * _LEADING

    def rule(self, x: float, y: float, end: float, *, dotted: bool = False) -> None:
        """Draw a line to write on, or between things."""
        self.canvas.setStrokeColor(INK if dotted else RULE)
        self.canvas.setDash(*((1, 2) if dotted else ()))
        self.canvas.line(x, y, end, y)
        self.canvas.setDash()

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw an empty box from its lower left corner."""
        self.canvas.setStrokeColor(INK)
        self.canvas.rect(x, y, width, height)

    def _draw(self, line: Line, x: float, y: float, color: Color) -> None:
        self.canvas.setFillColor(color)
        self.canvas.setStrokeColor(color)
        line.draw(self.canvas, x, y)


def _pdf_date(moment: datetime) -> str:
    """Return a moment as PDF writes it: `D:20261124090000+01'00'`."""
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
