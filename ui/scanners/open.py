"""Chooses the code reader that a setting names."""

import re
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ui.scanners.habits import AIM, START_OF_TEXT, Habits, Layout, Suffix
from ui.scanners.scanner import Scanner, aim_length
from ui.scanners.serial import NamedPort, SerialScanner, UsbPort
from ui.scanners.wedge import WedgeScanner

SCANNER_HELP: Final = (
    "serial:DEVICE[@BAUD], usb:VID:PID[:SERIAL][@BAUD], "
    "wedge[:prefix=F13|stx|aim][,suffix=enter|tab][,layout=us|system|auto] or none"
)
_SERIAL: Final = re.compile(r"serial:([^@]+?)(?:@([1-9][0-9]{2,6}))?")
_USB: Final = re.compile(
    r"usb:([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})(?::([^@\s]{1,64}))?(?:@([1-9][0-9]{2,6}))?"
)
_FUNCTION_KEY: Final = re.compile(r"[Ff]([1-9]|1[0-9]|2[0-4])")
_BAUD: Final = 9600


class ScannerSpecError(Exception):
    """The setting names no reader."""


def open_scanner(spec: str, app: QApplication, parent: QObject | None = None) -> Scanner:
    """Return the reader that `SCANNER_HELP` describes; not yet started.

    Raises:
        ScannerSpecError: The text is no such description.
    """
    if spec == "none":
        return Scanner(parent)
    if match := _SERIAL.fullmatch(spec):
        return SerialScanner(NamedPort(match[1]), int(match[2] or _BAUD), parent)
    if match := _USB.fullmatch(spec):
        port = UsbPort(int(match[1], 16), int(match[2], 16), match[3] or "")
        return SerialScanner(port, int(match[4] or _BAUD), parent)
    kind, _, said = spec.partition(":")
    if kind == "wedge" and (said or spec == kind):
        return WedgeScanner(app, _habits(said, spec), parent)
    raise _unknown(spec)


def _habits(said: str, spec: str) -> Habits:
    """Read `prefix=F13,suffix=enter,layout=us`, each part at most once."""
    pairs = [part.partition("=")[::2] for part in said.split(",")] if said else []
    parts = dict(pairs)
    if len(parts) != len(pairs) or not parts.keys() <= {"prefix", "suffix", "layout"}:
        raise _unknown(spec)
    try:
        return Habits(
            prefix=_prefix(parts["prefix"]) if "prefix" in parts else None,
            suffix=Suffix(parts.get("suffix", Suffix.ENTER)),
            layout=Layout(parts.get("layout", Layout.AUTO)),
        )
    except ValueError:
        raise _unknown(spec) from None


def _prefix(text: str) -> Qt.Key | str:
    if match := _FUNCTION_KEY.fullmatch(text):
        return Qt.Key(Qt.Key.Key_F1 + int(match[1]) - 1)
    if text.lower() == "stx":
        return START_OF_TEXT
    if text.lower() == AIM or aim_length(text) == len(text) > 0:
        return AIM
    raise ValueError


def _unknown(spec: str) -> ScannerSpecError:
    return ScannerSpecError(f"scanner {spec!r}: use {SCANNER_HELP}")
