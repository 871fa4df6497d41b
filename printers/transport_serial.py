"""A printer on a serial port, real or behind USB."""

import logging
import os
import time

import serial

from printers.serial_ports import port_named
from printers.transport import WRITE_S, LinkLost, LinkStuck, LossReason, reason_of

BAUD = 115200
CHUNK = 1024
_BITS_A_BYTE = 10
_LINE_BUFFER = 4096
_DRAIN_S = 0.5

_log = logging.getLogger(__name__)


class SerialLink:
    """An open serial port."""

    def __init__(self, port: serial.Serial) -> None:
        self._port = port

    def send(self, data: bytes, patience_s: float) -> None:
        # The port's limit is for a whole write, however slow the line: give the line its time.
        patience_s += CHUNK * _BITS_A_BYTE / self._port.baudrate
        for taken in range(0, len(data), CHUNK):
            try:
                self._port.write_timeout = patience_s
                self._port.write(data[taken : taken + CHUNK])
            except serial.SerialTimeoutException as error:
                raise LinkStuck(f"stuck after {taken} of {len(data)} bytes") from error
            except (serial.SerialException, OSError) as error:
                raise LinkLost(f"broke after {taken} bytes: {error}") from error

    def receive(self, patience_s: float) -> bytes:
        try:
            self._port.timeout = patience_s
            first = self._port.read(1)
            return first + self._port.read(self._port.in_waiting) if first else b""
        except (serial.SerialException, OSError) as error:
            raise LinkLost(str(error)) from error

    def close(self) -> None:
        """Give the line the time to empty its own buffer; what stays is thrown away."""
        if not self._port.is_open:
            return
        ends = time.monotonic() + _DRAIN_S + _LINE_BUFFER * _BITS_A_BYTE / self._port.baudrate
        try:
            while self._port.out_waiting and time.monotonic() < ends:
                time.sleep(0.02)
            # Else the system itself would wait half a minute for a stuck printer.
            self._port.reset_output_buffer()
        except (serial.SerialException, OSError) as error:
            _log.info("%s was unplugged: %s", self._port.port, error)
        finally:
            self._port.close()


class SerialTransport:
    """A printer by port.

    Args:
        device: Its name, such as /dev/ttyUSB0 or COM3, or `usb:VID:PID[:SERIAL]`, which finds the
            port of that device at each opening.
        baud: Bits a second.
    """

    answers = True

    def __init__(self, device: str, baud: int = BAUD) -> None:
        self._device = device
        self._baud = baud
        self.name = f"serial:{device}@{baud}"

    def open(self) -> SerialLink:
        device = port_named(self._device)
        try:
            # Of two programs that talk at once both would be misunderstood. Windows always
            # keeps a port for one program, and knows no other way.
            exclusive = True if os.name == "posix" else None
            port = serial.Serial(
                device,
                self._baud,
                timeout=0.3,
                write_timeout=WRITE_S,
                dsrdtr=False,
                exclusive=exclusive,
            )
        except (serial.SerialException, OSError, ValueError) as error:
            raise LinkLost(f"{self.name}: {error}", _reason(error)) from error
        return SerialLink(port)


def _reason(error: Exception) -> LossReason:
    """Return why a port cannot be opened; pyserial tells some of it in words only."""
    if isinstance(error, OSError) and error.errno:
        return reason_of(error)
    text = str(error)
    if "exclusively lock" in text or "PermissionError" in text:
        # Of a port that another program has, Windows says that access is denied.
        return "busy"
    return "absent" if "FileNotFoundError" in text else "broken"
