"""`export-journal` and `verify-export`: days of the journal in a file that proves itself."""

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from core.runtime.durable import sync_folder
from core.store.chain import verify
from core.store.journal_range import range_of, rows_of
from core.things import Actor
from core.usecases.searching import NoteTaking, note_taking
from server.commands import opened
from server.faults import DAMAGED, Stop
from server.journal_export import ExportDamaged, Head, check_export, write_export
from server.options import OneLineParser, folder_of, seal_files, seals_option
from server.sealing import PublicSealKey, SealKey
from server.soundness import proof_of, read_all, told


def export_journal(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Write the journal of some business days to a file, with its seals and a signature.

    Raises:
        Stop: The journal is damaged, a day is no date, or the file cannot be written.
    """
    parser.add_argument("--from", dest="first", type=_day, required=True, metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="last", type=_day, required=True, metavar="YYYY-MM-DD")
    seals_option(parser)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    folder = folder_of(options)
    target: Path = options.file.absolute()
    if target.exists():
        raise Stop(f"{target} is there already")
    if options.last < options.first:
        raise Stop("--to: not before --from")
    key, outside = SealKey(folder.ring().root), read_all(seal_files(options, folder))
    part = target.with_name(f".{target.name}.part")
    with opened(options) as store:
        try:
            with store.read() as reader:
                proof = proof_of(reader, key, outside)
                verdict = verify(reader.connection, proof.seals)
                if not verdict.intact:
                    raise Stop(told(verdict), DAMAGED)
                days = reader.site().days
                begin, end = days.bounds(options.first)[0], days.bounds(options.last)[1]
                rows = range_of(reader.connection, begin, end)
                head = Head(
                    reader.site().id,
                    options.first,
                    options.last,
                    reader.now,
                    rows.first,
                    rows.last,
                    rows.before,
                    key.public,
                )
                part.unlink(missing_ok=True)
                part.touch(mode=0o600)
                with part.open("r+b") as file:
                    found = rows_of(reader.connection, rows)
                    count = write_export(file, head, found, proof.seals, key)
                    file.flush()
                    os.fsync(file.fileno())
            # Before anybody has it: what was taken out stands in the journal in any case.
            store.write(lambda uow: note_taking(uow, Actor(), NoteTaking("journal", count)))
            part.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise Stop(f"{target} cannot be written: {error.strerror}") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    print(f"{count} rows, signed by the key {key.public}")  # noqa: T201 - the answer of the command


def verify_export(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Check a file of `export-journal` on any machine; print what it holds.

    Raises:
        Stop: It was changed, is no export, or is not signed by the key.
    """
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--public-key",
        type=_key,
        metavar="HEX",
        help="the site's, as `verify-journal` prints it; without it compare what is printed",
    )
    options = parser.parse_args(arguments)
    try:
        checked = check_export(options.file, options.public_key)
    except ExportDamaged as error:
        raise Stop(f"{options.file}: {error}", DAMAGED) from error
    except OSError as error:
        raise Stop(f"{options.file}: {error.strerror}") from error
    head = checked.head
    compare = "" if options.public_key is not None else "; compare it with the one you noted"
    days = f"{head.first_day} to {head.last_day}"
    what = f"{checked.rows} rows of site {head.site_id}, {days}, intact; {checked.seals} seals"
    who = f"signed on {head.made_at:%Y-%m-%d %H:%M}Z by the key {head.public_key}{compare}"
    print(f"{what}\n{who}")  # noqa: T201 - the answer of the command


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("a date is YYYY-MM-DD") from error


def _key(text: str) -> PublicSealKey:
    try:
        return PublicSealKey(bytes.fromhex(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError("a key has 64 hexadecimal digits") from error
