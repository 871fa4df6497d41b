"""The options that every Qt program takes on its command line."""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import urlsplit

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from core.model import LANGUAGES
from core.runtime.paths import default_profile
from ui.driver import start_driver
from ui.theme import THEMES

WRONG_USE: Final = 2
"""Exit code for wrong use."""

_SIZE: Final = re.compile(r"([1-9][0-9]{2,4})x([1-9][0-9]{2,4})")


@dataclass(frozen=True, slots=True)
class StationOptions:
    """What one program was asked to do.

    Attributes:
        profile: The folder of this station's state.
        servers: Base URLs of the site's servers, none when they stand in the profile.
        pair: A pairing string to enrol with, None when already enrolled.
        name: The station's name as reception sees it.
        language: First language of the screens.
        theme: One of `ui.theme.THEMES`.
        windowed: Width and height in pixels; None means the whole screen.
        driver: Socket path of the automation port, None for none.
        quit_after_s: Ends the program after so many seconds, None for never.
    """

    profile: Path
    servers: tuple[str, ...]
    pair: str | None
    name: str
    language: str
    theme: str
    windowed: tuple[int, int] | None
    driver: Path | None
    quit_after_s: float | None

    @property
    def server(self) -> str | None:
        """The first of the servers."""
        return self.servers[0] if self.servers else None


class OneLineParser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line, exit code 2."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {message}\n")
        sys.exit(WRONG_USE)


def station_parser(
    program: str, description: str, *, language: str = "fr", theme: str = "light"
) -> argparse.ArgumentParser:
    """Return a parser with the common options; the program adds its own.

    Args:
        program: `kiosk`, `counterapp` or `display`.
        description: One sentence for `--help`.
        language: The default of `--language`.
        theme: The default of `--theme`.
    """
    shown = {"counterapp": "counter"}.get(program, program)
    parser = OneLineParser(prog=f"guichet-{shown}", description=description, allow_abbrev=False)
    parser.add_argument(
        "--profile", type=Path, metavar="DIR", default=default_profile(program),
        help="folder of this station's state",
    )  # fmt: skip
    parser.add_argument(
        "--server", type=_url, metavar="URL", action="append", default=[],
        help="site server; once for each of its addresses; without it the network is asked",
    )  # fmt: skip
    parser.add_argument("--pair", metavar="STRING", help="enrol with this pairing string")
    parser.add_argument("--name", default=shown.capitalize(), help="name of this station")
    parser.add_argument("--language", choices=LANGUAGES, default=language)
    parser.add_argument("--theme", choices=THEMES, default=theme)
    parser.add_argument("--windowed", type=_size, metavar="WxH", help="a window, not full screen")
    parser.add_argument(
        "--driver", type=Path, metavar="PATH", help="socket for tests to press keys and buttons"
    )
    parser.add_argument("--quit-after", type=_seconds, metavar="S", help="end by itself")
    return parser


def station_options(parsed: argparse.Namespace) -> StationOptions:
    """Take the common options out of what the parser read."""
    return StationOptions(
        profile=parsed.profile,
        servers=tuple(parsed.server),
        pair=parsed.pair,
        name=parsed.name,
        language=parsed.language,
        theme=parsed.theme,
        windowed=parsed.windowed,
        driver=parsed.driver,
        quit_after_s=parsed.quit_after,
    )


def show_window(app: QApplication, window: QWidget, options: StationOptions) -> None:
    """Show the main window as asked, and start the driver and the end by itself if asked."""
    if options.windowed is not None:
        window.resize(*options.windowed)
        window.show()
    else:
        window.showFullScreen()
    if options.driver is not None:
        start_driver(app, options.driver)
    if options.quit_after_s is not None:
        QTimer.singleShot(round(options.quit_after_s * 1000), app, app.quit)


def parse(parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; wrong use ends the program with one line and exit code 2."""
    return parser.parse_args(arguments)


def _size(text: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not WIDTHxHEIGHT, such as 1080x1920")
    return int(match[1]), int(match[2])


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 < seconds < 1e6:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address such as https://host:8460")
    return text.rstrip("/")
