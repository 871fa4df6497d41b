"""The main panel: the one or two calls of the moment, as large as they go."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, QTimer, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QVBoxLayout, QWidget

from display.board.arrow import Arrow
from display.board.scaling import Scale, scale_texts, set_gaps
from display.board.text import BoardText
from display.wording import call_languages, counter_words, sentence, spaced, waiting_words
from sync.contract.calls import BoardItem
from ui.appearance import current_theme

PULSES: Final = 3
PULSE_HALF_MS: Final = 500
"""Lit and dark for half a second each: one pulse a second, three at most."""

_SHARED: Final = 0.62
_SHARED_PORTRAIT: Final = 0.8
_ARROW: Final = 0.2
_GAP: Final = 20
_MARGIN: Final = 20
_BETWEEN: Final = " · "
_ISOLATE: Final = "\u2068{}\u2069"


class CallRow(QWidget):
    """One call: number, arrow, counter, and the sentence that is spoken."""

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        suffix = "" if place == 0 else str(place + 1)
        self.number = BoardText(400, weight=700, tight=True, parent=self)
        self.number.setObjectName(f"calledNumber{suffix}")
        self.arrow = Arrow(110, parent=self)
        self.counter = BoardText(400, weight=700, tight=True, parent=self)
        self.counter.setObjectName(f"calledCounter{suffix}")
        self.words = BoardText(48, weight=600, lines=3, parent=self)
        self.words.setObjectName(f"counterWords{suffix}")
        self.caption = BoardText(48, weight=400, lines=2, parent=self)
        self.caption.setObjectName(f"caption{suffix}")
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
        self._place()
        if changed:
            self._halves = 0
            self._paint(lit=True)
            self._timer.start()

    def set_scale(self, scale: Scale, *, shared: bool) -> None:
        """Lay the row out for a screen, large when alone, smaller when two share the panel."""
        self._scale, self._shared = scale, shared
        scale_texts(self, scale)
        self.caption.set_px(40 if scale.portrait else 44 if shared else 48)
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(self._scale.px(400), self._scale.px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

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

    def _place(self) -> None:
        """Lay the row out by hand: a layout would come too late for sizes that depend on it."""
        self._write_words()
        # The sentence below names the counter too, so a shared panel has room for the numbers.
        self.words.setVisible(not self._shared and self._item is not None)
        px = self._scale.px
        room = self.rect().adjusted(px(_MARGIN), px(_MARGIN), -px(_MARGIN), -px(_MARGIN))
        if room.isEmpty() or self._item is None:
            return
        below = min(self.caption.sizeHint().height(), room.height() // 3)
        self.caption.setGeometry(room.adjusted(0, room.height() - below, 0, 0))
        room.setBottom(room.bottom() - below)
        if self._scale.portrait and not self._shared:
            self._place_below_each_other(room)
        else:
            self._place_side_by_side(room)

    def _place_below_each_other(self, room: QRect) -> None:
        gap = self._scale.px(_GAP)
        widths = [self._advance(text, 300) for text in (self.number, self.counter)]
        height = room.height() - self.words.sizeHint().height() - 3 * gap
        self._set_size(
            300, min(room.width() / max(widths), height / self._heights(300, 2 + _ARROW))
        )
        parts: list[QWidget] = [self.number, self.arrow, self.words, self.counter]
        heights = [part.sizeHint().height() for part in parts]
        y = room.top() + (room.height() - sum(heights) - 3 * gap) // 2
        for part, tall in zip(parts, heights, strict=True):
            wide = part.sizeHint().width() if part is self.arrow else room.width()
            part.setGeometry(room.center().x() - wide // 2, y, wide, tall)
            y += tall + gap

    def _place_side_by_side(self, room: QRect) -> None:
        gap = self._scale.px(_GAP)
        design = 300 if self._scale.portrait else 400
        if self._shared:
            design = round(design * (_SHARED_PORTRAIT if self._scale.portrait else _SHARED))
        words = QSize(0, 0) if self._shared else self.words.sizeHint()
        number, counter = (self._advance(text, design) for text in (self.number, self.counter))
        wanted = number + max(counter, words.width()) + self._scale.px(design * _ARROW) + 2 * gap
        height = room.height() - words.height()
        self._set_size(design, min(room.width() / wanted, height / self._heights(design, 1)))
        arrow, tall = self.arrow.sizeHint(), self.number.sizeHint().height()
        wide = [self.number.sizeHint().width(), arrow.width()]
        wide.append(max(self.counter.sizeHint().width(), words.width()))
        x = room.left() + max(0, room.width() - sum(wide) - 2 * gap) // 2
        y = room.top() + max(0, room.height() - tall - words.height()) // 2
        places = [
            QRect(x, y, wide[0], tall),
            QRect(x + wide[0] + gap, y + (tall - arrow.height()) // 2, wide[1], arrow.height()),
            QRect(x + wide[0] + wide[1] + 2 * gap, y, wide[2], tall),
        ]
        places.append(QRect(places[2].left(), y + tall, wide[2], words.height()))
        parts: list[QWidget] = [self.number, self.arrow, self.counter, self.words]
        for part, place in zip(parts, places, strict=True):
            # A board read from right to left has the counter on the left.
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def _set_size(self, design: int, share: float) -> None:
        size = max(1, int(design * min(1.0, share)))
        self.number.set_px(size)
        self.counter.set_px(size)
        down = self._scale.portrait and not self._shared
        self.arrow.set_look(round(size * _ARROW), self._scale.factor, down=down)

    def _heights(self, design: int, lines: float) -> float:
        """Return how high so many lines of capitals are on this screen."""
        metrics = QFontMetricsF(self.number.font_at(design * self._scale.factor))
        return metrics.capHeight() * 1.12 * lines

    def _advance(self, text: BoardText, design: int) -> float:
        metrics = QFontMetricsF(text.font_at(design * self._scale.factor))
        return metrics.horizontalAdvance(text.text()) * 1.005 + 2

    def _write_words(self) -> None:
        """Write the words of each language, below each other where there is height for it."""
        portrait = self._scale.portrait
        self.words.set_lines(1 if portrait else max(1, len(self._words)))
        self.words.set_text((" / " if portrait else "\n").join(self._words))
        self.caption.set_lines(max(1, len(self._sentences)) if portrait else 1)
        self.caption.set_text(("\n" if portrait else _BETWEEN).join(self._sentences))

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
