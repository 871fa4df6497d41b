"""A day's appointments with their signed codes, to be printed: 16 on a page, by time.

A code lets its person check in at a kiosk that is cut off. No name stands on the paper, only a
first letter, as on the gate's list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.paper.faces import lacking, without_lacking
from server.paper.page import HEIGHT, INK, RULE, WIDTH, Document
from server.paper.printed_code import draw_code
from sync.contract.paper import PaperLanguage

_MARGIN: Final = 36.0
_ACROSS: Final = 2
_DOWN: Final = 8
_HEAD: Final = 40.0
_FOOT: Final = 24.0
_INNER: Final = WIDTH - 2 * _MARGIN
_CELL_WIDTH: Final = _INNER / _ACROSS
_CELL_HEIGHT: Final = (HEIGHT - 2 * _MARGIN - _HEAD - _FOOT) / _DOWN
_EACH: Final = _ACROSS * _DOWN
_SITE_SIZES: Final = (10.0, 8.0)
_SITE_HEIGHT: Final = 13.0
"""Points: one line of the larger letters, for the name of the site; two of the smaller fit too."""
_CODE: Final = 84.0
"""Points: the side of a code with its margin, some three centimetres, and 0.6 mm a module."""


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    page: str
    persons: str
    foot: str
    none: str


_TEXTS: Final[dict[PaperLanguage, _Words]] = {
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


def codes_sheet(
    site_name: str,
    day: str,
    rows: Sequence[CodeOfDay],
    language: PaperLanguage,
    made: datetime,
) -> bytes:
    """Return the sheet as a PDF, of one page at least.

    Args:
        site_name: As people see it.
        day: As people read it.
        rows: In the order in which they are printed.
        language: Of its words.
        made: When, on the site's wall clock.
    """
    words, site_name = _TEXTS[language], without_lacking(site_name)
    title = f"{words.title} – {day} – {site_name}"
    sheet = Document(title, site_name, language, subject=words.foot, made=made)
    pages = [rows[first : first + _EACH] for first in range(0, len(rows), _EACH)] or [[]]
    for number, shown in enumerate(pages, start=1):
        top = HEIGHT - _MARGIN
        sheet.put(f"{words.title} · {day}", 16, _MARGIN, top - 14, bold=True)
        page = words.page.format(number=number, pages=len(pages))
        sheet.put(page, 10, WIDTH - _MARGIN, top - 14, right=True)
        sheet.fit(site_name, _SITE_SIZES, _MARGIN, top - 17, _INNER, _SITE_HEIGHT)
        for place, row in enumerate(shown):
            _cell(sheet, words, place, row)
        if not shown:
            sheet.paragraph(words.none, 14, _MARGIN, HEIGHT - 100, _INNER)
        sheet.paragraph(words.foot, 9, _MARGIN, _MARGIN + 10, _INNER)
        sheet.end_page()
    return sheet.finish()


def _cell(sheet: Document, words: _Words, place: int, row: CodeOfDay) -> None:
    """Draw one appointment; whoever looks for a time reads down."""
    left = _MARGIN + place // _DOWN * _CELL_WIDTH
    top = HEIGHT - _MARGIN - _HEAD - place % _DOWN * _CELL_HEIGHT
    right = left + _CELL_WIDTH - 8
    sheet.canvas.setStrokeColor(RULE)
    sheet.canvas.rect(left, top - _CELL_HEIGHT, _CELL_WIDTH, _CELL_HEIGHT)
    draw_code(sheet.canvas, row.code, left + 2, top - (_CELL_HEIGHT + _CODE) / 2, _CODE, INK)
    beside = left + _CODE + 6
    sheet.put(row.time, 17, beside, top - 23, bold=True)
    if not lacking(row.initial):
        sheet.put(row.initial, 15, right, top - 23, bold=True, right=True)
    sheet.put(row.reference, 12, beside, top - 40)
    if row.persons > 1:
        people = words.persons.format(count=row.persons)
        sheet.put(people, 9.5, right, top - 40, right=True)
    service = without_lacking(row.service)
    sheet.paragraph(service, 9.5, beside, top - 46, right - beside, most=3)
