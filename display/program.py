"""The display as a program: its options, its window, its end."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core.runtime.logs import start_logging, stop_logging
from display.board.page import DisplayWindow
from display.enrolling import Enrolling
from display.wiring import Station, announcer_for
from sync.client.identity import Identity
from ui.application import start_application
from ui.crash import KnownFault, run_guarded
from ui.station_options import show_window, station_options, station_parser
from ui.stopping import stop_on_signals
from ui.tasks import QtTaskRunner

_VOICE = re.compile(r"auto|none|wav:.+")


class DisplayProgram:
    """One display from its start to its end."""

    def __init__(self, app: QApplication, options: argparse.Namespace) -> None:
        self._app = app
        self._options = station_options(options)
        self._voice: str = options.voice
        self._hall: str = options.zone
        self._tasks = QtTaskRunner()
        self._window = DisplayWindow()
        self._station: Station | None = None
        self._enrolling = Enrolling(self._options, self._window, self._tasks, self._follow)

    def run(self) -> int:
        """Show the window, follow the site, and return the exit code."""
        show_window(self._app, self._window, self._options)
        self._enrolling.start()
        try:
            return self._app.exec()
        finally:
            if self._station is not None:
                self._station.stop()
            self._tasks.finish()

    def _follow(self, identity: Identity) -> None:
        announcer = announcer_for(self._voice, self._options.profile, self._app)
        self._station = Station(
            identity, self._window, announcer, self._tasks, hall=self._hall, parent=self._app
        )
        self._station.start()


def parser() -> argparse.ArgumentParser:
    """Return the program's options."""
    made = station_parser("display", "Shows and speaks the calls of a site.", theme="display")
    made.add_argument("--zone", default="", help="show the calls of this waiting room only")
    made.add_argument(
        "--voice", type=_voice, default="auto", metavar="auto|wav:DIR|none", help="where it speaks"
    )
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the display; 0 at its end, 2 for wrong use, 70 after a bug."""
    options = parser().parse_args(arguments)
    return run_guarded(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    profile: Path = options.profile
    try:
        start_logging("display", profile / "logs")
    except OSError as error:
        raise KnownFault(f"--profile {profile}: {error.strerror or 'cannot be written'}") from error
    try:
        app = start_application("display", language=options.language, theme=options.theme)
        stop_on_signals(app)
        return DisplayProgram(app, options).run()
    finally:
        stop_logging()


def _voice(text: str) -> str:
    if _VOICE.fullmatch(text) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not auto, wav:DIR or none")
    return text
