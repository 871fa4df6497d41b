"""The day's list for a paper day: who is expected, with room to write what happened.

It holds names, says so on each page, and is to be destroyed after the day. A name that none of the
faces can print is a dotted line, with a star: its reference says whose it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from core.model import AppointmentMode
from server.paper.dates import weekday_in_words
from server.paper.faces import lacking, plain, without_lacking
from server.paper.page import A4_LONG, A4_SHORT, RULE, SOFT, Document
from sync.contract.paper import PaperLanguage

_MARGIN: Final = 28.0
_RIGHT: Final = A4_LONG - _MARGIN
_TOP: Final = A4_SHORT - _MARGIN - 58
_FOOT: Final = _MARGIN + 16
_LEAST: Final = 27.0
_SIZE: Final = 9.5
_SITE_SIZES: Final = (9.0, 7.5, 6.0)
_SITE_HEIGHT: Final = 12.0
"""Points: one line, for the name of the site."""
_NAME_LINE: Final = _SIZE * 1.3
_WALK_INS: Final = 8
"""Empty rows that there are at least."""
_TICK: Final = 11.0
_MOST: Final = 300.0
"""Points, of a row."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One appointment of the list.

    Attributes:
        time: On the site's wall clock, `HH:MM`.
        names: Of its persons, as staff list them; "" for one without a name.
        mode: Only those in person come.
        number: That it got already.
    """

    time: str
    reference: str
    names: tuple[str, ...]
    service: str
    mode: AppointmentMode
    number: str = ""


@dataclass(frozen=True, slots=True)
class ListHead:
    """What stands above each page.

    Attributes:
        printed: When it was printed, on the site's wall clock.
    """

    site_name: str
    day: date
    printed: datetime


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    page: str
    subject: str
    printed: str
    columns: tuple[str, ...]
    modes: dict[AppointmentMode, str]
    walk_ins: str
    none: str
    lacking: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it is drawn: an appointment, or further persons of the one above.

    Attributes:
        names: Of the persons of this row; "" for one who has none or whose letters no face has.
        starred: Some of these are of the latter kind.
        height: In points.
    """

    about: Expected | None
    names: tuple[str, ...]
    starred: tuple[bool, ...]
    height: float


_IN_PERSON, _PHONE = AppointmentMode.IN_PERSON, AppointmentMode.PHONE
_VIDEO, _HOME = AppointmentMode.VIDEO, AppointmentMode.HOME
_TEXTS: Final[dict[PaperLanguage, _Words]] = {
    "fr": _Words(
        title="Liste du jour",
        page="page {number} sur {pages}",
        subject="Qui est attendu. Contient des noms : à détruire après la journée.",
        printed="Imprimée le {day} à {time}. Contient des noms : à détruire après la journée.",
        columns=(
            "Heure",
            "Référence",
            "Nom",
            "Pers.",
            "Service",
            "Arrivé",
            "Appelé",
            "Fini",
            "Guichet",
            "À noter",
        ),
        modes={
            _IN_PERSON: "",
            _PHONE: "PAR TÉLÉPHONE",
            _VIDEO: "EN VISIO",
            _HOME: "À DOMICILE",
        },
        walk_ins="Sans rendez-vous : heure, numéro, nom s’il le faut",
        none="Aucun rendez-vous n’est attendu ce jour-là.",
        lacking="* Nom à écrire à la main : ses lettres manquent aux polices d’impression.",
    ),
    "en": _Words(
        title="Day list",
        page="page {number} of {pages}",
        subject="Who is expected. Holds names: destroy it after the day.",
        printed="Printed on {day} at {time}. Holds names: destroy it after the day.",
        columns=(
            "Time",
            "Reference",
            "Name",
            "Pers.",
            "Service",
            "Arrived",
            "Called",
            "Done",
            "Counter",
            "To note",
        ),
        modes={_IN_PERSON: "", _PHONE: "BY TELEPHONE", _VIDEO: "BY VIDEO", _HOME: "AT HOME"},
        walk_ins="Without appointment: time, number, name if need be",
        none="No appointment is expected on this day.",
        lacking="* To be written by hand: the printing faces lack letters of this name.",
    ),
}
_EDGES: Final = (0.0, 38.0, 122.0, 322.0, 352.0, 500.0, 548.0, 586.0, 624.0, 672.0)
"""Where columns begin, in points from the left margin."""
_TICKS: Final = (5, 6, 7)
_NAME_WIDTH: Final = _EDGES[3] - _EDGES[2] - 6


