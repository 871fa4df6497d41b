"""The journal checked against the guarantee: who was called before somebody all the same."""

from collections.abc import Sequence
from datetime import date

from core.guarantee import Passing, passings
from core.store.journal import events_between
from core.store.reader import Reader


def exceptions_of_day(reader: Reader, day: date) -> Sequence[Passing]:
    """Return who was passed by a later arrival on a business day, and what explains it."""
    days = reader.site().days
    return tuple(passings(events_between(reader.connection, *days.bounds(day)), days))


def all_exceptions(reader: Reader) -> Sequence[Passing]:
    """Return who was passed by a later arrival, as far back as the journal tells of it."""
    return tuple(passings(events_between(reader.connection), reader.site().days))
