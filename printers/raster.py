"""Draws a slip with Qt: bundled fonts, shaped text in any script, one colour, no grey.

It needs a running QGuiApplication, which may be offscreen, and may be called from any thread.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QTextLayout,
    QTextOption,
    QTransform,
)

from core.runtime.paths import resource
from printers.layout import (
    MARGIN,
    NUMBER_CAP_LEAST,
    NUMBER_EM,
    Align,
    CodeBlock,
    Layout,
    NumberBlock,
    RuleBlock,
    Run,
    TextBlock,
)
from printers.letters import LetterUndrawable
from printers.picture import Picture

FAMILIES = {
    "ar": ("Noto Sans Arabic", "Noto Sans", "Noto Sans SC"),
    "zh": ("Noto Sans", "Noto Sans SC", "Noto Sans Arabic"),
}
"""Fonts by language, first choice first; the others begin with Noto Sans."""

_OTHER_FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans SC")
_BUNDLED = frozenset(_OTHER_FAMILIES)
_LEADING = {"ar": 1.42, "zh": 1.3}
_ASCENT = {"ar": 1.04, "zh": 0.98}
_COLUMN_GAP = 20
_LANGUAGE_GAP = 4
_BALANCE_STEP = 8
_FOOT = 8


class DrawingUnavailable(Exception):
    """No QGuiApplication runs, or a bundled font cannot be loaded."""


def draw(layout: Layout) -> Picture:
    """Draw a slip that was laid out.

    Raises:
        DrawingUnavailable: No QGuiApplication runs, or a font is missing.
        LetterUndrawable: No bundled font has a letter.
    """
    if QGuiApplication.instance() is None:
        raise DrawingUnavailable("slips are drawn by Qt: start a QGuiApplication first")
    load_fonts()
    sheet = _Sheet(layout)
    for block in layout.blocks:
        match block:
            case TextBlock():
                sheet.add_text(block)
            case NumberBlock():
                sheet.add_number(block)
            case RuleBlock():
                sheet.add_rule(block)
            case CodeBlock():
                sheet.add_code(block)
    return sheet.paint()


@cache
def load_fonts() -> None:
    """Register the bundled fonts once.

    Raises:
        DrawingUnavailable: A font file is missing or damaged.
    """
    for path in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise DrawingUnavailable(f"{path} is not a font")
    missing = [family for family in _OTHER_FAMILIES if not QFontDatabase.hasFamily(family)]
    if missing:
        raise DrawingUnavailable(f"fonts missing: {', '.join(missing)}")


def font_of(run: Run) -> QFont:
    """Return the font that a run is drawn with; its first family that has a letter draws it."""
    font = QFont()
    font.setFamilies(list(FAMILIES.get(run.language, _OTHER_FAMILIES)))
    font.setPixelSize(run.em)
    # Noto Sans SC comes in one weight; Qt thickens it from 700 up only.
    bold = run.language == "zh" and run.weight >= 600
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight(run.weight))
    font.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
    font.setHintingPreference(QFont.HintingPreference.PreferFullHinting)
    return font


def shape(
    run: Run,
    width: float,
    align: Align,
    wrap: QTextOption.WrapMode = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere,
) -> QTextLayout:
    """Break a run into lines of at most `width` dots and place each on its own base line."""
    layout = QTextLayout(run.text, font_of(run))
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    if align is Align.START:
        # Qt mirrors "left" in a layout that runs from right to left only in widgets.
        option.setAlignment(
            Qt.AlignmentFlag.AlignRight if run.language == "ar" else Qt.AlignmentFlag.AlignLeft
        )
    option.setTextDirection(_direction(run))
    option.setWrapMode(wrap)
    layout.setTextOption(option)
    layout.beginLayout()
    base = _base(run)
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, base - line.ascent()))
        base += run.em * _LEADING.get(run.language, 1.24)
    layout.endLayout()
    return layout


def _balanced_width(run: Run, column: int) -> int:
    """Return the narrowest width with no more lines, so that no word stands alone on the last."""
    lines = shape(run, column, Align.START).lineCount()
    too_narrow, enough = 0 if lines > 1 else column - 1, column
    while enough - too_narrow > _BALANCE_STEP:
        middle = (too_narrow + enough) // 2
        if _holds(run, middle, lines):
            enough = middle
        else:
            too_narrow = middle
    return enough


def _holds(run: Run, width: int, lines: int) -> bool:
    """Tell whether a run fits in so many lines of this width with every word whole."""
    text = shape(run, width, Align.START, QTextOption.WrapMode.WordWrap)
    widths = [text.lineAt(index).naturalTextWidth() for index in range(text.lineCount())]
    return len(widths) <= lines and max(widths, default=0) <= width


def _direction(run: Run) -> Qt.LayoutDirection:
    if not run.language:
        return Qt.LayoutDirection.LayoutDirectionAuto
    if run.language == "ar":
        return Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight


def _base(run: Run) -> float:
    return run.em * _ASCENT.get(run.language, 0.98)


def _height(run: Run, layout: QTextLayout) -> int:
    return round(layout.lineCount() * run.em * _LEADING.get(run.language, 1.24))


def _lacks_letters(text: QTextLayout) -> bool:
    """Tell whether a box would be drawn, or a letter of the machine's own fonts.

    What those have differs from PC to PC: a slip that comes out here would fail elsewhere.
    """
    return any(
        0 in run.glyphIndexes() or run.rawFont().familyName() not in _BUNDLED
        for run in text.glyphRuns()
    )


def _first_lacking(run: Run) -> str:
    """Return the letter that no bundled font has, or else the one that makes such a cluster."""
    text = run.text
    beginnings = [text[:end] for end in range(1, len(text) + 1)]
    for part in [*list(text), *beginnings]:
        if _lacks_letters(shape(replace(run, text=part), run.em * 4, Align.START)):
            return part[-1]
    return text[-1]


class _Sheet:
    """Stacks blocks, then paints them on paper of the right length."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._strokes: list[Callable[[QPainter], None]] = []
        self._y = 0

    def add_text(self, block: TextBlock) -> None:
        self._y += block.before
        column = self._layout.column
        if len(block.runs) == 2 and block.align is Align.START:
            first, second = block.runs
            shaped = [shape(run, column, Align.START) for run in block.runs]
            width = sum(text.lineAt(0).naturalTextWidth() for text in shaped)
            single = all(text.lineCount() == 1 for text in shaped)
            if single and width + _COLUMN_GAP <= column:
                self._add_pair(first, second)
                return
        for index, run in enumerate(block.runs):
            self._y += _LANGUAGE_GAP if index else 0
            width = _balanced_width(run, column)
            spare = column - width
            shift = spare // 2 if block.align is Align.CENTRE else spare * (run.language == "ar")
            self._add_run(run, MARGIN + shift, width, block.align)

    def _add_pair(self, first: Run, second: Run) -> None:
        """Put two short texts on one line, the first where its script begins."""
        column, top, depth = self._layout.column, self._y, 0
        left, right = (second, first) if first.language == "ar" else (first, second)
        base = max(_base(first), _base(second))
        for run, at_left in ((left, True), (right, False)):
            shaped = shape(run, column, Align.START)  # a line dies with its layout
            width = shaped.lineAt(0).naturalTextWidth() + 1
            x = MARGIN if at_left else MARGIN + column - width
            self._y = top + round(base - _base(run))
            self._add_run(run, x, width, Align.START)
            depth = max(depth, self._y)
        self._y = depth

    def _add_run(self, run: Run, x: float, width: float, align: Align) -> None:
        text = shape(run, width, align)
        if _lacks_letters(text):
            raise LetterUndrawable(_first_lacking(run))
        at = QPointF(x, self._y)
        self._strokes.append(lambda painter: text.draw(painter, at))
        self._y += _height(run, text)

    def add_number(self, block: NumberBlock) -> None:
        """Draw the number as tall as fits; narrow paper condenses it rather than lowers it."""
        self._y += block.before
        run = Run(block.text, "en", NUMBER_EM, 700)
        if _lacks_letters(shape(run, NUMBER_EM * 20, Align.START)):
            raise LetterUndrawable(_first_lacking(run))
        path = QPainterPath()
        path.addText(QPointF(0, 0), font_of(run), run.text)
        ink, column = path.boundingRect(), self._layout.column
        least = NUMBER_CAP_LEAST / (0.714 * NUMBER_EM)
        across = min(1.0, column / ink.width())
        down = max(across, min(1.0, least * 1.02))
        fitted = QTransform.fromScale(across, down).map(path)
        ink = fitted.boundingRect()
        fitted.translate(MARGIN + (column - ink.width()) / 2 - ink.left(), self._y - ink.top())
        self._strokes.append(lambda painter: painter.fillPath(fitted, Qt.GlobalColor.black))
        self._y += round(ink.height())

    def add_rule(self, block: RuleBlock) -> None:
        self._y += block.before
        rule = QRect(MARGIN, self._y, self._layout.column, block.thickness)
        self._strokes.append(lambda painter: painter.fillRect(rule, Qt.GlobalColor.black))
        self._y += block.thickness

    def add_code(self, block: CodeBlock) -> None:
        self._y += block.before
        top, column = self._y, self._layout.column
        # The code's own white border reaches into the margin.
        if not block.beside:
            self._add_notice(block, MARGIN, column)
            self._add_modules(block, (self._layout.width - block.side) // 2, self._y)
            self._y += block.side
            return
        mirrored = block.runs[0].language == "ar"
        width = self._layout.width - MARGIN - block.side
        code_x = 0 if mirrored else self._layout.width - block.side
        self._add_notice(block, block.side if mirrored else MARGIN, width)
        room = max(block.side, self._y - top)
        self._add_modules(block, code_x, top + (room - block.side) // 2)
        self._y = top + room

    def _add_notice(self, block: CodeBlock, x: int, width: int) -> None:
        for index, run in enumerate(block.runs):
            self._y += _LANGUAGE_GAP if index else 0
            self._add_run(run, x, width, Align.START)

    def _add_modules(self, block: CodeBlock, x: int, y: int) -> None:
        squares = [
            QRect(x + across * block.dots, y + down * block.dots, block.dots, block.dots)
            for down, row in enumerate(block.modules)
            for across, black in enumerate(row)
            if black
        ]

        def stroke(painter: QPainter) -> None:
            for square in squares:
                painter.fillRect(square, Qt.GlobalColor.black)

        self._strokes.append(stroke)

    def paint(self) -> Picture:
        """Paint all that was added and pack it, black as 1."""
        width, height = self._layout.width, self._y + _FOOT
        image = QImage(width, height, QImage.Format.Format_Mono)
        image.setColorTable([0xFFFFFFFF, 0xFF000000])
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing, on=False)
        painter.setPen(Qt.GlobalColor.black)
        painter.setClipRect(QRectF(0, 0, width, height))
        for stroke in self._strokes:
            stroke(painter)
        painter.end()
        stride, packed = image.bytesPerLine(), bytes(image.constBits())
        rows = (packed[at : at + width // 8] for at in range(0, stride * height, stride))
        return Picture(width, b"".join(rows))
