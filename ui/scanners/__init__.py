"""Code readers: on a serial line (advised), as a keyboard, or none."""

from ui.scanners.open import ScannerSpecError, open_scanner
from ui.scanners.scanner import Scanner
from ui.scanners.serial import SerialScanner
from ui.scanners.wedge import WedgeScanner

__all__ = ["Scanner", "ScannerSpecError", "SerialScanner", "WedgeScanner", "open_scanner"]
