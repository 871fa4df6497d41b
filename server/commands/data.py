"""`backup`, `restore`, `verify-journal` and `purge`: the site's data as a whole."""

import argparse
import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import StoreUnavailable
from core.guarantee import Passing
from core.ports import Clock
from core.store import Store
from core.store.backup import back_up
from core.store.chain import verify
from core.store.exceptions import all_exceptions
from core.store.sqlite import BESIDE
from core.things import Actor
from core.usecases import settings as site_settings
from server.commands import opened
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.opening import open_store, plainly_told, require_site
from server.options import OneLineParser, clock_of, folder_of, seal_files, seals_option
from server.purging import purge_all
from server.seal_file import SealFile
from server.sealing import Sealer, SealKey
from server.soundness import proof_of, read_all, told

if TYPE_CHECKING:
    from core.store.postgresql import Postgresql


def backup(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Copy the database to a file, encrypted under the same key, also while a server runs.

    Raises:
        Stop: The file is there already, or cannot be written.
    """
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    if folder.server_database() is not None:
        raise Stop(
            "this site stands in PostgreSQL: back it up with `pg_dump --format=custom`,"
            " and keep what it writes encrypted"
        )
    target = Path(options.file).absolute()
    if target.exists():
        raise Stop(f"{target} is there already")
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        back_up(folder.database, part, key=folder.key())
        if os.name == "posix":
            part.chmod(0o600)
        part.replace(target)
    except (StoreUnavailable, OSError) as error:
        part.unlink(missing_ok=True)
        raise Stop(f"{target} cannot be written: {error}") from error


def restore(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Put a backup in the place of the data; leases that were given since then end.

    The data that were there are kept beside, as `site.sqlite.before-restore`. Where the site stands
    in PostgreSQL, `pg_restore` puts them back, and this command follows it without a file.

    Raises:
        Stop: A server runs on the data, or the file is no backup of this site.
    """
    parser.add_argument("file", type=Path, nargs="?", help="without it: after `pg_restore`")
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    key = folder.key()
    database = folder.server_database()
    if database is not None:
        _restored(folder, key, database, options)
        return
    if options.file is None:
        parser.error("the following arguments are required: file")
    source = Path(options.file).absolute()
    with folder.locked():
        part = folder.path / "site.sqlite.restoring"
        try:
            part.touch(mode=0o600)
            part.write_bytes(source.read_bytes())
        except OSError as error:
            raise Stop(f"{source}: {error.strerror}") from error
        try:
            _check(folder, part, key, options)
        except Stop as stop:
            for ending in ("", *BESIDE):
                (folder.path / f"{part.name}{ending}").unlink(missing_ok=True)
            if stop.code == DAMAGED:
                raise Stop(f"{source} is no backup of this site", DAMAGED) from stop
            raise
        _replace(folder, part)
        with opened(options) as store:
            _begin_epoch(store, folder, key, clock_of(options))


def _restored(
    folder: DataFolder, key: bytes, database: "Postgresql", options: argparse.Namespace
) -> None:
    """End leases and feeds of before `pg_restore`, as no server of the site may do by itself."""
    if options.file is not None:
        raise Stop(
            "this site stands in PostgreSQL: put the data back with `pg_restore --clean`,"
            " then run `restore` without a file"
        )
    with plainly_told(folder), closing(database.seat()) as seat:
        if not seat.take():
            raise Stop("a server is at work on this database: stop it first")
        clock = clock_of(options)
        with Store.on(database, clock, seat.engine) as store:
            require_site(store, folder)
            _begin_epoch(store, folder, key, clock)


def _begin_epoch(store: Store, folder: DataFolder, key: bytes, clock: Clock) -> None:
    """Raise the epoch above every one that was sealed here, and seal what was put back."""
    before = max((seal.epoch for seal in SealFile(folder.seals).seals()), default=0)
    store.write(lambda uow: site_settings.raise_epoch(uow, Actor(), before))
    Sealer(store, SealKey(key), (SealFile(folder.seals),), clock).finish()


def _check(folder: DataFolder, part: Path, key: bytes, options: argparse.Namespace) -> None:
    beside = DataFolder(folder.path)
    beside.database = part
    store = open_store(beside, key, clock_of(options))
    try:
        # An empty file is a database without tables, and would take the place of the data.
        require_site(store, beside)
    finally:
        store.close()


def _replace(folder: DataFolder, part: Path) -> None:
    kept = folder.path / "site.sqlite.before-restore"
    for ending in BESIDE:
        (folder.path / f"{part.name}{ending}").unlink(missing_ok=True)
    folder.database.replace(kept)
    for ending in BESIDE:
        old = Path(f"{folder.database}{ending}")
        if old.exists():
            old.replace(f"{kept}{ending}")
    part.replace(folder.database)


def purge(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Forget what must not be kept longer, as a running server does by itself; print counts."""
    options = parser.parse_args(arguments)
    with opened(options) as store:
        forgotten = purge_all(store)
    print(", ".join(f"{name} {count}" for name, count in forgotten.items()))  # noqa: T201 - the answer of the command


def verify_journal(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Check chain and seals of the journal; print how many rows hold, and how far it is sealed.

    A line follows for each person who was called before somebody against the guarantee of the
    rule; a day may hold such a line without any damage.

    Raises:
        Stop: A row was changed, or is missing, or a seal is not what it should be.
    """
    seals_option(parser)
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    key, outside = SealKey(folder.key()), read_all(seal_files(options, folder))
    with opened(options) as store, store.read() as reader:
        proof = proof_of(reader, key, outside)
        verdict = verify(reader.connection, proof.seals)
        if not verdict.intact:
            raise Stop(told(verdict), DAMAGED)
        broken = [one for one in all_exceptions(reader) if one.explained is None]
    if proof.faults:
        raise Stop(f"{verdict.rows} rows hold, but {proof.faults[0]}", DAMAGED)
    lines = [f"{verdict.rows} rows intact"]
    if proof.seals:
        newest = proof.seals[-1]
        lines.append(f"sealed up to row {newest.seq} of {newest.day}, by the key {key.public}")
    lines += [_told(one) for one in broken]
    print("\n".join(lines))  # noqa: T201 - the answer of the command


def _told(passing: Passing) -> str:
    return (
        f"guarantee broken at {passing.seq}: {passing.number}, here since"
        f" {passing.checked_in_at:%Y-%m-%d %H:%M}Z, was called before {passing.passed_number},"
        f" rank {passing.passed_rank:%H:%M}Z"
    )
