"""The card in the middle of a page that asks for one thing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

_WIDTH = 460


def card_on(page: QWidget) -> QVBoxLayout:
    """Put a card in the middle of a page; return the column of what stands on it."""
    card = QFrame()
    card.setProperty("surface", "card")
    card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    card.setMaximumWidth(_WIDTH * 2)
    card.setMinimumWidth(_WIDTH)
    column = QVBoxLayout(card)
    column.setContentsMargins(32, 32, 32, 32)
    column.setSpacing(16)
    # Centred by room around it: an alignment would ignore what sentences of two lines need.
    middle = QHBoxLayout()
    middle.addStretch()
    middle.addWidget(card)
    middle.addStretch()
    outer = QVBoxLayout(page)
    outer.addStretch()
    outer.addLayout(middle)
    outer.addStretch()
    return column
