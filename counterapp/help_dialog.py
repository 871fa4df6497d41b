"""The list of keys."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class HelpDialog(QDialog):
    """Shows every key and what it does."""

    def __init__(self, keys: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("helpDialog")
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.finished.connect(parent.window().activateWindow)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        shown = [(key, text) for name, text in _texts().items() if (key := keys.get(name, ""))]
        half = (len(shown) + 1) // 2
        for place, (key, text) in enumerate(shown):
            native = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
            label = QLabel(native.toString(QKeySequence.SequenceFormat.NativeText))
            label.setProperty("role", "section")
            row, column = place % half, 2 * (place // half)
            grid.addWidget(label, row, column)
            grid.addWidget(QLabel(text), row, column + 1)
        close = QPushButton(self.tr("Close"))
        close.setObjectName("helpClose")
        close.setProperty("kind", "primary")
        close.clicked.connect(self.accept)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(24, 24, 24, 24)
        column_layout.setSpacing(16)
        column_layout.addLayout(grid)
        column_layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        close.setFocus()


def _texts() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "help": translate("Keys", "This list"),
        "call_next": translate("Keys", "Call the next person"),
        "call_this": translate("Keys", "Call the chosen person out of turn"),
        "recall": translate("Keys", "Call again"),
        "why": translate("Keys", "Why this order?"),
        "start": translate("Keys", "Start: the person is here"),
        "resume": translate("Keys", "Take up the chosen visit on hold"),
        "next_pane": translate("Keys", "Next pane"),
        "transfer": translate("Keys", "Transfer"),
        "finish": translate("Keys", "Finish"),
        "park": translate("Keys", "Put on hold"),
        "absent": translate("Keys", "Absent"),
        "last": translate("Keys", "Bring back the last visit"),
        "pause": translate("Keys", "Open the counter, or take a break"),
        "close": translate("Keys", "Close the counter"),
        "undo": translate("Keys", "Undo the call"),
        "search": translate("Keys", "Search"),
        "journal": translate("Keys", "Messages of the day"),
        "switch": translate("Keys", "Desk or reception"),
    }