def day_list(head: ListHead, rows: Sequence[Expected], language: PaperLanguage) -> bytes:
    """Return the list as a PDF, of one page at least.

    Args:
        head: What it is about.
        rows: By time.
        language: Of its words.
    """
    words, site_name = _TEXTS[language], without_lacking(head.site_name)
    title = f"{words.title} · {weekday_in_words(head.day, language)}"
    told = words.printed.format(
        day=weekday_in_words(head.printed.date(), language), time=f"{head.printed:%H:%M}"
    )
    sheet = Document(
        f"{title} – {site_name}",
        site_name,
        language,
        subject=words.subject,
        made=head.printed,
        across=True,
    )
    pages = list(_paged([part for row in rows for part in _rows(sheet, row)]))
    for number, shown in enumerate(pages, start=1):
        sheet.put(title, 15, _MARGIN, A4_SHORT - _MARGIN - 12, bold=True)
        page = words.page.format(number=number, pages=len(pages))
        sheet.put(page, 10, _RIGHT, A4_SHORT - _MARGIN - 12, right=True)
        # What to do with the list has a line of its own, which no name of a post can push out.
        y = A4_SHORT - _MARGIN - 17
        sheet.fit(site_name, _SITE_SIZES, _MARGIN, y, _RIGHT - _MARGIN, _SITE_HEIGHT)
        sheet.put(told, 9, _MARGIN, A4_SHORT - _MARGIN - 39)
        y = _headings(sheet, words)
        if not rows:
            sheet.paragraph(words.none, 12, _MARGIN, y - 6, 700)
            y -= 26
        for row in shown:
            _row(sheet, words, row, y)
            y -= row.height
        if number == len(pages):
            _walk_ins(sheet, words, y)
        if any(any(row.starred) for row in shown):
            sheet.put(words.lacking, 8.5, _MARGIN, _MARGIN, color=SOFT)
        sheet.end_page()
    return sheet.finish()


def _rows(sheet: Document, row: Expected) -> Iterator[_Row]:
    """Part an appointment into rows that fit a page: a large family has several."""
    about: Expected | None = row
    names, starred, height = list[str](), list[bool](), 8.0
    for given in row.names or ("",):
        printable = "" if lacking(given) else plain(given)
        higher = sheet.height(printable or "…", _SIZE, _NAME_WIDTH, bold=True)
        if names and height + higher > _MOST:
            yield _Row(about, tuple(names), tuple(starred), max(_LEAST, height))
            about, names, starred, height = None, [], [], 8.0
        names.append(printable)
        starred.append(printable != plain(given))
        height += higher
    yield _Row(about, tuple(names), tuple(starred), max(_LEAST, height))


def _paged(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Part the rows into pages; the last one has room for those who have no appointment."""
    room, page = _TOP - _FOOT, list[_Row]()
    left = room
    for row in rows:
        if row.height > left and page:
            yield page
            page, left = [], room
        page.append(row)
        left -= row.height
    if left < (_WALK_INS + 1) * _LEAST and page:
        yield page
        page = []
    yield page


def _headings(sheet: Document, words: _Words) -> float:
    for edge, heading in zip(_EDGES, words.columns, strict=True):
        sheet.put(heading, 8.5, _MARGIN + edge, _TOP + 5, bold=True)
    sheet.rule(_MARGIN, _TOP, _RIGHT)
    return _TOP


def _row(sheet: Document, words: _Words, row: _Row, top: float) -> None:
    left, right = _MARGIN + _EDGES[2], _MARGIN + _EDGES[3]
    # As it is read: from left to right.
    if row.about is not None:
        sheet.put(row.about.time, 11, _MARGIN, top - 14, bold=True)
        reference = without_lacking(row.about.reference)
        sheet.put(reference, _SIZE, _MARGIN + _EDGES[1], top - 14, width=_EDGES[2] - _EDGES[1] - 4)
    y = top - 3
    for name, starred in zip(row.names, row.starred, strict=True):
        if name:
            y = sheet.paragraph(name, _SIZE, left, y, _NAME_WIDTH, bold=True)
            continue
        y -= _NAME_LINE
        sheet.rule(left, y + 1, right - 14, dotted=True)
        if starred:
            sheet.put("*", _SIZE, right - 12, y + 2)
    if row.about is not None:
        _service(sheet, words, row.about, top)
    _write(sheet, top, top - row.height)


def _service(sheet: Document, words: _Words, row: Expected, top: float) -> None:
    base, edges = top - 14, [_MARGIN + edge for edge in _EDGES]
    sheet.put(str(max(1, len(row.names))), _SIZE, edges[3] + 8, base)
    mode = words.modes[row.mode]
    service = without_lacking(f"{mode} · {row.service}" if mode else row.service)
    width = edges[5] - edges[4] - 6
    sheet.paragraph(service, 8.5, edges[4], top - 3, width, bold=bool(mode), most=2)
    if row.mode is not _IN_PERSON:
        return
    if row.number:
        sheet.put(row.number, _SIZE, edges[5], base, bold=True)
    _ticks(sheet, base, _TICKS[1:] if row.number else _TICKS)


def _ticks(sheet: Document, base: float, columns: Sequence[int]) -> None:
    for column in columns:
        sheet.box(_MARGIN + _EDGES[column] + 8, base - 2, _TICK, _TICK)


def _write(sheet: Document, top: float, bottom: float) -> None:
    """Draw where counter and notes are written, and the end of a row."""
    sheet.canvas.setStrokeColor(RULE)
    for edge in _EDGES[8:]:
        sheet.canvas.line(_MARGIN + edge - 4, bottom, _MARGIN + edge - 4, top)
    sheet.rule(_MARGIN, bottom, _RIGHT)


def _walk_ins(sheet: Document, words: _Words, top: float) -> None:
    sheet.put(words.walk_ins, 10, _MARGIN, top - 17, bold=True)
    top -= _LEAST
    sheet.rule(_MARGIN, top, _RIGHT)
    while top - _LEAST >= _FOOT:
        _ticks(sheet, top - 16, _TICKS)
        sheet.canvas.setStrokeColor(RULE)
        for edge in _EDGES[1:5]:
            sheet.canvas.line(_MARGIN + edge - 4, top - _LEAST, _MARGIN + edge - 4, top)
        _write(sheet, top, top - _LEAST)
        top -= _LEAST
