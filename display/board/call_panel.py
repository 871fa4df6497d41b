"""The main panel: the one or two calls of the moment, as large as they go."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from display.board.arrow import Arrow
from display.board.scaling import Scale, set_gaps
from display.board.text import BoardText
from display.wording import call_languages, counter_words, sentence, spaced, waiting_words
from sync.contract.calls import BoardItem
from ui.appearance import current_theme

PULSES: Final = 3
PULSE_HALF_MS: Final = 500
"""Lit and dark for half a second each: one pulse a second, three at most."""

_SHARED: Final = 0.62
_SHARED_PORTRAIT: Final = 0.8
_ARROW: Final = 0.28
_GAP: Final = 36
_MARGIN: Final = 28
_BETWEEN: Final = " · "
_ISOLATE: Final = "\u2068{}\u2069"


class CallRow(QWidget):
    """One call: number, arrow, counter, and the sentence that is spoken."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        suffix = "" if place == 0 else str(place + 1)
        self.number = BoardText(400, weight=700, tight=True)
        self.number.setObjectName(f"calledNumber{suffix}")
        self.arrow = Arrow(110)
        self.counter = BoardText(400, weight=700, tight=True)
        self.counter.setObjectName(f"calledCounter{suffix}")
        self.words = BoardText(48, weight=600, lines=3)
        self.words.setObjectName(f"counterWords{suffix}")
        self.caption = BoardText(48, weight=400, lines=2)
        self.caption.setObjectName(f"caption{suffix}")
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(4, 1)
        self._whole = QVBoxLayout(self)
        self._whole.addStretch(1)
        self._whole.addLayout(self._grid)
        self._whole.addStretch(1)
        self._whole.addWidget(self.caption)
        self._scale = Scale(portrait=False, factor=1.0)
        self._shared = False
        self._words: list[str] = []
        self._sentences: list[str] = []
        self._item: tuple[str, int] | None = None
        self._lit = True
        self._halves = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PULSE_HALF_MS)
        self._timer.timeout.connect(self._half)

    def show_call(self, item: BoardItem | None, languages: Sequence[str]) -> None:
        """Show a call and pulse when it is new or repeated; None empties the row."""
        key = (item.call_id, item.repeats) if item is not None else None
        changed = key != self._item
        self._item = key
        if item is None:
            self._words, self._sentences = [], []
            self._timer.stop()
            for text in (self.number, self.counter, self.words, self.caption):
                text.set_text("")
            return
        spoken = call_languages(item, languages)
        self.number.set_text(spaced(item.number))
        self.counter.set_text(item.counter)
        self._words = counter_words(spoken)
        self._sentences = [_ISOLATE.format(sentence(item, each)) for each in spoken]
        self.setAccessibleName(sentence(item, spoken[0]))
        self._write_words()
        self._fit()
        if changed:
            self._halves = 0
            self._paint(lit=True)
            self._timer.start()

    def set_scale(self, scale: Scale, *, shared: bool) -> None:
        """Lay the row out for a screen, large when alone, smaller when two share the panel."""
        self._scale, self._shared = scale, shared
        down = scale.portrait and not shared
        self.caption.set_px(40 if scale.portrait else 44 if shared else 48)
        self._arrange(down=down)
        self._write_words()
        self._grid.setHorizontalSpacing(scale.px(_GAP))
        self._grid.setVerticalSpacing(scale.px(24 if down else 8))
        set_gaps(self._whole, scale, margin=_MARGIN, gap=8)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def is_lit(self) -> bool:
        """Tell whether the row shows the colours of a call, and not the dark half of a pulse."""
        return self._lit

    def is_pulsing(self) -> bool:
        """Tell whether the row still pulses."""
        return self._timer.isActive()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._item is None:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.color("call.bg")))
        painter.setBrush(QColor(theme.color("call.bg" if self._lit else "bg.surface")))
        radius = theme.px("radius")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        painter.end()

    def _arrange(self, *, down: bool) -> None:
        parts: tuple[QWidget, ...] = (self.number, self.arrow, self.words, self.counter)
        for widget in parts:
            self._grid.removeWidget(widget)
        centre = Qt.AlignmentFlag.AlignCenter
        if down:
            for line, widget in enumerate(parts):
                self._grid.addWidget(widget, line, 1, centre)
        else:
            self._grid.addWidget(self.number, 0, 1)
            self._grid.addWidget(self.arrow, 0, 2, centre)
            self._grid.addWidget(self.counter, 0, 3)
            self._grid.addWidget(self.words, 1, 3)
        # The sentence below names the counter too, so a shared panel has room for the numbers.
        self.words.setVisible(not self._shared)

    def _write_words(self) -> None:
        """Write the words of each language, below each other where there is height for it."""
        portrait = self._scale.portrait
        self.words.set_lines(1 if portrait else max(1, len(self._words)))
        self.words.set_text((" / " if portrait else "\n").join(self._words))
        self.caption.set_lines(max(1, len(self._sentences)) if portrait else 1)
        self.caption.set_text(("\n" if portrait else _BETWEEN).join(self._sentences))

    def _fit(self) -> None:
        """Give number and counter one size, the largest that the row has room for."""
        scale, down = self._scale, self._scale.portrait and not self._shared
        size = 300 if scale.portrait else 400
        if self._shared:
            size = round(size * (_SHARED_PORTRAIT if scale.portrait else _SHARED))
        design_width = self.width() / scale.factor - 2 * _MARGIN
        number, counter = (self._advance(text, size) for text in (self.number, self.counter))
        words = 0.0 if self._shared else self.words.sizeHint().width() / scale.factor
        beside = number + max(counter, words) + size * _ARROW + 2 * _GAP
        needed = max(number, counter) if down else beside
        if needed > design_width > 0:
            size = round(size * design_width / needed)
        self.number.set_px(size)
        self.counter.set_px(size)
        self.arrow.set_look(round(size * _ARROW), scale.factor, down=down)

    @staticmethod
    def _advance(text: BoardText, px: int) -> float:
        return QFontMetricsF(text.font_at(px)).horizontalAdvance(text.text()) * 1.01

    @Slot()
    def _half(self) -> None:
        self._halves += 1
        if self._halves >= 2 * PULSES:
            self._timer.stop()
            self._paint(lit=True)
        else:
            self._paint(lit=self._halves % 2 == 0)

    def _paint(self, *, lit: bool) -> None:
        self._lit = lit
        ink = "call.text" if lit else "text.primary"
        for part in (self.number, self.counter, self.words, self.caption):
            part.set_ink(ink)
        self.arrow.set_ink(ink)
        self.update()


class CallPanel(QWidget):
    """Up to two calls, newest on top; words for those who wait while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = (CallRow(0), CallRow(1))
        self.empty = BoardText(96, weight=600, lines=3)
        self.empty.setObjectName("noCall")
        self._layout = QVBoxLayout(self)
        for row in self.rows:
            self._layout.addWidget(row, 1)
            row.hide()
        self._layout.addWidget(self.empty, 1)
        self._scale = Scale(portrait=False, factor=1.0)
        self._shown = 0

    def show_calls(self, items: Sequence[BoardItem], languages: Sequence[str]) -> None:
        """Show the calls of the moment, newest first."""
        self._shown = len(items)
        for place, row in enumerate(self.rows):
            item = items[place] if place < len(items) else None
            row.show_call(item, languages)
            row.setVisible(item is not None)
        self.empty.set_text("\n".join(waiting_words(languages)))
        self.empty.setVisible(not items)
        self.set_scale(self._scale)

    def set_scale(self, scale: Scale) -> None:
        """Lay the panel out for a screen."""
        self._scale = scale
        set_gaps(self._layout, scale, margin=0)
        for row in self.rows:
            row.set_scale(scale, shared=self._shown > 1)
