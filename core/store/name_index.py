"""The names of the days that are searched, in memory, as true as the snapshot that asks."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import closing
from datetime import date
from itertools import groupby
from operator import itemgetter
from threading import BoundedSemaphore, Event, Lock
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sqlalchemy import Connection, Select, bindparam, select

from core.errors import StoreUnavailable
from core.model import EventKind
from core.names.day_names import DayNames, Found, Place
from core.names.fitting import Wanted
from core.names.words import names_of
from core.store.bookings import in_parts
from core.store.journal import oldest_seq
from core.store.rows import table_of
from core.store.tables_bookings import AppointmentPersonRow, AppointmentRow
from core.store.tables_journal import EventRow

if TYPE_CHECKING:
    from core.store.reader import Reader

_BOOKED: Final = table_of(AppointmentRow)
_PERSONS: Final = table_of(AppointmentPersonRow)
_EVENTS: Final = table_of(EventRow)

_OF_A_BOOKING: Final = frozenset(
    {
        EventKind.APPOINTMENT_IMPORTED,
        EventKind.APPOINTMENT_CHANGED,
        EventKind.APPOINTMENT_WITHDRAWN,
        EventKind.PERSON_ERASED,
    }
)
_OF_DAYS: Final = frozenset({EventKind.SITE_SETTINGS_CHANGED, EventKind.SITE_CLOCK_CHANGED})
"""After these, bookings may belong to other days than before."""

CHANGES: Final = _OF_A_BOOKING | _OF_DAYS | {EventKind.PURGE_DONE}
"""What changes names, or the day that they are of; a command that does so records one of these."""

_Row: TypeAlias = tuple[Place, str, tuple[tuple[str, ...], ...]]
"""The place of a booking, its reference, and the names of its persons."""

_MOST_DAYS: Final = 3
_MOST_WAITING: Final = 4
_MOST_CHANGES: Final = 2_000
"""After more changes a day is read anew."""
_IN_ONE_GO: Final = 100
"""Bookings that are read in one go beside other work: a few milliseconds."""

_FETCHED: Final = 500
_CHANGED: Final = (
    select(_EVENTS.c.kind, _EVENTS.c.appointment_id)
    .where(
        _EVENTS.c.seq > bindparam("after"),
        _EVENTS.c.seq <= bindparam("until"),
        _EVENTS.c.kind.in_(sorted(CHANGES)),
    )
    .limit(_MOST_CHANGES + 1)
)


def _at_once(_worked_s: float) -> bool:
    return True


class NameIndex:
    """Finds a day's bookings by name; safe to use from several threads.

    A day is read when it is searched first, or before, in the background. Each row of the journal
    that changes names lets the bookings that it is about be read again, by the next search at
    the latest, whichever process wrote it. So an answer is never older than the snapshot that asks
    for it. What stands here is only where to look: whoever is listed is read from the snapshot.
    """

    def __init__(self) -> None:
        self._days: OrderedDict[date, DayNames] = OrderedDict()
        self._lock = Lock()
        self._reading = Lock()
        self._hurry = Event()
        self._room = BoundedSemaphore(_MOST_WAITING)

    def find(
        self, reader: "Reader", day: date, wanted: Wanted, after: Place | None, most: int
    ) -> Sequence[Found]:
        """Return some of the bookings of a day that fit, as `DayNames.find` does.

        The first search of a day that nobody has read yet reads it, and a few others wait for that.

        Raises:
            StoreUnavailable: Too many wait already.
        """
        while True:
            with self._lock:
                names = self._true(reader, day)
                if names is not None:
                    self._days.move_to_end(day)
                    return names.find(wanted, after, most)
            # Each that waits holds a connection, which others need.
            if not self._room.acquire(blocking=False):
                raise StoreUnavailable("the names of the day are being read")
            try:
                self._hurry.set()
                self.read(reader, day)
            finally:
                self._room.release()

    def read(self, reader: "Reader", day: date, rest: Callable[[float], bool] = _at_once) -> None:
        """Read a day, unless it is here.

        Args:
            reader: Gives the snapshot to read from.
            day: A business day.
            rest: Called between the pieces with the seconds that one took; it says whether to go
                on. What it waits with `wait` ends when somebody searches a day that is not here.
        """
        with self._reading:
            if day not in self._days:
                names = _read(reader, day, rest)
                if names is not None:
                    self._keep(day, names)
            self._hurry.clear()

    def _keep(self, day: date, names: DayNames) -> None:
        with self._lock:
            self._days[day] = names
            while len(self._days) > _MOST_DAYS:
                self._days.popitem(last=False)

    def wait(self, seconds: float) -> None:
        """Wait, unless somebody waits for a day to be read."""
        self._hurry.wait(seconds)

    def refresh(self, reader: "Reader") -> None:
        """Bring every day that is here up to a snapshot, and forget what is to be forgotten."""
        with self._lock:
            for day in list(self._days):
                self._true(reader, day)

    def _true(self, reader: "Reader", day: date) -> DayNames | None:
        """Return a day as the snapshot has it, or as a later one; None if it must be read."""
        names = self._days.get(day)
        if names is None:
            return None
        seq = reader.seq()
        if seq > names.seq:
            if not _bring_up(names, reader, day, seq):
                del self._days[day]
                return None
            names.seq = seq
        return names


def _read(reader: "Reader", day: date, rest: Callable[[float], bool]) -> DayNames | None:
    names = DayNames(reader.seq())
    began = perf_counter()
    # Closed, since a cursor of PostgreSQL must not outlive its transaction.
    with closing(_rows(reader.connection, day)) as rows:
        for number, row in enumerate(rows, 1):
            names.fill(*row)
            if number % _IN_ONE_GO == 0:
                if not rest(perf_counter() - began):
                    return None
                began = perf_counter()
    names.settle()
    return names


def _bring_up(names: DayNames, reader: "Reader", day: date, until: int) -> bool:
    """Read again what changed since; say whether that was possible."""
    connection = reader.connection
    if oldest_seq(connection) > names.seq + 1:
        return False
    rows = connection.execute(_CHANGED, {"after": names.seq, "until": until}).all()
    kinds = {row.kind for row in rows}
    if len(rows) > _MOST_CHANGES or not _OF_DAYS.isdisjoint(kinds):
        return False
    if EventKind.PURGE_DONE in kinds and day < reader.today:
        return False
    ids = {row.appointment_id for row in rows if row.kind in _OF_A_BOOKING}
    # An erased visit has a row of its own, and may have had no booking.
    changed = ids - {None}
    for appointment_id in changed:
        names.drop(appointment_id)
    for row in _rows(connection, day, changed):
        names.put(*row)
    return True


def _rows(
    connection: Connection, day: date, ids: Collection[str] | None = None
) -> Generator[_Row, None, None]:
    """Yield the bookings of a day that stand, or those of them with these ids."""
    if ids is None:
        yield from _grouped(connection, _standing(day))
        return
    for some in in_parts(ids):
        yield from _grouped(connection, _standing(day).where(_BOOKED.c.id.in_(some)))


def _standing(day: date) -> Select[Any]:
    return (
        select(
            _BOOKED.c.id,
            _BOOKED.c.starts_at,
            _BOOKED.c.reference,
            _PERSONS.c.family_name,
            _PERSONS.c.given_name,
        )
        .outerjoin(_PERSONS, _PERSONS.c.appointment_id == _BOOKED.c.id)
        .where(_BOOKED.c.business_day == day, _BOOKED.c.withdrawn_at.is_(None))
        .order_by(_BOOKED.c.starts_at, _BOOKED.c.id, _PERSONS.c.ordinal)
    )


def _grouped(connection: Connection, query: Select[Any]) -> Generator[_Row, None, None]:
    with connection.execute(query.execution_options(yield_per=_FETCHED)) as found:
        for (appointment_id, starts_at, reference), rows in groupby(found, itemgetter(0, 1, 2)):
            persons = tuple(names_of(row[3] or "", row[4] or "") for row in rows)
            yield (starts_at, appointment_id), reference, persons
