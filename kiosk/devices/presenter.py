"""Decides what the set-up window shows; knows no Qt and waits for nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, Protocol

from kiosk.arrivals import Tasks
from kiosk.devices.check import DeviceBench
from kiosk.devices.file import NO_PRINTER, Devices, PrinterChoice
from printers.finding import Found, Introduction
from printers.paper_meter import Roll
from printers.serial_ports import SerialPort
from printers.setup import PrinterSetup
from printers.status import PrinterStatus
from printers.transport import LinkLost, LinkStuck
from printers.trial import Trial
from printers.ways import PrinterUnknown, transport_of

News = Introduction | PrinterStatus | Trial | LinkLost | LinkStuck
"""What was heard: who and how a printer is, how it is, what became of a slip, or why nothing."""

Remark = Literal["saved", "not_saved", "damaged", "way_unknown", "same_printer", "scanner_unknown"]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of one printer; `way` as a person wrote or chose it."""

    setup: PrinterSetup

    def meant(self) -> PrinterSetup:
        """Return what is meant: an address alone is one on the network.

        Raises:
            PrinterUnknown: It is no way to a printer.
        """
        way = self.setup.way.strip() or NO_PRINTER.way
        try:
            transport_of(way)
        except PrinterUnknown:
            way = f"tcp:{way}"
            if not _is_address(way):
                raise
            transport_of(way)
        return PrinterSetup(
            way, self.setup.model, self.setup.mode, self.setup.paper_mm, self.setup.roll_m
        )


def _is_address(way: str) -> bool:
    """Tell whether a host's name or address was typed, and no word: it has a dot or a colon."""
    host = way.removeprefix("tcp:")
    return not any(letter.isspace() for letter in host) and ("." in host or host == "localhost")


class DevicesView(Protocol):
    """The window, as the presenter sees it. Printers are told apart by 0 and 1."""

    def typed(self, index: int) -> Typed: ...

    def scanner(self) -> str: ...

    def offer(self, found: Sequence[Found], ports: Sequence[SerialPort]) -> None: ...

    def show_asking(self, index: int) -> None: ...

    def show_news(self, index: int, news: News) -> None: ...

    def show_none(self, index: int) -> None: ...

    def show_unknown(self, index: int) -> None: ...

    def show_busy(self, index: int, *, busy: bool) -> None: ...

    def show_roll(self, index: int, roll: Roll) -> None: ...

    def show_remark(self, remark: Remark) -> None: ...


