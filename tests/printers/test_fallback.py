"""Two printers that stand in for each other: each slip once, from the first that can."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from printers.conversation import Patience
from printers.encoder import Job
from printers.fallback import Fallback
from printers.letters import LetterUndrawable
from printers.slip import Slip, Words
from printers.spool import Printer
from printers.status import FENCE
from printers.transport import LinkLost, NoPrinter
from tests.fakes.scripted_printer import WELL, ScriptedPrinter

SLIP = Slip(number="K042", language="fr", site_name="Poste", issued_at=Words("08:50"))
JOB = Job(b"picture" + FENCE, 100.0)
OUT = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}
QUICK = Patience(
    answer_s=0.05, taken_s=0.2, fence_s=0.3, settle_s=0.1, fault_s=0.4, look_s=0.05,
    paper_s=0.6, printer_s=0.6, retry_s=0.02, idle_s=0.02, quiet_s=0.05, missing_s=0.1,
)  # fmt: skip
_PATIENCE_S = 20


@dataclass
class Told:
    """What was told, and a way to wait for it."""

    slips: list[tuple[str, str, str, int]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def slip(self, slip_id: str, state: str, cause: str, place: int) -> None:
        with self.changed:
            self.slips.append((slip_id, state, cause, place))
            self.changed.notify_all()

    def status(self) -> None:
        with self.changed:
            self.changed.notify_all()

    def wait(self, until: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(until, _PATIENCE_S), self.slips

    def wait_for(self, *entry: object) -> None:
        self.wait(lambda: entry in self.slips)


@pytest.fixture
def own() -> ScriptedPrinter:
    return ScriptedPrinter()


@pytest.fixture
def second() -> ScriptedPrinter:
    return ScriptedPrinter()


@pytest.fixture
def told() -> Told:
    return Told()


def compose(slip: Slip) -> Job:
    if slip.number == "bad":
        raise LetterUndrawable("\ue123")
    return JOB


@pytest.fixture
def pair(own: ScriptedPrinter, second: ScriptedPrinter) -> list[Printer]:
    return [Printer(each, compose) for each in (own, second)]


@pytest.fixture
def printers(pair: list[Printer], told: Told) -> Iterator[Fallback]:
    fallback = Fallback(pair, told.slip, told.status, patience=QUICK)
    told.wait(lambda: all(status.online for status in fallback.statuses()))
    yield fallback
    assert fallback.stop()


def be_out(printer: ScriptedPrinter, printers: Fallback, told: Told, place: int) -> None:
    printer.status = dict(OUT)
    told.wait(lambda: printers.statuses()[place].cause == "paper_out")


def test_the_own_printer_prints_while_it_can(
    pair: list[Printer],
    printers: Fallback,
    own: ScriptedPrinter,
    second: ScriptedPrinter,
    told: Told,
) -> None:
    printers.print("a", SLIP)
    told.wait_for("a", "printed", "", 0)
    assert (len(own.jobs), len(second.jobs)) == (1, 0)
    assert [printer.meter.roll.slips for printer in pair] == [1, 0]


def test_the_second_prints_at_once_while_the_first_has_no_paper(
    printers: Fallback, own: ScriptedPrinter, second: ScriptedPrinter, told: Told
) -> None:
    be_out(own, printers, told, 0)
    assert printers.trouble() == ""
    printers.print("a", SLIP)
    told.wait_for("a", "printed", "", 1)
    assert (len(own.jobs), len(second.jobs)) == (0, 1)


def test_a_slip_whose_printer_turns_out_to_be_away_moves_on_and_comes_out_once(
    printers: Fallback, own: ScriptedPrinter, second: ScriptedPrinter, told: Told
) -> None:
    own.unplugged = LinkLost("unplugged")
    printers.print("a", SLIP)
    told.wait_for("a", "printed", "", 1)
    own.unplugged = None
    printers.print("b", SLIP)
    told.wait(lambda: any(each[:2] == ("b", "printed") for each in told.slips))
    assert len(own.jobs) + len(second.jobs) == 2


def test_what_waits_for_both_goes_to_the_first_that_is_mended(
    printers: Fallback, own: ScriptedPrinter, second: ScriptedPrinter, told: Told
) -> None:
    be_out(own, printers, told, 0)
    be_out(second, printers, told, 1)
    assert printers.trouble() == "paper_out"
    printers.print("a", SLIP)
    told.wait_for("a", "queued", "paper_out", 0)
    second.status = dict(WELL)
    told.wait_for("a", "printed", "", 1)
    assert (len(own.jobs), len(second.jobs)) == (0, 1)


def test_a_slip_that_may_be_on_paper_never_moves(
    printers: Fallback, own: ScriptedPrinter, second: ScriptedPrinter, told: Told
) -> None:
    own.breaks = LinkLost("pulled")
    printers.print("a", SLIP)
    told.wait_for("a", "doubtful", "connection_lost", 0)
    assert second.jobs == []


def test_a_letter_that_cannot_be_printed_is_tried_nowhere_else(
    printers: Fallback, own: ScriptedPrinter, second: ScriptedPrinter, told: Told
) -> None:
    printers.print("a", Slip("bad", "fr", "Poste", Words("08:50")))
    told.wait_for("a", "failed", "unprintable", 0)
    assert own.jobs == second.jobs == []


def test_what_nobody_can_print_fails_after_a_while(
    printers: Fallback, own: ScriptedPrinter, second: ScriptedPrinter, told: Told
) -> None:
    be_out(own, printers, told, 0)
    be_out(second, printers, told, 1)
    printers.print("a", SLIP)
    told.wait_for("a", "failed", "paper_out", 0)


def test_a_slip_that_waits_is_taken_back_wherever_it_is(
    printers: Fallback, own: ScriptedPrinter, second: ScriptedPrinter, told: Told
) -> None:
    be_out(own, printers, told, 0)
    be_out(second, printers, told, 1)
    printers.print("a", SLIP)
    told.wait_for("a", "queued", "paper_out", 0)
    assert printers.withdraw("a")
    assert not printers.withdraw("a")
    own.status = second.status = dict(WELL)
    printers.print("b", SLIP)
    told.wait(lambda: any(each[:2] == ("b", "printed") for each in told.slips))
    assert len(own.jobs) + len(second.jobs) == 1


def test_a_station_without_a_second_printer_says_what_is_wrong(told: Told) -> None:
    none = ScriptedPrinter(unplugged=NoPrinter("no printer"))
    printers = Fallback([Printer(none, compose)], told.slip, told.status, patience=QUICK)
    try:
        printers.print("a", SLIP)
        told.wait_for("a", "failed", "no_printer", 0)
        assert printers.trouble() == "no_printer"
    finally:
        assert printers.stop()


def test_a_slip_moves_on_from_a_printer_that_resets_every_link(
    printers: Fallback, own: ScriptedPrinter, second: ScriptedPrinter, told: Told
) -> None:
    own.refuses = LinkLost("reset")
    printers.print("a", SLIP)
    told.wait_for("a", "printed", "", 1)
    assert (len(own.jobs), len(second.jobs)) == (0, 1)


def test_a_slip_moves_on_from_a_printer_that_never_falls_silent_after_a_doubt(
    printers: Fallback, own: ScriptedPrinter, second: ScriptedPrinter, told: Told
) -> None:
    own.breaks = LinkLost("pulled")
    printers.print("a", SLIP)
    told.wait_for("a", "doubtful", "connection_lost", 0)
    own.breaks, own.prattle = None, (0.01, b"\x00")
    printers.print("b", SLIP)
    told.wait_for("b", "printed", "", 1)
    assert (len(own.jobs), len(second.jobs)) == (0, 1)
