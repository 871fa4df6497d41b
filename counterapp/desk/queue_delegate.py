"""Draws the state chip and the signs of a line of the queue."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from counterapp.desk.queue_model import PAPERLESS_ROLE, PRIORITY_ROLE, STATE_ROLE, Column
from ui.icons import coloured_pixmap, pixmap
from ui.theme import state_colours

_GAP: Final = 6
Index = QModelIndex | QPersistentModelIndex


class QueueDelegate(QStyledItemDelegate):
    """Chips carry glyph, word and colour together; signs are shapes, never a colour alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() not in (Column.STATE, Column.MARKS):
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == Column.STATE:
            _draw_chip(painter, option, str(index.data(STATE_ROLE)), str(index.data()))
        else:
            _draw_marks(
                painter,
                option,
                priority=bool(index.data(PRIORITY_ROLE)),
                paperless=bool(index.data(PAPERLESS_ROLE)),
            )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        height = QFontMetrics(option.font).height()
        if index.column() == Column.STATE:
            hint.setWidth(hint.width() + height + 3 * _GAP)
        elif index.column() == Column.MARKS:
            hint.setWidth(2 * (height + _GAP) + _GAP)
        return hint


def _draw_chip(painter: QPainter, option: QStyleOptionViewItem, state: str, word: str) -> None:
    colours = state_colours(state)
    metrics = QFontMetrics(option.font)
    side = metrics.height() - 2
    area = QRectF(option.rect).adjusted(2, 0, -2, 0)
    height = metrics.height() + 4
    area = QRectF(area.left(), area.center().y() - height / 2, area.width(), height)
    wanted = metrics.horizontalAdvance(word) + side + 3 * _GAP
    area.setWidth(min(area.width(), wanted))
    painter.setBrush(QColor(colours.bg))
    painter.setPen(QColor(colours.text) if colours.outline else QColor(colours.bg))
    painter.drawRoundedRect(area, 4, 4)
    glyph = coloured_pixmap(colours.icon, colours.text, side)
    painter.drawPixmap(round(area.left()) + _GAP, round(area.center().y() - side / 2), glyph)
    painter.setPen(QColor(colours.text))
    room = area.adjusted(2 * _GAP + side, 0, -_GAP / 2, 0)
    shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, round(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _draw_marks(
    painter: QPainter, option: QStyleOptionViewItem, *, priority: bool, paperless: bool
) -> None:
    rect = option.rect
    side = QFontMetrics(option.font).height()
    left = rect.left() + _GAP
    for shown, name, token in (
        (priority, "shield", "text.primary"),
        (paperless, "printer-off", "status.warning"),
    ):
        if shown:
            painter.drawPixmap(left, rect.center().y() - side // 2, pixmap(name, token, side))
            left += side + _GAP
