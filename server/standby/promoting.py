"""Puts a copy in the place of a site's data: here, or on the PC that lost them."""

from pathlib import Path

from core.ports import Clock
from core.runtime.key_ring import KeyRing
from server import restoring
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.restoring import Expected, Restored
from server.standby.copy_folder import CopyDamaged, CopyFolder


def open_copy(path: Path) -> CopyFolder:
    """Open the folder of a copy; the caller holds its lock.

    Raises:
        Stop: It holds none, or cannot be read.
    """
    try:
        copy = CopyFolder(path)
    except CopyDamaged as error:
        raise Stop(str(error), DAMAGED) from error
    except OSError as error:
        raise Stop(f"{path} cannot be read: {error.strerror}") from error
    if copy.head is None:
        raise Stop(f"{path} holds no copy: run `guichet-server follow` first")
    return copy


def promote(folder: DataFolder, ring: KeyRing, clock: Clock) -> Restored:
    """Make the copy in a folder the data of that folder; the caller holds its lock.

    Raises:
        Stop: As `restoring.restore`.
    """
    return _restore(folder, ring, clock, open_copy(folder.path))


def restore_copy(folder: DataFolder, ring: KeyRing, clock: Clock, source: Path) -> Restored:
    """Put the copy of another folder in the place of the data; the copy stays as it is.

    Raises:
        Stop: Somebody follows into that folder, or as `restoring.restore`.
    """
    with DataFolder(source).locked():
        return _restore(folder, ring, clock, open_copy(source))


def _restore(folder: DataFolder, ring: KeyRing, clock: Clock, copy: CopyFolder) -> Restored:
    def fill(part: Path) -> Expected:
        try:
            head = copy.write_to(part)
        except CopyDamaged as error:
            raise Stop(str(error), DAMAGED) from error
        return Expected(head.seq, head.hash)

    return restoring.restore(folder, ring, clock, copy.path, fill)
