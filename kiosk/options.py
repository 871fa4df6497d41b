"""The kiosk's command line, and what was chosen for its devices before."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.devices.file import (
    LEAST_ROLL_M,
    MOST_ROLL_M,
    NO_PRINTER,
    NO_SCANNER,
    Devices,
    DevicesDamaged,
    load_devices,
)
from printers.model import ModelUnknown, model_named
from printers.setup import PrinterSetup, SlipMode
from printers.ways import KINDS, PrinterUnknown, transport_of
from ui.scanners import SCANNER_HELP
from ui.station_options import StationOptions, parse, station_options, station_parser
from ui.text_size import SIZES


class Task(StrEnum):
    """What the program was started for."""

    SERVE = "serve"
    CHECK = "check"
    SET_UP = "set_up"


@dataclass(frozen=True, slots=True)
class KioskOptions:
    """What the kiosk was asked to do.

    Attributes:
        printers: The kiosk's own printer, then the second one if there is any. Its own is always
            there; its way may be `none`.
        scanner: The reader, as `ui.scanners.open_scanner` takes it.
        scanner_given: The command line said so; else the file.
        task: What the program was started for.
        test_print: Whether the check prints a test slip on each printer.
        text_percent: Size of text of the window of `--devices`, 100 to 200.
        damaged: The file of chosen devices is there and cannot be used; it was left out.
    """

    station: StationOptions
    printers: tuple[PrinterSetup, ...]
    scanner: str
    scanner_given: bool = False
    task: Task = Task.SERVE
    test_print: bool = False
    text_percent: int = 100
    damaged: bool = False


def kiosk_options(arguments: Sequence[str] | None = None) -> KioskOptions:
    """Read the command line, then the profile for what it leaves open.

    Wrong use ends the program with one line and exit code 2.
    """
    parser = station_parser("kiosk", "Check-in and tickets for visitors.")
    _add_devices(parser)
    _add_tasks(parser)
    parsed = parse(parser, arguments)
    station = station_options(parsed)
    try:
        chosen, damaged = load_devices(station.profile) or Devices(), False
    except DevicesDamaged:
        chosen, damaged = Devices(), True
    try:
        printers = tuple(_printers(parsed, chosen))
    except (PrinterUnknown, ModelUnknown) as error:
        parser.error(str(error))
    if parsed.print_test and not parsed.check_devices:
        parser.error("--print-test goes with --check-devices")
    task = Task.CHECK if parsed.check_devices else Task.SET_UP if parsed.devices else Task.SERVE
    return KioskOptions(
        station,
        printers,
        parsed.scanner or chosen.scanner,
        parsed.scanner is not None,
        task,
        parsed.print_test,
        parsed.text,
        damaged,
    )


def _add_devices(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("devices", "They go before what was chosen with --devices.")
    group.add_argument("--printer", metavar="WAY", help=f"{KINDS} (default: none)")
    group.add_argument(
        "--printer-model", metavar="NAME", help="profile of python-escpos, such as TM-T20II"
    )
    group.add_argument(
        "--printer-mode", type=SlipMode, choices=tuple(SlipMode),
        help="auto: as text where the printer's letters suffice",
    )  # fmt: skip
    group.add_argument("--paper", type=int, choices=(80, 58), help="width of the roll in mm")
    group.add_argument("--roll", type=_metres, metavar="M", help="metres of a new roll")
    group.add_argument("--second-printer", metavar="WAY", help="where slips go if the first fails")
    group.add_argument("--scanner", help=f"{SCANNER_HELP} (default: {NO_SCANNER})")


def _add_tasks(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--devices", action="store_true", help="set up printers and reader")
    group.add_argument(
        "--check-devices", action="store_true",
        help="say what is found, set up and answers; 0: all well, 1: something is not",
    )  # fmt: skip
    parser.add_argument(
        "--text", type=int, choices=SIZES, default=SIZES[0],
        help="with --devices: size of text, percent",
    )  # fmt: skip
    parser.add_argument(
        "--print-test", action="store_true", help="with --check-devices: print a test slip"
    )


def _printers(parsed: argparse.Namespace, chosen: Devices) -> list[PrinterSetup]:
    """Return what holds for each printer; what was chosen belongs to the way it was chosen for.

    Raises:
        PrinterUnknown: A way is none of those that exist.
        ModelUnknown: No printer has the model's name.
    """
    kept = [each.setup() for each in chosen.printers]
    first = _at(parsed.printer, kept[0] if kept else NO_PRINTER)
    first = replace(
        first,
        model=first.model if parsed.printer_model is None else parsed.printer_model,
        mode=parsed.printer_mode or first.mode,
        paper_mm=parsed.paper or first.paper_mm,
        roll_m=parsed.roll or first.roll_m,
    )
    second = _at(parsed.second_printer, kept[1] if len(kept) > 1 else NO_PRINTER)
    printers = [first] if second.way == NO_PRINTER.way else [first, second]
    for printer in printers:
        transport_of(printer.way)
        model_named(printer.model, printer.paper_mm)
    return printers


def _at(way: str | None, chosen: PrinterSetup) -> PrinterSetup:
    return chosen if way is None or way == chosen.way else PrinterSetup(way)


def _metres(text: str) -> float:
    try:
        metres = float(text)
    except ValueError:
        metres = 0.0
    if not LEAST_ROLL_M <= metres <= MOST_ROLL_M:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no length of a roll: {LEAST_ROLL_M:g} to {MOST_ROLL_M:g} metres"
        )
    return metres
