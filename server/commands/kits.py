"""The key of data that come to another PC: from where it was kept, or out of the emergency kit."""

from pathlib import Path

from core.runtime.keys import KeyMissing, data_key
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.options import OneLineParser, secret_from_stdin


def kit_option(parser: OneLineParser) -> None:
    """Add `--kit`, for a PC that has no key yet."""
    parser.add_argument(
        "--kit", type=Path, metavar="FILE", help="emergency kit; its code on standard input"
    )


def key_with(folder: DataFolder, kit: Path | None) -> bytes:
    """Return the key of a folder, after what is in the kit was put into it.

    Raises:
        Stop: There is no key, the folder has another, or the kit is not opened by the code.
    """
    # Most commands start faster without it.
    from server.standby.emergency_kit import EmergencyKit, KitRefused  # noqa: PLC0415

    try:
        if kit is not None:
            folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            EmergencyKit.open(kit, secret_from_stdin("recovery code")).put_into(folder)
        return data_key(folder.path)
    except KitRefused as error:
        raise Stop(str(error)) from error
    except KeyMissing as error:
        hint = "" if kit is not None else ": give the emergency kit with --kit"
        raise Stop(f"{error}{hint}", DAMAGED) from error
    except OSError as error:
        raise Stop(f"{kit or folder.path}: {error.strerror}") from error
