"""Starts the counter app."""

import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from core.model import StationKind
from core.runtime.logs import start_logging
from counterapp.app import CounterApp
from counterapp.options import CounterOptions, counter_options
from counterapp.shortcuts import load_shortcuts
from sync.client.site import SiteClient
from ui.application import start_application
from ui.crash import KnownFault, neutral_screen, run_guarded
from ui.enrolment import enrolled
from ui.scanners import ScannerSpecError
from ui.station_options import show_window
from ui.stopping import stop_on_signals
from ui.text_size import set_text_size


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the counter app until its window closes; 0 is a good end."""
    options = counter_options(arguments)
    return run_guarded(lambda: _run(options))


def _run(options: CounterOptions) -> int:
    station = options.station
    start_logging("counter", station.profile)
    app = start_application("counterapp", language=station.language, theme=station.theme)
    stop_on_signals(app)
    set_text_size(app, station.theme, options.text_percent)
    keys = load_shortcuts(station.profile / "shortcuts.toml")
    identity = enrolled(options.station, StationKind.COUNTER)
    if identity is None:
        return _explain_pairing(app, options)
    try:
        counter_app = CounterApp(app, SiteClient(identity.connection()), options, keys)
    except ScannerSpecError as error:
        raise KnownFault(str(error)) from error
    show_window(app, counter_app.shell, station)
    counter_app.start()
    try:
        return app.exec()
    finally:
        counter_app.stop()


def _explain_pairing(app: QApplication, options: CounterOptions) -> int:
    """Say what a workstation that is not enrolled needs."""
    window = neutral_screen(
        app.translate("Start", "This workstation is not enrolled"),
        app.translate(
            "Start",
            "Start it once with a pairing string: guichet-counter --pair STRING. Where the server"
            " is not found by itself, add --server URL.",
        ),
    )
    show_window(app, window, options.station)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
