"""Opens a printer by the words of a settings file or a command line."""

import re
from pathlib import Path

from printers import transport_network as network
from printers import transport_serial as serial_line
from printers.encoder import Job, encode
from printers.raster import draw
from printers.slip import Slip
from printers.spool import Printer
from printers.transport import Transport
from printers.transport_file import FileTransport, NoTransport

_NETWORK = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::(?P<port>[0-9]{1,5}))?")
_SERIAL = re.compile(r"(?P<device>.+?)(?:@(?P<baud>[0-9]{3,7}))?")
_LAST_PORT = 65535


class PrinterUnknown(ValueError):
    """The description of a printer is none of those that exist."""


def compose(slip: Slip) -> Job:
    """Draw and encode a slip; raises as `raster.draw` does."""
    return encode(draw(slip))


def open_printer(description: str, profile: Path | None = None) -> Printer:
    """Return the printer that is meant; nothing is sent or opened yet.

    Args:
        description: `tcp:HOST[:PORT]`, `serial:DEVICE[@BAUD]`, `file:PATH` or `none`.
        profile: Folder that a relative PATH is taken from.

    Raises:
        PrinterUnknown: It is something else.
    """
    return Printer(_transport(description.strip(), profile), compose)


def _transport(description: str, profile: Path | None) -> Transport:
    kind, _, rest = description.partition(":")
    if description == "none":
        return NoTransport()
    if kind == "tcp" and (found := _NETWORK.fullmatch(rest)):
        port = int(found["port"] or network.PORT)
        if 0 < port <= _LAST_PORT:
            return network.NetworkTransport(found["host"].strip("[]"), port)
    if kind == "serial" and (found := _SERIAL.fullmatch(rest)):
        return serial_line.SerialTransport(found["device"], int(found["baud"] or serial_line.BAUD))
    if kind == "file" and rest:
        return FileTransport((profile or Path()) / rest)
    raise PrinterUnknown(
        f"{description!r} is no printer: write tcp:HOST:PORT, serial:DEVICE@BAUD, file:PATH or none"
    )
