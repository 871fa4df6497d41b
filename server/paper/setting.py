"""Setting a line: letters joined and put in order, measured, broken and drawn.

reportlab draws letters one after the other from left to right. What needs more (Arabic, accents
that no single letter has) is shaped by HarfBuzz here; the line keeps its text as it is read beside
the forms that are drawn, so that who copies or listens to a page gets the words.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont
from reportlab.pdfgen.canvas import Canvas

from server.paper.directions import stretches
from server.paper.faces import BOLD, PLAIN, pieces, plain, registered

_shaping = Lock()
"""Faces are shared by all documents, and learn new forms."""
_WITH_OUTLINES: Final = 2
"""The mode of PDF in which letters are filled and their outlines drawn."""
_THICKER: Final = 0.035
"""Of a letter's size: about what a bold face has more than a plain one."""
_NOT_FIRST: Final = frozenset("，。、；：！？）》」』”’…,.;:!?)]}»")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Letters of one face in a row.

    Attributes:
        text: As it is read.
        forms: What is drawn in its place, where it is shaped.
        width: In points.
        thickened: Its face has no bold one: its outlines are drawn too.
    """

    text: str
    face: str
    width: float
    forms: ShapedStr | None = None
    thickened: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is drawn, from left to right.

    Attributes:
        size: Of its letters, in points.
        width: In points.
    """

    text: str
    size: float
    width: float
    drawn: tuple[_Drawn, ...]

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it from a place on, in the canvas's colours: points from the lower left."""
        for one in self.drawn:
            canvas.setFont(one.face, self.size)
            if one.forms is not None:
                _draw_forms(canvas, one.text, one.forms, x, y, self.size)
            elif one.thickened:
                canvas.saveState()
                canvas.setLineWidth(self.size * _THICKER)
                canvas.drawString(x, y, one.text, mode=_WITH_OUTLINES)
                canvas.restoreState()
            else:
                canvas.drawString(x, y, one.text)
            x += one.width


def _draw_forms(
    canvas: Canvas, text: str, forms: ShapedStr, x: float, y: float, size: float
) -> None:
    """Draw shaped letters, each with its text beside its forms.

    One text for a whole word would be read backwards by some: they turn round what they find from
    right to left, since most files hold Arabic as it is seen. Of a letter's forms the widest has
    its text, and dots and accents have none, so that its place is the letter's.
    """
    data: Sequence[ShapeData] = forms.__shapeData__
    starts = sorted({one.cluster for one in data})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    widest: dict[int, int] = {}
    for at, form in enumerate(data):
        other = widest.setdefault(form.cluster, at)
        if form.x_advance > data[other].x_advance:
            widest[form.cluster] = at
    for at, form in enumerate(data):
        told = text[form.cluster : ends[form.cluster]] if widest[form.cluster] == at else ""
        canvas.addLiteral(f"/Span <</ActualText <feff{told.encode('utf-16-be').hex()}>>> BDC")
        canvas.drawString(x, y, forms[at : at + 1])
        canvas.addLiteral("EMC")
        x += form.x_advance * size / 1000


def line_of(text: str, size: float, faces: tuple[str, ...], *, rtl: bool = False) -> Line:
    """Set a text as one line.

    Args:
        text: As it is read; what `faces.plain` takes out is not set.
        size: In points.
        faces: By turn, the first that has a letter.
        rtl: Whether the line as a whole runs from right to left.
    """
    text = plain(text)
    drawn = tuple(_drawn(text, size, faces, rtl=rtl))
    return Line(text, size, sum(one.width for one in drawn), drawn)


def broken(
    text: str, size: float, faces: tuple[str, ...], width: float, *, rtl: bool = False
) -> list[Line]:
    """Set a text in as many lines as a width asks for; a word that is too long is cut.

    Lines break at blanks, and between Chinese letters, but never before a full stop or the like.
    """
    lines: list[Line] = []
    held = ""
    for part in _parts(plain(text)):
        longer = line_of(held + part, size, faces, rtl=rtl)
        if longer.width <= width or not held.strip():
            held += part
        else:
            lines += _cut(held, size, faces, width, rtl=rtl)
            held = part
    return [*lines, *_cut(held, size, faces, width, rtl=rtl)]


def shortened(text: str, size: float, faces: tuple[str, ...], width: float) -> Line:
    """Set a text as one line of a width at most; where it is cut, three dots say so."""
    line = line_of(text, size, faces)
    if line.width <= width:
        return line
    fits = _fitting(line.text, lambda start: line_of(f"{start}…", size, faces).width <= width)
    return line_of(f"{line.text[:fits].rstrip()}…", size, faces)


def _fitting(text: str, fits: Callable[[str], bool]) -> int:
    """Return how many letters of a text fit, at least 1."""
    least, most = 1, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if fits(text[:middle]):
            least = middle
        else:
            most = middle - 1
    return least


def _parts(text: str) -> Iterator[str]:
    """Part a text where a line may end; a blank stays with the word before it."""
    part = ""
    for at, letter in enumerate(text):
        part += letter
        following = text[at + 1 : at + 2]
        wide = "W" in (_width(letter), _width(following))
        if letter == " " or (wide and following not in _NOT_FIRST and following != " "):
            yield part
            part = ""
    if part:
        yield part


def _width(letter: str) -> str:
    return unicodedata.east_asian_width(letter) if letter else ""


def _cut(
    text: str, size: float, faces: tuple[str, ...], width: float, *, rtl: bool
) -> Iterator[Line]:
    left = text.strip()
    while left:
        end = _fitting(left, lambda start: line_of(start, size, faces, rtl=rtl).width <= width)
        yield line_of(left[:end], size, faces, rtl=rtl)
        left = left[end:].strip()


def _drawn(text: str, size: float, faces: tuple[str, ...], *, rtl: bool) -> Iterator[_Drawn]:
    for stretch in stretches(text, rtl=rtl):
        found = list(pieces(text[stretch.start : stretch.end], faces))
        for piece in reversed(found) if stretch.rtl else found:
            registered(piece.face)
            if stretch.rtl or any(map(_joins, piece.text)):
                yield _shaped(piece.text, piece.face, size, rtl=stretch.rtl)
            else:
                width = pdfmetrics.stringWidth(piece.text, piece.face, size)
                thickened = faces == BOLD and piece.face in PLAIN
                yield _Drawn(piece.text, piece.face, width, thickened=thickened)


def _joins(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M") or letter in "\u200c\u200d"


def _shaped(text: str, face: str, size: float, *, rtl: bool) -> _Drawn:
    font = registered(face)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    forms, data, width = "", [], 0.0
    with _shaping:
        shaper = font.hbFont(size)
        uharfbuzz.shape(shaper, buffer, {"kern": True, "liga": True})
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            code = _place_of(font, shaper, info.codepoint, place.x_advance)
            advance = font.pdfScale(place.x_advance)
            forms += chr(code)
            data.append(
                ShapeData(
                    info.cluster,
                    advance,
                    font.pdfScale(place.y_advance),
                    font.pdfScale(place.x_offset),
                    font.pdfScale(place.y_offset),
                    font.face.charWidths[code],
                )
            )
            width += advance * size / 1000
    return _Drawn(text, face, width, ShapedStr(forms, data))


def _place_of(font: TTFont, shaper: uharfbuzz.Font, glyph: int, advance: int) -> int:
    """Return the code by which reportlab draws a form; one without a letter gets a private code."""
    known = font.face.glyphToChar.get(glyph)
    if known:
        return int(known[0])
    return int(font.hbAddPrivate(shaper.glyph_to_string(glyph), glyph, advance))
