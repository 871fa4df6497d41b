"""Readers that type, told from people who type."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sync.contract.appointment_code import CODE_LENGTH
from tests.support.keys import Typist
from tests.support.travel_documents import SPECIMENS, TD1, TD3
from ui.scanners import Habits, Layout, Suffix, WedgeScanner
from ui.scanners.habits import AIM, START_OF_TEXT
from ui.scanners.keystrokes import GAP_MS, Burst, Stroke
from ui.scanners.scanner import MAX_FRAME

SIGNED = ("CQ1:" + "A1 $%*+-./:ZYW" * 9)[:CODE_LENGTH]


@dataclass
class Bench:
    """A window with a field and a button, and a reader that types into it."""

    app: QApplication
    window: QWidget
    field: QLineEdit
    button: QPushButton
    clicks: list[bool]
    scans: list[str]
    unreadable: list[bool]
    scanner: WedgeScanner
    typist: Typist

    def watch(self, habits: Habits | None = None, platform: str = "xcb") -> None:
        """Put another reader in place of the one before."""
        self.scanner.stop()
        self.scanner = WedgeScanner(self.app, habits, self.window, platform=platform)
        self.scanner.scanned.connect(self.scans.append)
        self.scanner.unreadable.connect(lambda: self.unreadable.append(True))
        self.scanner.start()

    def pause(self, ms: int = 1000) -> None:
        """Let the typist wait, without anybody waiting."""
        self.typist.now_ms += ms


@pytest.fixture
def bench(qtbot: QtBot, kiosk_app: QApplication) -> Iterator[Bench]:
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


# -- layouts ------------------------------------------------------------------


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
