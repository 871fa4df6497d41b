"""Code readers: on a serial line (advised), as a keyboard, or none; and what they read."""

from ui.scanners.habits import Habits, Layout, Suffix
from ui.scanners.open import SCANNER_HELP, ScannerSpecError, open_scanner
from ui.scanners.scanner import Scanner
from ui.scanners.serial import NamedPort, SerialScanner, UsbPort
from ui.scanners.wedge import WedgeScanner

__all__ = [
    "SCANNER_HELP",
    "Habits",
    "Layout",
    "NamedPort",
    "Scanner",
    "ScannerSpecError",
    "SerialScanner",
    "Suffix",
    "UsbPort",
    "WedgeScanner",
    "open_scanner",
]
