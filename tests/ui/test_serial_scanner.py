"""Readers on a serial line: frames, noise, floods, and ports that come and go."""

import errno
import logging
import os
import pty
import termios
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.travel_documents import SPECIMENS, TD1, TD3
from ui.scanners import (
    NamedPort,
    Scanner,
    ScannerSpecError,
    SerialScanner,
    UsbPort,
    WedgeScanner,
    open_scanner,
)
from ui.scanners.framing import Framer, Pace
from ui.scanners.scanner import MAX_FRAME
from ui.scanners.serial import STOP_S

# -- frames -------------------------------------------------------------------


@given(st.lists(st.binary(min_size=1, max_size=60).filter(lambda b: not set(b) & {10, 13})))
def test_frames_come_out_whole_however_the_bytes_arrive(frames: list[bytes]) -> None:
    stream = b"".join(frame + b"\r\n" for frame in frames)
    framer = Framer()
    found = [frame for byte in stream for frame in framer.feed(bytes([byte]))]
    assert found == frames


@given(st.lists(st.binary(max_size=400)))
def test_no_bytes_make_a_frame_too_long(chunks: list[bytes]) -> None:
    framer = Framer()
    found = [frame for chunk in chunks for frame in framer.feed(chunk)] + list(framer.silence())
    assert all(len(frame) <= MAX_FRAME for frame in found)


def test_silence_ends_a_frame_and_an_overlong_one_is_empty() -> None:
    framer = Framer()
    assert list(framer.feed(b"CQ1:ABC")) == []
    assert list(framer.silence()) == [b"CQ1:ABC"]
    assert list(framer.feed(b"x" * (MAX_FRAME + 1) + b"\rAB\r")) == [b"", b"AB"]


def test_no_more_frames_pass_in_a_second_than_a_hand_can_hold_there() -> None:
    pace = Pace()
    assert sum(pace.allows(7 + n / 1000) for n in range(1000)) == Pace.MOST_A_SECOND
    assert pace.allows(8.0)


# -- the line -----------------------------------------------------------------


class Line:
    """A pseudo-terminal: what is written at one end arrives at the device."""

    def __init__(self) -> None:
        self._ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self.device = os.ttyname(theirs)
        self._theirs: int | None = theirs

    def send(self, data: bytes) -> None:
        os.write(self._ours, data)

    def unplug(self) -> None:
        for handle in (self._theirs, self._ours):
            with suppress(OSError, TypeError):
                os.close(handle)  # type: ignore[arg-type]
        self._theirs = None


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.unplug()


@dataclass
class Heard:
    """A reader that is listening, and what it has told."""

    scanner: SerialScanner
    scans: list[str]
    unreadable: list[bool]
    changes: list[str]


Listen = Callable[[SerialScanner], Heard]


@pytest.fixture
def listen(qapp: QApplication) -> Iterator[Listen]:
    del qapp
    started: list[Heard] = []

    def begin(scanner: SerialScanner) -> Heard:
        heard = Heard(scanner, [], [], [])
        scanner.scanned.connect(heard.scans.append)
        scanner.unreadable.connect(lambda: heard.unreadable.append(True))
        scanner.lost.connect(lambda: heard.changes.append("lost"))
        scanner.found.connect(lambda: heard.changes.append("found"))
        scanner.start()
        started.append(heard)
        return heard

    yield begin
    for heard in started:
        heard.scanner.stop()


@pytest.fixture
def heard(qtbot: QtBot, line: Line, listen: Listen) -> Heard:
    found = listen(SerialScanner(NamedPort(line.device)))
    qtbot.waitUntil(lambda: found.changes == ["found"])
    return found


def test_a_serial_reader_gives_whole_codes(qtbot: QtBot, line: Line, heard: Heard) -> None:
    line.send(b"CQ1:HEL")
    line.send(b"LO\r471025\r\n")
    qtbot.waitUntil(lambda: heard.scans == ["CQ1:HELLO", "471025"])
    line.send(b"no end")
    qtbot.waitUntil(lambda: heard.scans[-1] == "no end")
    assert heard.scanner.state == "ok"
    heard.scanner.stop()
    assert heard.scanner.state == "error"


