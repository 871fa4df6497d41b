"""What was not understood of the booking server's days, as leads are told it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, get_args

from core.things import BookedDay
from server.booking_day import Ids, ListedDay
from sync.booking.reporting import DayReport
from sync.booking.rows import SetAside
from sync.contract.booking_report import BookingDayOut, BookingNote, NoteCode

MOST: Final = 20
"""Ids and places that a note names; its count tells of all."""

_CODES: Final[Mapping[str, NoteCode]] = {code: code for code in get_args(NoteCode)}


def days_out(
    read: Sequence[BookedDay],
    reports: Sequence[DayReport],
    listed: Mapping[date, ListedDay],
    held: Sequence[str],
) -> tuple[BookingDayOut, ...]:
    """Return the days that were read, in order, with all that is odd about them.

    Args:
        read: When each was read whole.
        reports: What could not be understood.
        listed: What was not taken.
        held: Days of which too much is missing to be believed.
    """
    when = {one.business_day: one for one in read}
    odd = {one.day: one for one in reports}
    days = {*when, *odd, *listed, *map(date.fromisoformat, held)}
    return tuple(
        BookingDayOut(
            day=day.isoformat(),
            read_at=when[day].read_at if day in when else None,
            bookings=when[day].bookings if day in when else 0,
            held=day.isoformat() in held,
            notes=tuple(_notes(odd.get(day, DayReport(day)), listed.get(day, ListedDay()))),
        )
        for day in sorted(days)
    )


def not_taken(day: BookingDayOut) -> int:
    """Return how many rows of a day are not taken although they may be of this site."""
    codes = {"set_aside", "unmapped"}
    return sum(note.count for note in day.notes if note.code in codes)


def _notes(report: DayReport, listed: ListedDay) -> Iterator[BookingNote]:
    if report.set_aside:
        yield _set_aside(report.set_aside)
    for code, by_thing in (("unmapped", listed.unmapped), ("elsewhere", listed.elsewhere)):
        if by_thing:
            ids = [one for thing in sorted(by_thing) for one in by_thing[thing]]
            yield _note(code, ids, sorted(by_thing))
    for oddity, names in report.odd.items():
        yield _note(oddity.value, names)


def _set_aside(rows: Sequence[SetAside]) -> BookingNote:
    ids = [row.source_id for row in rows if row.source_id is not None]
    places = sorted({place for row in rows for place in row.reasons})
    return _note("set_aside", ids, places, count=len(rows))


def _note(
    code: str, ids: Ids | Sequence[str], places: Sequence[str] = (), count: int | None = None
) -> BookingNote:
    return BookingNote(
        code=_CODES[code],
        count=len(ids) if count is None else count,
        source_ids=tuple(ids[:MOST]),
        places=tuple(places[:MOST]),
    )