class DevicesPresenter:
    """Looks for devices, asks printers, prints test slips and keeps what was chosen.

    Args:
        view: The window.
        tasks: Runs what may take seconds.
        bench: Does it.
        save: Keeps the choice; raises OSError.
        scanner_known: Tells whether a text describes a reader.
    """

    def __init__(
        self,
        view: DevicesView,
        tasks: Tasks,
        bench: DeviceBench,
        *,
        save: Callable[[Devices], None],
        scanner_known: Callable[[str], bool],
    ) -> None:
        self._view = view
        self._tasks = tasks
        self._bench = bench
        self._save = save
        self._scanner_known = scanner_known
        self._busy: set[int] = set()
        self._wanted: set[int] = set()
        self._trying: set[int] = set()
        self._looking = False

    def start(self, *, damaged: bool) -> None:
        """Look for devices and ask the printers that were chosen before."""
        if damaged:
            self._view.show_remark("damaged")
        self.look()
        self.ask_all()
        for index in (0, 1):
            self._count(index, self._bench.roll)

    def look(self) -> None:
        """Look for devices."""
        if self._looking:
            return
        self._looking = True

        def found(both: tuple[list[Found], list[SerialPort]]) -> None:
            self._looking = False
            self._view.offer(*both)

        def failed(error: Exception) -> None:
            self._looking = False
            raise error

        work = self._bench
        self._tasks.run(lambda: (work.printers(), work.ports()), done=found, failed=failed)

    def ask_all(self) -> None:
        """Ask each printer who and how it is."""
        for index in (0, 1):
            self.ask(index)

    def look_after_all(self) -> None:
        """Ask each printer how it is; called every few seconds."""
        for index in (0, 1):
            setup = self._chosen(index)
            if setup is not None and index not in self._busy:
                self._do(index, setup, partial(self._bench.status, setup))

    def ask(self, index: int) -> None:
        """Ask one printer who and how it is, unless it is being asked or tried already.

        Who it is is asked once: what does not know the question may print it.
        """
        setup = self._chosen(index)
        if setup is not None and index not in self._busy:
            self._view.show_asking(index)
            self._do(index, setup, partial(self._bench.ask, setup))

    def try_out(self, index: int) -> None:
        """Print a test slip, as soon as the printer is not being asked any more."""
        setup = self._chosen(index)
        if setup is None or index in self._trying:
            return
        self._view.show_busy(index, busy=True)
        if index in self._busy:
            self._wanted.add(index)
            return
        self._trying.add(index)
        self._do(index, setup, partial(self._bench.try_out, setup))

    def change_roll(self, index: int) -> None:
        """Count a printer's paper anew."""
        self._count(index, self._bench.change_roll)

    def save(self) -> None:
        """Keep what is chosen, if all of it can be used."""
        choices = []
        for index in (0, 1):
            try:
                choices.append(self._view.typed(index).meant())
            except PrinterUnknown:
                self._view.show_unknown(index)
                self._view.show_remark("way_unknown")
                return
        first, second = choices
        if first.way == second.way != NO_PRINTER.way:
            self._view.show_remark("same_printer")
            return
        scanner = self._view.scanner()
        if not self._scanner_known(scanner):
            self._view.show_remark("scanner_unknown")
            return
        kept = [first] if second.way == NO_PRINTER.way else choices
        devices = Devices(printers=tuple(PrinterChoice.of(each) for each in kept), scanner=scanner)
        self._tasks.run(
            lambda: self._save(devices),
            done=lambda _none: self._view.show_remark("saved"),
            failed=self._not_saved,
        )

    def _count(self, index: int, count: Callable[[int, PrinterSetup], Roll]) -> None:
        def failed(error: Exception) -> None:
            raise error

        setup = self._view.typed(index).setup
        self._tasks.run(
            lambda: count(index, setup),
            done=lambda roll: self._view.show_roll(index, roll),
            failed=failed,
        )

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self._view.show_remark("not_saved")

    def _chosen(self, index: int) -> PrinterSetup | None:
        """Return the printer in these fields; None, and say why, where there is none."""
        try:
            setup = self._view.typed(index).meant()
        except PrinterUnknown:
            self._view.show_unknown(index)
            return None
        if setup.way == NO_PRINTER.way:
            self._view.show_none(index)
            return None
        return setup

    def _do(
        self,
        index: int,
        setup: PrinterSetup,
        work: Callable[[], Introduction | PrinterStatus | Trial],
    ) -> None:
        self._busy.add(index)

        def heard(news: News) -> None:
            self._busy.discard(index)
            self._trying.discard(index)
            self._view.show_busy(index, busy=False)
            if index in self._wanted:
                self._wanted.discard(index)
                self.try_out(index)
                return
            if self._still_means(index, setup):
                self._view.show_news(index, news)
            else:
                self.ask(index)

        def failed(error: Exception) -> None:
            if isinstance(error, LinkLost | LinkStuck):
                heard(error)
                return
            for under_way in (self._busy, self._trying, self._wanted):
                under_way.discard(index)
            self._view.show_busy(index, busy=False)
            raise error

        self._tasks.run(work, done=heard, failed=failed)

    def _still_means(self, index: int, setup: PrinterSetup) -> bool:
        try:
            return self._view.typed(index).meant().way == setup.way
        except PrinterUnknown:
            return False
