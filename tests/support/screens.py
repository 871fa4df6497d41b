"""Checks that every screen of every program must pass."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from ui.widgets.elided import ElidedLabel

_ROUNDING_PX = 2


def every_focusable_has_a_name(widget: QWidget) -> None:
    """Fail on a control that a screen reader would have nothing to say about."""
    nameless = [
        _who(child)
        for child in _visible(widget)
        if child.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not _inner_part(child)
        and not _accessible_name(child)
    ]
    assert not nameless, f"without an accessible name: {nameless}"


def targets_at_least(widget: QWidget, px: int) -> None:
    """Fail on a button that is smaller than `px` in either direction."""
    small = [
        f"{_who(child)} {child.width()}x{child.height()}"
        for child in _visible(widget)
        if isinstance(child, QAbstractButton)
        and not _inner_part(child)
        and min(child.width(), child.height()) < px
    ]
    assert not small, f"smaller than {px} px: {small}"


def no_truncated_text(widget: QWidget) -> None:
    """Fail on a label or a button whose text does not fit into it."""
    cut = [_who(child) for child in _visible(widget) if _is_cut(child)]
    assert not cut, f"text does not fit: {cut}"


def nothing_overlaps(widget: QWidget) -> None:
    """Fail on two buttons of the same window that share pixels."""
    buttons = [child for child in _visible(widget) if isinstance(child, QAbstractButton)]
    places = [(each, _place(each, widget)) for each in buttons if not _inner_part(each)]
    clashes = [
        f"{_who(one)} and {_who(other)}"
        for index, (one, first) in enumerate(places)
        for other, second in places[index + 1 :]
        if first.intersects(second)
    ]
    assert not clashes, f"overlap: {clashes}"


def _visible(widget: QWidget) -> Iterator[QWidget]:
    yield from (child for child in [widget, *widget.findChildren(QWidget)] if child.isVisible())


def _inner_part(widget: QWidget) -> bool:
    """Scroll bars, viewports and the editors inside spin boxes belong to their owner."""
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractSpinBox | QAbstractScrollArea | QLineEdit) or (
        widget.objectName().startswith("qt_")
    )


def _accessible_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    named = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return str(named or widget.accessibleName())


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel):
        return widget.text() != widget.whole_text()
    if isinstance(widget, QLabel):
        return bool(widget.text()) and widget.pixmap().isNull() and _label_is_cut(widget)
    if isinstance(widget, QCheckBox | QRadioButton):
        return widget.sizeHint().width() > widget.width() + _ROUNDING_PX
    if isinstance(widget, QAbstractButton) and widget.text():
        metrics = QFontMetrics(widget.font())
        wanted = metrics.size(Qt.TextFlag.TextShowMnemonic, widget.text())
        icon = widget.iconSize().width() + 4 if not widget.icon().isNull() else 0
        return wanted.width() + icon > widget.width() or wanted.height() > widget.height()
    return False


def _label_is_cut(label: QLabel) -> bool:
    room = label.contentsRect().adjusted(
        label.margin(), label.margin(), -label.margin(), -label.margin()
    )
    metrics = QFontMetrics(label.font())
    flags = int(label.alignment())
    if label.wordWrap():
        flags |= int(Qt.TextFlag.TextWordWrap)
    needed = metrics.boundingRect(QRect(0, 0, room.width(), 100_000), flags, label.text())
    return (
        needed.width() > room.width() + _ROUNDING_PX
        or needed.height() > room.height() + _ROUNDING_PX
    )


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def _who(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {text!r}"
