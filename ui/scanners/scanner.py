"""What every code reader offers to a program."""

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from ui.scanners.understanding import MAX_CHARACTERS

_ENVELOPE: Final = "\x02\x03\r\n"
_AIM_PREFIX: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
MAX_FRAME: Final = MAX_CHARACTERS + 5
"""With the start of text, the symbology identifier and the end of text around it."""


class Scanner(QObject):
    """A reader of QR codes and bar codes. This class itself is the reader that is not there.

    Signals:
        scanned: A whole code was read, or all lines of a travel document, cut by LF; the argument
            is the text, which may be anything of at most `MAX_CHARACTERS` printable characters.
        unreadable: Something was read that is no text, or too long to be anything of ours.
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

    def expect(self, expected: Callable[[], bool]) -> None:
        """Ask `expected`, on the Qt thread, whether a scan is; what is read meanwhile is dropped.

        Without this call one is always expected.
        """

    @property
    def state(self) -> str:
        """The device as health reports name it: `ok`, `error` or `absent`."""
        return "absent"


def payload(frame: str) -> str | None:
    """Return the text of a frame without what readers put around it, None if it is no text of ours.

    Blanks stay: a space is a character of base45.
    """
    text = frame.strip(_ENVELOPE)
    text = text[aim_length(text) :]
    return text if len(text) <= MAX_CHARACTERS and text.isprintable() else None


def aim_length(text: str) -> int:
    """Return how many characters of a symbology identifier, such as `]Q1`, stand before a text."""
    match = _AIM_PREFIX.match(text)
    return 0 if match is None else match.end()
