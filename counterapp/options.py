"""The command line of the counter app."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.scanners import SCANNER_HELP
from ui.station_options import StationOptions, parse, station_options, station_parser


@dataclass(frozen=True, slots=True)
class CounterOptions:
    """What the counter app was asked to do.

    Attributes:
        station: The options that every Qt program takes.
        counter: Number or name of the counter to choose first, or "".
        text_percent: Size of text, 100 to 200.
        scanner: The code reader, as `ui.scanners.SCANNER_HELP` says.
    """

    station: StationOptions
    counter: str
    text_percent: int
    scanner: str


def counter_options(arguments: Sequence[str] | None) -> CounterOptions:
    """Read the command line; wrong use ends the program with one line and exit code 2."""
    parser = station_parser("counterapp", "Guichet: the agent's desk and reception.")
    parser.add_argument("--counter", metavar="NUMBER", default="", help="counter to choose first")
    parser.add_argument(
        "--text", type=int, choices=(100, 125, 150, 200), default=100, help="size of text, percent"
    )
    parser.add_argument("--scanner", default="none", help=f"for reception: {SCANNER_HELP}")
    parsed = parse(parser, arguments)
    return CounterOptions(station_options(parsed), parsed.counter, parsed.text, parsed.scanner)
