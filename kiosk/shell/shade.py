"""Takes every touch while the kiosk works, so that nothing is pressed twice."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Shade(QWidget):
    """An invisible cover that swallows touches and keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("busyShade")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("One moment, please"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Swallow the key."""
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Keep the focus until the work is done."""
        del forward
        return True
