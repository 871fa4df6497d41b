"""A printer on a serial port, real or behind USB."""

import logging
import time

import serial

from printers.transport import LinkLost, LinkStuck

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
    """A printer by port name, such as /dev/ttyUSB0 or COM3."""

    answers = True

    def __init__(self, device: str, baud: int = BAUD) -> None:
        self._device = device
        self._baud = baud
        self.name = f"serial:{device}@{baud}"

    def open(self) -> SerialLink:
        try:
            port = serial.Serial(
                self._device, self._baud, timeout=0.3, write_timeout=2.0, dsrdtr=False
            )
        except (serial.SerialException, OSError, ValueError) as error:
            raise LinkLost(f"{self.name}: {error}") from error
        return SerialLink(port)
