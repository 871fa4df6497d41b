"""`backup`, `restore`, `verify-journal` and `purge`: the site's data as a whole."""

import argparse
import os
import shutil
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import DataDamaged, StoreUnavailable
from core.guarantee import Passing
from core.ports import Clock
from core.runtime.durable import sync_file, sync_folder
from core.runtime.key_ring import KeyRing
from core.store import Store
from core.store.backup import back_up
from core.store.chain import verify
from core.store.exceptions import all_exceptions
from core.things import Actor
from core.usecases import settings as site_settings
from core.usecases.reading_journal import NoteReading, note_reading
from server import restoring
from server.backups import DAYS_KEPT, backup_name, expire
from server.commands import opened
from server.commands.kits import keys_with, kit_options, put_kit_beside
from server.data_folder import DataFolder
from server.faults import DAMAGED, Stop
from server.opening import plainly_told, require_site
from server.options import OneLineParser, clock_of, folder_of, seal_files, seals_option
from server.purging import purge_all
from server.seal_file import SealFile
from server.sealing import Sealer, SealKey
from server.site_clock import command_clock
from server.soundness import proof_of, read_all, told

if TYPE_CHECKING:
    from core.store.postgresql import Postgresql

_MOST_KEPT: Final = 1000


def backup(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Copy the database to a file, encrypted under the same key, also while a server runs.

    With `--keep` the file is named by the moment, in a folder where older ones go.

    Raises:
        Stop: The file is there already, or cannot be written.
    """
    parser.add_argument("file", type=Path, help="the file to make; with --keep, its folder")
    parser.add_argument(
        "--keep",
        type=_count,
        metavar="N",
        help=f"name the file by the moment; keep the newest N, none for over {DAYS_KEPT} days",
    )
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    if folder.server_database() is not None:
        raise Stop(
            "this site stands in PostgreSQL: back it up with `pg_dump --format=custom`,"
            " and keep what it writes encrypted"
        )
    now = command_clock(options, folder).now()
    given = Path(options.file).absolute()
    target = given if options.keep is None else given / backup_name(now)
    if target.exists():
        raise Stop(f"{target} is there already")
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        # Readable by this user alone from its first byte on.
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        back_up(folder.database, part, key=folder.key())
        sync_file(part)
        put_kit_beside(folder, target)
        part.replace(target)
        sync_folder(target.parent)
        if options.keep is not None:
            expire(given, keep=options.keep, now=now)
    except (StoreUnavailable, DataDamaged, OSError) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        reason = error.strerror if isinstance(error, OSError) else error
        raise Stop(f"{target} cannot be written: {reason}") from error


def restore(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Put a backup, or a standby's copy, in the place of the data; print how far it goes.

    Leases that were given since then end. The data that were there are kept beside, as
    `site.sqlite.before-restore`. Where the site stands in PostgreSQL, `pg_restore` puts them back,
    and this command follows it without a source. To a PC that has no keys the kit beside the source
    brings them, or the one of `--kit`.

    Raises:
        Stop: A server runs on the data, or the source is no backup of this site.
    """
    parser.add_argument(
        "source",
        type=Path,
        nargs="?",
        help="a backup, or the folder of a copy; none after `pg_restore`",
    )
    kit_options(parser)
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    database = folder.server_database()
    if database is not None:
        _restored(folder, keys_with(folder, options, folder.path), database, options)
        return
    if options.source is None:
        parser.error("the following arguments are required: source")
    source = Path(options.source).absolute()
    # Not by way of the folder, which wants a database to be there: it may be what was lost.
    ring = keys_with(folder, options, source)
    with folder.locked():
        if source.is_dir():
            from server.standby.promoting import restore_copy  # noqa: PLC0415 - as in standby.py

            restored = restore_copy(folder, ring, clock_of(options), source)
        else:
            restored = restoring.restore(
                folder, ring, clock_of(options), source, lambda part: _copy(source, part)
            )
    print(restored)  # noqa: T201 - the answer of the command


def _restored(
    folder: DataFolder, ring: KeyRing, database: "Postgresql", options: argparse.Namespace
) -> None:
    """End leases and feeds of before `pg_restore`, as no server of the site may do by itself."""
    if options.source is not None:
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
            _begin_epoch(store, folder, ring, clock)


def _begin_epoch(store: Store, folder: DataFolder, ring: KeyRing, clock: Clock) -> None:
    """Raise the epoch above every one that was sealed here, and seal what was put back."""
    before = max((seal.epoch for seal in SealFile(folder.seals).seals()), default=0)
    store.write(lambda uow: site_settings.raise_epoch(uow, Actor(), before))
    Sealer(store, SealKey(ring.root), (SealFile(folder.seals),), clock).finish()


def _copy(source: Path, part: Path) -> None:
    shutil.copyfile(source, part)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= _MOST_KEPT:
        raise argparse.ArgumentTypeError(f"a number from 1 to {_MOST_KEPT}")
    return int(text)


def purge(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Forget what must not be kept longer, as a running server does by itself; print counts."""
    options = parser.parse_args(arguments)
    with opened(options) as store:
        forgotten = purge_all(store)
    print(", ".join(f"{name} {count}" for name, count in forgotten.items()))  # noqa: T201 - the answer of the command


def verify_journal(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Check chain and seals of the journal; print how many rows hold, and how far it is sealed.

    That the journal was read is journaled in its turn, where it holds.
    A line follows for each person who was called before somebody against the guarantee of the
    rule; a day may hold such a line without any damage.

    Raises:
        Stop: A row was changed, or is missing, or a seal is not what it should be.
    """
    seals_option(parser)
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    key, outside = SealKey(folder.ring().root), read_all(seal_files(options, folder))
    with opened(options) as store, store.read() as reader:
        proof = proof_of(reader, key, outside)
        verdict = verify(reader.connection, proof.seals)
        if not verdict.intact:
            raise Stop(told(verdict), DAMAGED)
        broken = [one for one in all_exceptions(reader) if one.explained is None]
        reading = NoteReading(None, None, (), 0, verdict.rows)
        store.write(lambda uow: note_reading(uow, Actor(), reading))
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
