"""Changes a site's keys: the outside one, and with it the one that encrypts the database."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from core.errors import DataDamaged, StoreUnavailable
from core.ports import Clock
from core.runtime.durable import sync_file, sync_folder
from core.runtime.key_ring import change_outside_key
from core.runtime.key_sources import KEY_BYTES, KeyMissing
from core.store import Store
from core.store.backup import reencrypt, settle
from core.things import Actor
from core.usecases.key_changing import NoteKeyChange, note_key_change
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.opening import open_store, require_site
from server.restoring import remove_database
from server.soundness import told

_PART_NAME: Final = "site.sqlite.rekeying"


def rotate(folder: DataFolder, clock: Clock, *, data: bool) -> None:
    """Seal the ring under a new outside key; the caller holds the folder's lock.

    A stop at any instant leaves data and keys that fit.

    Args:
        folder: Whose keys.
        clock: The site's.
        data: Encrypt the database anew as well. The former key stays in the ring for as long as
            backups are kept.

    Raises:
        Stop: The data are damaged, or something cannot be written.
    """
    try:
        if data:
            _with_data(folder, clock)
        else:
            with _looked_through(folder, folder.key(), clock) as store:
                change_outside_key(folder.path, folder.ring())
                _note(store, "outside")
    except KeyMissing as error:
        raise Stop(str(error), DAMAGED) from error
    except DataDamaged as error:
        raise Stop(f"the data are damaged: {error}", DAMAGED) from error
    except StoreUnavailable as error:
        raise Stop(f"{folder.path} cannot be written: {error}") from error
    except OSError as error:
        raise Stop(f"{folder.path} cannot be written: {error.strerror or error}") from error


def _with_data(folder: DataFolder, clock: Clock) -> None:
    if folder.server_database() is not None:
        raise Stop("this site stands in PostgreSQL, which encrypts nothing: encrypt its disk")
    key = folder.key()
    ring = folder.ring().with_data_key(secrets.token_bytes(KEY_BYTES), clock.now())
    part = folder.path / _PART_NAME
    remove_database(part)
    try:
        settle(folder.database, key=key)
        before = _state(folder.database)
        part.touch(mode=0o600)
        reencrypt(folder.database, part, key=key, new=ring.keys[0])
        beside = DataFolder(folder.path)
        beside.database = part
        with _looked_through(beside, ring.keys[0], clock) as store:
            _note(store, "outside", "data")
        settle(part, key=ring.keys[0])
        sync_file(part)
        if _state(folder.database) != before:
            raise Stop("another command wrote to the data meanwhile: try again")
        # From here on both keys are in the ring, and whichever file is there is opened by one.
        change_outside_key(folder.path, ring)
        part.replace(folder.database)
        sync_folder(folder.path)
    finally:
        remove_database(part)


def _state(database: Path) -> tuple[int, int, bool]:
    """Return what changes with every commit to a file; its log must not outlive it."""
    log, state = Path(f"{database}-wal"), database.stat()
    return state.st_size, state.st_mtime_ns, log.exists() and log.stat().st_size > 0


@contextmanager
def _looked_through(folder: DataFolder, key: bytes, clock: Clock) -> Iterator[Store]:
    store = open_store(folder, key, clock)
    try:
        require_site(store, folder)
        with store.read() as reader:
            verdict = reader.verify_journal()
        if not verdict.intact:
            raise Stop(told(verdict), DAMAGED)
        yield store
    finally:
        store.close()


def _note(store: Store, *what: str) -> None:
    store.write(lambda uow: note_key_change(uow, Actor(), NoteKeyChange(what)))
