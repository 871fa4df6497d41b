"""The spool and printers that hang up, babble, answer late or not at all: no slip is lost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from printers.conversation import Patience
from printers.encoder import CUT, Job
from printers.slip import Slip, Words
from printers.spool import Printer, Spool
from printers.status import FENCE, QUESTIONS
from printers.transport import LinkLost, LinkStuck
from tests.fakes.scripted_printer import ScriptedPrinter
from tests.fakes.slip_log import SlipLog

SLIP = Slip(number="K042", language="fr", site_name="Poste", issued_at=Words("08:50"))
JOB = Job(b"picture" + CUT + FENCE, 100.0)
QUICK = Patience(
    answer_s=0.1, taken_s=0.2, fence_s=0.4, missing_s=0.1, quiet_s=0.1, settle_s=0.2,
    fault_s=0.4, look_s=0.02, paper_s=0.5, printer_s=0.4, retry_s=0.02, idle_s=0.05,
)  # fmt: skip


@pytest.fixture
def spool(printer: ScriptedPrinter, log: SlipLog) -> Iterator[Spool]:
    spool = Spool(Printer(printer, lambda slip: JOB), log, patience=QUICK)
    yield spool
    assert spool.stop()


def leave_a_doubt(spool: Spool, printer: ScriptedPrinter, log: SlipLog) -> None:
    printer.breaks = LinkLost("pulled")
    spool.print("doubt", SLIP)
    log.wait_for("doubt", "doubtful", "connection_lost")
    printer.breaks = None


def test_a_printer_that_never_falls_silent_gets_no_slip_after_a_doubt_and_says_why(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    leave_a_doubt(spool, printer, log)
    printer.prattle = (0.01, b"\x00")
    spool.print("a", SLIP)
    log.wait_for("a", "queued", "garbled")
    log.wait_for("a", "failed", "garbled")
    assert printer.jobs == []
    assert CUT not in printer.settling


@pytest.mark.parametrize("words", [b"OK\r\n", b"\x01", b"\x60", b"\x00\x00", b"\x10" + bytes(7)])
def test_what_only_resembles_the_answer_at_the_end_prints_no_slip(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog, words: bytes
) -> None:
    printer.fences = False
    printer.after_job = lambda it: it.say(words)
    spool.print("a", SLIP)
    log.wait_for("a", "sent", "no_fence")
    assert ("printed", "") not in log.of("a")


def test_an_answer_that_comes_again_and_again_prints_no_slip(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.fences = False
    printer.prattle = (0.05, b"\x00")
    spool.print("a", SLIP)
    log.wait_for("a", "sent", "no_fence")
    assert ("printed", "") not in log.of("a")


def test_a_link_that_breaks_at_the_first_question_leaves_no_doubt(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.refuses = LinkLost("reset")
    spool.print("a", SLIP)
    log.wait_for("a", "queued", "unreachable")
    log.wait_for("a", "failed", "unreachable")
    assert spool.status().online is False
    printer.refuses = None
    spool.print("b", SLIP)
    log.wait_for("b", "printed", "")
    assert len(printer.jobs) == 1


@pytest.mark.parametrize("last_word", [QUESTIONS[1], QUESTIONS[4]])
def test_a_link_that_is_closed_before_the_slip_leaves_no_doubt(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog, last_word: bytes
) -> None:
    printer.hangs_up_at = last_word
    spool.print("a", SLIP)
    log.wait_for("a", "queued", "unreachable")
    printer.hangs_up_at = b""
    log.wait_for("a", "printed", "")
    assert len(printer.jobs) == 1


def test_a_printer_that_takes_no_question_still_gets_its_slips(log: SlipLog) -> None:
    printer = ScriptedPrinter(refuses=LinkStuck("full"), fences=False)
    spool = Spool(Printer(printer, lambda slip: JOB), log, patience=QUICK)
    spool.print("a", SLIP)
    spool.print("b", SLIP)
    log.wait_for("b", "sent", "")
    assert spool.stop()
    assert len(printer.jobs) == 2


def test_a_printer_that_hangs_up_at_the_cut_prints_the_slip_after_a_doubt(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    leave_a_doubt(spool, printer, log)
    printer.hangs_up_at = CUT

    def stay(it: ScriptedPrinter) -> None:
        it.hangs_up_at = b""

    printer.after_job = stay
    spool.print("a", SLIP)
    log.wait_for("a", "printed", "")
    assert printer.settling == [CUT]
    assert len(printer.jobs) == 1
    # It was not found out by trying.
    assert ("queued", "unreachable") not in log.of("a")


@pytest.mark.parametrize("word", [FENCE, QUESTIONS[4]])
def test_a_printer_that_is_ready_and_always_hangs_up_is_given_up_in_time(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog, word: bytes
) -> None:
    leave_a_doubt(spool, printer, log)
    printer.hangs_up_at = word
    spool.print("a", SLIP)
    log.wait_for("a", "failed", "unreachable")
    assert printer.jobs == []


def test_a_printer_without_that_answer_is_waited_for_at_length_only_once(log: SlipLog) -> None:
    printer = ScriptedPrinter(fences=False)
    # The log would not wait for so many slips if each took as long as the first.
    slow = replace(QUICK, fence_s=4.0, look_s=0.05)
    spool = Spool(Printer(printer, lambda slip: JOB), log, patience=slow)
    for slip_id in "abcdefghi":
        spool.print(slip_id, SLIP)
    log.wait_for("i", "sent", "no_fence")
    assert spool.stop()
    assert len(printer.jobs) == 9
    assert all(log.of(slip_id)[-1] == ("sent", "no_fence") for slip_id in "abcdefghi")


def test_an_answer_after_all_is_believed_from_the_next_slip_on(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.fences = False
    spool.print("a", SLIP)
    log.wait_for("a", "sent", "no_fence")
    # It may be the first slip's, come late.
    printer.fences = True
    spool.print("b", SLIP)
    log.wait_for("b", "sent", "no_fence")
    spool.print("c", SLIP)
    log.wait_for("c", "printed", "")
    assert ("printed", "") not in log.of("b")
    # Once settled, as after a doubt: no answer of a former slip is on its way any more.
    assert printer.settling == [CUT]


def test_a_late_answer_is_not_taken_for_that_to_the_next_question(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    # "Paper is out" of the second question is "switch me off" to the third.
    printer.status[2], printer.late = 0x32, {2: 0.13, 3: 0.05}
    spool.print("a", SLIP)
    log.wait_for("a", "printed", "")
    assert spool.status().cause == ""
