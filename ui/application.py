"""The start of a Qt program: fonts, style, language, theme and what happens on a fault."""

import sys

from PySide6.QtWidgets import QApplication

from ui.appearance import Appearance, appearance_of
from ui.crash import install_crash_handler
from ui.sweeping import ScreenSweeper
from ui.theme import load_theme
from ui.widgets.focus_ring import FocusRing


def start_application(
    name: str, *, language: str, theme: str = "light", large: bool = False
) -> QApplication:
    """Make the application of a program, or dress the one that is there already.

    Args:
        name: The program: `kiosk`, `counterapp` or `display`.
        language: ISO 639-1 code of the screens.
        theme: One of `ui.theme.THEMES`.
        large: Large text mode.

    Raises:
        ThemeError: The theme is unknown or cannot be read.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    previous = appearance_of(app)
    if previous is not None and previous.program != name:
        previous.retire()
        previous = None
    app.setApplicationName(f"guichet-{name}")
    app.setStyle("Fusion")
    if previous is None:
        previous = Appearance(app, name, load_theme(theme, program=name, large=large))
        FocusRing(app)
    previous.set_language(language)
    previous.set_theme(theme, large=large)
    if existing is None:
        install_crash_handler(app)
        ScreenSweeper(app).start()
    return app


def set_language(app: QApplication, language: str) -> None:
    """Show an application in another language, mirrored for Arabic."""
    _dressed(app).set_language(language)


def set_theme(app: QApplication, theme: str, *, large: bool = False) -> None:
    """Show an application in another theme or text size.

    Raises:
        ThemeError: The theme is unknown or cannot be read.
    """
    _dressed(app).set_theme(theme, large=large)


def _dressed(app: QApplication) -> Appearance:
    appearance = appearance_of(app)
    if appearance is None:
        raise RuntimeError("the application was not made by start_application")
    return appearance
