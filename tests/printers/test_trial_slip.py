"""Test slips: what stands on them, how they end, and that a printer tells how it is after it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from demonstration.thermal_printer.commands import read_command
from demonstration.thermal_printer.process import PrinterProcess
from printers.conversation import Outcome, Patience
from printers.encoder import CUT, REALTIME, Job
from printers.model import PrinterModel, model_named, model_names
from printers.status import FENCE, PrinterStatus
from printers.transport import LinkLost
from printers.trial import Trial, try_printer
from printers.trial_slip import (
    MOST_MM,
    SAMPLES,
    TrialWords,
    page_lines,
    ruler_of,
    sample_of,
    trial_slip,
)
from printers.ways import transport_of
from tests.fakes.scripted_printer import ScriptedPrinter

WORDS = TrialWords(
    language="fr",
    title="Ticket d’essai",
    facts=(
        "30/11/2026 07:20",
        "serial:usb:04b8:0e28:J5M2K0001234567@115200",
        "modèle TM-T20II-42col",
        "en texte si possible",
        "papier de 80 mm",
        "rouleau de 80 m",
        "Papier : inconnu",
        "Capot : inconnu",
        "En ligne : inconnu",
        "Massicot : inconnu",
    ),
    letters="Ci-dessous, chaque numéro est suivi de lettres prises dans cette ligne seule :",
    edges="Les deux bouts de la règle doivent être là.",
    codes="Un téléphone doit lire chaque code : GUICHET TEST",
    payload="GUICHET TEST",
)
QUICK = Patience(
    answer_s=0.3, taken_s=1.0, fence_s=1.0, fault_s=1.0, look_s=0.1, missing_s=0.2,
    quiet_s=0.1, settle_s=0.3, retry_s=0.01,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("qapp")


def a_slip(model: PrinterModel) -> Callable[[PrinterStatus], Job]:
    return lambda before: trial_slip(WORDS, model)


@pytest.mark.parametrize(
    ("name", "paper"),
    [("", 80), ("", 58), *((name, 80) for name in ("TM-T88V", "POS-5890", "NT-80-V-UL"))],
)
def test_a_test_slip_is_short_whole_and_safe(name: str, paper: int) -> None:
    model = model_named(name, paper)
    job = trial_slip(WORDS, model)
    assert 60 < job.height_mm <= MOST_MM
    assert REALTIME.search(job.data) is None
    assert job.data.endswith(FENCE)
    rest, names = job.data, []
    while rest:
        command = read_command(rest)
        assert command is not None
        names.append(command.name)
        rest = rest[len(command.raw) :]
    assert "?" not in names
    assert names.count("ESC t") == len([c for c in model.code_pages.values() if sample_of(c, 9)])
    assert ("GS V" in names) == model.cuts


@pytest.mark.parametrize(
    ("model", "width"), [("TM-T20II", "576"), ("RP-F10-58mm", "432"), ("", "384")]
)
def test_a_test_slip_comes_out_with_every_code_readable(
    start_printer: Callable[..., PrinterProcess], tmp_path: Path, model: str, width: str
) -> None:
    known = model_named(model, 80 if width == "576" else 58)
    printer = start_printer("--width", "384" if width == "384" else "576")
    trial = try_printer(transport_of(printer.address), a_slip(known))
    assert trial == Trial(
        PrinterStatus("ok", "closed", True, cutter="ok"),
        Outcome("printed"),
        PrinterStatus("ok", "closed", True, cutter="ok"),
    )
    assert printer.next_line().startswith("slip 001")
    with Image.open(tmp_path / "slips" / "001.png") as shown:
        found = zxingcpp.read_barcodes(shown.convert("L"))
    assert [code.text for code in found] == ["GUICHET TEST"]


def test_the_code_pages_of_every_model_hold_no_real_time_command_and_leave_room() -> None:
    for name in model_names():
        lines = list(page_lines(model_named(name)))
        assert REALTIME.search(b"".join(lines)) is None
        assert len(lines) <= 18


def test_a_code_page_shows_its_number_and_letters_that_the_line_above_has() -> None:
    model = model_named("TM-T20II")
    lines = b"".join(page_lines(model))
    for number, codec in model.code_pages.items():
        letters = sample_of(codec, 16)
        assert set(letters) <= set("".join(SAMPLES))
        entry = f"{number:>3} ".encode() + b"\x1bt" + bytes((number,)) + letters.encode(codec)
        assert (entry in lines) == bool(letters)
    plain = lines.decode("latin-1")
    assert (
        max(len(line.replace("\x1bt", "")) - line.count("\x1bt") for line in plain.split("\n"))
        <= 42
    )


def test_a_ruler_reaches_both_edges_and_counts_millimetres() -> None:
    ruler = ruler_of(model_named("", 58))
    low = f"{int.from_bytes(ruler.row(ruler.height - 1), 'big'):0384b}"
    assert low == "11" + "0" * 380 + "11"
    ticks = f"{int.from_bytes(ruler.row(5), 'big'):0384b}"
    assert [dot for dot in range(2, 382) if ticks[dot] == "1"] == [
        dot for mm in range(1, 48) if 2 <= (dot := round(mm * 203 / 25.4)) < 382
    ]


@pytest.mark.parametrize(
    ("order", "cause"), [("paper-out", "paper_out"), ("cover-open", "cover_open")]
)
def test_nothing_is_sent_to_a_printer_that_says_it_cannot_print(
    start_printer: Callable[..., PrinterProcess], order: str, cause: str
) -> None:
    printer = start_printer()
    printer.order(order)
    trial = try_printer(transport_of(printer.address), a_slip(model_named("")))
    assert (trial.before.cause, trial.outcome) == (cause, None)
    assert printer.state()["buffered"] == 0


def test_a_printer_that_answers_nothing_gets_its_slip_and_no_more_is_known() -> None:
    printer = ScriptedPrinter(status={}, fences=False)
    trial = try_printer(printer, a_slip(model_named("")), QUICK)
    assert trial.outcome == Outcome("sent", "silent")
    assert len(printer.jobs) == 1


def test_a_printer_that_takes_nobody_just_after_a_farewell_is_tried_once_more() -> None:
    @dataclass
    class Shy(ScriptedPrinter):
        def open(self) -> ScriptedPrinter:
            try:
                return super().open()
            finally:
                self.unplugged = None

        def close(self) -> None:
            super().close()
            self.unplugged = LinkLost("refused", "unreachable")

    printer = Shy(unplugged=LinkLost("refused", "unreachable"))
    trial = try_printer(printer, a_slip(model_named("")), QUICK)
    assert trial.outcome == Outcome("printed")
    assert len(printer.jobs) == 1


def test_a_printer_that_is_taken_for_long_prints_nothing() -> None:
    printer = ScriptedPrinter(refuses=LinkLost("reset"))
    with pytest.raises(LinkLost):
        try_printer(printer, a_slip(model_named("")), QUICK)
    assert (printer.jobs, printer.opened) == ([], 0)


def test_a_printer_that_hangs_up_at_the_cut_gets_its_test_slip() -> None:
    printer = ScriptedPrinter(hangs_up_at=CUT, after_job=_stay)
    trial = try_printer(printer, a_slip(model_named("")), QUICK)
    assert trial.outcome == Outcome("printed")


def _stay(printer: ScriptedPrinter) -> None:
    printer.hangs_up_at = b""


def test_a_printer_that_never_falls_silent_gets_no_test_slip() -> None:
    printer = ScriptedPrinter(prattle=(0.01, b"\x00"))
    trial = try_printer(printer, a_slip(model_named("")), QUICK)
    assert (trial.before.cause, trial.outcome) == ("garbled", None)
    assert printer.jobs == []


def test_a_way_that_cannot_answer_ends_in_sent(tmp_path: Path) -> None:
    trial = try_printer(transport_of("file:slip.bin", tmp_path), a_slip(model_named("")), QUICK)
    assert trial == Trial(PrinterStatus(), Outcome("sent"), PrinterStatus())
    assert (tmp_path / "slip.bin").stat().st_size > 10_000


def test_a_printer_that_stops_in_the_middle_leaves_doubt() -> None:
    printer = ScriptedPrinter(
        fences=False, after_job=lambda it: it.status.update({1: 0x1A, 2: 0x32})
    )
    trial = try_printer(printer, a_slip(model_named("")), QUICK)
    assert trial.outcome is not None
    assert (trial.outcome.state, trial.outcome.cause) == ("doubtful", "paper_out")
    assert trial.after.paper == "out"


def test_a_printer_that_is_not_there_says_why() -> None:
    with pytest.raises(LinkLost) as caught:
        try_printer(transport_of("serial:/dev/nosuchport"), a_slip(model_named("")), QUICK)
    assert caught.value.reason == "absent"
