"""The printer's sockets: a data port for one client at a time, as is usual, and a control port."""

import json
import os
import select
import socket
import tty
from collections.abc import Callable
from dataclasses import asdict
from typing import Protocol

from demonstration.thermal_printer.device import Device

_CHUNK = 4096
_SLICE_S = 0.1


class WireBroken(Exception):
    """A trap broke the wire that sprang it: what else was on it is lost."""


class Wire(Protocol):
    """Something bytes come from and go to."""

    def fileno(self) -> int: ...

    def read(self) -> bytes: ...

    def write(self, data: bytes) -> None: ...


class SocketWire:
    """One TCP connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def fileno(self) -> int:
        return self._connection.fileno()

    def read(self) -> bytes:
        return self._connection.recv(_CHUNK)

    def write(self, data: bytes) -> None:
        self._connection.send(data)

    def half_close(self) -> None:
        """Say nothing any more, and go on reading."""
        self._connection.shutdown(socket.SHUT_WR)

    def drop(self) -> None:
        """Break the connection both ways."""
        self._connection.shutdown(socket.SHUT_RDWR)


class TerminalWire:
    """A pseudo-terminal that stands for a serial port.

    Attributes:
        name: The device that a client opens.
    """

    def __init__(self) -> None:
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.name = os.ttyname(self._theirs)

    def fileno(self) -> int:
        return self._ours

    def read(self) -> bytes:
        return os.read(self._ours, _CHUNK)

    def write(self, data: bytes) -> None:
        os.write(self._ours, data)


class DataPort:
    """Takes connections one after the other; those that come meanwhile wait unanswered."""

    def __init__(self, device: Device, listener: socket.socket) -> None:
        self._device = device
        self._listener = listener
        self.current: SocketWire | None = None

    def run(self) -> None:
        """Serve until the device closes."""
        while not self._device.closing:
            if not select.select([self._listener], [], [], _SLICE_S)[0]:
                continue
            connection, _ = self._listener.accept()
            with connection:
                self.current = SocketWire(connection)
                serve(self._device, self.current)
                self.current = None


def serve(device: Device, wire: Wire) -> None:
    """Feed the device from one wire until it ends; stop reading while it hangs or is full."""
    reply = _careful(wire.write)
    device.answer_to(reply)
    try:
        while _may_read(device):
            if not select.select([wire], [], [], _SLICE_S)[0] or device.condition.hanging:
                continue
            data = wire.read()
            if not data:
                return
            device.answer_to(reply)
            if not _take(device, data):
                return
    except ConnectionError:
        return
    finally:
        device.answer_to(None)


def _take(device: Device, data: bytes) -> bool:
    """Hand over what arrived, springing the traps in it; False when one of them broke the wire."""
    while data:
        piece, order = device.up_to_trap(data)
        starts = device.starts
        device.receive(piece)
        data = data[len(piece) :]
        if order is not None:
            try:
                order()
            except WireBroken:
                return False
            if device.starts > starts:
                return False
    return True


def _may_read(device: Device) -> bool:
    with device.changed:
        device.changed.wait_for(lambda: device.closing or _has_room(device))
        return not device.closing


def _has_room(device: Device) -> bool:
    room = len(device.buffer) < device.buffer_size
    return not device.condition.hanging and (room or device.hungry)


def _careful(write: Callable[[bytes], None]) -> Callable[[bytes], None]:
    def reply(data: bytes) -> None:
        try:
            write(data)
        except OSError:
            # Whoever asked has hung up; the reader of this wire will notice.
            return

    return reply


class ControlPort:
    """Takes orders, one a line; answers `ok`, `ok {json}` or `error …`."""

    def __init__(self, device: Device, listener: socket.socket, data: DataPort) -> None:
        self._device = device
        self._listener = listener
        self._data = data

    def run(self) -> None:
        """Serve one client after the other until the device closes."""
        while not self._device.closing:
            if not select.select([self._listener], [], [], _SLICE_S)[0]:
                continue
            connection, _ = self._listener.accept()
            with connection:
                self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        pending = b""
        while not self._device.closing:
            if not select.select([connection], [], [], _SLICE_S)[0]:
                continue
            try:
                data = connection.recv(_CHUNK)
                if not data:
                    return
                *orders, pending = (pending + data).split(b"\n")
                for order in orders:
                    connection.sendall(self.obey(order.decode("utf-8", "replace")).encode() + b"\n")
            except ConnectionError:
                return

    def obey(self, order: str) -> str:
        """Carry out one order and return the answer to it."""
        name, _, value = order.strip().partition(" ")
        changes = _CHANGES.get(name)
        if changes is not None:
            self._device.alter(**changes)
            return "ok"
        match name:
            case "paper-left" if value.isdecimal():
                self._device.alter(left_dots=int(value) * 8, paper="ok")
                return "ok"
            case "at":
                return self._trap(value)
            case "power-cycle":
                self._device.power_cycle()
                return self._break("drop")
            case "state":
                return f"ok {json.dumps(self._state())}"
            case "half-close" | "drop":
                return self._break(name)
            case "quit":
                self._device.close()
                return "ok"
        return f"error: no such order; there are {', '.join(ORDERS)}"

    def _trap(self, value: str) -> str:
        size, _, order = value.partition(" ")
        if not size.isdecimal() or order.partition(" ")[0] not in _WORDS:
            return "error: at BYTES ORDER"

        def spring() -> None:
            self.obey(order)
            if order in ("drop", "power-cycle"):
                raise WireBroken(order)

        self._device.trap(int(size), spring)
        return "ok"

    def _break(self, how: str) -> str:
        wire = self._data.current
        if wire is None:
            return "error: nobody is connected"
        try:
            wire.half_close() if how == "half-close" else wire.drop()
        except OSError as error:
            return f"error: {error}"
        return "ok"

    def _state(self) -> dict[str, object]:
        with self._device.changed:
            return {
                **asdict(self._device.condition),
                "buffered": len(self._device.buffer),
                "connected": self._data.current is not None,
                "slips": self._device.slips,
                "startled": self._device.startled,
            }


_CHANGES: dict[str, dict[str, bool | int | str | None]] = {
    "paper-out": {"paper": "out", "left_dots": None},
    "paper-low": {"paper": "low", "left_dots": None},
    "paper-ok": {"paper": "ok", "left_dots": None},
    "cover-open": {"cover_open": True},
    "cover-closed": {"cover_open": False},
    "offline": {"offline": True},
    "online": {"offline": False},
    "overheated": {"overheated": True},
    "cool": {"overheated": False},
    "cutter-stuck": {"cutter": True},
    "cutter-free": {"cutter": False},
    "hang": {"hanging": True},
    "resume": {"hanging": False},
    "garbage": {"garbled": True},
    "sense": {"garbled": False},
    "mute": {"mute": True},
    "speak": {"mute": False},
}
ORDERS = (
    *_CHANGES, "paper-left MM", "half-close", "drop", "power-cycle", "at BYTES ORDER", "state",
    "quit",
)  # fmt: skip
"""Every order of the control port."""

_WORDS = frozenset(order.partition(" ")[0] for order in ORDERS)
