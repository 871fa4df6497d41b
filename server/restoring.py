"""Puts other data in the place of a site's data: all of them, or nothing."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from core.errors import DataDamaged, StoreUnavailable
from core.ports import Clock
from core.runtime.durable import sync_file, sync_folder
from core.runtime.key_ring import KeyRing
from core.store import Store
from core.store.backup import Settled, fitting_key, reencrypt, settle
from core.store.sqlite import BESIDE
from core.things import Actor
from core.usecases import settings as site_settings
from server.data_folder import DataFolder
from server.faults import DAMAGED, TOO_NEW, Stop
from server.opening import open_store, require_site
from server.seal_file import SealFile
from server.sealing import Sealer, SealKey
from server.soundness import told

_PART_NAME: Final = "site.sqlite.restoring"


@dataclass(frozen=True, slots=True)
class Expected:
    """Where the journal of the new data must end; as `core.store.journal.Tail`."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in force now.

    Attributes:
        seq: The newest event that the new data brought; 0 for none.
        at: Its time; None for none.
        epoch: The site's new epoch.
    """

    seq: int
    at: datetime | None
    epoch: int

    def __str__(self) -> str:
        newest = (
            "no event" if self.at is None else f"event {self.seq} of {self.at:%Y-%m-%d %H:%M:%S}Z"
        )
        return f"restored up to {newest}; epoch {self.epoch}"


def restore(
    folder: DataFolder,
    ring: KeyRing,
    clock: Clock,
    source: Path,
    fill: Callable[[Path], Expected | None],
) -> Restored:
    """Put other data in the place of the data; a stop at any instant leaves the one or the other.

    The new data are opened, brought up to this version, looked through and given their epoch
    before they take the place of the others, which are kept as `site.sqlite.before-restore`. The
    caller holds the folder's lock.

    Args:
        folder: Whose data.
        ring: The site's keys; new data under a former one come under the present one.
        clock: The site's.
        source: What the operator named, for what is said.
        fill: Writes the new database to a file; says how its journal must end, if that is known.

    Raises:
        Stop: The new data are damaged, another site's, newer than this program, or cannot be
            written; nothing has changed.
    """
    part = folder.path / _PART_NAME
    remove_database(part)
    try:
        part.touch(mode=0o600)
        try:
            expected = fill(part)
        except OSError as error:
            raise Stop(f"{source}: {error.strerror or error}") from error
        before = _settled(folder.database, ring)
        _bring_under_present_key(part, ring)
        restored = _prepare(folder, part, ring.keys[0], clock, before, expected)
        _replace(folder, part)
        _seal(folder, ring, clock)
    except Stop as stop:
        remove_database(part)
        if stop.code in (DAMAGED, TOO_NEW):
            raise Stop(f"{source} is no backup of this site: {stop.line}", stop.code) from stop
        raise
    except OSError as error:
        remove_database(part)
        raise Stop(f"{folder.path} cannot be written: {error.strerror or error}") from error
    return restored


def _bring_under_present_key(part: Path, ring: KeyRing) -> None:
    key = fitting_key(part, ring.keys)
    if key == ring.keys[0]:
        return
    fresh = part.with_name(f"{part.name}.fresh")
    remove_database(fresh)
    try:
        fresh.touch(mode=0o600)
        reencrypt(part, fresh, key=key, new=ring.keys[0])
        fresh.replace(part)
    except DataDamaged as error:
        raise Stop("it is damaged", DAMAGED) from error
    except StoreUnavailable as error:
        raise Stop(f"{part.parent} cannot be written: {error}") from error
    finally:
        remove_database(fresh)


def _prepare(
    folder: DataFolder,
    part: Path,
    key: bytes,
    clock: Clock,
    before: Settled | None,
    expected: Expected | None,
) -> Restored:
    beside = DataFolder(folder.path)
    beside.database = part
    # Whatever the data themselves can tell: the highest epoch that was sealed here.
    sealed = max((seal.epoch for seal in SealFile(folder.seals).seals()), default=0)
    store = _open(beside, key, clock)
    try:
        if not store.looked_through:
            store.look_through(lambda: False)
        with store.read() as reader:
            verdict, tail, site = reader.verify_journal(), reader.journal_tail(), reader.site()
        if not verdict.intact:
            raise Stop(told(verdict), DAMAGED)
        if expected is not None and (tail.seq, tail.hash) != (expected.seq, expected.hash):
            raise Stop("its journal does not end where the server said", DAMAGED)
        if before is not None and before.site_id not in (None, site.id):
            raise Stop("it is another site's", DAMAGED)
        above = max(sealed, 0 if before is None else before.epoch)
        receipt = store.write(lambda uow: site_settings.raise_epoch(uow, Actor(), above))
    except DataDamaged as error:
        raise Stop("it is damaged", DAMAGED) from error
    except StoreUnavailable as error:
        raise Stop(f"{folder.path} cannot be written: {error}") from error
    finally:
        store.close()
    settle(part, key=key)
    sync_file(part)
    return Restored(tail.seq, tail.at if tail.seq else None, int(receipt["epoch"] or 0))


def _seal(folder: DataFolder, ring: KeyRing, clock: Clock) -> None:
    """Seal the journal as it is now, so that its end is known before a server runs on it."""
    store = open_store(folder, folder.key(), clock)
    try:
        Sealer(store, SealKey(ring.root), (SealFile(folder.seals),), clock).finish()
    finally:
        store.close()


def _open(folder: DataFolder, key: bytes, clock: Clock) -> Store:
    reasons = {
        DAMAGED: "it is damaged, or its key is another",
        TOO_NEW: "it comes from a newer version of Guichet",
    }
    try:
        store = open_store(folder, key, clock)
    except Stop as stop:
        raise Stop(reasons.get(stop.code, stop.line), stop.code) from stop
    try:
        # An empty file is a database without tables, and would take the place of the data.
        require_site(store, folder)
    except Stop as stop:
        store.close()
        raise Stop("it holds no site", DAMAGED) from stop
    return store


def _settled(database: Path, ring: KeyRing) -> Settled | None:
    """Bring the present database into one file; None where there is none that can be opened."""
    if not database.exists():
        return None
    try:
        return settle(database, key=fitting_key(database, ring.keys))
    except (StoreUnavailable, DataDamaged):
        return None


def _replace(folder: DataFolder, part: Path) -> None:
    """Let `part` take the place of the database, which is kept beside it."""
    database, kept = folder.database, folder.replaced
    if database.exists():
        remove_database(kept)
        for ending in BESIDE:
            # The log of a damaged database must not be read as the log of the new one; and the
            # mark says how far another journal had come.
            old = Path(f"{database}{ending}")
            if old.exists():
                old.replace(f"{kept}{ending}")
        _link(database, kept)
        sync_folder(folder.path)
    # The one step that counts.
    part.replace(database)
    sync_folder(folder.path)
    remove_database(part)


def _link(database: Path, kept: Path) -> None:
    try:
        os.link(database, kept)
    except OSError:
        # Not every file system gives a file two names.
        shutil.copyfile(database, kept)
        sync_file(kept)
    # Its time says from now on how long it has been kept.
    os.utime(kept)


def remove_database(database: Path) -> None:
    """Remove a database file and what lies beside it.

    Raises:
        OSError: A file cannot be removed.
    """
    for ending in ("", *BESIDE):
        Path(f"{database}{ending}").unlink(missing_ok=True)
