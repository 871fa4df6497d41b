"""The right pane of the desk: every action with its key, enabled exactly when it makes sense."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from counterapp.catalogue import spaced
from counterapp.desk.actions import Action
from counterapp.desk.view import LastVisit
from ui.appearance import current_theme
from ui.widgets.controls import TextButton

_NAMES: Final = {
    Action.OPEN: "openCounter",
    Action.CALL_NEXT: "callNext",
    Action.RECALL: "recall",
    Action.START: "start",
    Action.TRANSFER: "transfer",
    Action.FINISH: "finish",
    Action.ABSENT: "absent",
    Action.PARK: "park",
    Action.UNDO: "undoCall",
    Action.CALL_THIS: "callThis",
    Action.RESUME: "resumeParked",
    Action.PAUSE: "pauseCounter",
    Action.CLOSE: "closeCounter",
}
_KINDS: Final = {
    Action.OPEN: "primary",
    Action.CALL_NEXT: "primary",
    Action.START: "primary",
    Action.FINISH: "primary",
    Action.CLOSE: "danger",
}


class ActionButton(TextButton):
    """A button with its label at the start and its key at the end of the line."""

    def __init__(self, name: str, kind: str = "secondary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self._key = ""

    def set_content(self, label: str, key: str) -> None:
        """Show a label and a key in Qt's portable form, "" for none."""
        native = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
        self._key = native.toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(label)
        self.setAccessibleName(label)
        self.setAccessibleDescription(self._key)
        self.updateGeometry()
        self.update()

    def key(self) -> str:
        """Return the key as a person reads it."""
        return self._key

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        gap = current_theme().px("gap")
        words = self.fontMetrics().horizontalAdvance(self.text() + self._key)
        hint.setWidth(words + 5 * gap)
        return hint

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        theme = current_theme()
        gap = theme.px("gap")
        colour = "action.text"
        if not self.isEnabled():
            colour = "text.secondary"
        elif self.property("kind") == "primary":
            colour = "text.onAction"
        elif self.property("kind") == "danger":
            colour = "status.danger"
        painter.setPen(theme.color(colour))
        room = self.rect().adjusted(gap + 4, 0, -gap - 4, 0)
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            start, end = end, start
        painter.setFont(self.font())
        painter.drawText(QRect(room), start | Qt.AlignmentFlag.AlignVCenter, self.text())
        font = self.font()
        font.setWeight(font.Weight.Normal)
        painter.setFont(font)
        painter.drawText(QRect(room), end | Qt.AlignmentFlag.AlignVCenter, self._key)


class ActionPane(QWidget):
    """Shows the actions of the desk.

    Signals:
        chosen: The action that the agent chose.
        last_chosen: The visit that ended last is wanted back.
    """

    chosen = Signal(object)
    last_chosen = Signal()

    def __init__(self, keys: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actionPane")
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Actions"))
        self._keys = keys
        self.buttons: dict[Action, ActionButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 8, 8)
        layout.setSpacing(4)
        for action, name in _NAMES.items():
            button = ActionButton(name, _KINDS.get(action, "secondary"))
            button.clicked.connect(lambda _=False, action=action: self.chosen.emit(action))
            self.buttons[action] = button
            if action in (Action.CALL_THIS, Action.PAUSE):
                layout.addSpacing(8)
            layout.addWidget(button)
        layout.addStretch()
        self.last = QLabel()
        self.last.setObjectName("lastVisit")
        self.last.setProperty("role", "small")
        self.last.setWordWrap(True)
        self.last_button = ActionButton("lastVisitAgain")
        self.last_button.clicked.connect(self.last_chosen)
        layout.addWidget(self.last)
        layout.addWidget(self.last_button)
        self.retranslate()
        self.show_actions(frozenset())
        self.show_last(None, enabled=False)

    def show_actions(self, actions: frozenset[Action]) -> None:
        """Enable exactly these actions; opening and pausing stand in the same place."""
        for action, button in self.buttons.items():
            button.setEnabled(action in actions)
        opening = Action.OPEN in actions
        self.buttons[Action.OPEN].setVisible(opening)
        self.buttons[Action.PAUSE].setVisible(not opening)

    def show_last(self, last: LastVisit | None, *, enabled: bool) -> None:
        """Offer to bring back the visit that ended last."""
        self.last.setVisible(last is not None)
        self.last_button.setVisible(last is not None)
        self.last_button.setEnabled(enabled and last is not None)
        if last is None:
            return
        number = spaced(last.number)
        said = self.tr("{number} was absent") if last.absent else self.tr("{number} is finished")
        again = self.tr("Came back") if last.absent else self.tr("Reopen")
        self.last.setText(said.format(number=number))
        self.last_button.set_content(again, self._keys.get("last", ""))

    def retranslate(self) -> None:
        """Write the labels in the present language."""
        labels = {
            Action.OPEN: self.tr("Open counter"),
            Action.CALL_NEXT: self.tr("Next"),
            Action.RECALL: self.tr("Recall"),
            Action.START: self.tr("Start"),
            Action.TRANSFER: self.tr("Transfer"),
            Action.FINISH: self.tr("Finish"),
            Action.ABSENT: self.tr("Absent"),
            Action.PARK: self.tr("Put on hold"),
            Action.UNDO: self.tr("Undo call"),
            Action.CALL_THIS: self.tr("Call this one"),
            Action.RESUME: self.tr("Resume this one"),
            Action.PAUSE: self.tr("Break"),
            Action.CLOSE: self.tr("Close counter"),
        }
        for action, button in self.buttons.items():
            key = "pause" if action is Action.OPEN else action.value
            button.set_content(labels[action], self._keys.get(key, ""))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
