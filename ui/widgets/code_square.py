"""A QR code on a screen, for the phone of whoever stands before it."""

from collections.abc import Sequence
from typing import Final

import qrcode
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_QUIET: Final = 4
"""Modules of white around the code, without which phones do not find it."""
_MODULE_PX: Final = 5


class CodeSquare(QWidget):
    """Shows a text as a QR code, black on white in every theme; nothing while there is none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.modules: Sequence[Sequence[bool]] = ()
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Show a text; "" shows nothing."""
        self.modules = _modules(text) if text else ()
        self.setVisible(bool(text))
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        side = len(self.modules) * _MODULE_PX
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        for row, modules in enumerate(self.modules):
            for column, dark in enumerate(modules):
                if dark:
                    square = QRectF(column * _MODULE_PX, row * _MODULE_PX, _MODULE_PX, _MODULE_PX)
                    painter.fillRect(square, QColor(Qt.GlobalColor.black))
        painter.end()


def _modules(text: str) -> Sequence[Sequence[bool]]:
    maker = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=_QUIET)
    maker.add_data(text)
    maker.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in maker.get_matrix())
