"""The frame of every question that the counter app asks beside its pages."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class Question(QDialog):
    """A dialog with a title, a body, and two buttons; Enter confirms, Escape cancels."""

    def __init__(self, name: str, title: str, confirm: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        # Without a window manager nobody else gives the keyboard back to the desk.
        self.finished.connect(parent.window().activateWindow)
        stem = name.removesuffix("Dialog")
        self.heading = QLabel(title)
        self.heading.setProperty("role", "section")
        self.heading.setWordWrap(True)
        self.body = QVBoxLayout()
        self.confirm = QPushButton(confirm)
        self.confirm.setObjectName(f"{stem}Confirm")
        self.confirm.setProperty("kind", "primary")
        self.confirm.setDefault(True)
        self.confirm.clicked.connect(self.accept)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName(f"{stem}Cancel")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.confirm)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addLayout(self.body)
        layout.addLayout(row)

    def fit(self) -> None:
        """Take the room that the content needs, once it is known how its sentences break.

        Qt by itself gives a dialog two thirds of the screen at most, and cuts large text.
        """
        QTimer.singleShot(0, self._fit)

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        room = self.screen().availableGeometry()
        width = min(layout.totalSizeHint().width(), room.width())
        tall = layout.hasHeightForWidth()
        height = layout.totalHeightForWidth(width) if tall else layout.totalSizeHint().height()
        self.resize(width, min(height, room.height()))
