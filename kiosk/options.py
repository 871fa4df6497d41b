"""The kiosk's command line."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.scanners import SCANNER_HELP
from ui.station_options import StationOptions, parse, station_options, station_parser


@dataclass(frozen=True, slots=True)
class KioskOptions:
    """What the kiosk was asked to do.

    Attributes:
        printer: `tcp:HOST:PORT`, `serial:DEVICE[@BAUD]`, `file:PATH` or `none`.
        scanner: As `ui.scanners.SCANNER_HELP` says.
    """

    station: StationOptions
    printer: str
    scanner: str


def kiosk_options(arguments: Sequence[str] | None = None) -> KioskOptions:
    """Read the command line; wrong use ends the program with one line and exit code 2."""
    parser = station_parser("kiosk", "Check-in and tickets for visitors.")
    parser.add_argument(
        "--printer", default="none", help="tcp:HOST:PORT, serial:DEVICE[@BAUD], file:PATH or none"
    )
    parser.add_argument("--scanner", default="none", help=SCANNER_HELP)
    parsed = parse(parser, arguments)
    return KioskOptions(station_options(parsed), parsed.printer, parsed.scanner)
