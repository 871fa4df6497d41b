"""The journal checked against the guarantee: who was called before somebody all the same."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from core.calendar import at_wall_clock
from core.guarantee import Passing, passings
from core.store.journal import events_between
from core.store.reader import Reader


def exceptions_of_day(reader: Reader, day: date) -> Sequence[Passing]:
    """Return who was passed by a later arrival on a business day, and what explains it."""
    zone = reader.site().tz
    first = at_wall_clock(day, time.min, zone)
    last = at_wall_clock(day + timedelta(days=1), time.min, zone)
    return tuple(passings(events_between(reader.connection, first, last), zone))


def all_exceptions(reader: Reader) -> Sequence[Passing]:
    """Return who was passed by a later arrival, as far back as the journal tells of it."""
    return tuple(passings(events_between(reader.connection), reader.site().tz))
