"""`follow` and `promote`: a second PC that can take over."""

import argparse
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.model import StationKind
from core.runtime.logs import start_logging, stop_logging
from server.commands.kits import keys_with, kit_options
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.options import OneLineParser, clock_of, folder_of

if TYPE_CHECKING:
    from sync.client.identity import Identity


def follow(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Keep a copy of a server's data in a folder, until it is asked to stop.

    Raises:
        Stop: The folder cannot be used, or the server wants no such standby.
    """
    # A standby is a station like others, and comes through the interface. Nobody else here needs
    # what that takes to import.
    from server.serving import leave_on_signals  # noqa: PLC0415
    from server.standby.copy_folder import CopyDamaged, CopyFolder  # noqa: PLC0415
    from server.standby.following import Following, NotWanted  # noqa: PLC0415

    parser.add_argument(
        "--server", action="append", metavar="URL", help="where the server is; else asked for"
    )
    parser.add_argument("--pair", metavar="STRING", help="from `pairing-code --kind standby`")
    parser.add_argument("--name", default="Standby", help="what it is called at reception")
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    leave_on_signals()
    try:
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"{folder.path} cannot be written: {error.strerror}") from error
    with folder.locked():
        if folder.initialised:
            raise Stop(f"{folder.path} holds a site of its own: take an empty folder")
        try:
            copy = CopyFolder(folder.path)
        except CopyDamaged as error:
            raise Stop(f"{error}: take an empty folder", DAMAGED) from error
        except OSError as error:
            raise Stop(f"{folder.path} cannot be read: {error.strerror}") from error
        identity = _identity(options, folder)
        start_logging("standby", folder.logs)
        try:
            Following(identity.connection(), copy, _say).run(threading.Event())
        except NotWanted as error:
            raise Stop(str(error)) from error
        finally:
            stop_logging()


def promote(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Make a copy the data of its folder, which a server can then run on; print how far it goes.

    Raises:
        Stop: There is no copy, somebody still follows, or the kit is not opened by the code.
    """
    from server.standby import promoting  # noqa: PLC0415 - as above

    kit_options(parser)
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    clock = clock_of(options)
    with folder.locked():
        if folder.initialised:
            raise Stop(f"{folder.path} holds a site already: start the server on it")
        promoting.open_copy(folder.path)
        ring = keys_with(folder, options, folder.path)
        restored = promoting.promote(folder, ring, clock)
    print(restored)  # noqa: T201 - the answer of the command


def _identity(options: argparse.Namespace, folder: DataFolder) -> "Identity":
    from sync.client.errors import ApiError  # noqa: PLC0415 - as above
    from sync.client.identity import IdentityDamaged  # noqa: PLC0415
    from sync.client.pairing import PairingInvalid, enrol  # noqa: PLC0415

    try:
        identity = enrol(
            folder.path,
            url=options.server,
            string=options.pair,
            kind=StationKind.STANDBY,
            name=options.name,
        )
    except PairingInvalid as error:
        raise Stop(f"--server or --pair: {error.code}") from error
    except ApiError as error:
        raise Stop(f"this standby cannot be paired: {error}") from error
    except IdentityDamaged as error:
        raise Stop(f"{error} is damaged: remove it, and pair this standby again") from error
    except OSError as error:
        raise Stop(f"{folder.path} cannot be written: {error.strerror}") from error
    if identity is None:
        raise Stop("a new standby needs --pair")
    return identity


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the interface of the program
