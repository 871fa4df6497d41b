"""What a reader types into the search field of a workplace that was told of no reader."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from ui.scanners.joining import JOIN_MS, LineJoiner
from ui.scanners.understanding import is_typed_scan


class TypedScan(QObject):
    """Knows signed codes and the lines of travel documents, which must not be searched for.

    Args:
        field: Where they are typed.
        scanned: Takes what was scanned.
    """

    def __init__(self, field: QLineEdit, scanned: Callable[[str], None]) -> None:
        super().__init__(field)
        self._field = field
        self._scanned = scanned
        self._joiner = LineJoiner()
        self._joining = QTimer(self)
        self._joining.setSingleShot(True)
        self._joining.setInterval(JOIN_MS)
        self._joining.timeout.connect(self._on_silence)

    @property
    def joining(self) -> bool:
        """Whether lines of a document were taken that is not whole yet."""
        return self._joiner.holding

    def holds(self) -> bool:
        """Whether the field holds a scan, or the next line of one."""
        return self.joining or is_typed_scan(self._field.text())

    def take(self, text: str) -> None:
        """Take a scan out of the field, which is empty again."""
        self._tell(self._joiner.add(text))
        if self._joiner.holding:
            self._joining.start()

    def _on_silence(self) -> None:
        if self._field.text():
            self._joining.start()  # The next line is being typed.
        else:
            self._tell(self._joiner.silence())

    def _tell(self, texts: list[str]) -> None:
        for text in texts:
            self._scanned(text)
