"""Reads ESC/POS: cuts a stream of bytes into commands.

Written from the published command reference alone, so that it can bear witness about an encoder.
"""

from collections.abc import Callable
from dataclasses import dataclass

_ESC, _FS, _GS, _DLE = 0x1B, 0x1C, 0x1D, 0x10
_FIRST_TEXT = 0x20

_LENGTHS: dict[bytes, int] = {
    **{b"\x1b" + bytes((code,)): 0 for code in b"@2<im"},
    **{b"\x1b" + bytes((code,)): 1 for code in b"atREG-!dJK3M{V =rTU%&"},
    **{b"\x1b" + bytes((code,)): 2 for code in b"$\\c"},
    b"\x1bp": 3,
    **{b"\x1d" + bytes((code,)): 1 for code in b"!BHhwfraITbx:"},
    **{b"\x1d" + bytes((code,)): 2 for code in b"LWP$\\"},
    **{b"\x1c" + bytes((code,)): 0 for code in b".&"},
    **{b"\x1c" + bytes((code,)): 1 for code in b"C!-W"},
    **{b"\x1c" + bytes((code,)): 2 for code in b"pS"},
}
"""Bytes that follow commands of fixed length."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command, or one run of text.

    Attributes:
        name: Such as "GS v", "ESC @", "LF"; "text" for text; "?" for what is not known.
        data: What follows the name; for text, the text.
        raw: All its bytes.
    """

    name: str
    data: bytes
    raw: bytes


def read_command(buffer: bytes) -> Command | None:
    """Return the first command of `buffer`, which is not empty; None while it is incomplete."""
    lead = buffer[0]
    if lead >= _FIRST_TEXT:
        end = next((at for at, byte in enumerate(buffer) if byte < _FIRST_TEXT), len(buffer))
        return Command("text", buffer[:end], buffer[:end])
    if lead in (_ESC, _FS, _GS):
        return _prefixed(buffer)
    if lead == _DLE:
        return _realtime(buffer)
    names = {0x0A: "LF", 0x0D: "CR", 0x0C: "FF", 0x09: "HT", 0x18: "CAN"}
    return Command(names.get(lead, "?"), b"", buffer[:1])


def _realtime(buffer: bytes) -> Command | None:
    if len(buffer) < 2:
        return None
    lengths = {0x04: 3, 0x05: 3, 0x14: 5}
    size = lengths.get(buffer[1], 1)
    names = {0x04: "DLE EOT", 0x05: "DLE ENQ", 0x14: "DLE DC4"}
    return _cut(buffer, names.get(buffer[1], "?"), min(2, size), size)


def _prefixed(buffer: bytes) -> Command | None:
    if len(buffer) < 2:
        return None
    prefix = {_ESC: "ESC", _FS: "FS", _GS: "GS"}[buffer[0]]
    name = f"{prefix} {chr(buffer[1])}"
    length = _LENGTHS.get(buffer[:2])
    if length is not None:
        return _cut(buffer, name, 2, 2 + length)
    size = _measured(buffer)
    if size is None:
        return None
    return _cut(buffer, name if size > 1 else "?", min(2, size), size)


def _measured(buffer: bytes) -> int | None:
    """Return the whole size of a command that says how long it is; 1 for an unknown one."""
    match buffer[:2]:
        case b"\x1dv":
            return _sized(buffer, 8, lambda head: _little(head[4:6]) * _little(head[6:8]))
        case b"\x1d(" | b"\x1c(":
            return _sized(buffer, 5, lambda head: _little(head[3:5]))
        case b"\x1d8":
            return _sized(buffer, 7, lambda head: _little(head[3:7]))
        case b"\x1b*":
            return _sized(
                buffer, 5, lambda head: _little(head[3:5]) * (3 if head[2] in (32, 33) else 1)
            )
        case b"\x1dV":
            return _sized(buffer, 3, lambda head: 1 if head[2] in b"ABab\x67\x68" else 0)
        case b"\x1bD":
            end = buffer.find(b"\x00", 2)
            return None if end < 0 else end + 1
        case b"\x1dk":
            return _barcode(buffer)
    return 1


def _barcode(buffer: bytes) -> int | None:
    if len(buffer) < 4:
        return None
    if buffer[2] >= ord("A"):
        return 4 + buffer[3]
    end = buffer.find(b"\x00", 3)
    return None if end < 0 else end + 1


def _sized(buffer: bytes, head: int, rest: Callable[[bytes], int]) -> int | None:
    return head + rest(buffer[:head]) if len(buffer) >= head else None


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _cut(buffer: bytes, name: str, start: int, size: int) -> Command | None:
    if len(buffer) < size:
        return None
    return Command(name, buffer[start:size], buffer[:size])
