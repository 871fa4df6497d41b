"""The state of the printer: roll, cover, faults, and what it says of them when asked."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

REALTIME = re.compile(rb"\x10\x04([\x01-\x04])")
GARBAGE = b"\xff"
_ONLY_QUESTIONS = re.compile(rb"(?:\x10\x04[\x01-\x04])+")

Paper = Literal["ok", "low", "out"]


@dataclass(slots=True)
class Condition:
    """What can be wrong with a printer.

    Attributes:
        paper: What the roll's sensors see.
        left_dots: Rows until the paper ends; None for a roll that does not.
        overheated: The head waits until it has cooled down.
        cutter: The cutter is stuck.
        hanging: Neither reads, prints nor answers.
        garbled: Answers with bytes that are no answers.
        mute: Prints, and answers nothing.
    """

    paper: Paper = "ok"
    left_dots: int | None = None
    cover_open: bool = False
    offline: bool = False
    overheated: bool = False
    cutter: bool = False
    hanging: bool = False
    garbled: bool = False
    mute: bool = False

    @property
    def prints(self) -> bool:
        """Whether the head may move."""
        return not (self.paper == "out" or self.cover_open or self.troubled or self.hanging)

    @property
    def troubled(self) -> bool:
        """Whether it is offline for a reason that neither roll nor cover is."""
        return self.offline or self.overheated or self.cutter


class Device:
    """Shared by the ports, the mechanism and the control port; every change wakes all who wait.

    Args:
        buffer_size: Bytes that it takes before it stops reading; it takes more if the command that
            it is at is longer.
    """

    def __init__(self, buffer_size: int) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.condition = Condition()
        self.buffer = bytearray()
        self.buffer_size = buffer_size
        self.hungry = False
        self.closing = False
        self.slips = 0
        self.startled = 0
        self.starts = 0
        self._traps: list[tuple[int, Callable[[], None]]] = []
        self._reply: Callable[[bytes], None] | None = None
        self._speaks_up = False
        self._tail = b""

    def alter(self, **changes: bool | int | str | None) -> None:
        """Change the condition; tell whoever asked for Automatic Status Back."""
        with self.changed:
            for name, value in changes.items():
                setattr(self.condition, name, value)
            if self._speaks_up:
                self.reply(self.back())
            self.changed.notify_all()

    def power_cycle(self) -> None:
        """Lose all that was taken and not printed, as at a power cut; paper stays where it is."""
        with self.changed:
            self.buffer.clear()
            self.hungry = False
            self.starts += 1
            self._speaks_up = False
            self._tail = b""
            self.changed.notify_all()

    def trap(self, size: int, order: Callable[[], None]) -> None:
        """Have `order` carried out once so many more bytes have arrived."""
        with self.changed:
            self._traps.append((size, order))
            self._traps.sort(key=lambda trap: trap[0])

    def up_to_trap(self, data: bytes) -> tuple[bytes, Callable[[], None] | None]:
        """Return what of `data` arrives before the next trap, and its order if that is reached."""
        with self.changed:
            if not self._traps or len(data) < self._traps[0][0]:
                self._traps = [(size - len(data), order) for size, order in self._traps]
                return data, None
            size, order = self._traps.pop(0)
            self._traps = [(further - size, other) for further, other in self._traps]
            return data[:size], order

    def close(self) -> None:
        """Wake everyone to end."""
        with self.changed:
            self.closing = True
            self.changed.notify_all()

    def answer_to(self, reply: Callable[[bytes], None] | None) -> None:
        """Set who gets the answers from now on; nobody while no one is connected."""
        with self.changed:
            self._reply = reply
            if reply is None:
                self._speaks_up = False

    def speak_up(self, wanted: bool) -> None:
        """Switch Automatic Status Back; the first one is sent at once."""
        with self.changed:
            self._speaks_up = wanted
            if wanted:
                self.reply(self.back())

    def reply(self, data: bytes) -> None:
        """Send an answer, unless this printer hangs or is mute."""
        with self.changed:
            now = self.condition
            if self._reply is None or now.hanging or now.mute:
                return
            self._reply(GARBAGE * len(data) if now.garbled else data)

    def receive(self, data: bytes) -> None:
        """Take bytes that arrived; answer real-time questions in them before all else."""
        with self.changed:
            # A question may arrive in pieces: look at the two bytes before as well.
            whole, before = self._tail + data, len(self._tail)
            self._tail = whole[-2:]
            if self.buffer or not _ONLY_QUESTIONS.fullmatch(data):
                self.buffer += data
            for found in REALTIME.finditer(whole):
                if found.end() > before:
                    self.reply(bytes((self.realtime(found[1][0]),)))
            self.changed.notify_all()

    def realtime(self, question: int) -> int:
        """Return the answer to DLE EOT n."""
        now, out = self.condition, self.condition.paper == "out"
        match question:
            case 1:
                return 0x1A if out or now.cover_open or now.troubled else 0x12
            case 2:
                return 0x12 | (0x04 if now.cover_open else 0) | (0x20 if out else 0)
            case 3:
                return 0x12 | self._faults()
            case 4:
                return 0x7E if out else 0x1E if now.paper == "low" else 0x12
        return 0x12

    def roll(self) -> int:
        """Return the answer to GS r 1."""
        return {"ok": 0x00, "low": 0x03, "out": 0x0F}[self.condition.paper]

    def back(self) -> bytes:
        """Return the four bytes of Automatic Status Back."""
        now = self.condition
        first = 0x10 | (0x20 if now.cover_open else 0) | (0x00 if now.prints else 0x08)
        return bytes((first, self._faults(), self.roll(), 0x0F))

    def _faults(self) -> int:
        """Return the bits of DLE EOT 3, which are those of the second byte of ASB too."""
        return (0x40 if self.condition.overheated else 0) | (0x08 if self.condition.cutter else 0)
