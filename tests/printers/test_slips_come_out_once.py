"""Each number comes out exactly once or is told as doubtful, whatever befalls printer and line."""

import random
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from printers.spool import Printer, Spool
from printers.ways import transport_of
from tests.fakes.faulty_printer import (
    QUICK,
    ROWS,
    FaultyPrinter,
    compose_marked,
    faulty_printer,
    marked_slip,
)
from tests.fakes.killed_spool import told
from tests.fakes.slip_log import SlipLog

SHARE = 0.4
"""Of slips that meet with a fault."""


class Attendant:
    """Puts a printer right some time after something went wrong."""

    def __init__(self, printer: FaultyPrinter, dice: random.Random) -> None:
        self._printer = printer
        self._dice = dice
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._attend)
        self._thread.start()

    def leave(self) -> None:
        self._leaving.set()
        self._thread.join(5.0)
        self._printer.mend()

    def _attend(self) -> None:
        while not self._leaving.wait(self._dice.uniform(0.02, 0.4)):
            self._printer.mend()


def run(folder: Path, seed: int, slips: int) -> tuple[dict[int, str], FaultyPrinter]:
    """Print slips on a printer in trouble; all is right again when the last one is followed."""
    dice = random.Random(seed)
    log = SlipLog()
    with faulty_printer(folder) as printer:
        spool = Spool(Printer(transport_of(printer.way), compose_marked), log, patience=QUICK)
        spool.print("0", marked_slip(0))
        log.wait_for("0", "printed", "")
        attendant = Attendant(printer, random.Random(seed + 1))
        size = len(compose_marked(marked_slip(1)).data)
        try:
            for number in range(1, slips):
                if dice.random() < SHARE:
                    printer.trouble(dice, round(size * 1.2))
                spool.print(str(number), marked_slip(number))
                log.wait_for_end(str(number), 60.0)
        finally:
            attendant.leave()
        spool.print("last", marked_slip(slips))
        log.wait_for_end("last", 60.0)
        assert spool.stop()
    return {number: log.of(str(number))[-1][0] for number in range(slips)}, printer


def check(ends: Mapping[int, str], printer: FaultyPrinter) -> dict[str, int]:
    """Hold what was told of each slip against the paper; return how many ended how."""
    pieces = printer.pieces()
    counts: dict[str, int] = {}
    for number, state in ends.items():
        found = [piece for piece in pieces if piece[number]]
        whole = [piece for piece in found if piece[number] == ROWS]
        said = f"slip {number} {state}: {found}"
        assert len(whole) <= 1, said
        match state:
            case "printed":
                assert len(found) == len(whole) == 1, said
                assert set(whole[0]) == {number}, said
            case "failed":
                assert not found, said
            case _:
                assert state == "doubtful", said
        counts[state] = counts.get(state, 0) + 1
    for piece in pieces:
        assert len({mark for mark in piece if mark >= 0}) <= 1, f"two numbers on a piece: {piece}"
    return counts


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_slips_come_out_once_or_are_doubtful(tmp_path: Path, seed: int) -> None:
    ends, printer = run(tmp_path, seed, 25)
    assert check(ends, printer)["printed"] >= 10


@pytest.mark.soak
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seed", range(10, 20))
def test_hundreds_of_slips_come_out_once_or_are_doubtful(tmp_path: Path, seed: int) -> None:
    slips = 400
    ends, printer = run(tmp_path, seed, slips)
    counts = check(ends, printer)
    assert counts["printed"] >= slips // 2, counts


def run_killed(folder: Path, seed: int, kills: int) -> tuple[dict[int, str], FaultyPrinter]:
    """Print slips by a program that is killed so often, and goes on each time."""
    dice = random.Random(seed)
    paper, station = folder / "paper", folder / "station"
    paper.mkdir()
    station.mkdir()
    with faulty_printer(paper) as printer:
        program = [sys.executable, "-m", "tests.fakes.killed_spool", str(station), printer.way]
        for _ in range(kills):
            process = subprocess.Popen([*program, "1000000"], stdout=subprocess.PIPE)
            assert process.stdout is not None
            with process, process.stdout:
                process.stdout.readline()
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(dice.uniform(0.3, 0.9))
                process.kill()
        # What a killed run left on paper is cut off before the next slip.
        after = max(map(int, told(station)), default=0) + 2
        subprocess.run([*program, str(after)], check=True, capture_output=True, timeout=60)
        ends = {int(slip): state for slip, state in told(station).items()}
    return ends, printer


@pytest.mark.slow
def test_a_kill_while_slips_are_printed_doubles_none(tmp_path: Path) -> None:
    counts = check(*run_killed(tmp_path, 1, 4))
    assert counts["printed"] >= 1


@pytest.mark.soak
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seed", [2, 3])
def test_hundreds_of_kills_double_no_slip(tmp_path: Path, seed: int) -> None:
    counts = check(*run_killed(tmp_path, seed, 150))
    # Else the kills fell between slips, and nothing was tried.
    assert counts["doubtful"] >= 10, counts
