"""A reader on a serial line or USB-CDC port, opened again by itself after it was unplugged."""

import logging
from functools import partial
from threading import Event, Thread
from typing import Final

import serial
from PySide6.QtCore import QObject

from ui.courier import Courier
from ui.scanners.framing import Framer
from ui.scanners.scanner import Scanner, payload

_log = logging.getLogger(__name__)

FRAME_TIMEOUT_S: Final = 0.1
REOPEN_S: Final = 1.0
_CHUNK: Final = 256


class SerialScanner(Scanner):
    """Reads frames in a thread of its own; the signals arrive on the Qt thread."""

    def __init__(self, device: str, baud: int = 9600, parent: QObject | None = None) -> None:
        """Prepare a reader.

        Args:
            device: `/dev/ttyACM0` or `COM3`.
            baud: Bits a second; USB readers ignore it.
            parent: The owner.
        """
        super().__init__(parent)
        self._device = device
        self._baud = baud
        self._courier = Courier(self)
        self._stopping = Event()
        self._thread: Thread | None = None
        self._present = False

    @property
    def state(self) -> str:
        return "ok" if self._present else "error"

    def start(self) -> None:
        if self._thread is None:
            self._stopping.clear()
            self._thread = Thread(target=self._run, name="scanner", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=2.0)
            self._thread = None

    def _run(self) -> None:
        told_lost = False
        while not self._stopping.is_set():
            try:
                with serial.Serial(self._device, self._baud, timeout=FRAME_TIMEOUT_S) as line:
                    line.reset_input_buffer()
                    self._present = True
                    told_lost = False
                    self._courier.post(self.found.emit)
                    self._read(line)
            # pyserial lets the platform's own errors through when a device is pulled out.
            except (OSError, ValueError, TypeError) as error:
                if not told_lost:
                    _log.warning("scanner %s: %s", self._device, type(error).__name__)
                    self._present = False
                    told_lost = True
                    self._courier.post(self.lost.emit)
                self._stopping.wait(REOPEN_S)
        self._present = False

    def _read(self, line: serial.Serial) -> None:
        framer = Framer()
        while not self._stopping.is_set():
            data = line.read(max(1, min(line.in_waiting, _CHUNK)))
            for frame in framer.feed(data) if data else framer.silence():
                self._tell(frame)

    def _tell(self, frame: bytes) -> None:
        try:
            text = payload(frame.decode("utf-8"))
        except UnicodeDecodeError:
            _log.warning("scanner: %d bytes that are no text", len(frame))
            self._courier.post(self.unreadable.emit)
            return
        if text:
            self._courier.post(partial(self.scanned.emit, text))
        elif not frame:
            self._courier.post(self.unreadable.emit)
