"""What a printer says of itself: DLE EOT answers, the GS r fence and Automatic Status Back.

Silence is not an answer: a part of the status that nothing was said about stays unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

QUESTIONS = {n: bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4)}
"""DLE EOT n: printer, cause of being offline, cause of an error, roll."""

SPEAK_UP = b"\x1da\x0e"
"""GS a: four bytes of Automatic Status Back at once, and whenever line, fault or roll change."""

BE_QUIET = b"\x1da\x00"

FENCE = b"\x1dr\x01"
"""GS r 1: answered in its turn, so only when all before it has gone through."""

_ROLLS = frozenset({0x00, 0x03, 0x0C, 0x0F})
"""Answers to GS r 1: near its end, at its end, both or neither. Each sensor has a pair of bits."""

Paper = Literal["ok", "low", "out", "unknown"]
Cover = Literal["closed", "open", "unknown"]
Cutter = Literal["ok", "stuck", "unknown"]


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What is known of a printer now.

    Attributes:
        paper: What the roll's sensors say.
        cover: What the cover's sensor says.
        online: True: ready; False: it says that it is not, or it cannot be reached; None: no word.
        cause: Why nothing would be printed, as a code; "" while nothing is known to hinder it.
            `paper_out cover_open cutter overheated unrecoverable offline`, or of the way to it
            `unreachable silent garbled no_printer absent several forbidden busy queue_stopped
            driver`.
        cutter: What it says of its cutter.
    """

    paper: Paper = "unknown"
    cover: Cover = "unknown"
    online: bool | None = None
    cause: str = ""
    cutter: Cutter = "unknown"

    @property
    def ready(self) -> bool:
        """Whether the printer said that it is online, and nothing that hinders it."""
        return self.online is True and not self.cause


class Answer(StrEnum):
    """What one byte from the printer can be, told by its fixed bits."""

    REALTIME = "realtime"
    FENCE = "fence"
    BACK = "automatic_status_back"
    FLOW = "flow_control"
    GARBAGE = "garbage"


def kind_of(byte: int) -> Answer:
    """Tell what a byte is by its fixed bits; the bytes after an ASB header are not asked about."""
    if byte in (0x11, 0x13):
        return Answer.FLOW
    if byte & 0x93 == 0x12:
        return Answer.REALTIME
    if byte & 0x93 == 0x10:
        return Answer.BACK
    if byte in _ROLLS:
        return Answer.FENCE
    return Answer.GARBAGE


@dataclass(frozen=True, slots=True)
class Heard:
    """One whole answer: its kind and its bytes."""

    kind: Answer
    data: bytes


class Listener:
    """Cuts what a printer sends into whole answers, however the bytes arrive.

    A byte that is no answer makes garbage of all that follows without a pause: words of greeting
    hold letters that would pass for answers.
    """

    def __init__(self) -> None:
        self._pending = b""
        self._babbling = False

    def feed(self, data: bytes) -> Iterator[Heard]:
        """Yield each answer that is complete; keep the beginning of one that is not.

        Args:
            data: What arrived; b"" for a pause.
        """
        if not data:
            self._babbling = False
        self._pending += data
        while self._pending:
            kind = Answer.GARBAGE if self._babbling else kind_of(self._pending[0])
            size = 4 if kind is Answer.BACK else 1
            if len(self._pending) < size:
                return
            answer, self._pending = self._pending[:size], self._pending[size:]
            if kind is Answer.BACK and any(byte & 0x90 for byte in answer[1:]):
                kind = Answer.GARBAGE
            self._babbling = kind is Answer.GARBAGE
            yield Heard(kind, answer)


def read_answer(status: PrinterStatus, question: int, byte: int) -> PrinterStatus:
    """Return `status` with what one DLE EOT answer adds.

    Args:
        status: What is known so far.
        question: The n of DLE EOT n, 1 to 4.
        byte: An answer whose fixed bits are right.
    """
    match question:
        case 1:
            offline = bool(byte & 0x08)
            return replace(status, online=not offline, cause=_first(status, offline, "offline"))
        case 2:
            status = replace(status, cover="open" if byte & 0x04 else "closed")
            status = _out(status) if byte & 0x20 else status
            return replace(status, cause=_cause(status))
        case 3:
            status = replace(status, cutter=_cutter(byte))
            fault = _fault(byte)
            return replace(status, online=False, cause=fault) if fault else status
        case 4:
            if byte & 0x60:
                status = _out(status)
            elif status.paper != "out":
                status = replace(status, paper="low" if byte & 0x0C else "ok")
            return replace(status, cause=_cause(status))
    raise ValueError(f"DLE EOT {question} is not asked")


def read_back(data: bytes) -> PrinterStatus:
    """Return the status that four bytes of Automatic Status Back tell; they tell all of it."""
    first, second, third = data[0], data[1], data[2]
    status = PrinterStatus(
        paper="out" if third & 0x0C else "low" if third & 0x03 else "ok",
        cover="open" if first & 0x20 else "closed",
        online=not first & 0x08,
        cutter=_cutter(second),
    )
    if fault := _fault(second):
        return replace(status, online=False, cause=fault)
    return replace(status, cause=_cause(status) or ("" if status.online else "offline"))


def _fault(byte: int) -> str:
    """Return what DLE EOT 3 or the second byte of ASB complain of: both have the same bits.

    The one that ends by itself is a head that got too hot, or a voltage that is off.
    """
    if byte & 0x20:
        return "unrecoverable"
    if byte & 0x08:
        return "cutter"
    return "overheated" if byte & 0x40 else ""


def _cutter(byte: int) -> Cutter:
    return "stuck" if byte & 0x08 else "ok"


def _out(status: PrinterStatus) -> PrinterStatus:
    return replace(status, paper="out")


def _first(status: PrinterStatus, applies: bool, cause: str) -> str:
    return status.cause or (cause if applies else "")


def _cause(status: PrinterStatus) -> str:
    """The cause that a person can act on comes before the bare "offline"."""
    if status.cause in ("cutter", "overheated", "unrecoverable"):
        return status.cause
    if status.cover == "open":
        return "cover_open"
    if status.paper == "out":
        return "paper_out"
    return status.cause
