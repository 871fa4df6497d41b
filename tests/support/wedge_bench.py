"""A window with a field and a button, and a reader that types into it."""

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from sync.contract.appointment_code import CODE_LENGTH
from tests.support.keys import Typist
from ui.scanners import Habits, WedgeScanner

SIGNED = ("CQ1:" + "A1 $%*+-./:ZYW" * 9)[:CODE_LENGTH]
"""A text of the length and the characters of a signed code."""


@dataclass
class Bench:
    """A window with a field and a button, and a reader that types into it."""

    app: QApplication
    window: QWidget
    field: QLineEdit
    button: QPushButton
    clicks: list[bool]
    scans: list[str]
    unreadable: list[bool]
    scanner: WedgeScanner
    typist: Typist

    def watch(self, habits: Habits | None = None, platform: str = "xcb") -> None:
        """Put another reader in place of the one before."""
        self.scanner.stop()
        self.scanner = WedgeScanner(self.app, habits, self.window, platform=platform)
        self.scanner.scanned.connect(self.scans.append)
        self.scanner.unreadable.connect(lambda: self.unreadable.append(True))
        self.scanner.start()

    def pause(self, ms: int = 1000) -> None:
        """Let the typist wait, without anybody waiting."""
        self.typist.now_ms += ms