@pytest.mark.parametrize("kind", SPECIMENS)
def test_the_lines_of_a_document_arrive_as_one_scan(
    qtbot: QtBot, line: Line, heard: Heard, kind: str
) -> None:
    wanted = []
    lines = SPECIMENS[kind]
    for end in (b"\r", b"\n", b"\r\n", b""):
        line.send(b"".join(each.encode() + end for each in lines))
        wanted.append("\n".join(lines) if end else "".join(lines))
        qtbot.waitUntil(lambda: heard.scans == wanted)


def test_a_document_that_lost_a_line_is_told_when_the_reader_falls_silent(
    qtbot: QtBot, line: Line, heard: Heard
) -> None:
    line.send(b"\x02" + TD3[0].encode() + b"\x03\r")
    qtbot.waitUntil(lambda: heard.scans == [TD3[0]])
    line.send(TD1[0].encode() + b"\rCQ1:HELLO\r")
    qtbot.waitUntil(lambda: heard.scans[1:] == [TD1[0], "CQ1:HELLO"])


def test_what_is_no_code_is_told_without_its_text(
    qtbot: QtBot, line: Line, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for times, noise in enumerate(
        (b"\xff\xfe\x7f", b"x" * 1000, b"A\x00B", bytes(range(32, 64)) * 9), 1
    ):
        line.send(noise + b"\r")
        qtbot.waitUntil(lambda n=times: len(heard.unreadable) == n)  # type: ignore[misc]
    assert heard.scans == []
    assert caplog.records == []


def test_a_flood_neither_grows_nor_hides_the_code_behind_it(
    qtbot: QtBot, line: Line, heard: Heard
) -> None:
    for _ in range(200):
        line.send(b"y" * 1000)
    line.send(b"\r")
    qtbot.waitUntil(lambda: bool(heard.unreadable))
    for _ in range(20):
        line.send(b"z\r" * 500)
    qtbot.waitUntil(lambda: bool(heard.scans))

    # The pace may cut off the first ones; the flood is over within this second.
    def told() -> bool:
        line.send(b"471025\r")
        return heard.scans[-1] == "471025"

    qtbot.waitUntil(told)
    assert heard.scans.count("z") <= 3 * Pace.MOST_A_SECOND
    assert len(heard.unreadable) == 1


def test_a_scan_that_nobody_expects_is_dropped(qtbot: QtBot, line: Line, heard: Heard) -> None:
    asked = []

    def expected() -> bool:
        asked.append(True)
        return len(asked) > 2

    heard.scanner.expect(expected)
    line.send(b"111111\r\xff\r222222\r")
    qtbot.waitUntil(lambda: heard.scans == ["222222"])
    assert heard.unreadable == []


def test_nothing_is_told_after_the_stop(qtbot: QtBot, line: Line, heard: Heard) -> None:
    line.send(b"471025\r")
    begun = time.monotonic()
    heard.scanner.stop()
    assert time.monotonic() - begun < STOP_S
    qtbot.wait(1)
    assert heard.scans == []


def test_a_port_is_read_by_one_program_alone(
    qtbot: QtBot, line: Line, heard: Heard, listen: Listen
) -> None:
    second = listen(SerialScanner(NamedPort(line.device)))
    qtbot.waitUntil(lambda: second.changes == ["lost"])
    line.send(b"471025\r")
    qtbot.waitUntil(lambda: heard.scans == ["471025"])


def test_a_missing_reader_is_told_once_and_looked_for_again(
    qtbot: QtBot, line: Line, listen: Listen, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    link = tmp_path / "scanner"
    heard = listen(SerialScanner(NamedPort(str(link))))
    qtbot.waitUntil(lambda: heard.changes == ["lost"])
    assert heard.scanner.state == "error"
    link.symlink_to(line.device)
    qtbot.waitUntil(lambda: heard.changes == ["lost", "found"])
    assert heard.scanner.state == "ok"
    assert len(caplog.records) == 1


# -- USB ----------------------------------------------------------------------


@dataclass
class FakePort:
    device: str
    vid: int | None = 0x0C2E
    pid: int | None = 0x0B6A
    serial_number: str | None = "S42"


def test_a_usb_reader_is_found_again_under_another_name(
    qtbot: QtBot, line: Line, listen: Listen
) -> None:
    other = Line()
    ports = [FakePort("/dev/ttyS0", None, None, None), FakePort(line.device)]
    heard = listen(SerialScanner(UsbPort(0x0C2E, 0x0B6A, "s42"), ports=lambda: list(ports)))
    qtbot.waitUntil(lambda: heard.changes == ["found"])
    ports.pop()
    line.send(b"47")
    line.unplug()
    qtbot.waitUntil(lambda: heard.changes == ["found", "lost"])
    ports.append(FakePort(other.device))
    qtbot.waitUntil(lambda: heard.changes == ["found", "lost", "found"])
    other.send(b"471025\r")
    qtbot.waitUntil(lambda: heard.scans[-1:] == ["471025"])
    heard.scanner.stop()
    other.unplug()


def test_a_port_that_goes_while_it_is_opened_is_looked_for_again(
    qtbot: QtBot, line: Line, listen: Listen
) -> None:
    """The terminal's own error, which is none of the system's."""
    asked = []

    def ports() -> list[FakePort]:
        asked.append(True)
        if len(asked) == 1:
            raise termios.error(errno.EIO, "gone")
        return [FakePort(line.device)]

    heard = listen(SerialScanner(UsbPort(0x0C2E, 0x0B6A), ports=ports))
    qtbot.waitUntil(lambda: heard.changes == ["lost", "found"])


@pytest.mark.parametrize(
    ("wanted", "device"),
    [
        (UsbPort(1, 2), "a"),
        (UsbPort(1, 2, "two"), "b"),
        (UsbPort(1, 2, "three"), None),
        (UsbPort(1, 3), None),
    ],
)
def test_ids_name_a_port(wanted: UsbPort, device: str | None) -> None:
    ports = [FakePort("b", 1, 2, "TWO"), FakePort("a", 1, 2, None), FakePort("c", None, None, None)]
    if device is None:
        with pytest.raises(OSError, match=r"^$"):
            wanted.find(lambda: ports)
    else:
        assert wanted.find(lambda: ports) == device


# -- settings -----------------------------------------------------------------


@pytest.mark.parametrize(
    "spec",
    ["wedge", "wedge:prefix=F13,suffix=enter", "wedge:prefix=stx", "wedge:prefix=]Q1,suffix=tab",
     "wedge:prefix=aim", "wedge:layout=us", "wedge:layout=system,suffix=tab"],
)  # fmt: skip
def test_a_setting_names_a_reader_that_types(qapp: QApplication, spec: str) -> None:
    assert isinstance(open_scanner(spec, qapp), WedgeScanner)


@pytest.mark.parametrize(
    "spec",
    ["serial:/dev/ttyACM0@115200", "serial:COM3", "usb:0c2e:0B6A", "usb:0c2e:0b6a:S42@9600"],
)
def test_a_setting_names_a_port(qapp: QApplication, spec: str) -> None:
    assert isinstance(open_scanner(spec, qapp), SerialScanner)


@pytest.mark.parametrize(
    "spec",
    ["", "serial:", "usb", "usb:", "usb:12:34", "usb:zzzz:0001", "serial:/dev/x@fast", "wedge:",
     "wedge:prefix=F25", "wedge:prefix=", "wedge:suffix=esc", "wedge:layout=fr", "wedge:a=b",
     "wedge:suffix=tab,suffix=enter", "wedge:prefix", "none:", "wedges"],
)  # fmt: skip
def test_a_setting_that_names_none_is_refused(qapp: QApplication, spec: str) -> None:
    with pytest.raises(ScannerSpecError, match="serial:DEVICE"):
        open_scanner(spec, qapp)


def test_no_reader_is_a_reader_too(qapp: QApplication) -> None:
    assert type(open_scanner("none", qapp)) is Scanner
