"""Sizes, the style sheet and how a running application changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.model import LANGUAGES
from ui.appearance import current_theme, font_families
from ui.application import set_language, set_theme
from ui.theme import THEMES, ThemeError, load_theme


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("program", ["kiosk", "counterapp", "display"])
@pytest.mark.parametrize("large", [False, True])
def test_every_theme_fills_the_sheet(name: str, program: str, large: bool) -> None:
    sheet = load_theme(name, program=program, large=large).style_sheet()
    assert "@" not in sheet


def test_large_text_is_never_below_48_px_at_the_kiosk() -> None:
    theme = load_theme("light", program="kiosk", large=True)
    assert [theme.px(name) for name in ("small", "body", "action", "title")] == [48, 52, 68, 94]
    assert theme.px("number") == 280


def test_an_unknown_token_or_theme_says_so() -> None:
    with pytest.raises(ThemeError, match="no colour"):
        load_theme("light").color("bg.nothing")
    with pytest.raises(ThemeError, match="unknown theme"):
        load_theme("sepia")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_written_in_a_bundled_font(kiosk_app: QApplication, language: str) -> None:
    del kiosk_app
    sample = {"ar": "موعد", "zh": "预约", "ru": "Запись"}.get(language, "Été ß")
    font = QFont()
    font.setFamilies(font_families(language))
    layout = QTextLayout(f"{sample} K042", font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    used = {run.rawFont().familyName() for run in layout.glyphRuns()}
    assert used <= {"Noto Sans", "Noto Sans Arabic", "Noto Sans SC"}
    assert "Noto Sans" in used


def test_arabic_mirrors_the_windows_and_french_turns_them_back(kiosk_app: QApplication) -> None:
    set_language(kiosk_app, "ar")
    assert kiosk_app.layoutDirection() == Qt.LayoutDirection.RightToLeft
    set_language(kiosk_app, "fr")
    assert kiosk_app.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_theme_change_reaches_widgets_that_are_there(
    qtbot: QtBot, kiosk_app: QApplication
) -> None:
    label = QLabel("K042")
    label.setProperty("role", "title")
    qtbot.addWidget(label)
    label.show()
    set_theme(kiosk_app, "contrast", large=True)
    label.ensurePolished()
    assert current_theme().name == "contrast"
    assert label.font().pixelSize() == 94
    set_theme(kiosk_app, "light")
    label.ensurePolished()
    assert label.font().pixelSize() == 72
