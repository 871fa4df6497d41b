"""Chooses the code reader that a setting names."""

import re
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.scanners.scanner import Scanner
from ui.scanners.serial import SerialScanner
from ui.scanners.wedge import WedgeScanner

_SERIAL: Final = re.compile(r"serial:([^@]+?)(?:@([1-9][0-9]{2,6}))?")


class ScannerSpecError(Exception):
    """The setting names no reader."""


def open_scanner(spec: str, app: QApplication, parent: QObject | None = None) -> Scanner:
    """Return the reader for `serial:/dev/ttyACM0[@9600]`, `wedge` or `none`; not yet started.

    Raises:
        ScannerSpecError: The text is none of these.
    """
    if spec == "none":
        return Scanner(parent)
    if spec == "wedge":
        return WedgeScanner(app, parent)
    match = _SERIAL.fullmatch(spec)
    if match is None:
        raise ScannerSpecError(f"scanner {spec!r}: use serial:DEVICE[@BAUD], wedge or none")
    return SerialScanner(match[1], int(match[2] or 9600), parent)
