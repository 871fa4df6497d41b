"""The kiosk's other tasks: saying how its devices are, and setting them up."""

import io
import os
import sys
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

from kiosk.arrivals import Tasks
from kiosk.devices.bench import Bench
from kiosk.devices.check import DeviceBench, DeviceCheck
from kiosk.devices.file import NO_SCANNER, save_devices
from kiosk.devices.presenter import DevicesPresenter
from kiosk.devices.window import DevicesWindow
from kiosk.options import KioskOptions
from ui.application import start_application
from ui.crash import KnownFault
from ui.scanners import ScannerSpecError, open_scanner
from ui.station_options import show_window
from ui.stopping import stop_on_signals
from ui.tasks import QtTaskRunner
from ui.text_size import set_text_size

PROGRAM: Final = "devices"
"""Its own words, which staff reads, and the sizes of a desk, not of a hall."""

_ASK_MS: Final = 5000
_THREADS: Final = 6
_SIZE: Final = (1280, 720)


def check_devices(options: KioskOptions) -> int:
    """Say on the console how printers and reader are; 0 if all is well, else 1."""
    # No screen is needed to draw a test slip, and on the telephone there may be none.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    station = options.station
    app = start_application(PROGRAM, language=station.language, theme=station.theme)
    options = usable(app, options)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A console that lacks a letter must not end the check.
        sys.stdout.reconfigure(errors="replace")
    check = DeviceCheck(Bench(station.profile, station.language), _tell)
    try:
        well = check.run(
            options.printers,
            options.scanner,
            damaged=options.damaged,
            test_print=options.test_print,
        )
    except BrokenPipeError:
        # Who read the lines has had enough; closing it here keeps the exit quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0 if well else 1


def usable(app: QApplication, options: KioskOptions) -> KioskOptions:
    """Return options whose reader can be opened; one that the file names wrongly is left out.

    Raises:
        KnownFault: The command line names it wrongly.
    """
    try:
        open_scanner(options.scanner, app).deleteLater()
    except ScannerSpecError as error:
        if options.scanner_given:
            raise KnownFault(str(error)) from error
        return replace(options, scanner=NO_SCANNER, damaged=True)
    return options


def set_up_devices(options: KioskOptions) -> int:
    """Show the window in which a person sets up printers and reader."""
    station = options.station
    app = start_application(PROGRAM, language=station.language, theme=station.theme)
    options = usable(app, options)
    set_text_size(app, station.theme, options.text_percent)
    stop_on_signals(app)
    pool = QThreadPool()
    # Every task waits for devices, none of them for a processor.
    pool.setMaxThreadCount(_THREADS)
    tasks = QtTaskRunner(pool)
    bench = Bench(station.profile, station.language)
    window, presenter = make_window(app, options, tasks, bench)
    timer = QTimer(window)
    timer.timeout.connect(presenter.look_after_all)
    timer.start(_ASK_MS)
    windowed = station.windowed or _SIZE
    show_window(app, window, replace(station, windowed=windowed))
    presenter.start(damaged=options.damaged)
    try:
        return app.exec()
    finally:
        timer.stop()
        tasks.finish()


def make_window(
    app: QApplication, options: KioskOptions, tasks: Tasks, bench: DeviceBench
) -> tuple[DevicesWindow, DevicesPresenter]:
    """Return the window and what decides for it; keep both."""
    station = options.station
    window = DevicesWindow(options)
    presenter = DevicesPresenter(
        window,
        tasks,
        bench,
        save=lambda devices: save_devices(station.profile, devices),
        scanner_known=lambda text: _is_scanner(app, text),
    )
    window.look_requested.connect(presenter.look)
    window.save_requested.connect(presenter.save)
    window.asked.connect(presenter.ask)
    window.test_requested.connect(presenter.try_out)
    window.roll_changed.connect(presenter.change_roll)
    return window, presenter


def _is_scanner(app: QApplication, text: str) -> bool:
    try:
        open_scanner(text, app).deleteLater()
    except ScannerSpecError:
        return False
    return True


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
