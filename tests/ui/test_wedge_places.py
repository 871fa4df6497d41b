"""Keys of a reader that types, read under other keyboard layouts than its own."""

import logging

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.keys import Typist
from tests.support.travel_documents import TD1, TD3
from tests.support.wedge_bench import SIGNED, Bench
from ui.scanners import Habits, Layout
from ui.scanners.habits import START_OF_TEXT
from ui.scanners.keystrokes import GAP_MS, Stroke


@pytest.mark.parametrize("layout", ["us", "fr", "de", "ru"])
@pytest.mark.parametrize("platform", ["xcb", "wayland"])
def test_codes_survive_every_layout_where_places_are_known(
    bench: Bench, layout: str, platform: str
) -> None:
    bench.watch(platform=platform)
    bench.typist = Typist(bench.app, layout=layout)
    for lines in ((SIGNED,), ("471025",), TD3, TD1):
        for line in lines:
            bench.typist.type(bench.field, line)
        bench.pause()
    assert bench.scans == [SIGNED, "471025", "\n".join(TD3), "\n".join(TD1)]


def test_a_reader_that_was_set_to_the_layout_is_read_by_it(bench: Bench) -> None:
    """It presses the keys that give the code's characters there."""
    bench.typist = Typist(bench.app, layout="fr")
    # On a French keyboard: Shift and the digits' keys, and the key of `;` for `:` is that of `.`.
    bench.typist.type(bench.field, "$&!)@%")
    bench.typist.type(bench.field, "CA!>QB")
    assert bench.scans == ["471025", "CQ1/AB"]


def test_dead_keys_behind_a_prefix_leave_nothing_in_the_field(bench: Bench) -> None:
    bench.watch(Habits(prefix=Qt.Key.Key_F13))
    bench.typist = Typist(bench.app, layout="de")
    bench.typist.press(bench.field, Qt.Key.Key_F13)
    bench.typist.type(bench.field, "CQ1:A", end=None)
    bench.typist.compose(bench.field, "+", "E", "È")
    bench.typist.type(bench.field, "/B")
    bench.pause()
    bench.typist.type(bench.field, "m")
    bench.scanner.stop()
    assert (bench.scans, bench.field.text()) == (["CQ1:A+E/B"], "m")


def test_prefixes_are_known_by_their_places(bench: Bench) -> None:
    """X11 calls F13 otherwise, and Ctrl with a key of another script writes a letter of that."""
    bench.watch(Habits(prefix=Qt.Key.Key_F13))
    bench.typist.press(bench.field, Qt.Key.Key_Tools)
    bench.typist.type(bench.field, "471025")
    bench.watch(Habits(prefix=START_OF_TEXT))
    bench.typist.press(bench.field, Qt.Key.Key_B, "لا", control=True)
    bench.typist.type(bench.field, "471026")
    assert (bench.scans, bench.field.text()) == (["471025", "471026"], "")


@pytest.mark.parametrize(("layout", "text"), [(Layout.US, "AZ12CY"), (Layout.SYSTEM, "AY12CZ")])
def test_a_setting_decides_where_both_make_sense(bench: Bench, layout: Layout, text: str) -> None:
    bench.watch(Habits(layout=layout))
    bench.typist = Typist(bench.app, layout="de")
    bench.typist.type(bench.field, "AZ12CY")
    assert bench.scans == [text]


def test_where_no_places_are_known_the_layout_is_all_there_is(bench: Bench) -> None:
    bench.watch(Habits(layout=Layout.US), platform="offscreen")
    bench.typist.type(bench.field, "471025")
    bench.typist = Typist(bench.app, layout="ru", places=False)
    bench.typist.type(bench.field, "qwerty")
    assert bench.scans == ["471025", "йцукен"]


def test_dead_keys_of_the_layout_are_read_by_their_places(bench: Bench, qtbot: QtBot) -> None:
    """On a German keyboard the key of `+` is a dead one, which makes one letter with the next."""
    bench.typist = Typist(bench.app, layout="de")
    bench.typist.type(bench.field, "CQ1:A", end=None)
    bench.typist.compose(bench.field, "+", "E", "È")
    bench.typist.type(bench.field, "/B")
    assert (bench.scans, bench.field.text()) == (["CQ1:A+E/B"], "")
    bench.pause()
    bench.typist.type(bench.field, "m", end=None)
    bench.typist.compose(bench.field, "+", "E", "È")
    qtbot.waitUntil(lambda: bench.field.text() == "mÈ")


def test_keys_on_windows_are_known_by_the_same_places(bench: Bench) -> None:
    bench.watch(platform="windows")
    bench.typist = Typist(bench.app, layout="fr", offset=0)
    bench.typist.type(bench.field, SIGNED)
    assert bench.scans == [SIGNED]


def test_nothing_that_is_held_or_read_is_shown(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bench.typist.type(bench.field, TD3[0], end=None)
    shown = repr(vars(bench.scanner)) + repr(Stroke("7", "7"))
    assert "ERIKSSON" not in shown
    assert "Key_" not in shown
    assert "7" not in repr(Stroke("7", "7"))
    assert caplog.records == []
    assert GAP_MS >= 50  # Windows' clock
