"""What the tests of the shared Qt parts start from."""

import pytest
from PySide6.QtWidgets import QApplication

from ui.application import start_application


@pytest.fixture
def kiosk_app(qapp: QApplication) -> QApplication:
    """The application dressed as an English kiosk in the light theme."""
    del qapp
    return start_application("kiosk", language="en")
