"""The part that prints: takes commands from the buffer in turn, and stops where paper does."""

import re
from collections.abc import Callable
from pathlib import Path

from demonstration.thermal_printer.commands import Command, read_command
from demonstration.thermal_printer.device import Device
from demonstration.thermal_printer.paper import Paper, code_rows, text_rows

DOTS_PER_MM = 8
_LINE = 30
_REALTIME = re.compile(rb"\x10[\x04\x05\x14]")
_CODE_PAGES = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 14: "cp737",
    15: "iso8859_7", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858", 33: "cp775",
    34: "cp855", 35: "cp861", 36: "cp862", 38: "cp869", 39: "iso8859_2", 40: "iso8859_15",
    45: "cp1250", 46: "cp1251", 47: "cp1253", 48: "cp1254", 51: "cp1257",
}  # fmt: skip
"""As on the most common make; other makes number them otherwise."""

_QUESTIONS = frozenset({"GS r", "GS a", "GS I", "DLE EOT"})


class _PowerCut(Exception):
    """The power was away in the middle of a command."""


class Mechanism:
    """Prints what the device's buffer holds; `run` is meant for a thread of its own.

    Args:
        device: Where the bytes and the faults are.
        folder: Where NNN.bin and NNN.png of each slip go.
        width: Printable dots.
        speed_mm_s: Millimetres a second; 0 for no delay.
        told: Called with a line for each slip.
    """

    def __init__(
        self,
        device: Device,
        folder: Path,
        *,
        width: int,
        speed_mm_s: float,
        told: Callable[[str], None],
    ) -> None:
        self._device = device
        self._folder = folder
        self._speed = speed_mm_s
        self._told = told
        self._paper = Paper(width)
        self._job = bytearray()
        self._interrupted = False
        self._starts = device.starts
        self._code = (b"", 3, 48)
        self._reset()
        device.slips = max(
            (int(path.stem) for path in folder.glob("*.png") if path.stem.isdecimal()), default=0
        )

    def _reset(self) -> None:
        self._text = ""
        self._align = 0
        self._margin = 0
        self._area = self._paper.width
        self._size = (1, 1)
        self._bold = False
        self._small = False
        self._code_page = "cp437"

    def run(self) -> None:
        """Print until the device closes."""
        while (command := self._next()) is not None:
            if command.name in _QUESTIONS:
                self._answer(command)
                continue
            self._job += command.raw
            try:
                self._obey(command)
            except _PowerCut:
                continue

    def _next(self) -> Command | None:
        device = self._device
        with device.changed:
            while not device.closing:
                self._notice_power_cut()
                if device.buffer and device.condition.prints:
                    command = read_command(bytes(device.buffer))
                    device.hungry = command is None
                    device.changed.notify_all()
                    if command is not None:
                        del device.buffer[: len(command.raw)]
                        return command
                device.changed.wait()
        return None

    def _obey(self, command: Command) -> None:
        data = command.data
        match command.name:
            case "text":
                self._text += data.decode(self._code_page, "replace")
            case "ESC @":
                self._reset()
            case "LF" | "FF":
                self._end_line()
            case "ESC d" | "ESC J":
                self._print_text()
                self._feed(data[0] * (_LINE if command.name == "ESC d" else 1))
            case "GS v":
                self._raster(data)
            case "GS V":
                self._cut(data)
            case "ESC i" | "ESC m":
                self._cut(b"\x01")
            case "GS (":
                self._extended(data)
            case name:
                self._set(name, data)

    def _answer(self, command: Command) -> None:
        """Answer in turn; real-time questions were answered when they arrived."""
        match command.name:
            case "GS r":
                self._device.reply(bytes((self._device.roll(),)))
            case "GS a":
                self._device.speak_up(bool(command.data[0]))
            case "GS I":
                self._device.reply(b"\x20")

    def _set(self, name: str, data: bytes) -> None:
        """Take settings; commands that change nothing drawn here are passed over."""
        match name:
            case "ESC a":
                self._align = data[0] % 48
            case "ESC t":
                self._code_page = _CODE_PAGES.get(data[0], "cp437")
            case "ESC M":
                self._small = bool(data[0] & 1)
            case "ESC E" | "ESC G":
                self._bold = bool(data[0] & 1)
            case "ESC !":
                self._size = (2 if data[0] & 0x20 else 1, 2 if data[0] & 0x10 else 1)
                self._bold = bool(data[0] & 0x08)
                self._small = bool(data[0] & 1)
            case "GS !":
                self._size = ((data[0] >> 4) + 1, (data[0] & 0x0F) + 1)
            case "GS L":
                self._margin = int.from_bytes(data, "little")
            case "GS W":
                self._area = int.from_bytes(data, "little")
            case "?":
                self._told(f"unknown, after {len(self._job)} bytes of the slip")

    def _end_line(self) -> None:
        """Print what was written, and move on by a line, or as far as the letters are high."""
        self._feed(max(0, _LINE - self._print_text()))

    def _print_text(self) -> int:
        """Print what was written since the last line; return its rows of dots."""
        if not self._text:
            return 0
        rows = text_rows(self._text, *self._size, bold=self._bold, small=self._small)
        self._text = ""
        self._rows(rows)
        return len(rows)

    def _raster(self, data: bytes) -> None:
        stride = int.from_bytes(data[2:4], "little")
        body = data[6:]
        if _REALTIME.search(data):
            self._device.startled += 1
            self._told("startled: a real-time command inside a picture")
        self._rows([body[at : at + stride] for at in range(0, len(body), stride)])

    def _extended(self, data: bytes) -> None:
        """GS ( k: the printer's own QR codes; other extended commands print nothing here."""
        if not data.startswith(b"k") or data[3:4] != b"1":
            return
        payload, module, level = self._code
        match data[4:5]:
            case b"C":
                self._code = (payload, data[5], level)
            case b"E":
                self._code = (payload, module, data[5])
            case b"P":
                self._code = (data[6:], module, level)
            case b"Q" if payload:
                self._rows(code_rows(payload, module, level))

    def _rows(self, rows: list[bytes]) -> None:
        bits = max((len(row) for row in rows), default=0) * 8
        area = min(self._area, self._paper.width - self._margin)
        spare = max(0, area - bits)
        left = self._margin + (0, spare // 2, spare)[self._align % 3]
        for row in rows:
            if not self._advance():
                return
            self._paper.print_row(row, left)
        self._pause(len(rows))

    def _feed(self, rows: int) -> None:
        for _ in range(rows):
            if not self._advance():
                return
            self._paper.feed(1)
        self._pause(rows)

    def _notice_power_cut(self) -> bool:
        """Begin anew after a power cut, with the paper as it is; tell whether there was one."""
        if self._starts == self._device.starts:
            return False
        self._starts = self._device.starts
        self._job.clear()
        self._reset()
        return True

    def _advance(self) -> bool:
        """Wait until the next row can be printed, and use up its paper; False when closing.

        Raises:
            _PowerCut: The power was away meanwhile.
        """
        device, now = self._device, self._device.condition
        with device.changed:
            if self._notice_power_cut():
                raise _PowerCut
            if now.left_dots == 0:
                device.alter(paper="out", left_dots=None)
            while not (now.prints or device.closing):
                self._interrupted = self._interrupted or not self._paper.blank
                device.changed.wait()
                if self._notice_power_cut():
                    raise _PowerCut
            if now.left_dots is not None:
                now.left_dots -= 1
            return not device.closing

    def _pause(self, rows: int) -> None:
        if self._speed <= 0:
            return
        with self._device.changed:
            self._device.changed.wait_for(
                lambda: self._device.closing, rows / DOTS_PER_MM / self._speed
            )

    def _cut(self, data: bytes) -> None:
        if self._text:
            self._end_line()
        if len(data) > 1:
            self._feed(data[1])
        job, self._job = bytes(self._job), bytearray()
        if self._paper.blank or self._device.closing:
            return
        self._device.slips += 1
        name, height = f"{self._device.slips:03}", self._paper.height
        (self._folder / f"{name}.bin").write_bytes(job)
        self._paper.save(self._folder / f"{name}.png")
        torn = " interrupted" if self._interrupted else ""
        self._interrupted = False
        length = f"{height / DOTS_PER_MM:.1f} mm"
        self._told(f"slip {name} {self._paper.width}x{height} {length}{torn}")
