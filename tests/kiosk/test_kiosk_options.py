"""What the command line and the profile say of a kiosk's devices, and which goes first."""

import json
import stat
from pathlib import Path

import pytest

from kiosk.devices.file import (
    FILE_NAME,
    Devices,
    DevicesDamaged,
    PrinterChoice,
    load_devices,
    save_devices,
)
from kiosk.options import KioskOptions, Task, kiosk_options
from printers.setup import PrinterSetup, SlipMode

OWN = PrinterSetup("tcp:192.0.2.7:9100", "TM-T20II", SlipMode.PICTURE, 80, 40.0)
SECOND = PrinterSetup("serial:/dev/ttyUSB0", paper_mm=58)


def read(profile: Path, *arguments: str) -> KioskOptions:
    return kiosk_options(["--profile", str(profile), *arguments])


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A profile in which both printers and a reader were chosen."""
    choices = (PrinterChoice.of(OWN), PrinterChoice.of(SECOND))
    save_devices(tmp_path / "kiosk", Devices(printers=choices, scanner="wedge"))
    return tmp_path / "kiosk"


def test_a_kiosk_that_nobody_set_up_has_no_printer(tmp_path: Path) -> None:
    options = read(tmp_path)
    assert options.printers == (PrinterSetup(),)
    assert (options.scanner, options.task, options.damaged) == ("none", Task.SERVE, False)


def test_what_was_chosen_is_read_again(profile: Path) -> None:
    options = read(profile)
    assert options.printers == (OWN, SECOND)
    assert options.scanner == "wedge"


def test_the_file_is_for_its_owner_alone(profile: Path) -> None:
    assert stat.S_IMODE((profile / FILE_NAME).stat().st_mode) == 0o600
    assert [path.name for path in profile.iterdir()] == [FILE_NAME]


def test_the_command_line_goes_first(profile: Path) -> None:
    options = read(profile, "--roll", "25", "--paper", "58", "--scanner", "none")
    assert options.printers[0] == PrinterSetup(OWN.way, OWN.model, OWN.mode, 58, 25.0)
    assert options.printers[1] == SECOND
    assert options.scanner == "none"


def test_another_way_takes_over_nothing_of_the_printer_before(profile: Path) -> None:
    options = read(profile, "--printer", "tcp:192.0.2.8", "--second-printer", "none")
    assert options.printers == (PrinterSetup("tcp:192.0.2.8"),)


def test_all_of_a_printer_can_be_said(tmp_path: Path) -> None:
    line = "--printer file:a --printer-model tm-t20ii --printer-mode picture --paper 58 --roll 30"
    options = read(tmp_path, *line.split(), "--second-printer", "file:b")
    first = PrinterSetup("file:a", "tm-t20ii", SlipMode.PICTURE, 58, 30.0)
    assert options.printers == (first, PrinterSetup("file:b"))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("--printer usb", "is no printer"),
        ("--second-printer nonesuch", "is no printer"),
        ("--printer-model nonesuch", "no printer model"),
        ("--paper 70", "invalid choice"),
        ("--roll 0", "1 to 500 metres"),
        ("--roll nan", "1 to 500 metres"),
        ("--print-test", "--check-devices"),
        ("--devices --check-devices", "not allowed"),
    ],
)
def test_wrong_use_is_one_line_and_two(
    line: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read(tmp_path, *line.split())
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1


GOOD = {"version": 1, "printers": [{"way": "none"}], "scanner": "none"}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        "\xff",
        json.dumps({**GOOD, "version": 2}),
        json.dumps({**GOOD, "more": 1}),
        json.dumps({**GOOD, "printers": [{"way": "none"}] * 3}),
        json.dumps({**GOOD, "printers": [{"way": "nonesuch"}]}),
        json.dumps({**GOOD, "printers": [{"way": "none", "model": "nonesuch"}]}),
        json.dumps({**GOOD, "printers": [{"way": "none", "paper_mm": "80"}]}),
        json.dumps({**GOOD, "printers": [{"way": "none", "mode": "text"}]}),
        json.dumps({**GOOD, "printers": [{"way": "none", "roll_m": 1e9}]}),
        json.dumps({**GOOD, "scanner": "x" * 201}),
        json.dumps(GOOD) + " " * 20_000,
    ],
)
def test_a_damaged_file_is_told_and_the_command_line_still_holds(
    content: str, tmp_path: Path
) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="latin-1")
    with pytest.raises(DevicesDamaged):
        load_devices(tmp_path)
    options = read(tmp_path, "--printer", "file:a")
    assert options.damaged
    assert options.printers == (PrinterSetup("file:a"),)


def test_a_file_that_says_little_is_good(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps(GOOD))
    assert load_devices(tmp_path) == Devices(printers=(PrinterChoice(way="none"),))
