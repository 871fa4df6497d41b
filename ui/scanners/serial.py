"""A reader on a serial line or USB-CDC port, opened again by itself after it was unplugged."""

import logging
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from threading import Event, Thread
from typing import Final, Protocol

import serial
from PySide6.QtCore import QObject
from serial.tools import list_ports

from printers.usb_ids import UsbIds
from ui.courier import Courier
from ui.scanners.framing import Framer, Pace
from ui.scanners.joining import LineJoiner
from ui.scanners.scanner import Scanner, payload

_log = logging.getLogger(__name__)

FRAME_TIMEOUT_S: Final = 0.1
REOPEN_S: Final = 1.0
STOP_S: Final = 2.0
_CHUNK: Final = 256

# pyserial lets the platform's own errors through when a device is pulled out.
if sys.platform == "win32":
    _AWAY: Final = (OSError, ValueError, TypeError)
else:
    import termios

    _AWAY: Final = (OSError, ValueError, TypeError, termios.error)


class Port(Protocol):
    """A serial port as the system lists it."""

    device: str
    vid: int | None
    pid: int | None
    serial_number: str | None


class DeviceAway(OSError):
    """No port is the reader's at the moment."""


@dataclass(frozen=True, slots=True)
class NamedPort:
    """A reader at a port with a name that stays: `/dev/ttyACM0`, `COM3`."""

    device: str

    def __str__(self) -> str:
        return f"serial:{self.device}"

    def find(self, ports: Callable[[], Iterable[Port]]) -> str:
        """Return the name of its port."""
        del ports
        return self.device


@dataclass(frozen=True, slots=True)
class UsbPort:
    """A reader known by its USB ids, whatever name its port has after it was plugged in again.

    Attributes:
        serial_number: Tells readers of one make apart; "" for any, by the order of the ports.
    """

    vendor: int
    product: int
    serial_number: str = ""

    def __str__(self) -> str:
        return f"usb:{self.vendor:04x}:{self.product:04x}"

    def find(self, ports: Callable[[], Iterable[Port]]) -> str:
        """Return the name of its port at present.

        Raises:
            DeviceAway: It is not plugged in.
        """
        found = [port.device for port in ports() if self._is(port)]
        if not found:
            raise DeviceAway
        return min(found)

    def _is(self, port: Port) -> bool:
        if port.vid is None or port.pid is None:
            return False
        wanted = UsbIds(self.vendor, self.product, self.serial_number)
        return wanted.mean(UsbIds(port.vid, port.pid, port.serial_number or ""))


class SerialScanner(Scanner):
    """Reads frames in a thread of its own; the signals arrive on the Qt thread."""

    def __init__(
        self,
        where: NamedPort | UsbPort,
        baud: int = 9600,
        parent: QObject | None = None,
        *,
        ports: Callable[[], Iterable[Port]] = list_ports.comports,
    ) -> None:
        """Prepare a reader.

        Args:
            where: The port.
            baud: Bits a second; USB readers ignore it.
            parent: The owner.
            ports: Lists the serial ports that there are.
        """
        super().__init__(parent)
        self._where = where
        self._baud = baud
        self._ports = ports
        self._courier = Courier(self)
        self._stopping = Event()
        self._thread: Thread | None = None
        self._present = False
        self._expected: Callable[[], bool] | None = None

    @property
    def state(self) -> str:
        return "ok" if self._present else "error"

    def expect(self, expected: Callable[[], bool]) -> None:
        self._expected = expected

    def start(self) -> None:
        if self._thread is None:
            self._stopping.clear()
            self._thread = Thread(target=self._run, name="scanner", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=STOP_S)
            self._thread = None

    # -- in its thread --------------------------------------------------------

    def _run(self) -> None:
        told_lost = False
        while not self._stopping.is_set():
            try:
                device = self._where.find(self._ports)
                # Of two programs at one port each would get a part of every code.
                with serial.Serial(
                    device, self._baud, timeout=FRAME_TIMEOUT_S, exclusive=True
                ) as line:
                    line.reset_input_buffer()
                    self._present = True
                    told_lost = False
                    self._courier.post(self.found.emit)
                    self._read(line)
            except _AWAY as error:
                self._present = False
                if not told_lost:
                    _log.warning("scanner %s: %s", self._where, type(error).__name__)
                    told_lost = True
                    self._courier.post(self.lost.emit)
                self._stopping.wait(REOPEN_S)
        self._present = False

    def _read(self, line: serial.Serial) -> None:
        framer, joiner, pace = Framer(), LineJoiner(), Pace()
        while not self._stopping.is_set():
            data = line.read(max(1, min(line.in_waiting, _CHUNK)))
            for frame in framer.feed(data) if data else framer.silence():
                if pace.allows(time.monotonic()):
                    self._take(frame, joiner)
            if not data:
                self._tell(joiner.silence())

    def _take(self, frame: bytes, joiner: LineJoiner) -> None:
        text = payload(frame.decode("utf-8", errors="replace").replace("\ufffd", "\0"))
        if text is None or not frame:
            self._tell(joiner.silence())
            self._courier.post(self._tell_unreadable)
        elif text:
            self._tell(joiner.add(text))

    def _tell(self, texts: list[str]) -> None:
        for text in texts:
            self._courier.post(partial(self._tell_scanned, text))

    # -- on the Qt thread -----------------------------------------------------

    def _wanted(self) -> bool:
        return not self._stopping.is_set() and (self._expected is None or self._expected())

    def _tell_scanned(self, text: str) -> None:
        if self._wanted():
            self.scanned.emit(text)

    def _tell_unreadable(self) -> None:
        if self._wanted():
            self.unreadable.emit()
