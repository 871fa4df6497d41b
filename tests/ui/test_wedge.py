"""Readers that type, told from people who type."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.support.travel_documents import SPECIMENS, TD1, TD3
from tests.support.wedge_bench import SIGNED, Bench
from ui.scanners import Habits, Suffix
from ui.scanners.habits import AIM, START_OF_TEXT
from ui.scanners.keystrokes import Burst, Stroke
from ui.scanners.scanner import MAX_FRAME


@pytest.mark.parametrize("text", ["471025", "AB12CD", SIGNED, "CQ1: A"])
def test_a_burst_that_ends_in_enter_is_a_code_and_leaves_the_field_alone(
    bench: Bench, text: str
) -> None:
    entered: list[bool] = []
    bench.field.returnPressed.connect(lambda: entered.append(True))
    bench.typist.type(bench.field, text)
    assert bench.scans == [text]
    assert bench.field.text() == ""
    assert entered == []
    assert not bench.field.isUndoAvailable()


@pytest.mark.parametrize("kind", SPECIMENS)
def test_the_lines_of_a_document_are_one_scan(bench: Bench, kind: str) -> None:
    for line in SPECIMENS[kind]:
        bench.typist.type(bench.field, line)
        bench.pause(30)
    assert bench.scans == ["\n".join(SPECIMENS[kind])]
    assert bench.field.text() == ""


def test_a_document_that_lost_a_line_is_told_after_a_moment(bench: Bench, qtbot: QtBot) -> None:
    bench.typist.type(bench.field, TD1[0])
    bench.typist.type(bench.field, TD1[1])
    assert bench.scans == []
    qtbot.waitUntil(lambda: bench.scans == ["\n".join(TD1[:2])])


@pytest.mark.parametrize("platform", ["xcb", "offscreen"])
def test_a_persons_typing_stays_theirs(bench: Bench, qtbot: QtBot, platform: str) -> None:
    bench.watch(platform=platform)
    bench.typist.gap_ms = 45
    entered: list[str] = []
    bench.field.returnPressed.connect(lambda: entered.append(bench.field.text()))
    bench.typist.type(bench.field, "diallo aminata")
    assert entered == ["diallo aminata"]
    bench.pause()
    bench.field.clear()
    bench.typist.type(bench.field, "x", end=None)
    qtbot.waitUntil(lambda: bench.field.text() == "x")
    assert bench.scans == []


@settings(max_examples=25, deadline=None)
@given(gaps=st.lists(st.integers(31, 400), min_size=3, max_size=30))
def test_no_rhythm_of_a_person_loses_a_key(gaps: list[int]) -> None:
    burst = Burst()
    now_ms = 0
    for gap in gaps:
        now_ms += gap
        if burst.paused(now_ms):
            burst.clear()
        burst.add(Stroke(str(now_ms), ""), now_ms)
    assert not burst.is_reader(now_ms + 31)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    keys=st.lists(
        st.tuples(st.sampled_from("aB7 ]Q1:<\n\t"), st.integers(0, 160)), min_size=1, max_size=40
    )
)
def test_whatever_is_typed_is_in_the_field_or_was_scanned(
    bench: Bench, keys: list[tuple[str, int]]
) -> None:
    bench.field.clear()
    bench.scans.clear()
    bench.unreadable.clear()
    bench.pause()
    for character, gap_ms in keys:
        bench.typist.gap_ms = gap_ms
        if character in "\n\t":
            bench.typist.press(bench.field, Qt.Key.Key_Return)
        else:
            bench.typist.type(bench.field, character, end=None)
    bench.scanner.stop()
    bench.scanner.start()
    typed = Counter(character for character, _ in keys if character not in "\n\t")
    # Of a scan its symbology identifier is left out.
    kept = Counter(bench.field.text()) + Counter("".join(bench.scans))
    assert bench.unreadable == []
    assert typed - kept <= Counter("]Q1" * len(bench.scans))
    assert kept <= typed


def test_a_program_that_was_busy_takes_no_person_for_a_reader(bench: Bench) -> None:
    """Keys that lay ready come at once, with the times at which they were pressed."""
    bench.typist.gap_ms = 120
    bench.typist.type(bench.field, "aminata")
    assert (bench.scans, bench.field.text()) == ([], "aminata")


def test_a_short_burst_is_typing(bench: Bench) -> None:
    bench.typist.type(bench.field, "ab12")
    assert (bench.scans, bench.field.text()) == ([], "ab12")


@pytest.mark.parametrize("marked", [True, False])
def test_a_held_key_is_no_code(bench: Bench, qtbot: QtBot, marked: bool) -> None:
    bench.typist.repeat(bench.field, "a", 20, marked=marked)
    bench.typist.press(bench.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.field.text() == "a" * 20)
    assert bench.scans == []


def test_a_burst_without_an_end_is_given_back(bench: Bench, qtbot: QtBot) -> None:
    bench.typist.type(bench.field, "pasted by a macro", end=None)
    qtbot.waitUntil(lambda: bench.field.text() == "pasted by a macro")
    assert bench.scans == []


def test_commands_come_in_their_order(bench: Bench) -> None:
    bench.typist.gap_ms = 40
    bench.typist.type(bench.field, "abx", end=None)
    bench.typist.press(bench.field, Qt.Key.Key_Backspace)
    bench.typist.type(bench.field, "cdefgh")
    assert (bench.scans, bench.field.text()) == ([], "abcdefgh")


def test_a_space_still_presses_a_button_and_a_scan_does_not(bench: Bench, qtbot: QtBot) -> None:
    bench.button.setFocus()
    bench.typist.type(bench.button, "CQ1: A B")
    assert (bench.scans, bench.clicks) == (["CQ1: A B"], [])
    assert not bench.button.isDown()
    bench.pause()
    bench.typist.type(bench.button, " ", end=None)
    qtbot.waitUntil(lambda: bench.clicks == [True])
    assert not bench.button.isDown()


def test_a_second_enter_of_the_reader_presses_nothing(bench: Bench) -> None:
    entered: list[bool] = []
    bench.field.returnPressed.connect(lambda: entered.append(True))
    bench.typist.type(bench.field, "471025")
    bench.typist.press(bench.field, Qt.Key.Key_Return)
    assert entered == []
    bench.pause()
    bench.typist.press(bench.field, Qt.Key.Key_Return)
    assert entered == [True]


def test_the_characters_of_a_code_are_no_shortcuts(bench: Bench) -> None:
    hit: list[bool] = []
    shortcut = QShortcut(QKeySequence("7"), bench.window)
    shortcut.activated.connect(lambda: hit.append(True))
    bench.window.activateWindow()
    for character in "471025":
        # Through the window, where shortcuts are looked for.
        QTest.keyClick(bench.window.windowHandle(), ord(character))
    QTest.keyClick(bench.window.windowHandle(), Qt.Key.Key_Return)
    assert (bench.scans, hit) == (["471025"], [])


def test_what_is_too_long_is_swallowed_and_told(bench: Bench, qtbot: QtBot) -> None:
    bench.typist.type(bench.field, "x7" * MAX_FRAME)
    assert bench.scans == []
    qtbot.waitUntil(lambda: bench.unreadable == [True])
    assert bench.field.text() == ""
    bench.pause()
    bench.typist.type(bench.field, "471025")
    assert bench.scans == ["471025"]


def test_where_no_scan_is_expected_keys_are_what_they_are(bench: Bench) -> None:
    expected = [False]
    bench.scanner.expect(lambda: expected[0])
    bench.typist.type(bench.field, "471025")
    assert (bench.scans, bench.field.text()) == ([], "471025")
    expected[0] = True
    bench.pause()
    bench.typist.type(bench.field, "12", end=None)
    expected[0] = False
    bench.typist.type(bench.field, "3456")
    assert (bench.scans, bench.field.text()) == ([], "471025123456")


def test_a_reader_that_stops_gives_back_what_it_holds(bench: Bench) -> None:
    bench.typist.type(bench.field, "ab", end=None)
    bench.scanner.stop()
    assert bench.field.text() == "ab"


def test_a_field_that_went_away_meanwhile_is_missed_by_nobody(bench: Bench, qtbot: QtBot) -> None:
    passing = QLineEdit(bench.window)
    bench.typist.type(passing, "ab", end=None)
    passing.setParent(None)
    del passing
    bench.typist.type(bench.field, "c", end=None)
    qtbot.waitUntil(lambda: bench.field.text() == "c")


# -- prefix and suffix --------------------------------------------------------


def test_with_a_prefix_nothing_that_is_typed_is_late(bench: Bench) -> None:
    bench.watch(Habits(prefix=Qt.Key.Key_F13))
    bench.typist.type(bench.field, "471025")
    assert (bench.scans, bench.field.text()) == ([], "471025")
    bench.field.clear()
    for lines in (("471025",), ("7",), TD3):
        for line in lines:
            bench.typist.press(bench.field, Qt.Key.Key_F13)
            bench.typist.type(bench.field, line)
        bench.pause(20)
    assert bench.scans == ["471025", "7", "\n".join(TD3)]
    assert bench.field.text() == ""


def test_a_prefix_before_the_first_line_alone_does(bench: Bench) -> None:
    bench.watch(Habits(prefix=START_OF_TEXT))
    bench.typist.press(bench.field, Qt.Key.Key_B, START_OF_TEXT, control=True)
    for line in TD1:
        bench.typist.type(bench.field, line)
    assert (bench.scans, bench.field.text()) == (["\n".join(TD1)], "")


@pytest.mark.parametrize("gap_ms", [10, 45])
def test_a_symbology_identifier_tells_a_reader_however_slow(
    bench: Bench, qtbot: QtBot, gap_ms: int
) -> None:
    bench.watch(Habits(prefix=AIM, suffix=Suffix.TAB))
    bench.typist.gap_ms = gap_ms
    bench.typist.type(bench.field, "]Q1" + SIGNED, end=Qt.Key.Key_Tab)
    assert (bench.scans, bench.field.text()) == ([SIGNED], "")
    assert bench.field.hasFocus()
    bench.pause()
    bench.typist.type(bench.field, "471025]x", end=None)
    qtbot.waitUntil(lambda: bench.field.text() == "471025]x")
    assert bench.scans == [SIGNED]


def test_a_lone_beginning_of_a_prefix_is_given_back(bench: Bench, qtbot: QtBot) -> None:
    bench.watch(Habits(prefix=AIM))
    bench.typist.type(bench.field, "]Q", end=None)
    qtbot.waitUntil(lambda: bench.field.text() == "]Q")


def test_a_frame_with_a_prefix_ends_in_silence_too(bench: Bench, qtbot: QtBot) -> None:
    bench.watch(Habits(prefix=Qt.Key.Key_F13))
    bench.typist.press(bench.field, Qt.Key.Key_F13)
    bench.typist.type(bench.field, "471025", end=None)
    qtbot.waitUntil(lambda: bench.scans == ["471025"])
    bench.pause()
    bench.typist.type(bench.field, "typed", end=None)
    assert bench.field.text() == "typed"


def test_tab_ends_a_code_where_the_reader_was_told_so(bench: Bench) -> None:
    bench.watch(Habits(suffix=Suffix.TAB))
    bench.typist.type(bench.field, "471025", end=Qt.Key.Key_Tab)
    assert bench.scans == ["471025"]
    assert bench.field.hasFocus()
