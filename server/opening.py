"""Opens a site's database, and tells in one sentence why that fails."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from core.errors import AnswersMissing, DataDamaged, DataTooNew, NotFound, StoreUnavailable
from core.ports import Clock
from core.store import Store
from server.data_folder import DataFolder
from server.faults import DAMAGED, TOO_NEW, Stop
from server.seal_file import SealFile
from server.sealing import SealKey
from server.soundness import check_end, look_at_all, read_all


def open_store(folder: DataFolder, key: bytes, clock: Clock) -> Store:
    """Open the database, brought up to this version.

    Raises:
        Stop: Newer than this program (3), damaged or under another key (4), or not to be opened.
    """
    place = folder.place(key)
    with plainly_told(folder):
        return Store.on(place, clock)


@contextmanager
def plainly_told(folder: DataFolder) -> Iterator[None]:
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
    except AnswersMissing as error:
        raise Stop(_cut_short(folder, error), DAMAGED) from error
    except DataDamaged as error:
        line = f"the data in {folder.path} are damaged, or their key is another; {advice(folder)}"
        raise Stop(line, DAMAGED) from error
    except StoreUnavailable as error:
        raise Stop(f"the data in {folder.path} cannot be opened: {error}") from error


def require_sound(
    store: Store, folder: DataFolder, key: SealKey, files: Sequence[SealFile]
) -> None:
    """Find out whether the data are those that were sealed last, before anybody is answered.

    Where damage was found before, everything is looked through; else the end of the journal.

    Raises:
        Stop: They are damaged, or older ones stand in their place (4).
    """
    try:
        outside = read_all(files)
        with store.read() as reader:
            check_end(reader, key, outside)
        if folder.damage_mark.exists():
            store.look_through(lambda: False)
            look_at_all(store, key, files, lambda: False, lambda _: None)
            folder.damage_mark.unlink()
    except DataDamaged as error:
        line = f"the data in {folder.path} are damaged: {error}; {advice(folder)}"
        raise Stop(line, DAMAGED) from error
    except (StoreUnavailable, OSError) as error:
        raise Stop(f"the data in {folder.path} cannot be looked through: {error}") from error


def _cut_short(folder: DataFolder, found: AnswersMissing) -> str:
    if found.newest == 0:
        return f"{folder.database} holds no site any more; {advice(folder)}"
    return (
        f"the data in {folder.path} end at event {found.newest}, and {found.answered} had been"
        " reached: restore the newest copy, or `backup` and restore what there is"
    )


def advice(folder: DataFolder) -> str:
    """Return what an operator can do: name the newest backup beside the data, if one is known."""
    newest = folder.newest_backup()
    if newest is None:
        return "restore a backup with `guichet-server restore`"
    made = datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    command = f"`guichet-server restore --data {folder.path} {newest}`"
    return f"{command} puts back the newest backup here, of {made:%Y-%m-%d %H:%M}Z"


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
