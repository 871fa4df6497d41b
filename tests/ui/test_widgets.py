"""The shared widgets: names, sizes, languages, and acting on release."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.support.screens import (
    every_focusable_has_a_name,
    no_truncated_text,
    nothing_overlaps,
    targets_at_least,
)
from ui.application import set_language, set_theme
from ui.theme import ThemeError
from ui.widgets import Banner, ElidedLabel, Keypad, StateChip, StatusLine, StepHeader, TileButton


@pytest.fixture
def tile(qtbot: QtBot, kiosk_app: QApplication) -> TileButton:
    del kiosk_app
    made = TileButton("ticket", "I have no appointment", "wait 10 to 20 min")
    qtbot.addWidget(made)
    made.resize(900, 160)
    made.show()
    return made


def test_a_tile_is_named_by_its_label_and_described_by_its_note(tile: TileButton) -> None:
    assert tile.accessibleName() == "I have no appointment"
    assert tile.accessibleDescription() == "wait 10 to 20 min"
    every_focusable_has_a_name(tile)
    targets_at_least(tile, 120)
    no_truncated_text(tile)


def test_a_tile_acts_on_release_and_not_when_the_finger_slides_off(
    qtbot: QtBot, tile: TileButton
) -> None:
    clicks: list[bool] = []
    tile.clicked.connect(lambda: clicks.append(True))
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(tile, left)
    assert not clicks
    QTest.mouseRelease(tile, left, Qt.KeyboardModifier.NoModifier, QPoint(-50, -50))
    assert not clicks
    qtbot.mouseClick(tile, left)
    assert len(clicks) == 1


def test_a_tile_in_large_text_grows_rather_than_cut_its_words(
    qtbot: QtBot, kiosk_app: QApplication
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    tile = TileButton("ticket", "I have no appointment", "wait 10 to 20 min")
    layout.addWidget(tile)
    layout.addStretch()
    page.resize(620, 900)
    page.show()
    before = tile.height()
    set_theme(kiosk_app, "light", large=True)
    qtbot.waitUntil(lambda: tile.height() > before)
    no_truncated_text(page)
    set_theme(kiosk_app, "light")


@pytest.mark.parametrize("columns", [3, 6])
def test_the_keypad_types_erases_and_accepts(
    qtbot: QtBot, kiosk_app: QApplication, columns: int
) -> None:
    del kiosk_app
    pad = Keypad(columns=columns)
    qtbot.addWidget(pad)
    pad.resize(900, 700)
    pad.show()
    typed: list[str] = []
    pad.pressed.connect(typed.append)
    for digit in "4710":
        qtbot.mouseClick(pad.findChild(QPushButton, f"keypad{digit}"), Qt.MouseButton.LeftButton)
    assert "".join(typed) == "4710"
    with qtbot.waitSignal(pad.erased):
        qtbot.mouseClick(pad.erase, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pad.accepted):
        qtbot.mouseClick(pad.accept, Qt.MouseButton.LeftButton)
    every_focusable_has_a_name(pad)
    targets_at_least(pad, 96)
    nothing_overlaps(pad)


def test_the_keypad_has_letters_only_where_references_have_them(
    qtbot: QtBot, kiosk_app: QApplication
) -> None:
    del kiosk_app
    pad = Keypad(letters=True)
    qtbot.addWidget(pad)
    pad.resize(900, 800)
    pad.show()
    typed: list[str] = []
    pad.pressed.connect(typed.append)
    found = set()
    for _ in range(4):
        found |= {each.text() for each in pad.findChildren(QPushButton) if each.isVisible()}
        qtbot.mouseClick(pad.turn, Qt.MouseButton.LeftButton)
    assert set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") <= found
    plain = Keypad()
    qtbot.addWidget(plain)
    plain.show()
    assert not plain.turn.isVisible()


def test_a_banner_hides_while_it_has_nothing_to_say(qtbot: QtBot, kiosk_app: QApplication) -> None:
    del kiosk_app
    page = QWidget()
    qtbot.addWidget(page)
    banner = Banner()
    QVBoxLayout(page).addWidget(banner)
    page.show()
    assert not banner.isVisible()
    banner.show_text("warning", "The printer's paper is running low.")
    assert banner.isVisible()
    assert banner.accessibleName() == banner.text() == "The printer's paper is running low."
    banner.clear()
    assert not banner.isVisible()


def test_a_state_chip_speaks_the_language_of_the_screen(
    qtbot: QtBot, kiosk_app: QApplication
) -> None:
    chip = StateChip("no_show")
    qtbot.addWidget(chip)
    chip.show()
    set_language(kiosk_app, "fr")
    qtbot.waitUntil(lambda: chip.accessibleName() == "Absent")
    set_language(kiosk_app, "en")
    qtbot.waitUntil(lambda: chip.accessibleName() == "No-show")
    with pytest.raises(ThemeError):
        chip.set_state("asleep")


def test_the_status_line_keeps_what_it_told(qtbot: QtBot, kiosk_app: QApplication) -> None:
    del kiosk_app
    line = StatusLine()
    qtbot.addWidget(line)
    line.tell("10:15", "Kiosk 1: paper low")
    line.tell("10:16", "P 031 called")
    assert line.text() == "10:16 P 031 called · 10:15 Kiosk 1: paper low"
    assert len(line.messages()) == 2


def test_a_shortened_label_tells_its_whole_text(qtbot: QtBot, kiosk_app: QApplication) -> None:
    del kiosk_app
    label = ElidedLabel("Consulat général de France")
    qtbot.addWidget(label)
    label.resize(120, 60)
    label.show()
    assert label.text().endswith("…")
    assert label.accessibleName() == label.toolTip() == "Consulat général de France"


def test_a_path_of_one_step_shows_no_count(qtbot: QtBot, kiosk_app: QApplication) -> None:
    del kiosk_app
    header = StepHeader()
    qtbot.addWidget(header)
    header.set_step(1, 2)
    assert header.step.text() == "Step 1 of 2"
    header.set_step(1, 1)
    assert header.step.text() == ""


def test_the_ring_shows_after_a_key_and_goes_after_a_touch(
    qtbot: QtBot, kiosk_app: QApplication
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    buttons = [QPushButton(text) for text in ("One", "Two")]
    for button in buttons:
        layout.addWidget(button)
    page.show()
    page.activateWindow()
    buttons[0].setFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: kiosk_app.focusWidget() is buttons[1])
    ring = page.findChild(QWidget, "focusRing")
    assert ring is not None
    assert ring.isVisible()
    assert ring.geometry().contains(buttons[1].geometry())
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert not ring.isVisible()
