"""What every code reader offers to a program."""

import re
from typing import Final

from PySide6.QtCore import QObject, Signal

MAX_BYTES: Final = 512
"""No code of ours is longer: of a longer frame only that it was there is told."""

_AIM_PREFIX: Final = re.compile(r"^\][A-Za-z][0-9A-Za-z]")


class Scanner(QObject):
    """A reader of QR codes and bar codes. This class itself is the reader that is not there.

    Signals:
        scanned: A whole code was read; the argument is its text.
        unreadable: Something was read that is no text, or far too long to be a code of ours.
        lost: The device went away; it is looked for again and again.
        found: The device is there, at the start or again.
    """

    scanned = Signal(str)
    unreadable = Signal()
    lost = Signal()
    found = Signal()

    def start(self) -> None:
        """Begin to read."""

    def stop(self) -> None:
        """Stop reading and let the device go."""

    @property
    def state(self) -> str:
        """The device as health reports name it: `ok`, `error` or `absent`."""
        return "absent"


def payload(frame: str) -> str:
    """Return the text of a code without the symbology identifier some readers put before it.

    Blanks stay: a space is a character of base45.
    """
    return _AIM_PREFIX.sub("", frame.strip("\r\n\x02\x03"))
