"""Draws the quality sheet as a PDF of one page, in large print.

The page has a title, a language, and its texts in reading order; reportlab writes no structure
tags, so that it is readable to a screen reader but not a tagged document.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from core.errors import Unprocessable
from core.runtime.paths import resource
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

_WIDTH, _HEIGHT = A4
_MARGIN: Final = 51.0
_INNER: Final = _WIDTH - 2 * _MARGIN
_SCALES: Final = (1.0, 0.93, 0.86, 0.8)
"""Of the letters: smaller where a long name or many hours would not fit."""

_INK: Final = HexColor("#161616")
_SOFT: Final = HexColor("#3a3a3a")
_ACCENT: Final = HexColor("#000091")
_TRACK: Final = HexColor("#dddde8")


@dataclass(frozen=True, slots=True)
class _Fonts:
    plain: str
    bold: str
    cjk: bool


@lru_cache(maxsize=4)
def _fonts(language: str) -> _Fonts:
    if language == "zh":
        # One weight is bundled: ten megabytes each.
        name = _registered("NotoSansSC_400Regular.ttf")
        return _Fonts(name, name, cjk=True)
    plain, bold = "NotoSans_400Regular.ttf", "NotoSans_700Bold.ttf"
    return _Fonts(_registered(plain), _registered(bold), cjk=False)


def _registered(file: str) -> str:
    name = file.removesuffix(".ttf")
    pdfmetrics.registerFont(TTFont(name, str(resource("fonts") / file)))
    return name


def quality_sheet(facts: QualityFacts, language: str) -> bytes:
    """Return the sheet as a PDF.

    Args:
        facts: What it tells.
        language: ISO 639-1.

    Raises:
        Unprocessable: `language_not_offered`; Arabic too, since its letters would not join.
    """
    words = WORDS.get(language)
    if words is None:
        raise Unprocessable("language_not_offered", language=language)
    kept = io.BytesIO()
    for scale in _SCALES:
        kept = io.BytesIO()
        canvas = Canvas(kept, pagesize=A4, lang=language, invariant=1)
        canvas.setTitle(f"{words.title} – {facts.site.name}")
        canvas.setAuthor(facts.site.name)
        canvas.setCreator("Guichet")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        fits = _Page(canvas, _fonts(language), scale).draw(facts, words)
        canvas.showPage()
        canvas.save()
        if fits:
            break
    return kept.getvalue()


class _Page:
    """Writes from top to bottom; `_y` is how far down it is, in points from the lower edge."""

    def __init__(self, canvas: Canvas, fonts: _Fonts, scale: float) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._scale = scale
        self._y: float = _HEIGHT - _MARGIN

    def draw(self, facts: QualityFacts, words: Words) -> bool:
        """Write the whole page; say whether it fits."""
        self._text(facts.site.name, 16, color=_SOFT)
        self._text(words.title, 30, bold=True, color=_ACCENT, above=2)
        period = words.period.format(
            first=day_text(facts.first, words), last=day_text(facts.last, words)
        )
        self._text(period, 16, above=2)
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
            f"{words.method} {words.made_on.format(day=day_text(facts.made_on, words))}"
        )

    def _paragraph(
        self, text: str, size: float, *, bold: bool = False, color: Color = _INK
    ) -> Paragraph:
        style = ParagraphStyle(
            "line",
            fontName=self._fonts.bold if bold else self._fonts.plain,
            fontSize=size * self._scale,
            leading=size * self._scale * 1.3,
            textColor=color,
            wordWrap="CJK" if self._fonts.cjk else None,
        )
        return Paragraph(_escaped(text), style)

    def _text(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        color: Color = _INK,
        above: float = 0,
    ) -> None:
        paragraph = self._paragraph(text, size, bold=bold, color=color)
        _, height = paragraph.wrapOn(self._canvas, _INNER, _HEIGHT)
        self._y -= above * self._scale + height
        paragraph.drawOn(self._canvas, _MARGIN, self._y)

    def _heading(self, text: str) -> None:
        self._text(text, 19, bold=True, color=_ACCENT, above=13)
        self._y -= 2 * self._scale

    def _bar(self, label: str, share: float, percent: str) -> None:
        label_width, percent_width, height = 150.0, 62.0, 15.0
        width = _INNER - label_width - percent_width
        self._y -= 24 * self._scale
        self._put(label, 15, _MARGIN)
        left = _MARGIN + label_width
        # The outline keeps the bar's whole length to be seen where colours are not.
        self._canvas.setFillColor(_TRACK)
        self._canvas.setStrokeColor(_SOFT)
        self._canvas.rect(left, self._y - 2, width, height, stroke=1, fill=1)
        self._canvas.setFillColor(_ACCENT)
        self._canvas.rect(left, self._y - 2, width * share, height, stroke=0, fill=1)
        self._put(percent, 15, _WIDTH - _MARGIN, bold=True, right=True)

    def _hours(self, lines: tuple[tuple[str, str], ...]) -> None:
        for name, hours in lines:
            self._y -= 18 * self._scale
            self._put(name, 14, _MARGIN)
            self._put(hours, 14, _MARGIN + 150, bold=hours[0].isdigit())

    def _put(
        self, text: str, size: float, x: float, *, bold: bool = False, right: bool = False
    ) -> None:
        self._canvas.setFillColor(_INK)
        font = self._fonts.bold if bold else self._fonts.plain
        self._canvas.setFont(font, size * self._scale)
        if right:
            self._canvas.drawRightString(x, self._y, text)
        else:
            self._canvas.drawString(x, self._y, text)

    def _foot(self, text: str) -> bool:
        paragraph = self._paragraph(text, 12, color=_SOFT)
        _, height = paragraph.wrapOn(self._canvas, _INNER, _HEIGHT)
        line: float = _MARGIN - 8 + height + 6
        self._canvas.setStrokeColor(_SOFT)
        self._canvas.line(_MARGIN, line, _WIDTH - _MARGIN, line)
        paragraph.drawOn(self._canvas, _MARGIN, _MARGIN - 8)
        return self._y >= line + 4.0


def _escaped(text: str) -> str:
    """Return text whose signs are no mark-up: a site's name may hold any."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
