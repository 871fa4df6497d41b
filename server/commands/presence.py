"""`presence`: who came for their appointment, for booking systems without an interface."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from core.runtime.private_files import write_private
from core.store.presence import presence_of
from core.things import Actor
from core.usecases.searching import NoteTaking, note_taking
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser
from server.presence import presence_csv


def presence(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Print a day's presence as CSV, or write it to a file that only this user may read.

    Raises:
        Stop: The day is no date.
    """
    parser.add_argument("--day", metavar="YYYY-MM-DD", help="business day; today without it")
    parser.add_argument("--names", action="store_true", help="with names; the journal says so")
    parser.add_argument("--language", choices=("fr", "en"), default="fr", help="of the headings")
    parser.add_argument("file", type=Path, nargs="?", help="standard output without it")
    options = parser.parse_args(arguments)
    with opened(options) as store:
        with store.read() as reader:
            site = reader.site()
            try:
                day = date.fromisoformat(options.day) if options.day else reader.today
            except ValueError as error:
                raise Stop(f"--day: {options.day!r} is no date, such as 2026-11-24") from error
            rows = presence_of(reader, day)
        taking = NoteTaking("presence_with_names" if options.names else "presence", len(rows))
        store.write(lambda uow: note_taking(uow, Actor(), taking))
    sheet = presence_csv(site, day, rows, options.language, names=options.names).encode()
    if options.file is None:
        sys.stdout.buffer.write(sheet)
    else:
        write_private(options.file, sheet)
