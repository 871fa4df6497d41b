"""Eight buttons, each in its own language."""

from PySide6.QtCore import Signal

from core.model import LANGUAGES
from kiosk.shell.button import TapGuard
from kiosk.shell.look import Look
from kiosk.shell.page import Page
from ui.i18n import ENDONYMS


class LanguagePage(Page):
    """Lets the visitor choose.

    Signals:
        language_chosen: A language's code.
    """

    language_chosen = Signal(str)

    def __init__(self, guard: TapGuard) -> None:
        super().__init__("language", guard)
        self.title = self.words("languageTitle", "title")
        self.languages = {
            code: self.button(f"languageChoice_{code}", kind="tile") for code in LANGUAGES
        }
        for code, button in self.languages.items():
            button.setCheckable(True)
            button.tapped.connect(lambda code=code: self.language_chosen.emit(code))

    def show_language(self, language: str) -> None:
        """Tick the language in force."""
        for code, button in self.languages.items():
            button.setChecked(code == language)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Choose your language"))
        for code, button in self.languages.items():
            button.set_words(ENDONYMS[code])

    def arrange(self, look: Look) -> None:
        columns = 2
        if look.canvas.lower:
            columns = 3 if look.canvas.large else 4
        rows = -(-len(self.languages) // columns)
        zone = look.canvas.controls
        for index, button in enumerate(self.languages.values()):
            cell = zone.column(rows, index // columns).row(columns, index % columns)
            self.place_button(button, cell)
        self.place_column([self.title], look.canvas.info_above(zone))
