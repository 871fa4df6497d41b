"""How long a slip takes to become bytes and to reach the printer, and whether memory grows.

`python -m benchmarks.slips [--slips N] [--quick]`

Each time stands beside a yardstick of the same run: compressing 64 kB of noise with zlib, which is
one core's work of about the same kind. The printer is a socket of this process that answers as one
that is well; what is timed ends with the first byte of the slip itself, after the questions.
"""

import argparse
import gc
import os
import random
import socket
import statistics
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication

from demonstration.sample_slips import LANGUAGES, PICTURE_80, TEXT_80, sample_slip
from printers.model import PrinterModel
from printers.open import compose, open_printer
from printers.setup import PrinterSetup
from printers.spool import Spool
from printers.status import FENCE

_NOISE: Final = random.Random(1).randbytes(65_536)
_TEXT: Final = tuple(language for language in LANGUAGES if language not in ("ar", "zh"))
_WAIT_S: Final = 20.0
_PAGE: Final = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True)
class Measured:
    """Times of one kind of work, in milliseconds."""

    name: str
    times: tuple[float, ...]
    goal_ms: float | None = None

    @property
    def median(self) -> float:
        """Half of the times are shorter."""
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        """One time in twenty is longer."""
        return sorted(self.times)[int(len(self.times) * 0.95)]


def timed(name: str, count: int, once: Callable[[int], object], goal_ms: float | None) -> Measured:
    """Time so many goes of something, after one that warms up."""
    once(0)
    times = []
    for number in range(count):
        began = time.perf_counter()
        once(number)
        times.append((time.perf_counter() - began) * 1000)
    return Measured(name, tuple(times), goal_ms)


def encoding(slips: int) -> Iterator[Measured]:
    """Time what makes bytes of slips, each language in turn."""
    words = {language: sample_slip(language) for language in LANGUAGES}

    def made(languages: Sequence[str], model: PrinterModel) -> Callable[[int], object]:
        return lambda number: compose(words[languages[number % len(languages)]], model)

    yield timed("text, six languages", slips, made(_TEXT, TEXT_80), 5.0)
    yield timed("picture, eight languages", slips, made(LANGUAGES, PICTURE_80), 40.0)


@dataclass
class AnsweringPrinter:
    """Answers as a printer that is well, and notes when a slip's first byte arrives."""

    listener: socket.socket
    first: float = 0.0
    begun: threading.Event = field(default_factory=threading.Event)

    def serve(self) -> None:
        """Take connections until the listener is closed."""
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, suppress(ConnectionError):
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        tail = b""
        while data := connection.recv(65_536):
            whole, tail = tail + data, data[-2:]
            if not self.begun.is_set() and b"\x1b@" in whole:
                self.first = time.perf_counter()
                self.begun.set()
            # No slip holds a question, and each is sent when the one before was answered.
            answers = b"\x12" * data.count(b"\x10\x04") + b"\x00" * whole.count(FENCE)
            if answers:
                connection.sendall(answers)


@contextmanager
def answering_printer() -> Iterator[AnsweringPrinter]:
    """Run a printer on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        printer = AnsweringPrinter(listener)
        thread = threading.Thread(target=printer.serve)
        thread.start()
        try:
            yield printer
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def first_bytes(model: str, slips: int) -> Measured:
    """Time from a number that is given to the slip's first byte at the printer."""
    ended = threading.Event()

    def told(_slip_id: str, state: str, _cause: str) -> None:
        if state == "printed":
            ended.set()

    times = []
    with answering_printer() as printer:
        way = f"tcp:127.0.0.1:{printer.listener.getsockname()[1]}"
        spool = Spool(open_printer(PrinterSetup(way, model=model)), told)
        for number in range(slips + 1):
            printer.begun.clear()
            ended.clear()
            began = time.perf_counter()
            spool.print(str(number), sample_slip(LANGUAGES[number % len(LANGUAGES)]))
            if not (printer.begun.wait(_WAIT_S) and ended.wait(_WAIT_S)):
                raise TimeoutError("the printer got no slip")
            times.append((printer.first - began) * 1000)
        spool.stop()
    return Measured(f"first byte, {model or 'picture'}", tuple(times[1:]), 100.0)


def growth_kb(slips: int) -> tuple[int, int]:
    """Compose many slips; return how much memory the first and the second half added, in KiB."""
    words = [sample_slip(language) for language in LANGUAGES]
    marks = []
    for number in range(slips + slips // 10):
        if number in (slips // 10, slips // 10 + slips // 2):
            marks.append(_resident_kb())
        compose(words[number % len(words)], TEXT_80 if number % 3 else PICTURE_80)
    marks.append(_resident_kb())
    return marks[1] - marks[0], marks[2] - marks[1]


def _resident_kb() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE // 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 0."""
    parser = argparse.ArgumentParser(prog="benchmarks.slips", description=__doc__)
    parser.add_argument("--slips", type=int, default=10_000, help="how many memory is watched over")
    parser.add_argument("--quick", action="store_true", help="few of everything")
    options = parser.parse_args(arguments)
    count, slips = (8, 80) if options.quick else (400, options.slips)
    application = QGuiApplication.instance() or QGuiApplication(["slips"])
    yardstick = timed("yardstick", count, lambda _number: zlib.compress(_NOISE), None)
    found = [*encoding(count), first_bytes("", count), first_bytes(TEXT_80.name, count)]
    print(f"{'':28} {'median':>8} {'p95':>8} {'goal':>8} {'x yardstick':>12}   ms")
    for one in (yardstick, *found):
        goal = "" if one.goal_ms is None else f"{one.goal_ms:.0f}"
        ratio = one.median / yardstick.median
        print(f"{one.name:28} {one.median:8.2f} {one.p95:8.2f} {goal:>8} {ratio:12.2f}")
    for kind, model in (("text, fr", TEXT_80), ("picture, fr", PICTURE_80)):
        job = compose(sample_slip("fr"), model)
        print(f"{kind:28} {len(job.data):8} bytes {job.height_mm:6.0f} mm")
    first, second = growth_kb(slips)
    print(f"memory over {slips} slips: first half {first:+} KiB, second half {second:+} KiB")
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
