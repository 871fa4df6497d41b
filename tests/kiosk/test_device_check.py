"""What `--check-devices` says, on the console and as an exit code."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.thermal_printer.process import PrinterProcess
from kiosk.__main__ import main
from kiosk.devices import words
from kiosk.devices.bench import Bench, reader_loss
from kiosk.devices.check import QUESTIONS, DeviceCheck
from kiosk.devices.file import FILE_NAME
from printers.conversation import Outcome
from printers.encoder import CUT
from printers.finding import Found, Introduction
from printers.setup import PrinterSetup
from printers.status import PrinterStatus
from printers.transport import LOSS_REASONS, LinkLost, LinkStuck, LossReason
from printers.trial import Trial
from tests.fakes.device_bench import NO_PAPER, WELL, FakeBench
from tests.fakes.scripted_printer import ScriptedPrinter
from ui.application import start_application

OWN = PrinterSetup("tcp:192.0.2.7:9100", "TM-T20II")
SECOND = PrinterSetup("cups:slips")


@pytest.fixture(scope="module", autouse=True)
def _in_english() -> Iterator[None]:
    start_application("devices", language="en")
    yield
    start_application("kiosk", language="en")


def check(
    bench: FakeBench,
    *printers: PrinterSetup,
    scanner: str = "none",
    damaged: bool = False,
    test_print: bool = False,
) -> tuple[bool, str]:
    lines: list[str] = []
    well = DeviceCheck(bench, lines.append).run(
        printers, scanner, damaged=damaged, test_print=test_print
    )
    return well, "\n".join(lines)


def test_all_is_well() -> None:
    usb = Found("usb", "usb:04b8:0e28:J5", "EPSON TM-T20II", "TM-T20II")
    bench = FakeBench([usb], answer=Introduction(WELL, "EPSON", "TM-T20II"))
    well, told = check(bench, OWN, SECOND, scanner="wedge")
    assert well
    assert "usb:04b8:0e28:J5 · USB printer · EPSON TM-T20II · model TM-T20II" in told
    assert "tcp:192.0.2.7:9100, model TM-T20II, as text where possible" in told
    assert "It says: EPSON TM-T20II" in told
    assert "Paper: there. Cover: closed. Online: yes. Cutter: no fault." in told
    assert told.endswith("All is well.")
    assert [kind for kind, _ in bench.asked] == ["who", "who"]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (Introduction(NO_PAPER), "No paper: put in a new roll."),
        (Introduction(PrinterStatus("ok", "open", False, "cover_open")), "The cover is open"),
        (Introduction(PrinterStatus("ok", "closed", False, "cutter", "stuck")), "Cutter: stuck"),
        (Introduction(PrinterStatus("ok", "open", False, "cover_open")), "Cutter: unknown"),
        (Introduction(PrinterStatus(cause="garbled")), "makes no sense"),
        (Introduction(PrinterStatus(cause="silent")), "what it prints cannot be known"),
        (LinkLost("x", "unreachable"), "Nobody answers there."),
        (LinkStuck("x"), "It stopped taking what was sent."),
    ],
)
def test_what_is_wrong_is_said_and_counted(answer: Introduction | Exception, line: str) -> None:
    well, told = check(FakeBench(answer=answer), OWN)
    assert not well
    assert line in told
    assert told.endswith("To be seen to: 1")


def test_a_printer_that_cannot_answer_is_no_fault() -> None:
    well, told = check(FakeBench(answer=Introduction(PrinterStatus())), SECOND)
    assert well
    assert "what it prints cannot be known" in told


def test_no_printer_at_all_is_to_be_seen_to() -> None:
    well, told = check(FakeBench(), PrinterSetup())
    assert not well
    assert "No printer is set up." in told


@pytest.mark.parametrize(
    ("model", "chosen", "told"), [("POS-5890", 80, 58), ("TM-T20II", 58, 58), ("TM-T20II", 80, 80)]
)
def test_the_paper_that_is_told_is_what_slips_are_printed_on(
    model: str, chosen: int, told: int
) -> None:
    setup = PrinterSetup("cups:slips", model, paper_mm=chosen)
    assert f"paper {told} mm" in words.setup_words(setup)


def test_a_damaged_file_is_told_first() -> None:
    well, told = check(FakeBench(), OWN, damaged=True)
    assert not well
    assert told.startswith("The file devices.json cannot be used.")


def test_a_test_slip_is_followed_by_what_only_a_person_can_see() -> None:
    bench = FakeBench()
    well, told = check(bench, OWN, test_print=True)
    assert well
    assert "The test slip was printed: the printer says so." in told
    assert all(f"? {question}" in told for question in QUESTIONS)
    assert bench.asked[-1] == ("slip", OWN)


@pytest.mark.parametrize(
    "trial",
    [Trial(WELL, Outcome("doubtful", "connection_lost"), WELL), Trial(NO_PAPER, None, NO_PAPER)],
)
def test_a_test_slip_in_doubt_is_to_be_seen_to(trial: Trial) -> None:
    well, _ = check(FakeBench(trial=trial), OWN, test_print=True)
    assert not well


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (LinkLost("x", "unreachable"), "Nothing was printed: the printer answered just before"),
        (LinkLost("x", "broken"), "Is another computer using it?"),
        (LinkLost("x", "absent"), "Nothing was printed. It is not there."),
        (LinkStuck("x"), "Nothing was printed. It stopped taking what was sent."),
    ],
)
def test_a_printer_that_is_lost_before_the_test_slip_printed_nothing(
    error: Exception, line: str
) -> None:
    well, told = check(FakeBench(trial=error), OWN, test_print=True)
    assert not well
    assert line in told
    assert told.endswith("To be seen to: 1")


def test_a_printer_that_is_waited_for_is_told_of_once_meanwhile() -> None:
    lines: list[str] = []
    waiting = threading.Event()

    def tell(line: str) -> None:
        lines.append(line)
        if line == "  Waiting for the printer …":
            waiting.set()

    class SlowBench(FakeBench):
        def ask(self, setup: PrinterSetup) -> Introduction:
            assert waiting.wait(30)
            return super().ask(setup)

    assert DeviceCheck(SlowBench(), tell, patience_s=0.01).run(
        (OWN,), "none", damaged=False, test_print=False
    )
    assert lines.count("  Waiting for the printer …") == 1
    assert lines.index("  Waiting for the printer …") < lines.index(
        "  Paper: there. Cover: closed. Online: yes. Cutter: no fault."
    )


def test_no_test_slip_is_sent_to_a_printer_that_is_not_well() -> None:
    bench = FakeBench(answer=Introduction(NO_PAPER))
    check(bench, OWN, test_print=True)
    assert [kind for kind, _ in bench.asked] == ["who"]


@pytest.mark.parametrize(
    ("scanner", "reason"),
    [
        ("none", None),
        ("wedge", None),
        ("serial:/dev/null@9600", None),
        ("serial:/dev/nosuchport", "absent"),
        ("usb:ffff:ffff", "absent"),
        ("usb:ffff:ffff:X1@9600", "absent"),
    ],
)
def test_a_reader_is_looked_for_and_not_opened(scanner: str, reason: LossReason | None) -> None:
    assert reader_loss(scanner) == reason
    well, _ = check(FakeBench(), OWN, scanner=scanner)
    assert well == (reason is None)


def test_every_reason_has_words_that_are_no_code() -> None:
    for reason in LOSS_REASONS:
        assert words.loss_words(reason).endswith((".", "?"))


@pytest.mark.slow
def test_the_program_checks_without_a_screen_or_a_site(tmp_path: Path) -> None:
    with PrinterProcess(tmp_path / "slips", "--speed", "0") as printer:
        content = {"version": 1, "printers": [{"way": printer.address}], "scanner": "none"}
        (tmp_path / FILE_NAME).write_text(json.dumps(content))
        screenless = {
            k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "DISPLAY")
        }
        ended = subprocess.run(
            [
                sys.executable, "-m", "kiosk", "--check-devices", "--print-test",
                "--profile", str(tmp_path),
            ],
            capture_output=True, timeout=60, check=False, encoding="utf-8",
            env={**screenless, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout.rstrip().endswith("Tout va bien.")
        assert printer.next_line().startswith("slip 001")


@pytest.mark.slow
def test_a_reader_of_the_lines_who_goes_away_is_no_bug(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "kiosk", "--check-devices", "--profile", str(tmp_path)],
        stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.parametrize(("model", "cuts"), [("", True), ("POS-5890", False)])
def test_a_printer_without_a_cutter_is_never_told_to_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, cuts: bool
) -> None:
    printer = ScriptedPrinter()
    monkeypatch.setattr("kiosk.devices.bench.transport_of", lambda way, folder: printer)
    trial = Bench(tmp_path, "en").try_out(PrinterSetup("tcp:192.0.2.7", model))
    assert trial.outcome == Outcome("printed")
    assert (CUT in b"".join(printer.settling + printer.jobs)) == cuts


def run(profile: Path, *arguments: str) -> int:
    line = ["--check-devices", "--language", "en", "--profile", str(profile), *arguments]
    return main(line)


def test_what_is_wrong_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(tmp_path, "--printer", "tcp:127.0.0.1:1", "--second-printer", "file:slips.bin")
    told = capsys.readouterr()
    assert (ended, told.err) == (1, "")
    assert "Nobody answers there." in told.out
    assert told.out.endswith("To be seen to: 1\n")


def test_what_is_well_ends_with_nought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--printer", "file:slips.bin", "--print-test") == 0
    assert (tmp_path / "slips.bin").stat().st_size > 10_000
    assert capsys.readouterr().out.endswith("All is well.\n")


def test_a_reader_that_does_not_exist_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "--scanner", "nonesuch") == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_a_reader_that_the_file_names_wrongly_is_a_damaged_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = {"version": 1, "printers": [], "scanner": "nonesuch"}
    (tmp_path / FILE_NAME).write_text(json.dumps(content))
    assert run(tmp_path, "--printer", "file:slips.bin") == 1
    assert "devices.json cannot be used" in capsys.readouterr().out
