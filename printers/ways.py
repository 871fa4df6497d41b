"""The ways to a printer, by the words of a setting or a command line."""

import re
from pathlib import Path

from printers import transport_network as network
from printers import transport_serial as serial_line
from printers.transport import Transport
from printers.transport_file import FileTransport, NoTransport

_NETWORK = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::(?P<port>[0-9]{1,5}))?")
_SERIAL = re.compile(r"(?P<device>.+?)(?:@(?P<baud>[0-9]{3,7}))?")
_LAST_PORT = 65535

KINDS = "tcp:HOST:PORT, serial:DEVICE@BAUD, file:PATH or none"
"""What can be written, in one line."""


class PrinterUnknown(ValueError):
    """The description of a printer is none of those that exist."""


def transport_of(way: str, folder: Path | None = None) -> Transport:
    """Return the way that is meant; nothing is sent or opened yet.

    Args:
        way: `tcp:HOST[:PORT]`, `serial:DEVICE[@BAUD]`, `file:PATH` or `none`.
        folder: What a relative PATH is taken from.

    Raises:
        PrinterUnknown: It is something else.
    """
    way = way.strip()
    kind, _, rest = way.partition(":")
    if way == "none":
        return NoTransport()
    if kind == "tcp" and (found := _NETWORK.fullmatch(rest)):
        port = int(found["port"] or network.PORT)
        if 0 < port <= _LAST_PORT:
            return network.NetworkTransport(found["host"].strip("[]"), port)
    if kind == "serial" and (found := _SERIAL.fullmatch(rest)):
        return serial_line.SerialTransport(found["device"], int(found["baud"] or serial_line.BAUD))
    if kind == "file" and rest:
        return FileTransport((folder or Path()) / rest)
    raise PrinterUnknown(f"{way!r} is no printer: write {KINDS}")
