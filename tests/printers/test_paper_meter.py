"""Paper that has left the roll, across restarts, damage and new rolls."""

import stat
from pathlib import Path

import pytest

from printers.paper_meter import PaperMeter


def test_each_slip_counts_with_the_white_to_the_cutter(tmp_path: Path) -> None:
    meter = PaperMeter(tmp_path / "paper-1.json", 80)
    meter.printed(100)
    meter.printed(84)
    assert (meter.roll.slips, meter.roll.used_mm, meter.roll.left_mm) == (2, 216, 79_784)
    again = PaperMeter(tmp_path / "paper-1.json", 80)
    assert again.roll == meter.roll
    assert stat.S_IMODE((tmp_path / "paper-1.json").stat().st_mode) == 0o600


def test_a_roll_is_low_before_it_ends() -> None:
    meter = PaperMeter(None, 80)
    for _ in range(600):
        meter.printed(104)
    assert not meter.roll.low
    while not meter.roll.low:
        meter.printed(104)
    assert 39 <= meter.roll.left_mm / 120 <= 40


def test_a_roll_that_gave_more_than_it_had_is_empty_and_low() -> None:
    meter = PaperMeter(None, 0.1)
    for _ in range(3):
        meter.printed(100)
    assert meter.roll.left_mm == 0
    assert meter.roll.low


def test_paper_after_its_end_means_a_new_roll_also_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "paper-1.json"
    meter = PaperMeter(path, 80)
    meter.printed(100)
    meter.saw("low")
    assert meter.roll.slips == 1
    meter.saw("out")
    assert meter.roll.low
    again = PaperMeter(path, 80)
    again.saw("unknown")
    assert again.roll.slips == 1
    again.saw("ok")
    assert (again.roll.slips, again.roll.used_mm, again.roll.low) == (0, 0, False)


def test_a_person_says_that_the_roll_was_changed(tmp_path: Path) -> None:
    meter = PaperMeter(tmp_path / "paper-1.json", 80)
    meter.printed(100)
    meter.changed()
    assert PaperMeter(tmp_path / "paper-1.json", 80).roll.slips == 0


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"used_mm": "x", "slips": 1, "ended": false}',
        b'{"used_mm": -1, "slips": 1, "ended": false}', b'{"used_mm": NaN, "slips": 1, "ended": 1}',
        b'{"used_mm": 1e400, "slips": 1, "ended": false}', b'{"slips": 1}', b"9" * 5000,
        b'{"used_mm": 1, "slips": 1e9, "ended": false}',
    ],
)  # fmt: skip
def test_a_damaged_count_begins_anew_and_stops_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "paper-1.json"
    path.write_bytes(content)
    meter = PaperMeter(path, 80)
    assert (meter.roll.slips, meter.roll.used_mm) == (0, 0)
    meter.printed(100)
    assert PaperMeter(path, 80).roll.slips == 1


def test_a_disk_that_refuses_costs_nobody_a_slip(tmp_path: Path) -> None:
    meter = PaperMeter(tmp_path / "missing" / "paper-1.json", 80)
    meter.printed(100)
    assert meter.roll.slips == 1


def test_a_new_roll_told_by_another_program_is_not_counted_over(tmp_path: Path) -> None:
    path = tmp_path / "paper-1.json"
    kiosk = PaperMeter(path, 80)
    kiosk.printed(100)
    PaperMeter(path, 80).changed()
    assert kiosk.roll.slips == 0
    kiosk.printed(84)
    assert (kiosk.roll.slips, kiosk.roll.used_mm) == (1, 100)
    assert PaperMeter(path, 80).roll == kiosk.roll
