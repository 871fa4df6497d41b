"""`emergency-kit` and `recovery-sheet`: what another PC needs, and the code that opens it."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.runtime.key_ring import KeyRing, change_ring, read_ring
from core.runtime.key_sources import KeyMissing
from core.runtime.private_files import write_private
from core.things import Actor
from core.usecases.key_changing import NoteKeyChange, note_key_change
from core.usecases.searching import NoteTaking, note_taking
from server.commands import opened
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.options import OneLineParser, folder_of, secret_from_stdin

if TYPE_CHECKING:
    from server.recovery_code import RecoveryCode

_KIT_OF_COPY: Final = "emergency.kit"


def emergency_kit(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Seal keys and certificate in a file for another PC, for the site's recovery code.

    Where the site has no code yet one is made, and printed.

    Raises:
        Stop: The file is there already, or cannot be written.
    """
    # Most commands start faster without these.
    from server.recovery_code import RecoveryCode  # noqa: PLC0415
    from server.standby.emergency_kit import EmergencyKit  # noqa: PLC0415

    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    target = new_file(options.file)
    kit = EmergencyKit.of(folder)
    code = None if kit.ring.recovery is not None else RecoveryCode.new()
    if code is not None:
        kit = replace(kit, ring=replace(kit.ring, recovery=code.public))
    with opened(options) as store:
        try:
            kit.seal(target)
        except OSError as error:
            raise Stop(f"{target} cannot be written: {error.strerror}") from error
        store.write(lambda uow: note_taking(uow, Actor(), NoteTaking("emergency_kit")))
    told = "the site's recovery code opens it" if code is None else str(code)
    print(told, flush=True)  # noqa: T201 - the answer of the command
    if code is not None:
        take_code(options, code)


def recovery_sheet(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Make the site's recovery code, and a page for the safe that shows it.

    Emergency kits that were made before stay with the code of before.

    Raises:
        Stop: The file is there already or cannot be written, or the site has a code.
    """
    # As above.
    from server.paper.recovery_sheet import recovery_sheet as drawn  # noqa: PLC0415
    from server.recovery_code import RecoveryCode  # noqa: PLC0415

    parser.add_argument("file", type=Path, metavar="FILE.pdf")
    parser.add_argument(
        "--replace", action="store_true", help="make another code in place of the site's"
    )
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    target = new_file(options.file)
    if folder.ring().recovery is not None and not options.replace:
        raise Stop("this site has a recovery code already (--replace makes another one)")
    code = RecoveryCode.new()
    with opened(options) as store, store.read() as reader:
        site = reader.site()
        page = drawn(code, site.name, site.id, reader.now.astimezone(site.tz))
    try:
        write_private(target, page)
    except OSError as error:
        raise Stop(f"{target} cannot be written: {error.strerror}") from error
    take_code(options, code)


def take_code(options: argparse.Namespace, code: "RecoveryCode") -> None:
    """Let a code open the kits that are made from now on; it has been printed by now.

    Raises:
        Stop: The site cannot be opened, or its folder cannot be written.
    """
    folder = folder_of(options)
    with opened(options) as store:
        try:
            change_ring(folder.path, replace(folder.ring(), recovery=code.public))
        except KeyMissing as error:
            raise Stop(str(error), DAMAGED) from error
        store.write(lambda uow: note_key_change(uow, Actor(), NoteKeyChange(("recovery",))))


def put_kit_beside(folder: DataFolder, backup: Path) -> None:
    """Put a kit beside a backup, where the site has a recovery code: the two come back together.

    Raises:
        OSError: It cannot be written.
    """
    if folder.ring().recovery is not None:
        from server.standby.emergency_kit import EmergencyKit  # noqa: PLC0415 - as above

        EmergencyKit.of(folder).seal(_beside(backup))


def kit_options(parser: OneLineParser) -> None:
    """Add what lets data come to a PC that has no keys yet."""
    parser.add_argument(
        "--recovery-code-stdin",
        action="store_true",
        help="read the recovery code from standard input, and take the kit beside the data",
    )
    parser.add_argument(
        "--kit", type=Path, metavar="FILE", help="another emergency kit; its code as above"
    )


def keys_with(folder: DataFolder, options: argparse.Namespace, source: Path) -> KeyRing:
    """Return the keys of a folder, after what is in a kit was put into it.

    Args:
        folder: Where data are about to be put.
        options: Whether there is a kit.
        source: The data: a file, or the folder of a copy.

    Raises:
        Stop: There is no key, the folder has another site's, or the code does not open the kit.
    """
    from server.standby.emergency_kit import EmergencyKit, KitRefused  # noqa: PLC0415 - as above

    kit = options.kit or (_beside(source) if options.recovery_code_stdin else None)
    try:
        if kit is not None:
            folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            EmergencyKit.open(kit, secret_from_stdin("recovery code")).put_into(folder)
        return read_ring(folder.path)
    except KitRefused as error:
        raise Stop(str(error)) from error
    except KeyMissing as error:
        hint = "" if kit is not None else ": bring it with --recovery-code-stdin, or --kit"
        raise Stop(f"{error}{hint}", DAMAGED) from error
    except OSError as error:
        raise Stop(f"{kit or folder.path}: {error.strerror}") from error


def new_file(path: Path) -> Path:
    """Return the file that was named.

    Raises:
        Stop: It is there already.
    """
    target = path.absolute()
    if target.exists():
        raise Stop(f"{target} is there already")
    return target


def _beside(source: Path) -> Path:
    return source / _KIT_OF_COPY if source.is_dir() else Path(f"{source}.kit")
