"""Language, theme and fonts of a running application, and how they change."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from core.runtime.paths import resource
from ui.i18n import RIGHT_TO_LEFT, Translations
from ui.theme import Theme, load_theme

_FAMILIES: Final = {
    "ar": ("Noto Sans", "Noto Sans Arabic", "Noto Sans SC"),
    "zh": ("Noto Sans", "Noto Sans SC", "Noto Sans Arabic"),
}


def font_families(language: str) -> list[str]:
    """Return the bundled families for a language, first choice first.

    The Latin family leads everywhere, so that ticket numbers look the same in every language.
    """
    return list(_FAMILIES.get(language, _FAMILIES["ar"]))


class Appearance(QObject):
    """How one application looks and in which language it speaks; a child of the application.

    Signals:
        changed: Language, theme or text size changed; redraw what the style sheet cannot.
    """

    changed = Signal()

    def __init__(self, app: QApplication, program: str, theme: Theme) -> None:
        super().__init__(app)
        self._app = app
        self._translations = Translations(app, program)
        self.program = program
        self.language = "en"
        self.theme = theme
        _load_fonts()

    def set_language(self, language: str) -> None:
        """Show everything in another language, mirrored where it is written right to left.

        Widgets hear of it by `QEvent.LanguageChange`.
        """
        self.language = language
        font = QFont(self._app.font())
        font.setFamilies(font_families(language))
        self._app.setFont(font)
        self._app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
            if language in RIGHT_TO_LEFT
            else Qt.LayoutDirection.LeftToRight
        )
        self._translations.install(language)
        self.changed.emit()

    def retire(self) -> None:
        """Take this appearance off the application, its translators with it.

        A translator left installed would go on speaking: a text without a translation shows in
        the language of whoever was there before, not in English.
        """
        self._translations.remove()
        self.setParent(None)
        self.deleteLater()

    def set_theme(self, name: str, *, large: bool = False) -> None:
        """Show everything in another theme or text size.

        Raises:
            ThemeError: The theme is unknown or cannot be read.
        """
        self.theme = load_theme(name, program=self.program, large=large)
        sheet = self.theme.style_sheet()
        # Qt styles every widget again, even for the same sheet.
        if sheet != self._app.styleSheet():
            self._app.setStyleSheet(sheet)
        self.changed.emit()


def appearance_of(app: QCoreApplication | None) -> Appearance | None:
    """Return the appearance of an application that was started by `start_application`."""
    return app.findChild(Appearance) if app is not None else None


def current_theme() -> Theme:
    """Return the theme of the running application, `light` before one is set."""
    appearance = appearance_of(QCoreApplication.instance())
    return appearance.theme if appearance is not None else load_theme("light")


def current_language() -> str:
    """Return the language of the running application, `en` before one is set."""
    appearance = appearance_of(QCoreApplication.instance())
    return appearance.language if appearance is not None else "en"


def _load_fonts() -> None:
    loaded = set(QFontDatabase.families())
    for path in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"cannot read the font {path.name}")
    missing = set(font_families("fr")) - loaded - set(QFontDatabase.families())
    if missing:
        raise OSError(f"fonts missing: {', '.join(sorted(missing))}")
