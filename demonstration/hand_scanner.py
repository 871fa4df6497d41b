"""A scanner on the end of a serial line: what it reads arrives as bytes and a carriage return."""

import os
import tty


class HandScanner:
    """The scanner's end of a pseudo-terminal; a kiosk opens the other end as a serial device."""

    def __init__(self) -> None:
        self._scanner_end, self._kiosk_end = os.openpty()
        tty.setraw(self._kiosk_end)
        self.device = os.ttyname(self._kiosk_end)

    def scan(self, text: str) -> None:
        """Send a code as an imager in serial mode does."""
        os.write(self._scanner_end, text.encode("ascii") + b"\r")

    def close(self) -> None:
        """Unplug it."""
        os.close(self._scanner_end)
        os.close(self._kiosk_end)
