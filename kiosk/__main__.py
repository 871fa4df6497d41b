"""Starts the kiosk."""

import logging
import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from core.model import StationKind
from core.runtime.logs import start_logging
from kiosk.devices.file import FILE_NAME
from kiosk.devices.start import check_devices, set_up_devices, usable
from kiosk.options import KioskOptions, Task, kiosk_options
from kiosk.outside import World
from kiosk.unpaired import show_unpaired
from sync.client.identity import Identity
from sync.client.offline.outcomes import DeskUnavailable
from ui.application import start_application
from ui.crash import KnownFault, run_guarded
from ui.enrolment import enrolled
from ui.messages import problem_text
from ui.station_options import show_window
from ui.stopping import stop_on_signals

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the kiosk until it is stopped; 0 is a good end."""
    options = kiosk_options(arguments)
    tasks = {Task.SERVE: _run, Task.CHECK: check_devices, Task.SET_UP: set_up_devices}
    return run_guarded(lambda: tasks[options.task](options))


def _run(options: KioskOptions) -> int:
    station = options.station
    try:
        start_logging("kiosk", station.profile)
    except OSError as error:
        raise KnownFault(f"{station.profile}: {error.strerror or error}") from error
    app = start_application("kiosk", language=station.language, theme=station.theme)
    stop_on_signals(app)
    options = usable(app, options)
    if options.damaged:
        # Numbers are given without printer and reader as well.
        sys.stderr.write(f"{problem_text('devices_damaged', {})}\n")
        _log.error("%s: %s cannot be used", station.profile, FILE_NAME)
    identity = enrolled(options.station, StationKind.KIOSK)
    if identity is None:
        return show_unpaired(app, options)
    world = _open(app, identity, options)
    show_window(app, world.kiosk.window, station)
    world.start()
    try:
        return app.exec()
    finally:
        world.stop()


def _open(app: QApplication, identity: Identity, options: KioskOptions) -> World:
    try:
        return World(app, identity, options)
    except DeskUnavailable as error:
        raise KnownFault(problem_text(error.code, {})) from error


if __name__ == "__main__":
    sys.exit(main())
