"""What the tests of the shared Qt parts start from."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.support.keys import Typist
from tests.support.wedge_bench import Bench
from ui.application import start_application
from ui.scanners import WedgeScanner


@pytest.fixture
def kiosk_app(qapp: QApplication) -> QApplication:
    """The application dressed as an English kiosk in the light theme."""
    del qapp
    return start_application("kiosk", language="en")


@pytest.fixture
def bench(qtbot: QtBot, kiosk_app: QApplication) -> Iterator[Bench]:
    """A window whose field has the focus, and a reader that is told by its speed."""
    window = QWidget()
    field, button = QLineEdit(), QPushButton("Give")
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    layout.addWidget(button)
    qtbot.addWidget(window)
    window.show()
    field.setFocus()
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    made = Bench(
        kiosk_app, window, field, button, clicks, [], [], WedgeScanner(kiosk_app),
        Typist(kiosk_app),
    )  # fmt: skip
    made.watch()
    yield made
    made.scanner.stop()
