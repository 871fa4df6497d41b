"""A day's appointments with their signed codes, to be printed: 16 on a page, by time.

A code lets its person check in at a kiosk that is cut off. No name stands on the paper, only a
first letter, as on the gate's list. As the other sheets it has a title, a language and its texts in
reading order, and no tags.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from core.runtime.paths import resource
from server.printed_code import draw_code

LANGUAGES: Final = ("fr", "en")

_WIDTH, _HEIGHT = A4
_MARGIN: Final = 36.0
_ACROSS: Final = 2
_DOWN: Final = 8
_HEAD: Final = 40.0
_FOOT: Final = 24.0
_INNER: Final = _WIDTH - 2 * _MARGIN
_CELL_WIDTH: Final = _INNER / _ACROSS
_CELL_HEIGHT: Final = (_HEIGHT - 2 * _MARGIN - _HEAD - _FOOT) / _DOWN
_EACH: Final = _ACROSS * _DOWN
_CODE: Final = 84.0
"""Points: the side of a code with its margin, some three centimetres, and 0.6 mm a module."""
_INK: Final = HexColor("#161616")
_LINE: Final = HexColor("#b8b8c4")
_PLAIN: Final = "NotoSans_400Regular"
_BOLD: Final = "NotoSans_700Bold"
_FALLBACKS: Final = ("NotoSansArabic_700Bold", "NotoSansSC_400Regular")


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    page: str
    persons: str
    foot: str
    none: str


_TEXTS: Final = {
    "fr": _Words(
        "Codes des rendez-vous",
        "page {number} sur {pages}",
        "{count} personnes",
        "À donner à la personne même. Un code vaut pour un rendez-vous ; présenté deux fois, il est"
        " signalé.",
        "Aucun rendez-vous sur place n'est attendu ce jour-là.",
    ),
    "en": _Words(
        "Codes of appointments",
        "page {number} of {pages}",
        "{count} people",
        "For the person alone. A code stands for one appointment; shown twice, it is flagged.",
        "Nobody is expected in person on this day.",
    ),
}


@dataclass(frozen=True, slots=True)
class CodeOfDay:
    """One appointment of the sheet.

    Attributes:
        time: On the site's wall clock.
        initial: Of the family name, or "".
        code: What a kiosk reads.
    """

    time: str
    reference: str
    service: str
    initial: str
    persons: int
    code: str


def codes_sheet(site_name: str, day: str, rows: Sequence[CodeOfDay], language: str) -> bytes:
    """Return the sheet as a PDF, of one page at least.

    Args:
        site_name: As people see it.
        day: As people read it.
        rows: In the order in which they are printed.
        language: One of `LANGUAGES`.
    """
    words = _TEXTS[language]
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(f"{words.title} – {day} – {site_name}")
    canvas.setAuthor(site_name)
    canvas.setCreator("Guichet")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    pages = [rows[first : first + _EACH] for first in range(0, len(rows), _EACH)] or [[]]
    for number, shown in enumerate(pages, start=1):
        sheet = _Page(canvas, words)
        sheet.head(site_name, day, words.page.format(number=number, pages=len(pages)))
        for place, row in enumerate(shown):
            sheet.cell(place, row)
        if not shown:
            sheet.paragraph(words.none, 14, _MARGIN, _HEIGHT - 100, _INNER)
        sheet.paragraph(words.foot, 9, _MARGIN, _MARGIN + 10, _INNER)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


class _Page:
    """One page; places are in points from the lower left."""

    def __init__(self, canvas: Canvas, words: _Words) -> None:
        self._canvas = canvas
        self._words = words

    def head(self, site_name: str, day: str, page: str) -> None:
        """Write what the page is."""
        top = _HEIGHT - _MARGIN
        self._put(f"{self._words.title} · {day}", _BOLD, 16, _MARGIN, top - 14)
        self._put(site_name, _PLAIN, 10, _MARGIN, top - 29)
        self._put(page, _PLAIN, 10, _WIDTH - _MARGIN, top - 14, right=True)

    def cell(self, place: int, row: CodeOfDay) -> None:
        """Draw one appointment; whoever looks for a time reads down."""
        left = _MARGIN + place // _DOWN * _CELL_WIDTH
        top = _HEIGHT - _MARGIN - _HEAD - place % _DOWN * _CELL_HEIGHT
        right = left + _CELL_WIDTH - 8
        self._canvas.setStrokeColor(_LINE)
        self._canvas.rect(left, top - _CELL_HEIGHT, _CELL_WIDTH, _CELL_HEIGHT)
        draw_code(self._canvas, row.code, left + 2, top - (_CELL_HEIGHT + _CODE) / 2, _CODE, _INK)
        beside = left + _CODE + 6
        self._put(row.time, _BOLD, 17, beside, top - 23)
        self._put(row.initial, _BOLD, 15, right, top - 23, right=True)
        self._put(row.reference, _PLAIN, 12, beside, top - 40)
        if row.persons > 1:
            people = self._words.persons.format(count=row.persons)
            self._put(people, _PLAIN, 9.5, right, top - 40, right=True)
        self.paragraph(row.service, 9.5, beside, top - 46, right - beside)

    def paragraph(self, text: str, size: float, left: float, top: float, width: float) -> None:
        """Write a text in as many lines as it needs, from a height down."""
        style = ParagraphStyle(
            "line", fontName=_font(_PLAIN), fontSize=size, leading=size * 1.25, textColor=_INK
        )
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        written = Paragraph(escaped, style)
        _, height = written.wrapOn(self._canvas, width, _HEIGHT)
        written.drawOn(self._canvas, left, top - height)

    def _put(
        self, text: str, font: str, size: float, x: float, y: float, *, right: bool = False
    ) -> None:
        self._canvas.setFillColor(_INK)
        self._canvas.setFont(_font_of(text, font), size)
        if right:
            self._canvas.drawRightString(x, y, text)
        else:
            self._canvas.drawString(x, y, text)


def _font_of(text: str, wanted: str) -> str:
    """Return a face that has every letter of a text: a first letter may be of any script."""
    for name in (wanted, *_FALLBACKS):
        face = pdfmetrics.getFont(_font(name)).face
        if all(ord(letter) in face.charToGlyph for letter in text):
            return name
    return wanted


@lru_cache(maxsize=8)
def _font(name: str) -> str:
    pdfmetrics.registerFont(TTFont(name, str(resource("fonts") / f"{name}.ttf")))
    return name
