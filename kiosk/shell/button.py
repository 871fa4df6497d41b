"""Buttons of the kiosk: wrapped text, pictogram, note, acting on release and never twice."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.shell.fitting import Lines, fitting_px, wrapped_size
from kiosk.shell.look import Look
from ui.icons import coloured_pixmap

TAP_APART_S: Final = 0.5
_TAP_NEAR: Final = 60
KEY_APART_S: Final = 0.12


class TapGuard:
    """Ignores a second tap at the same place within half a second, on whatever stands there.

    A trembling finger often lands twice; without this, the second tap would press what the
    next page shows at that place.

    Args:
        monotonic: Seconds that only grow.
        on: False where a program presses the buttons, faster than any finger.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, *, on: bool = True) -> None:
        self._monotonic = monotonic
        self._on = on
        self._last: tuple[float, QPoint] | None = None

    def accept(self, place: QPoint, *, apart_s: float = TAP_APART_S, near: int = _TAP_NEAR) -> bool:
        """Whether a tap at a place on the screen is a new one; an accepted one is remembered."""
        now = self._monotonic()
        if self._on and self._last is not None:
            at, where = self._last
            if now - at < apart_s and (place - where).manhattanLength() <= near:
                return False
        self._last = (now, place)
        return True


class KioskButton(QAbstractButton):
    """A big target with a label that is never left out and never cut off.

    Args:
        name: The object's name, stable for tests and automation.
        icon: Name of a pictogram, or "" for none.
        kind: `primary`, `plain`, `tile`, `key` or `quiet`.
        guard: Shared by all buttons of a window.

    `compact` chooses the smaller or the larger text; None lets the width decide. `bare` leaves
    the pictogram out; `mirrors` turns it over in right-to-left languages.

    Signals:
        tapped: A person let go of the button, or pressed Enter or Space on it.
    """

    tapped = Signal()

    def __init__(
        self,
        name: str,
        *,
        guard: TapGuard,
        icon: str = "",
        kind: str = "plain",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.pictogram = icon
        self.kind = kind
        self.compact: bool | None = None
        self.bare = False
        self.mirrors = False
        self.note = ""
        self.warns = False
        self.drawn_px = 0.0
        self._guard = guard
        # Qt's own signal is never emitted from here: with PySide6 6.11.3 that ends the process.
        self.clicked.connect(self.tapped)
        self._look: Look | None = None

    def set_words(self, text: str, note: str = "") -> None:
        """Set the label and the line under it; both are read out."""
        self.setText(text)
        self.note = note
        self.setAccessibleName(f"{text}, {note}" if note else text)
        self.update()

    def dress(self, look: Look) -> None:
        """Take a look; the size of the text is found when drawing."""
        self._look = look
        self.drawn_px = self._text_px(look, self._text_room(look))
        self.update()

    # -- acting ---------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act when the finger leaves the glass on the button; sliding off cancels."""
        inside = self.rect().contains(event.position().toPoint())
        apart = KEY_APART_S if self.kind == "key" else TAP_APART_S
        place = event.globalPosition().toPoint()
        if self.isDown() and inside and not self._guard.accept(place, apart_s=apart):
            self.setDown(False)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Enter or Space, not on their automatic repeats; arrows move the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leave Space to `keyPressEvent`, which has acted on it."""
        if event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Leave the state to the presenter, which knows whether the choice was taken."""

    # -- drawing --------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, pictogram, label and note; the ring of the focus is drawn by `ui`."""
        if self._look is None:
            return
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        fill, line, ink = self._colors(look)
        self._draw_frame(painter, look, fill, line)
        rooms = self._text_room(look)
        self._draw_pictogram(painter, look, ink)
        painter.setPen(ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        if not self._note_has_room(look, rooms):
            self._draw_text(painter, self.text(), look.font(self.drawn_px, 600), rooms, middle)
            return
        upper, lower = self._halves(look, rooms)
        self._draw_text(painter, self.text(), look.font(self.drawn_px, 600), upper, middle)
        if self.warns and self.isEnabled():
            painter.setPen(look.color("status.warning"))
        elif not self.isDown() and self.kind == "tile":
            painter.setPen(look.color("text.secondary"))
        note_font = look.font(self._note_px(look, rooms), 400)
        self._draw_text(painter, self.note, note_font, lower, Qt.AlignmentFlag.AlignTop)

    def _draw_text(
        self, painter: QPainter, text: str, font: QFont, room: QRect, align: Qt.AlignmentFlag
    ) -> None:
        direction = self.layoutDirection()
        lines = Lines(text, font, room.width(), align=self._align(), direction=direction)
        lines.draw(painter, room, align)

    def _colors(self, look: Look) -> tuple[QColor, QColor, QColor]:
        strong = self.kind == "primary" or self.isChecked()
        if not self.isEnabled():
            return (
                look.color("bg.sunken"),
                look.color("border.control"),
                look.color("text.secondary"),
            )
        if self.isDown():
            pressed = look.color("action.bgPressed")
            return pressed, pressed, look.color("text.onAction")
        if strong:
            return look.color("action.bg"), look.color("action.bg"), look.color("text.onAction")
        ink = "text.primary" if self.kind in ("tile", "key") else "action.text"
        line = "border.control" if self.kind == "quiet" else "action.bg"
        return look.color("bg.surface"), look.color(line), look.color(ink)

    def _draw_frame(self, painter: QPainter, look: Look, fill: QColor, line: QColor) -> None:
        px = look.canvas.px
        radius = px(16)
        frame = QRectF(self.rect())
        width = max(1, px(4 if self.isEnabled() else 2))
        pen = QPen(line, width)
        if not self.isEnabled():
            pen.setStyle(Qt.PenStyle.DashLine)
        half = width / 2
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRoundedRect(frame.adjusted(half, half, -half, -half), radius, radius)

    def _draw_pictogram(self, painter: QPainter, look: Look, ink: QColor) -> None:
        side = self._pictogram_side(look)
        name = "check" if self.isChecked() and self.isCheckable() else self.pictogram
        if self.warns and not self._note_has_room(look, self._text_room(look)):
            name = "lock"  # what the note would have said; a touch tells the rest
        if not side or not name:
            return
        picture = coloured_pixmap(name, ink.name(), side)
        if self.mirrors and self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            picture = picture.transformed(QTransform.fromScale(-1, 1))
        pad = look.canvas.px(self._pad(look))
        y = (self.height() - side) // 2
        if not self.text():
            x = (self.width() - side) // 2
        elif self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = self.width() - pad - side
        else:
            x = pad
        painter.drawPixmap(QRect(x, y, side, side), picture)

    # -- measuring ------------------------------------------------------------

    def text_mistakes(self) -> list[str]:
        """Return what of label and note does not fit, in words; empty when all does."""
        if self._look is None:
            return ["has no look"]
        look, room = self._look, self._text_room(self._look)
        parts = [(self.text(), look.font(self._text_px(look, room), 600))]
        if self._note_has_room(look, room):
            parts.append((self.note, look.font(self._note_px(look, room), 400)))
        sizes = [wrapped_size(text, font, room.width()) for text, font in parts]
        found = []
        if max(wide for wide, _ in sizes) > room.width() + 2:
            found.append(f"{self.text()!r} is wider than {room.width()} px")
        if sum(high for _, high in sizes) > room.height() + 2:
            found.append(f"{self.text()!r} {self.note!r} is higher than {room.height()} px")
        return found

    def _align(self) -> Qt.AlignmentFlag:
        if self.kind == "key" or not self._look or not self._pictogram_side(self._look):
            return Qt.AlignmentFlag.AlignHCenter
        return Qt.AlignmentFlag.AlignLeft

    def _small(self, look: Look) -> bool:
        """Whether label and pictogram are of the smaller kind."""
        if self.compact is not None:
            return self.compact
        return self.width() < look.canvas.px(400)

    def _pad(self, look: Look) -> float:
        if not self._small(look):
            return 24
        return 8 if look.canvas.large else 18

    def _pictogram_side(self, look: Look) -> int:
        if self.bare or not (self.pictogram or self.isChecked()):
            return 0
        if not self.text():
            return min(look.canvas.px(72), self.height() - look.canvas.px(24))
        small = self._small(look)
        wished = look.canvas.px(44 if small else 76)
        side = min(wished, self.height() - look.canvas.px(24))
        # A label is never left out; a pictogram is, where both have no room.
        room = self._room_beside(look, side)
        wide, high = wrapped_size(self.text(), look.font(look.canvas.floor, 600), room.width())
        return side if wide <= room.width() and high <= room.height() else 0

    def _text_room(self, look: Look) -> QRect:
        return self._room_beside(look, self._pictogram_side(look))

    def _room_beside(self, look: Look, side: int) -> QRect:
        pad = look.canvas.px(self._pad(look))
        lead = side + pad + look.canvas.px(12 if self._small(look) else 20)
        lead = lead if side and self.text() else pad
        high = look.canvas.px(
            1 if look.canvas.lower or look.canvas.large or self._small(look) else 6
        )
        room = self.rect()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return room.adjusted(pad, high, -lead, -high)
        return room.adjusted(lead, high, -pad, -high)

    def _nominal(self, look: Look) -> float:
        if self.kind == "key":
            return look.canvas.text(52)
        return look.canvas.text(32 if self._small(look) else 52)

    def _text_px(self, look: Look, room: QRect) -> float:
        height = room.height()
        if self._note_has_room(look, room):
            height = self._halves(look, room)[0].height()
        return fitting_px(
            look,
            self.text(),
            nominal=self._nominal(look),
            weight=600,
            width=room.width(),
            height=height,
            floor=look.canvas.floor,
        )

    def _note_px(self, look: Look, room: QRect) -> float:
        return fitting_px(
            look,
            self.note,
            nominal=look.canvas.text(32),
            weight=400,
            width=room.width(),
            height=room.height() - self._least_height(look, room),
            floor=look.canvas.floor,
        )

    def _note_has_room(self, look: Look, room: QRect) -> bool:
        """Whether the note fits under the label; the label comes first, and is always read out."""
        if not self.note:
            return False
        label = self._least_height(look, room)
        _, note = wrapped_size(self.note, look.font(look.canvas.floor, 400), room.width())
        return label + note <= room.height()

    def _least_height(self, look: Look, room: QRect) -> int:
        font = look.font(look.canvas.floor, 600)
        return wrapped_size(self.text(), font, room.width())[1]

    def _halves(self, look: Look, room: QRect) -> tuple[QRect, QRect]:
        """Divide the room between label and note: the note takes what it needs."""
        note = look.font(self._note_px(look, room), 400)
        _, needed = wrapped_size(self.note, note, room.width())
        label = QRect(room.x(), room.y(), room.width(), room.height() - needed)
        size = fitting_px(
            look,
            self.text(),
            nominal=self._nominal(look),
            weight=600,
            width=room.width(),
            height=label.height(),
            floor=look.canvas.floor,
        )
        _, high = wrapped_size(self.text(), look.font(size, 600), room.width())
        slack = max(0, room.height() - needed - high) // 2
        upper = QRect(room.x(), room.y() + slack, room.width(), high)
        lower = QRect(room.x(), upper.bottom() + 1, room.width(), needed + slack)
        return upper, lower
