"""The top of a kiosk page: where one is in the path, and the time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget


class StepHeader(QWidget):
    """Shows a step such as "Step 1 of 2" at the start and the clock at the end of the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = QLabel()
        self.step.setObjectName("stepLabel")
        self.clock = QLabel()
        self.clock.setObjectName("clockLabel")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for label in (self.step, self.clock):
            label.setProperty("role", "small")
        row.addWidget(self.step)
        row.addStretch()
        row.addWidget(self.clock, 0, Qt.AlignmentFlag.AlignTrailing)

    def set_step(self, number: int, of: int) -> None:
        """Show which step this is; nothing when there is but one."""
        text = self.tr("Step {number} of {of}").format(number=number, of=of)
        self.step.setText(text if of > 1 else "")

    def set_time(self, text: str) -> None:
        """Show the site's time, `09:42`."""
        self.clock.setText(text)
