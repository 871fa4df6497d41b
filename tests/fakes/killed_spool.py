"""A station that prints slips and may be killed at any moment: what it told is on the disk.

`python -m tests.fakes.killed_spool FOLDER WAY COUNT` goes on where the run before it was killed.
"""

import os
import sys
from pathlib import Path

from printers.in_hand import InHand
from printers.spool import Printer, Spool
from printers.ways import transport_of
from tests.fakes.faulty_printer import QUICK, compose_marked, marked_slip
from tests.fakes.slip_log import SlipLog


def told(folder: Path) -> dict[str, str]:
    """Return each slip's last state, as it was told."""
    try:
        lines = (folder / "told").read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split()[:2] for line in lines if line.count(" ") == 2)


def _tell(folder: Path, slip_id: str, state: str, cause: str) -> None:
    with (folder / "told").open("a", encoding="ascii") as file:
        file.write(f"{slip_id} {state} {cause or '-'}\n")
        file.flush()
        os.fsync(file.fileno())


def main(arguments: list[str]) -> int:
    """Print each slip whose end nobody knows, one after the other; 0 when all have one."""
    folder, way, count = Path(arguments[0]), arguments[1], int(arguments[2])
    in_hand = InHand(folder / "in-hand-1")
    if in_hand.left is not None and in_hand.left not in told(folder):
        _tell(folder, in_hand.left, "doubtful", "stopped")
    log = SlipLog()

    def on_state(slip_id: str, state: str, cause: str) -> None:
        if state in ("printed", "doubtful", "failed"):
            _tell(folder, slip_id, state, cause)
        log(slip_id, state, cause)

    printer = Printer(transport_of(way), compose_marked, in_hand=in_hand)
    spool = Spool(printer, on_state, patience=QUICK)
    known = told(folder)
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    for number in range(count):
        if str(number) not in known:
            spool.print(str(number), marked_slip(number))
            log.wait_for_end(str(number))
    spool.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
