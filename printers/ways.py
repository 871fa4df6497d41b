"""The ways to a printer, by the words of a setting or a command line."""

import re
from ipaddress import IPv6Address
from pathlib import Path

from printers import cups
from printers import transport_network as network
from printers import transport_serial as serial_line
from printers.transport import Transport
from printers.transport_cups import CupsTransport
from printers.transport_file import FileTransport, NoTransport
from printers.transport_usb import UsbTransport
from printers.transport_windows import WindowsTransport
from printers.usb_ids import UsbIds

_NETWORK = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^:\[\]\s]+)(?::(?P<port>[0-9]{1,5}))?")
_SERIAL = re.compile(r"(?P<device>.+?)(?:@(?P<baud>[0-9]{3,7}))?")
_LAST_PORT = 65535

KINDS = (
    "tcp:HOST:PORT, usb:VID:PID[:SERIAL], serial:DEVICE@BAUD, serial:usb:VID:PID@BAUD, "
    "windows:QUEUE, cups:QUEUE, file:PATH or none"
)
"""What can be written, in one line."""


class PrinterUnknown(ValueError):
    """The description of a printer is none of those that exist."""


def transport_of(way: str, folder: Path | None = None) -> Transport:
    """Return the way that is meant; nothing is sent or opened yet.

    Args:
        way: One of `KINDS`.
        folder: What a relative PATH is taken from.

    Raises:
        PrinterUnknown: It is something else.
    """
    way = way.strip()
    kind, _, rest = way.partition(":")
    found = NoTransport() if way == "none" else _of_kind(kind, rest, folder or Path())
    if found is None:
        raise PrinterUnknown(f"{way!r} is no printer: write {KINDS}")
    return found


def _of_kind(kind: str, rest: str, folder: Path) -> Transport | None:
    match kind:
        case "tcp" if found := _NETWORK.fullmatch(rest.strip()):
            return _on_network(found["host"], int(found["port"] or network.PORT))
        case "usb" if ids := UsbIds.read(f"usb:{rest}"):
            return UsbTransport(ids)
        case "serial" if found := _SERIAL.fullmatch(rest):
            return _serial(found["device"], found["baud"])
        case "windows" if rest and rest.isprintable():
            return WindowsTransport(rest)
        case "cups" if cups.NAME.fullmatch(rest):
            return CupsTransport(rest)
        case "file" if rest:
            return FileTransport(folder / rest)
    return None


def _on_network(host: str, port: int) -> Transport | None:
    if not 0 < port <= _LAST_PORT:
        return None
    if host.startswith("["):
        try:
            host = str(IPv6Address(host[1:-1]))
        except ValueError:
            return None
    return network.NetworkTransport(host, port)


def _serial(device: str, baud: str | None) -> Transport | None:
    if device.startswith("usb:") and UsbIds.read(device) is None:
        return None
    return serial_line.SerialTransport(device, int(baud or serial_line.BAUD))
