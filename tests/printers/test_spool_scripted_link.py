"""The spool with a printer that answers from a script: causes, limits, and listeners that fail."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from printers.conversation import Patience
from printers.encoder import Job
from printers.layout import SlipTooWide
from printers.slip import Slip, Words
from printers.spool import Printer, Spool
from printers.status import FENCE
from printers.transport import LinkLost, LinkStuck, LossReason, NoPrinter
from tests.fakes.scripted_printer import WELL, ScriptedPrinter
from tests.fakes.slip_log import SlipLog

SLIP = Slip(number="K042", language="fr", site_name="Poste", issued_at=Words("08:50"))
JOB = Job(b"picture" + FENCE, 100.0)
QUICK = Patience(
    answer_s=0.05, taken_s=0.2, fence_s=0.3, settle_s=0.3, fault_s=0.4, look_s=0.05,
    paper_s=0.5, printer_s=0.3, retry_s=0.02, idle_s=0.05, quiet_s=0.05, missing_s=0.1,
)  # fmt: skip


@pytest.fixture
def spool(printer: ScriptedPrinter, log: SlipLog) -> Iterator[Spool]:
    spool = Spool(Printer(printer, lambda slip: JOB), log, patience=QUICK)
    yield spool
    assert spool.stop()


def test_a_slip_is_queued_sent_and_printed(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    spool.print("a", SLIP)
    log.wait_for("a", "printed", "")
    assert log.of("a") == [("queued", ""), ("sent", ""), ("printed", "")]
    assert printer.jobs == [JOB.data]
    assert spool.status().ready


def test_slips_are_printed_one_by_one_in_turn(spool: Spool, log: SlipLog) -> None:
    for slip_id in "abc":
        spool.print(slip_id, SLIP)
    log.wait_for("c", "printed", "")
    ends = [slip_id for slip_id, state, _ in log.told if state in ("sent", "printed")]
    assert ends == ["a", "a", "b", "b", "c", "c"]


def test_the_link_is_closed_when_nothing_is_printed(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    spool.print("a", SLIP)
    log.wait_for("a", "printed", "")
    spool.stop()
    assert printer.opened == 0


def test_a_slip_waits_for_paper_and_says_so(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.status = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}
    spool.print("a", SLIP)
    log.wait_for("a", "queued", "paper_out")
    assert printer.jobs == []
    printer.status = dict(WELL)
    log.wait_for("a", "printed", "")


def test_a_slip_that_waited_too_long_for_paper_is_given_up(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.status = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}
    spool.print("a", SLIP)
    log.wait_for("a", "failed", "paper_out")
    assert printer.jobs == []


def test_a_slip_that_waits_can_be_withdrawn(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.status = {1: 0x1A, 2: 0x16, 3: 0x12, 4: 0x12}
    spool.print("a", SLIP)
    spool.print("b", SLIP)
    log.wait_for("b", "queued", "cover_open")
    assert spool.withdraw("a")
    assert not spool.withdraw("a")
    printer.status = dict(WELL)
    log.wait_for("b", "printed", "")
    assert len(printer.jobs) == 1


def test_an_unreachable_printer_is_tried_again_then_the_slip_fails(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.unplugged = LinkLost("refused")
    spool.print("a", SLIP)
    log.wait_for("a", "queued", "unreachable")
    log.wait_for("a", "failed", "unreachable")
    assert spool.status().online is False
    printer.unplugged = None
    spool.print("b", SLIP)
    log.wait_for("b", "printed", "")


def test_without_a_printer_a_slip_fails_at_once(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.unplugged = NoPrinter("none")
    spool.print("a", SLIP)
    log.wait_for("a", "failed", "no_printer")
    assert spool.status().cause == "no_printer"


def test_a_printer_that_never_answers_gets_its_jobs_and_they_end_in_sent(log: SlipLog) -> None:
    printer = ScriptedPrinter(status={}, fences=False)
    spool = Spool(Printer(printer, lambda slip: JOB), log, patience=QUICK)
    spool.print("a", SLIP)
    spool.print("b", SLIP)
    log.wait_for("b", "sent", "")
    assert spool.stop()
    assert len(printer.jobs) == 2
    assert log.of("a")[-1] == ("sent", "")
    assert not spool.status().ready


def test_a_transport_without_a_way_back_is_not_asked(log: SlipLog) -> None:
    printer = ScriptedPrinter(answers=False)
    spool = Spool(Printer(printer, lambda slip: JOB), log, patience=QUICK)
    spool.print("a", SLIP)
    log.wait_for("a", "sent", "")
    assert spool.stop()
    assert spool.status().online is None


def test_a_printer_that_answered_once_and_is_silent_now_gets_nothing(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    spool.print("a", SLIP)
    log.wait_for("a", "printed", "")
    printer.status = {}
    spool.print("b", SLIP)
    log.wait_for("b", "queued", "silent")
    log.wait_for("b", "failed", "silent")
    assert len(printer.jobs) == 1


def test_answers_that_are_none_are_not_believed(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.status = dict.fromkeys(WELL, 0xFF)
    spool.print("a", SLIP)
    log.wait_for("a", "queued", "garbled")
    log.wait_for("a", "failed", "garbled")
    assert printer.jobs == []


def test_a_printer_that_knows_no_fence_ends_in_sent(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    printer.fences = False
    spool.print("a", SLIP)
    log.wait_for("a", "sent", "no_fence")


def test_a_fence_that_used_to_come_and_does_not_is_doubtful(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    spool.print("a", SLIP)
    log.wait_for("a", "printed", "")
    printer.fences = False
    spool.print("b", SLIP)
    log.wait_for("b", "doubtful", "no_fence")


def test_a_fence_with_a_bad_status_after_it_is_not_believed(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    def tear(torn: ScriptedPrinter) -> None:
        torn.status = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}

    printer.after_job = tear
    spool.print("a", SLIP)
    log.wait_for("a", "doubtful", "paper_out")


def test_paper_that_runs_out_under_way_is_waited_for_and_said(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    def run_out(empty: ScriptedPrinter) -> None:
        empty.status = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}

    printer.after_job, printer.fences = run_out, False
    spool.print("a", SLIP)
    log.wait_for("a", "sent", "paper_out")
    printer.status = dict(WELL)
    printer.say(b"\x00")
    log.wait_for("a", "printed", "interrupted")
    assert len(printer.jobs) == 1


def test_paper_that_does_not_come_back_leaves_a_doubt(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    def speak_up(empty: ScriptedPrinter) -> None:
        empty.status = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}
        empty.say(b"\x18\x00\x0c\x0f")

    printer.after_job, printer.fences = speak_up, False
    spool.print("a", SLIP)
    log.wait_for("a", "doubtful", "paper_out")
    assert spool.status().paper == "out"


def test_a_late_answer_for_the_job_before_is_not_taken_for_this_one(log: SlipLog) -> None:
    printer = ScriptedPrinter()
    patient = replace(QUICK, printer_s=60)
    spool = Spool(Printer(printer, lambda slip: JOB), log, patience=patient)
    spool.print("a", SLIP)
    log.wait_for("a", "printed", "")
    printer.fences = False
    spool.print("b", SLIP)
    log.wait_for("b", "doubtful", "no_fence")
    spool.print("c", SLIP)
    log.wait_for("c", "queued", "silent")
    assert len(printer.jobs) == 2
    printer.say(b"\x00")
    printer.fences = True
    log.wait_for("c", "printed", "")
    assert spool.stop()


def test_a_printer_that_never_gets_through_the_job_before_gets_no_other(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog
) -> None:
    spool.print("a", SLIP)
    log.wait_for("a", "printed", "")
    printer.fences = False
    spool.print("b", SLIP)
    log.wait_for("b", "doubtful", "no_fence")
    spool.print("c", SLIP)
    log.wait_for("c", "failed", "silent")
    assert len(printer.jobs) == 2


@pytest.mark.parametrize(
    ("error", "cause"), [(LinkStuck("full"), "stuck"), (LinkLost("reset"), "connection_lost")]
)
def test_a_job_that_broke_off_is_doubtful_and_never_sent_again(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog, error: Exception, cause: str
) -> None:
    printer.breaks = error
    spool.print("a", SLIP)
    log.wait_for("a", "doubtful", cause)
    printer.breaks = None
    spool.print("b", SLIP)
    log.wait_for("b", "printed", "")
    assert len(printer.jobs) == 1


def test_a_slip_that_cannot_be_drawn_does_not_stop_the_next(
    printer: ScriptedPrinter, log: SlipLog
) -> None:
    def compose(slip: Slip) -> Job:
        if slip.qr_payload is not None:
            raise SlipTooWide("a code of 200 modules")
        return JOB

    spool = Spool(Printer(printer, compose), log, patience=QUICK)
    spool.print("a", Slip("K001", "fr", "Poste", Words("08:50"), qr_payload="x"))
    spool.print("b", SLIP)
    log.wait_for("b", "printed", "")
    assert log.of("a")[-1] == ("failed", "not_drawn")
    assert spool.stop()


def test_listeners_that_fail_do_not_stop_the_printing(
    printer: ScriptedPrinter, log: SlipLog, caplog: pytest.LogCaptureFixture
) -> None:
    def told(slip_id: str, state: str, cause: str) -> None:
        log(slip_id, state, cause)
        raise KeyError(slip_id)

    def heard(status: object) -> None:
        raise KeyError("status")

    spool = Spool(Printer(printer, lambda slip: JOB), told, patience=QUICK)
    spool.on_status(heard)
    spool.print("a", SLIP)
    log.wait_for("a", "printed", "")
    assert spool.stop()
    assert "listener" in caplog.text


def test_changes_of_the_status_are_told(spool: Spool, printer: ScriptedPrinter) -> None:
    low, seen = threading.Event(), []

    def heard(status: object) -> None:
        seen.append(status)
        if spool.status().paper == "low":
            low.set()

    spool.on_status(heard)
    printer.status = {**WELL, 4: 0x1E}
    assert low.wait(10)
    assert len(seen) == len(set(seen))


def test_stopping_leaves_nothing_open(printer: ScriptedPrinter, log: SlipLog) -> None:
    printer.fences = False
    slow = Patience(answer_s=0.05, look_s=0.05, fence_s=60, idle_s=60, retry_s=60)
    spool = Spool(Printer(printer, lambda slip: JOB), log, patience=slow)
    spool.print("a", SLIP)
    spool.print("b", SLIP)
    log.wait_for("a", "sent", "")
    assert spool.stop(5.0)
    assert log.of("a")[-1] == ("doubtful", "stopped")
    assert log.of("b")[-1] == ("failed", "stopped")
    with pytest.raises(RuntimeError):
        spool.print("c", SLIP)


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        ("unreachable", "unreachable"),
        ("absent", "absent"),
        ("forbidden", "forbidden"),
        ("broken", "unreachable"),
        ("stopped", "queue_stopped"),
    ],
)
def test_why_the_way_is_lost_is_told_and_waited_for(
    spool: Spool, printer: ScriptedPrinter, log: SlipLog, reason: LossReason, cause: str
) -> None:
    printer.unplugged = LinkLost("gone", reason)
    spool.print("a", SLIP)
    log.wait_for("a", "queued", cause)
    printer.unplugged = None
    log.wait_for("a", "printed", "")
