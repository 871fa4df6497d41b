"""The code reader of a workplace, which serves reception while its page is in sight."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from counterapp.reception.scans import Scans
from sync.contract.stations import DeviceState
from ui.scanners import open_scanner


class CodeReader(QObject):
    """Brings scans to reception, wherever the focus is there; elsewhere keys stay keys.

    Args:
        app: The running application.
        spec: Which reader, as `ui.scanners.SCANNER_HELP` says.
        scans: Reception's, while its page is in sight, else None.
        parent: The owner.

    Signals:
        changed: The reader came or went.
        used: A scan has reached reception.

    Raises:
        ScannerSpecError: `spec` names none.
    """

    changed = Signal()
    used = Signal()

    def __init__(
        self, app: QApplication, spec: str, scans: Callable[[], Scans | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._scans = scans
        self._scanner = open_scanner(spec, app, self)
        self._scanner.expect(self._is_expected)
        self._scanner.scanned.connect(self._on_scanned)
        self._scanner.unreadable.connect(self._on_unreadable)
        self._scanner.lost.connect(self._on_lost)
        self._scanner.found.connect(self._on_found)
        self.lost = False

    @property
    def state(self) -> DeviceState:
        """The reader as health reports name it."""
        state: DeviceState = "ok" if self._scanner.state == "ok" else "absent"
        return "error" if self.lost else state

    def start(self) -> None:
        """Begin to read."""
        self._scanner.start()

    def stop(self) -> None:
        """Let the device go."""
        self._scanner.stop()

    def _is_expected(self) -> bool:
        # A dialog may ask for a password, and whoever is there is not at the search.
        asked = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        return asked is None and self._scans() is not None

    def _on_scanned(self, text: str) -> None:
        scans = self._scans()
        if scans is not None:
            self.used.emit()
            scans.take(text)

    def _on_unreadable(self) -> None:
        scans = self._scans()
        if scans is not None:
            scans.unreadable()

    def _on_lost(self) -> None:
        self.lost = True
        self.changed.emit()

    def _on_found(self) -> None:
        self.lost = False
        self.changed.emit()
