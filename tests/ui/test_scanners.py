"""Readers on a serial line and as a keyboard."""

import os
import pty
import tty
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.scanners import (
    Scanner,
    ScannerSpecError,
    SerialScanner,
    WedgeScanner,
    open_scanner,
)
from ui.scanners.framing import Framer
from ui.scanners.scanner import MAX_BYTES, payload


@given(st.lists(st.binary(min_size=1, max_size=60).filter(lambda b: not set(b) & {10, 13})))
def test_frames_come_out_whole_however_the_bytes_arrive(frames: list[bytes]) -> None:
    stream = b"".join(frame + b"\r\n" for frame in frames)
    framer = Framer()
    found = [frame for byte in stream for frame in framer.feed(bytes([byte]))]
    assert found == frames


def test_silence_ends_a_frame_and_an_overlong_one_is_empty() -> None:
    framer = Framer()
    assert list(framer.feed(b"CQ1:ABC")) == []
    assert list(framer.silence()) == [b"CQ1:ABC"]
    assert list(framer.feed(b"x" * (MAX_BYTES + 1) + b"\rAB\r")) == [b"", b"AB"]


def test_the_symbology_identifier_is_taken_off_and_blanks_stay() -> None:
    assert payload("]Q1CQ1: A $\r") == "CQ1: A $"
    assert payload("\x02CQ1:A\x03\r\n") == "CQ1:A"


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    for handle in (master, slave):
        with suppress(OSError):
            os.close(handle)


def test_a_serial_reader_gives_whole_codes(qtbot: QtBot, line: tuple[int, str]) -> None:
    master, device = line
    scanner = SerialScanner(device)
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    with qtbot.waitSignal(scanner.found):
        scanner.start()
    os.write(master, b"CQ1:HEL")
    os.write(master, b"LO\r471025\r\n")
    qtbot.waitUntil(lambda: scans == ["CQ1:HELLO", "471025"])
    os.write(master, b"no end")
    qtbot.waitUntil(lambda: scans[-1] == "no end")
    scanner.stop()
    assert scanner.state == "error"


def test_what_is_no_code_is_told_without_its_text(qtbot: QtBot, line: tuple[int, str]) -> None:
    master, device = line
    scanner = SerialScanner(device)
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    with qtbot.waitSignal(scanner.found):
        scanner.start()
    for noise in (b"\xff\xfe\x7f\r", b"x" * (MAX_BYTES + 1) + b"\r"):
        with qtbot.waitSignal(scanner.unreadable):
            os.write(master, noise)
    scanner.stop()
    assert scans == []


def test_a_missing_reader_is_told_once_and_looked_for_again(
    qtbot: QtBot, line: tuple[int, str], tmp_path: os.PathLike[str]
) -> None:
    _, device = line
    link = os.path.join(tmp_path, "scanner")  # noqa: PTH118 - pyserial takes text
    scanner = SerialScanner(link)
    with qtbot.waitSignal(scanner.lost):
        scanner.start()
    assert scanner.state == "error"
    os.symlink(device, link)  # noqa: PTH211
    with qtbot.waitSignal(scanner.found, timeout=5000):
        pass
    assert scanner.state == "ok"
    scanner.stop()


@pytest.fixture
def field(qtbot: QtBot, kiosk_app: QApplication) -> Iterator[tuple[QLineEdit, WedgeScanner]]:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    edit.setFocus()
    scanner = WedgeScanner(kiosk_app)
    scanner.start()
    yield edit, scanner
    scanner.stop()


def test_a_burst_that_ends_in_enter_is_a_code_and_leaves_the_field_alone(
    qtbot: QtBot, field: tuple[QLineEdit, WedgeScanner]
) -> None:
    edit, scanner = field
    with qtbot.waitSignal(scanner.scanned) as caught:
        QTest.keyClicks(edit, "CQ1:A7K9 Q2MX")
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert caught.args == ["CQ1:A7K9 Q2MX"]
    assert edit.text() == ""


def test_typing_reaches_the_field_a_moment_later(
    qtbot: QtBot, field: tuple[QLineEdit, WedgeScanner]
) -> None:
    edit, scanner = field
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    for written, character in enumerate("diallo", start=1):
        QTest.keyClicks(edit, character)
        qtbot.waitUntil(lambda n=written: len(edit.text()) == n)  # type: ignore[misc]
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "diallo"
    assert scans == []


def test_a_short_burst_is_typing(qtbot: QtBot, field: tuple[QLineEdit, WedgeScanner]) -> None:
    edit, scanner = field
    scans: list[str] = []
    scanner.scanned.connect(scans.append)
    QTest.keyClicks(edit, "ab")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edit.text() == "ab")
    assert scans == []


def test_a_setting_names_its_reader(kiosk_app: QApplication) -> None:
    assert isinstance(open_scanner("wedge", kiosk_app), WedgeScanner)
    assert isinstance(open_scanner("serial:/dev/ttyACM0@115200", kiosk_app), SerialScanner)
    assert type(open_scanner("none", kiosk_app)) is Scanner
    for wrong in ("", "serial:", "usb", "serial:/dev/x@fast"):
        with pytest.raises(ScannerSpecError):
            open_scanner(wrong, kiosk_app)
