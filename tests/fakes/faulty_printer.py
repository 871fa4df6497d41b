"""A printer in this process that is troubled at chosen bytes, and what came out of it.

Slips are drawn so that each row of dots bears the slip's own mark: whatever is torn, doubled or
printed over somebody else's paper shows.
"""

import random
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from demonstration.thermal_printer.device import Device
from demonstration.thermal_printer.mechanism import Mechanism
from demonstration.thermal_printer.ports import ControlPort, DataPort
from printers.conversation import Patience
from printers.encoder import Job, encode
from printers.model import model_named
from printers.picture import Picture
from printers.slip import Slip, Words

ROWS = 130
"""Of one slip; more than one strip has."""

_WIDTH = 384
_STRIDE = _WIDTH // 8
_MODEL = model_named("", 58)
_MARGIN = 2

CLEARING = {
    "paper-out": "paper-ok",
    "cover-open": "cover-closed",
    "offline": "online",
    "overheated": "cool",
    "cutter-stuck": "cutter-free",
    "hang": "resume",
    "garbage": "sense",
    "mute": "speak",
    "paper-left 8": "paper-ok",
}
"""Faults that somebody sees to, and how."""

BREAKS = ("drop", "half-close", "power-cycle")
"""Faults that are over at once."""


QUICK = Patience(
    answer_s=0.1, taken_s=0.4, fence_s=0.5, settle_s=0.2, fault_s=30.0, look_s=0.02,
    paper_s=60.0, printer_s=60.0, retry_s=0.01, idle_s=0.01,
)  # fmt: skip


def marked_slip(number: int) -> Slip:
    """Return a slip whose number `compose_marked` makes the mark of."""
    return Slip(f"K{number:06}", "fr", "Poste", Words("08:50"))


def compose_marked(slip: Slip) -> Job:
    """Draw a slip that bears its mark in each row."""
    mark = int(slip.number[1:]).to_bytes(4, "big")
    body = (mark + b"\x5a") * (_STRIDE // 5 + 1)
    row = bytes(_MARGIN) + body[: _STRIDE - 2 * _MARGIN] + bytes(_MARGIN)
    return encode(Picture(_WIDTH, row * ROWS), _MODEL)


def marks_on(png: Path) -> Counter[int]:
    """Return how many rows of which slip are on a piece of paper; -1 for rows of none."""
    with Image.open(png) as picture:
        width, height = picture.size
        dots = bytes(byte ^ 0xFF for byte in picture.convert("1").tobytes())
    stride = width // 8
    marks: Counter[int] = Counter()
    for at in range(0, stride * height, stride):
        row = dots[at : at + stride]
        if any(row):
            whole = row[_MARGIN + 4] == row[_MARGIN + 9] == 0x5A
            marks[int.from_bytes(row[_MARGIN : _MARGIN + 4], "big") if whole else -1] += 1
    return marks


@dataclass
class FaultyPrinter:
    """A running printer on loopback, and somebody who sees to its faults."""

    device: Device
    control: ControlPort
    folder: Path
    port: int

    @property
    def way(self) -> str:
        return f"tcp:127.0.0.1:{self.port}"

    def trouble(self, dice: random.Random, size: int) -> str:
        """Set a fault at a random one of the next `size` bytes; return it."""
        fault = dice.choice((*CLEARING, *BREAKS))
        assert self.control.obey(f"at {dice.randrange(1, size)} {fault}") == "ok"
        return fault

    def mend(self) -> None:
        """Put everything right, as the one in charge does when told."""
        for order in {*CLEARING.values()}:
            self.control.obey(order)

    def pieces(self) -> list[Counter[int]]:
        """Return the marks of each piece of paper that was cut off."""
        return [marks_on(path) for path in sorted(self.folder.glob("*.png"))]


@contextmanager
def faulty_printer(folder: Path) -> Iterator[FaultyPrinter]:
    """Run a printer whose paper costs no time, and end it."""
    device = Device(1 << 14)
    mechanism = Mechanism(device, folder, width=_WIDTH, speed_mm_s=0, told=lambda _line: None)
    with ExitStack() as stack:
        data, control = (
            stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=8)) for _ in "dc"
        )
        data_port = DataPort(device, data)
        control_port = ControlPort(device, control, data_port)
        threads = [threading.Thread(target=work) for work in (mechanism.run, data_port.run)]
        for thread in threads:
            thread.start()
        try:
            yield FaultyPrinter(device, control_port, folder, data.getsockname()[1])
        finally:
            device.close()
            for thread in threads:
                thread.join(5.0)
                assert not thread.is_alive()
