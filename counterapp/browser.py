"""The system's browser, for addresses that a person opens."""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

Browse = Callable[[str], bool]
"""Opens an address; False where nothing could be opened."""


def open_in_browser(url: str) -> bool:
    """Open an address with what the system opens addresses with."""
    return QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))
