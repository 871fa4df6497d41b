"""The attestation of attendance: that somebody was here, for their employer.

It never says for what, nor who else came. Where no name is known, or none of the faces has its
letters, a dotted line takes it by hand.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from server.paper.dates import day_in_words, weekday_in_words
from server.paper.faces import plain, without_lacking
from server.paper.page import ACCENT, HEIGHT, SOFT, WIDTH, Document
from sync.contract.paper import PaperLanguage

_MARGIN: Final = 68.0
_INNER: Final = WIDTH - 2 * _MARGIN
_NAME_SIZES: Final = (20.0, 14.0, 10.0)
_NAME_HEIGHT: Final = 90.0
"""Points: the room that there is for a name; a long one is set in smaller letters."""
_BOX: Final = 110.0


@dataclass(frozen=True, slots=True)
class Attendance:
    """What is attested.

    Attributes:
        name: As staff list it, all letters printable; "" for a line to be filled in by hand.
        day: On which the person came, in the site's zone.
        arrived: On the site's wall clock, `HH:MM`.
        left: As that; None while the person is here.
        made: When it was attested, on the site's wall clock.
    """

    site_name: str
    name: str
    day: date
    arrived: str
    left: str | None
    made: datetime


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    subject: str
    we: str
    was_here: str
    between: str
    since: str
    asked: str
    reason: str
    place: str
    dated: str
    signature: str
    stamp: str


_TEXTS: Final[dict[PaperLanguage, _Words]] = {
    "fr": _Words(
        title="Attestation de présence",
        subject="Présence dans les locaux, le {day}",
        we="Nous attestons que",
        was_here="était présent(e) dans nos locaux ({site})",
        between="le {day}, de {arrived} à {left} (heure locale).",
        since="le {day}, depuis {arrived} (heure locale), et l’était encore à {now}.",
        asked="Attestation remise à la personne, à sa demande, pour servir et valoir ce que de"
        " droit.",
        reason="Elle n’indique pas le motif de la visite.",
        place="Fait à",
        dated="le {day}",
        signature="Nom, qualité et signature",
        stamp="Cachet",
    ),
    "en": _Words(
        title="Attestation of attendance",
        subject="Presence on the premises, on {day}",
        we="We attest that",
        was_here="was present on our premises ({site})",
        between="on {day}, from {arrived} to {left} (local time).",
        since="on {day}, since {arrived} (local time), and still was at {now}.",
        asked="Given to the person, at their request, for whatever purpose it may serve.",
        reason="It does not state the reason for the visit.",
        place="Done at",
        dated="on {day}",
        signature="Name, position and signature",
        stamp="Stamp",
    ),
}


def attestation(attended: Attendance, language: PaperLanguage) -> bytes:
    """Return the attestation as a PDF of one page; no name stands in its title."""
    words, site_name = _TEXTS[language], without_lacking(attended.site_name)
    day = weekday_in_words(attended.day, language)
    title, subject = f"{words.title} – {site_name}", words.subject.format(day=day)
    sheet = Document(title, site_name, language, subject=subject, made=attended.made)
    y = sheet.paragraph(site_name, 14, _MARGIN, HEIGHT - _MARGIN, _INNER, color=SOFT)
    y = sheet.paragraph(words.title, 28, _MARGIN, y - 34, _INNER, bold=True, color=ACCENT)
    y = sheet.paragraph(words.we, 14, _MARGIN, y - 34, _INNER)
    y = _name(sheet, plain(attended.name), y - 8)
    y = sheet.paragraph(words.was_here.format(site=site_name), 14, _MARGIN, y - 10, _INNER)
    when = (words.since if attended.left is None else words.between).format(
        day=day,
        arrived=attended.arrived,
        left=attended.left,
        now=f"{attended.made:%H:%M}",
    )
    y = sheet.paragraph(when, 14, _MARGIN, y - 4, _INNER)
    y = sheet.paragraph(words.asked, 12, _MARGIN, y - 26, _INNER)
    y = sheet.paragraph(words.reason, 12, _MARGIN, y - 2, _INNER, color=SOFT)
    _signed(sheet, words, day_in_words(attended.made.date(), language), y - 48)
    sheet.end_page()
    return sheet.finish()


def _name(sheet: Document, name: str, y: float) -> float:
    if not name:
        sheet.rule(_MARGIN, y - 28, _MARGIN + _INNER, dotted=True)
        return y - 34
    return sheet.fit(name, _NAME_SIZES, _MARGIN, y, _INNER, _NAME_HEIGHT, bold=True)


def _signed(sheet: Document, words: _Words, day: str, y: float) -> None:
    middle = _MARGIN + _INNER * 0.58
    sheet.put(words.place, 12, _MARGIN, y)
    sheet.rule(_MARGIN + 50, y - 2, middle - 16, dotted=True)
    sheet.put(words.dated.format(day=day), 12, middle, y)
    top = y - 36
    sheet.put(words.signature, 11, _MARGIN, top, color=SOFT)
    sheet.put(words.stamp, 11, middle, top, color=SOFT)
    sheet.box(_MARGIN, top - 10 - _BOX, middle - 16 - _MARGIN, _BOX)
    sheet.box(middle, top - 10 - _BOX, WIDTH - _MARGIN - middle, _BOX)
