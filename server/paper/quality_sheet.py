"""The quality sheet: one page in large print that a post puts up for its visitors."""

from typing import Final

from reportlab.lib.colors import Color

from core.errors import Unprocessable
from server.paper.faces import without_lacking
from server.paper.page import ACCENT, HEIGHT, INK, SOFT, TRACK, WIDTH, Document
from server.quality.facts import (
    QualityFacts,
    day_text,
    hours_lines,
    punctual_line,
    satisfaction_line,
    visits_line,
    wait_bars,
    wait_lines,
)
from server.quality.words import WORDS, Words

_MARGIN: Final = 51.0
_INNER: Final = WIDTH - 2 * _MARGIN
_SCALES: Final = (1.0, 0.93, 0.86, 0.8)
"""Of the letters: smaller where a long name or many hours would not fit."""


def quality_sheet(facts: QualityFacts, language: str) -> bytes:
    """Return the sheet as a PDF.

    Args:
        facts: What it tells.
        language: ISO 639-1.

    Raises:
        Unprocessable: `language_not_offered`; Arabic has no words here yet.
    """
    words = WORDS.get(language)
    if words is None:
        raise Unprocessable("language_not_offered", language=language)
    made = b""
    for scale in _SCALES:
        name = facts.site.name
        sheet = Document(
            f"{words.title} – {name}",
            name,
            language,
            subject=_period(facts, words),
            made=facts.made,
        )
        fits = _Page(sheet, scale).draw(facts, words)
        sheet.end_page()
        made = sheet.finish()
        if fits:
            break
    return made


def _period(facts: QualityFacts, words: Words) -> str:
    return words.period.format(first=day_text(facts.first, words), last=day_text(facts.last, words))


class _Page:
    """Writes from top to bottom; `_y` is how far down it is, in points from the lower edge."""

    def __init__(self, sheet: Document, scale: float) -> None:
        self._sheet = sheet
        self._scale = scale
        self._y: float = HEIGHT - _MARGIN

    def draw(self, facts: QualityFacts, words: Words) -> bool:
        """Write the whole page; say whether it fits."""
        self._text(without_lacking(facts.site.name), 16, color=SOFT)
        self._text(words.title, 30, bold=True, color=ACCENT, above=2)
        self._text(_period(facts, words), 16, above=2)
        self._heading(words.wait)
        for line in wait_lines(facts, words):
            self._text(line, 17)
        for label, share, percent in wait_bars(facts, words):
            self._bar(label, share, percent)
        self._y -= 5 * self._scale
        self._heading(words.appointments)
        self._text(punctual_line(facts, words), 16)
        self._heading(words.visits)
        self._text(visits_line(facts, words), 16)
        answers = satisfaction_line(facts, words)
        if answers is not None:
            self._heading(words.satisfaction)
            self._text(answers, 16)
        hours = hours_lines(facts.site.calendar, words)
        if hours:
            self._heading(words.hours)
            self._hours(hours)
        return self._foot(
            f"{words.method} {words.made_on.format(day=day_text(facts.made.date(), words))}"
        )

    def _text(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        color: Color = INK,
        above: float = 0,
    ) -> None:
        top = self._y - above * self._scale
        self._y = self._sheet.paragraph(
            text, size * self._scale, _MARGIN, top, _INNER, bold=bold, color=color
        )

    def _heading(self, text: str) -> None:
        self._text(text, 19, bold=True, color=ACCENT, above=13)
        self._y -= 2 * self._scale

    def _bar(self, label: str, share: float, percent: str) -> None:
        label_width, percent_width, height = 150.0, 62.0, 15.0
        width = _INNER - label_width - percent_width
        self._y -= 24 * self._scale
        self._put(label, 15, _MARGIN)
        left = _MARGIN + label_width
        # The outline keeps the bar's whole length to be seen where colours are not.
        self._sheet.canvas.setFillColor(TRACK)
        self._sheet.canvas.setStrokeColor(SOFT)
        self._sheet.canvas.rect(left, self._y - 2, width, height, stroke=1, fill=1)
        self._sheet.canvas.setFillColor(ACCENT)
        self._sheet.canvas.rect(left, self._y - 2, width * share, height, stroke=0, fill=1)
        self._put(percent, 15, WIDTH - _MARGIN, bold=True, right=True)

    def _hours(self, lines: tuple[tuple[str, str], ...]) -> None:
        for name, hours in lines:
            self._y -= 18 * self._scale
            self._put(name, 14, _MARGIN)
            self._put(hours, 14, _MARGIN + 150, bold=hours[0].isdigit())

    def _put(
        self, text: str, size: float, x: float, *, bold: bool = False, right: bool = False
    ) -> None:
        self._sheet.put(text, size * self._scale, x, self._y, bold=bold, right=right)

    def _foot(self, text: str) -> bool:
        size = 12 * self._scale
        line: float = _MARGIN - 8 + self._sheet.height(text, size, _INNER) + 6
        self._sheet.canvas.setStrokeColor(SOFT)
        self._sheet.canvas.line(_MARGIN, line, WIDTH - _MARGIN, line)
        self._sheet.paragraph(text, size, _MARGIN, line - 6, _INNER, color=SOFT)
        return self._y >= line + 4.0
