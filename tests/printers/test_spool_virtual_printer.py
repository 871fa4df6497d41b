"""The spool against the virtual printer: a process of its own, over TCP and a serial line."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from demonstration.thermal_printer.process import PrinterProcess
from printers.conversation import Patience
from printers.layout import arrange
from printers.open import open_printer
from printers.raster import draw
from printers.setup import PrinterSetup
from printers.slip import Slip
from printers.spool import Spool
from tests.fakes.slip_log import SlipLog

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("qapp")]

QUICK = Patience(
    answer_s=0.5, taken_s=1.0, fence_s=3.0, settle_s=1.0, fault_s=20.0, look_s=0.1,
    paper_s=30.0, printer_s=1.0, retry_s=0.1, idle_s=0.1,
)  # fmt: skip


@pytest.fixture
def told() -> SlipLog:
    return SlipLog()


@pytest.fixture
def start_spool(told: SlipLog) -> Iterator[Callable[[str], Spool]]:
    spools: list[Spool] = []

    def start(description: str) -> Spool:
        spools.append(Spool(open_printer(PrinterSetup(description)), told, patience=QUICK))
        return spools[-1]

    yield start
    for spool in spools:
        assert spool.stop(8.0)


@pytest.fixture
def printer(start_printer: Callable[..., PrinterProcess]) -> PrinterProcess:
    return start_printer()


@pytest.fixture
def spool(start_spool: Callable[[str], Spool], printer: PrinterProcess) -> Spool:
    return start_spool(printer.address)


def wait_for_status(spool: Spool, cause: str) -> None:
    seen = threading.Event()
    spool.on_status(lambda status: seen.set() if status.cause == cause else None)
    if spool.status().cause != cause:
        assert seen.wait(20), spool.status()


def png(tmp_path: Path, number: int) -> Image.Image:
    with Image.open(tmp_path / "slips" / f"{number:03}.png") as picture:
        return picture.convert("L")


def test_the_slip_comes_out_as_drawn(
    spool: Spool, printer: PrinterProcess, told: SlipLog, arabic: Slip, tmp_path: Path
) -> None:
    spool.print("a", arabic)
    told.wait_for("a", "printed", "")
    picture = draw(arrange(arabic, 576))
    assert printer.next_line() == (f"slip 001 576x{picture.height} {picture.height_mm:.1f} mm")
    shown = png(tmp_path, 1)
    white = bytes(byte ^ 0xFF for byte in picture.data)
    assert shown.tobytes() == Image.frombytes("1", shown.size, white).convert("L").tobytes()
    assert [code.text for code in zxingcpp.read_barcodes(shown)] == [arabic.qr_payload]
    assert (tmp_path / "slips" / "001.bin").read_bytes().endswith(b"\x1dVB\x00")
    assert printer.state()["startled"] == 0


def test_a_serial_printer_prints_the_same(
    start_printer: Callable[..., PrinterProcess],
    start_spool: Callable[[str], Spool],
    told: SlipLog,
    french: Slip,
) -> None:
    printer = start_printer("--pty")
    spool = start_spool(f"serial:{printer.serial}")
    spool.print("a", french)
    told.wait_for("a", "printed", "")
    assert printer.next_line().startswith("slip 001 576x")


def test_paper_out_before_keeps_the_slip_until_the_roll_is_changed(
    spool: Spool, printer: PrinterProcess, told: SlipLog, french: Slip
) -> None:
    printer.order("paper-out")
    wait_for_status(spool, "paper_out")
    spool.print("a", french)
    spool.print("b", french)
    told.wait_for("b", "queued", "paper_out")
    assert printer.state()["buffered"] == 0
    assert spool.status().paper == "out"
    printer.order("paper-ok")
    told.wait_for("b", "printed", "")
    assert printer.state()["slips"] == 2


def test_paper_out_in_the_middle_ends_in_one_slip_marked_as_interrupted(
    spool: Spool, printer: PrinterProcess, told: SlipLog, french: Slip
) -> None:
    printer.order("paper-left 40")
    spool.print("a", french)
    told.wait_for("a", "sent", "paper_out")
    spool.print("b", french)
    printer.order("paper-ok")
    told.wait_for("a", "printed", "interrupted")
    told.wait_for("b", "printed", "")
    assert printer.next_line().endswith("interrupted")
    assert printer.state()["slips"] == 2


@pytest.mark.parametrize(
    ("fault", "cause", "mended"),
    [
        ("cover-open", "cover_open", "cover-closed"),
        ("overheated", "overheated", "cool"),
        ("cutter-stuck", "cutter", "cutter-free"),
        ("offline", "offline", "online"),
    ],
)
def test_a_fault_is_told_and_waited_for(
    spool: Spool,
    printer: PrinterProcess,
    told: SlipLog,
    french: Slip,
    fault: str,
    cause: str,
    mended: str,
) -> None:
    printer.order(fault)
    spool.print("a", french)
    told.wait_for("a", "queued", cause)
    assert (spool.status().cover == "open") is (cause == "cover_open")
    printer.order(mended)
    told.wait_for("a", "printed", "")
    assert printer.state()["slips"] == 1


def test_what_a_printer_tells_by_itself_is_heard_before_it_is_asked(
    start_spool: Callable[[str], Spool], printer: PrinterProcess, told: SlipLog, french: Slip
) -> None:
    patient = replace(QUICK, look_s=15.0, fence_s=20.0)
    spool = Spool(open_printer(PrinterSetup(printer.address)), told, patience=patient)
    try:
        printer.order("paper-left 40")
        spool.print("a", french)
        # Asked for nothing in fifteen seconds, it says at once that the paper is out.
        told.wait_for("a", "sent", "paper_out")
        printer.order("paper-ok")
        told.wait_for("a", "printed", "interrupted")
    finally:
        assert spool.stop(8.0)


def test_a_torn_slip_is_cut_off_before_the_next_one(
    spool: Spool, printer: PrinterProcess, told: SlipLog, french: Slip, tmp_path: Path
) -> None:
    spool.print("a", french)
    told.wait_for("a", "printed", "")
    printer.order("at 9000 power-cycle")
    spool.print("b", replace(french, number="K043"))
    told.wait_for("b", "doubtful", "connection_lost")
    spool.print("c", replace(french, number="K044"))
    told.wait_for("c", "printed", "")
    count = printer.state()["slips"]
    assert isinstance(count, int)
    whole, *torn, after = (png(tmp_path, number) for number in range(1, count + 1))
    # A printer that lost its power before the first row leaves nothing to cut off.
    assert len(torn) <= 1
    assert all(piece.height < whole.height for piece in torn)
    assert abs(after.height - whole.height) < 2


def test_little_paper_is_told_before_it_is_out(spool: Spool, printer: PrinterProcess) -> None:
    low = threading.Event()
    spool.on_status(lambda status: low.set() if status.paper == "low" else None)
    printer.order("paper-low")
    assert low.wait(20)
    assert spool.status().ready


def test_a_printer_that_hangs_gets_nothing_until_it_answers(
    spool: Spool, printer: PrinterProcess, told: SlipLog, french: Slip
) -> None:
    spool.print("a", french)
    told.wait_for("a", "printed", "")
    printer.order("hang")
    spool.print("b", french)
    told.wait_for("b", "queued", "silent")
    told.wait_for("b", "failed", "silent")
    printer.order("resume")
    spool.print("c", french)
    told.wait_for("c", "printed", "")
    assert printer.state()["slips"] == 2


def test_a_printer_that_hangs_in_the_middle_leaves_a_doubt_and_no_second_copy(
    start_printer: Callable[..., PrinterProcess],
    start_spool: Callable[[str], Spool],
    told: SlipLog,
    french: Slip,
) -> None:
    printer = start_printer("--speed", "100")
    spool = start_spool(printer.address)
    spool.print("a", french)
    told.wait_for("a", "printed", "")
    spool.print("b", french)
    told.wait_for("b", "sent", "")
    printer.order("hang")
    told.wait_for("b", "doubtful", "silent")
    printer.order("resume")
    spool.print("c", french)
    told.wait_for("c", "printed", "")
    assert printer.state()["slips"] == 3


def test_garbage_for_an_answer_prints_nothing_until_it_ends(
    spool: Spool, printer: PrinterProcess, told: SlipLog, french: Slip
) -> None:
    printer.order("garbage")
    spool.print("a", french)
    told.wait_for("a", "queued", "garbled")
    assert printer.state()["slips"] == 0
    printer.order("sense")
    told.wait_for("a", "printed", "")


def test_a_mute_printer_ends_in_sent(
    start_printer: Callable[..., PrinterProcess],
    start_spool: Callable[[str], Spool],
    told: SlipLog,
    french: Slip,
) -> None:
    printer = start_printer()
    printer.order("mute")
    spool = start_spool(printer.address)
    spool.print("a", french)
    told.wait_for("a", "sent", "")
    assert printer.next_line().startswith("slip 001")
    assert told.told[-1] == ("a", "sent", "")
    assert spool.status().paper == "unknown"


@pytest.mark.parametrize("how", ["drop", "half-close"])
def test_a_connection_that_breaks_under_way_leaves_a_doubt(
    start_printer: Callable[..., PrinterProcess],
    start_spool: Callable[[str], Spool],
    told: SlipLog,
    french: Slip,
    how: str,
) -> None:
    printer = start_printer("--speed", "30")
    spool = start_spool(printer.address)
    spool.print("a", french)
    told.wait_for("a", "sent", "")
    printer.order(how)
    told.wait_for("a", "doubtful", "connection_lost")


def test_a_printer_that_dies_under_way_leaves_a_doubt_and_the_next_slip_fails(
    start_printer: Callable[..., PrinterProcess],
    start_spool: Callable[[str], Spool],
    told: SlipLog,
    french: Slip,
) -> None:
    printer = start_printer("--speed", "30")
    spool = start_spool(printer.address)
    spool.print("a", french)
    told.wait_for("a", "sent", "")
    printer.kill()
    told.wait_for("a", "doubtful", "connection_lost")
    spool.print("b", french)
    told.wait_for("b", "queued", "unreachable")
    told.wait_for("b", "failed", "unreachable")
    assert spool.status().online is False


def test_a_small_buffer_that_is_full_is_no_reason_to_send_twice(
    start_printer: Callable[..., PrinterProcess],
    start_spool: Callable[[str], Spool],
    told: SlipLog,
    french: Slip,
) -> None:
    printer = start_printer("--buffer", "4096")
    spool = start_spool(printer.address)
    printer.order("paper-left 20")
    spool.print("a", french)
    with told.changed:
        assert told.changed.wait_for(
            lambda: bool({("a", "doubtful", "stuck"), ("a", "sent", "")} & set(told.told)), 30
        )
    printer.order("paper-ok")
    spool.print("b", french)
    told.wait_for("b", "printed", "")
    assert printer.state()["slips"] == 2


def test_stopping_a_spool_whose_printer_hangs_takes_bounded_time(
    start_printer: Callable[..., PrinterProcess], told: SlipLog, french: Slip
) -> None:
    printer = start_printer()
    spool = Spool(open_printer(PrinterSetup(printer.address)), told)
    printer.order("paper-left 20")
    spool.print("a", french)
    told.wait_for("a", "sent", "paper_out")
    printer.order("hang")
    spool.print("b", french)
    assert spool.stop(8.0)
    assert ("a", "doubtful", "stopped") in told.told
    assert told.told[-1] == ("b", "failed", "stopped")


def test_a_script_of_faults_is_obeyed_at_its_bytes(
    start_printer: Callable[..., PrinterProcess],
    start_spool: Callable[[str], Spool],
    told: SlipLog,
    french: Slip,
    tmp_path: Path,
) -> None:
    script = tmp_path / "faults"
    script.write_text("# the roll ends, and later somebody opens the cover\npaper-low\n\n"
                      "at 20000 cover-open\n", encoding="utf-8")  # fmt: skip
    printer = start_printer("--script", str(script))
    spool = start_spool(printer.address)
    spool.print("a", french)
    told.wait_for("a", "sent", "cover_open")
    assert spool.status().paper == "low"
    printer.order("cover-closed")
    told.wait_for_end("a")
    assert printer.state()["slips"] == 1


def test_a_script_with_an_unknown_order_is_refused(tmp_path: Path) -> None:
    script = tmp_path / "faults"
    script.write_text("paper-low\nexplode\n", encoding="utf-8")
    program = [sys.executable, "-m", "demonstration.thermal_printer", "--port", "0"]
    program += ["--out", str(tmp_path / "slips"), "--script", str(script)]
    ended = subprocess.run(program, check=False, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert "'explode'" in ended.stdout
    assert "Traceback" not in ended.stderr
