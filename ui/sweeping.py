"""Where a Qt program looks for garbage."""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS: Final = 1000
"""How much garbage can gather: what a program makes in a second."""


class ScreenSweeper(QObject):
    """Has Python look for garbage on the screen's thread alone.

    Left to itself, Python looks on whichever thread has just made the next object, such as the one
    that follows the feed, and what it finds ends there. A `QObject` that ends on another thread
    while the screen delivers a signal to it brings the program down.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.sweep_due)

    def start(self) -> None:
        """Take over from Python, for as long as the program runs."""
        gc.disable()
        self._timer.start()

    @Slot()
    def sweep_due(self) -> None:
        """Look through what Python itself would look through by now."""
        made, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if made[generation] > limits[generation] > 0:
                gc.collect(generation)
                return
