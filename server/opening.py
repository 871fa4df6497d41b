"""Opens a site's database, and tells in one sentence why that fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import DataDamaged, DataTooNew, NotFound, StoreUnavailable
from core.ports import Clock
from core.store import Store
from server.data_folder import DataFolder
from server.faults import DAMAGED, TOO_NEW, Stop


def open_store(folder: DataFolder, key: bytes, clock: Clock) -> Store:
    """Open the database, brought up to this version.

    Raises:
        Stop: Newer than this program (3), damaged or under another key (4), or not to be opened.
    """
    place = folder.place(key)
    with told(folder):
        return Store.on(place, clock)


@contextmanager
def told(folder: DataFolder) -> Iterator[None]:
    """Tell in one sentence why a site's data cannot be used.

    Raises:
        Stop: As `open_store`.
    """
    try:
        yield
    except DataTooNew as error:
        line = (
            f"the data in {folder.path} come from a newer version of Guichet: update this program"
        )
        raise Stop(line, TOO_NEW) from error
    except DataDamaged as error:
        line = f"the data in {folder.path} are damaged, or their key is another: restore a backup"
        raise Stop(line, DAMAGED) from error
    except StoreUnavailable as error:
        raise Stop(f"the data in {folder.path} cannot be opened: {error}") from error


def require_site(store: Store, folder: DataFolder) -> None:
    """Find out whether a database that could be opened holds a site at all.

    Raises:
        Stop: It is empty, as an interrupted `init` or copy leaves it (4).
    """
    try:
        with store.read() as reader:
            reader.site()
    except NotFound as error:
        line = (
            f"the database of {folder.path} holds no site: restore a backup, or run `init`"
            " for a new one"
        )
        raise Stop(line, DAMAGED) from error
