"""The printers on this computer's USB sockets, as far as they tell without being used."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import usb.backend
import usb.core

from printers.transport_usb import OVER_NETWORK, PRINTER_CLASS
from printers.usb_ids import UsbIds

SYSFS: Final = Path("/sys/bus/usb/devices")
"""Where Linux shows what devices said when they were plugged in; nothing is sent for it."""

_MOST_LETTERS: Final = 64


@dataclass(frozen=True, slots=True)
class UsbPrinter:
    """A device with an interface of the printer class.

    Attributes:
        ids: What it is called in a setting.
        maker: As it says; may be "".
        product: As it says; may be "".
    """

    ids: UsbIds
    maker: str
    product: str


def usb_printers() -> list[UsbPrinter]:
    """Return every printer that is plugged in, also those that this user may not use."""
    found = _in_sysfs(SYSFS) if sys.platform == "linux" else _by_libusb()
    return sorted(set(found), key=lambda printer: str(printer.ids))


def _in_sysfs(folder: Path) -> Iterator[UsbPrinter]:
    """Yield what Linux shows; `folder` is laid out like `SYSFS`."""
    for interface in folder.glob("*/bInterfaceClass"):
        protocol = interface.with_name("bInterfaceProtocol")
        if _number(interface) != PRINTER_CLASS or _number(protocol) == OVER_NETWORK:
            continue
        device = interface.parent.resolve().parent
        vendor, product = _number(device / "idVendor"), _number(device / "idProduct")
        if vendor is None or product is None:
            continue
        ids = UsbIds(vendor, product, _line(device / "serial"))
        yield UsbPrinter(ids, _line(device / "manufacturer"), _line(device / "product"))


def _line(path: Path) -> str:
    try:
        return _clean(path.read_bytes()[: 4 * _MOST_LETTERS].decode("utf-8", "replace"))
    except OSError:
        return ""


def _number(path: Path) -> int | None:
    try:
        return int(_line(path), 16)
    except ValueError:
        return None


def _by_libusb(backend: usb.backend.IBackend | None = None) -> Iterator[UsbPrinter]:
    """Yield what libusb may open; on Windows these are few."""
    try:
        devices = list(usb.core.find(find_all=True, backend=backend))
    except (usb.core.NoBackendError, usb.core.USBError, NotImplementedError):
        return
    for device in devices:
        try:
            if _prints(device):
                texts = [device.serial_number, device.manufacturer, device.product]
                serial, maker, product = (_clean(text or "") for text in texts)
                yield UsbPrinter(UsbIds(device.idVendor, device.idProduct, serial), maker, product)
        except (usb.core.USBError, NotImplementedError, ValueError):
            continue
        finally:
            usb.util.dispose_resources(device)


def _prints(device: usb.core.Device) -> bool:
    return any(
        interface.bInterfaceClass == PRINTER_CLASS and interface.bInterfaceProtocol != OVER_NETWORK
        for configuration in device
        for interface in configuration
    )


def _clean(text: str) -> str:
    """Return what can be shown of a text that a device says."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:_MOST_LETTERS]
