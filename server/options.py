"""Options of the command line, and mistakes told in one line."""

import argparse
import ipaddress
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from core.ports import Clock
from core.runtime.clock import SystemClock, parse_clock
from server.data_folder import DataFolder
from server.faults import Stop
from server.seal_file import SealFile

DEFAULT_PORT: Final = 8460
_LAST_PORT: Final = 65535
_PORTS: Final = range(1, _LAST_PORT + 1)
_LONGEST_URL: Final = 200
_SECRET_MOST: Final = 4096
_BASE_URL: Final = re.compile(
    r"https?://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?/?"
)


class OneLineParser(argparse.ArgumentParser):
    """A parser whose mistakes are one line and exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Stop with the message.

        Raises:
            Stop: Always.
        """
        raise Stop(f"{message} (see {self.prog} --help)")


def common_options(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="folder of the site's state"
    )
    parser.add_argument(
        "--database",
        metavar="URL",
        help="postgresql://USER@HOST/NAME in place of a file in the folder; `init` remembers it,"
        " with the password if it has one",
    )
    parser.add_argument(
        "--clock",
        metavar="START[@SPEED]",
        help="a simulated clock, for demonstrations and tests on loopback",
    )


def add_serve_options(parser: argparse.ArgumentParser) -> None:
    """Add what only the running server takes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="0 takes a free one")
    seals_option(parser)
    parser.add_argument(
        "--event-files",
        type=Path,
        metavar="DIR",
        help="where the events of each day are written, if the settings say so; by default"
        " `events` in the data folder",
    )
    parser.add_argument(
        "--no-tls", action="store_true", help="plain HTTP, on loopback only, for demonstrations"
    )
    parser.add_argument(
        "--no-discovery",
        action="store_true",
        help="do not answer stations that ask the network where this site's server is",
    )
    parser.add_argument(
        "--advertise",
        type=_base_url,
        metavar="URL",
        help="where stations find this server, told to them; by default --host and --port",
    )


def seals_option(parser: argparse.ArgumentParser) -> None:
    """Add where seals of the journal are kept a second time."""
    parser.add_argument(
        "--seals",
        type=Path,
        metavar="FILE",
        help="a second place for the seals of the journal, best on another machine",
    )


def seal_files(options: argparse.Namespace, folder: DataFolder) -> Sequence[SealFile]:
    """Return every place where seals of the journal are kept."""
    second = () if options.seals is None else (Path(options.seals).absolute(),)
    return [SealFile(path) for path in (folder.seals, *second)]


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 <= int(text) <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {_LAST_PORT}")
    return int(text)


def _base_url(text: str) -> str:
    found = _BASE_URL.fullmatch(text)
    if found is None or len(text) > _LONGEST_URL or int(found["port"] or 1) not in _PORTS:
        raise argparse.ArgumentTypeError("an address is https://HOST:PORT")
    return text.rstrip("/")


def advertised(options: argparse.Namespace, host: str, port: int, scheme: str) -> str | None:
    """Return where stations find this server; None where nobody could say."""
    if options.advertise is not None:
        return str(options.advertise)
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if address is not None and (address.is_unspecified or address.is_loopback):
        return None
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}:{port}"


def folder_of(options: argparse.Namespace) -> DataFolder:
    """Return the folder that was chosen."""
    return DataFolder(Path(options.data).absolute(), options.database)


def clock_of(options: argparse.Namespace) -> Clock:
    """Return the clock that was chosen.

    Raises:
        Stop: It is no clock.
    """
    if options.clock is None:
        return SystemClock()
    try:
        return parse_clock(options.clock)
    except ValueError as error:
        raise Stop(f"--clock: {error}") from error


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def shared_secret(parser: OneLineParser, arguments: Sequence[str]) -> tuple[DataFolder, str]:
    """Read what another server shares with the site, which comes with `--secret-stdin`.

    Returns:
        The site's folder, and the secret.

    Raises:
        Stop: It is no secret.
    """
    parser.add_argument(
        "--secret-stdin", action="store_true", required=True, help="read it from standard input"
    )
    options = parser.parse_args(arguments)
    secret = secret_from_stdin("secret")
    if not secret.isascii() or not secret.isprintable() or len(secret) > _SECRET_MOST:
        raise Stop("a secret is one line of ASCII letters, digits and signs")
    return folder_of(options), secret


def secret_from_stdin(what: str) -> str:
    """Return the first line of standard input.

    Raises:
        Stop: There is none, or it is not UTF-8.
    """
    try:
        secret = sys.stdin.readline().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise Stop(f"the {what} on standard input is not UTF-8") from error
    if not secret:
        raise Stop(f"the {what} is expected on standard input, and nothing came")
    return secret
