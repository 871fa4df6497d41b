"""`day-list` and `reserve-cards`: what reception works with on a paper day."""

import argparse
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from core.errors import Refusal
from core.runtime.private_files import write_private
from core.store.reader import Reader
from core.things import Actor
from core.usecases.leasing import CARDS_AHEAD, MOST_CARDS, GrantCards, grant_cards
from core.usecases.searching import NoteTaking, note_taking
from server.commands import opened
from server.commands.kits import new_file
from server.faults import Stop
from server.options import OneLineParser

_CARDS = 24


def day_list(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Write a day's list to a file that only this user may read: it holds names.

    Raises:
        Stop: The day is no date, or the file is there already or cannot be written.
    """
    # Most commands start faster without what draws.
    from server.paper.day_list import day_list as drawn  # noqa: PLC0415
    from server.paper.gathering import day_of  # noqa: PLC0415

    _paper_options(parser)
    parser.add_argument(
        "--language", choices=("fr", "en"), default="fr", help="of the list; fr without it"
    )
    options = parser.parse_args(arguments)
    target = new_file(options.file)
    with opened(options) as store:
        with store.read() as reader:
            head, rows = day_of(reader, _day(options, reader), options.language)
        taking = NoteTaking("day_list", len(rows))
        store.write(lambda uow: note_taking(uow, Actor(), taking))
    _write(target, drawn(head, rows, options.language))


def reserve_cards(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Give paper numbers of a day that nobody else is given, and write their cards to a file.

    Raises:
        Stop: The day is no date or not ahead, a letter or the count is refused, or the file is
            there already or cannot be written.
    """
    # As above.
    from server.paper.gathering import cards_of_blocks  # noqa: PLC0415

    _paper_options(parser)
    parser.add_argument(
        "--count",
        type=int,
        default=_CARDS,
        metavar="CARDS",
        help=f"of each letter, 1 to {MOST_CARDS}; {_CARDS} without it",
    )
    parser.add_argument(
        "--letters", default="", metavar="KM", help="those of the site's services without it"
    )
    options = parser.parse_args(arguments)
    target = new_file(options.file)
    with opened(options) as store:
        with store.read() as reader:
            day = _day(options, reader)
        _require_writable(target)
        wanted = GrantCards(options.count, tuple(options.letters), day)
        try:
            receipt = store.write(lambda uow: grant_cards(uow, wanted))
        except Refusal as refusal:
            raise Stop(_REFUSED[refusal.code].format(**refusal.facts)) from refusal
        with store.read() as reader:
            ids = str(receipt["lease_ids"]).split(",")
            pdf = cards_of_blocks(reader, [reader.lease(one) for one in ids])
    _write(target, pdf)


_REFUSED = {
    "day_not_ahead": f"--day: today, or one of the next {CARDS_AHEAD.days} days",
    "count_refused": f"--count: 1 to {MOST_CARDS} of each letter",
    "letter_unknown": "--letters: {letter!r} is no letter of tickets",
}


def _paper_options(parser: OneLineParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.pdf")
    parser.add_argument("--day", metavar="YYYY-MM-DD", help="business day; today without it")


def _day(options: argparse.Namespace, reader: Reader) -> date:
    try:
        return date.fromisoformat(options.day) if options.day else reader.today
    except ValueError as error:
        raise Stop(f"--day: {options.day!r} is no date, such as 2026-11-24") from error


def _require_writable(target: Path) -> None:
    """Refuse before numbers are taken for cards that could not be kept."""
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK | os.X_OK):
        raise Stop(f"{target} cannot be written: no such folder, or it is not ours to write in")


def _write(target: Path, pdf: bytes) -> None:
    try:
        write_private(target, pdf)
    except OSError as error:
        raise Stop(f"{target} cannot be written: {error.strerror}") from error
