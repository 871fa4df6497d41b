"""The site's rows as the engine of the booking server sees them."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Final, TypeVar

from core.errors import Conflict
from core.outcomes import OTHER, may_write_over
from core.ports import Clock, UnitOfWork
from core.store import Store
from core.things import Actor, Receipt
from core.usecases import outbox
from core.usecases.outbox import MarkRejected, MarkRetry, MarkSent, MarkTrying
from core.usecases.source_flags import MarkDoubled, doubled_of, mark_doubled
from core.usecases.taking_days import (
    ApplyRows,
    WithdrawRows,
    apply_rows,
    compare_day,
    withdraw_rows,
)
from core.views import PendingCard
from server.booked_days import BookedDays
from server.booking_day import SOURCE, ListedDays, rows_of_day
from sync.booking.gateway import CHANGED, BookingUndone, OutcomeItem
from sync.booking.ports import PendingOutcome
from sync.booking.rows import DayOfBookings, RemoteStatus

_BATCH: Final = 50
_AT_ONCE: Final = 10
"""Rows of one write: a command of the queue waits no longer than for these."""
_SERVER: Final = Actor()
_log = logging.getLogger(__name__)

_T = TypeVar("_T")
_Command = TypeVar("_Command")


def _alone() -> bool:
    return False


def _unnoticed(_: float) -> None:
    """Nobody wants to know."""


class SiteRows:
    """The site's rows as the engine sees them; what it changes is on disk when a call returns.

    Args:
        store: The site's data.
        clock: The site's time.
        days: When each day was read.
        superseded: Whether another server of the site has taken over: then nothing is written.
        saw_change: Told that something changed on a day since this server read it before; with
            when that was, in monotonic seconds.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        days: BookedDays | None = None,
        superseded: Callable[[], bool] = _alone,
        saw_change: Callable[[float], None] = _unnoticed,
    ) -> None:
        self._store = store
        self._clock = clock
        self._days = days or BookedDays(store, clock, SOURCE)
        self._superseded = superseded
        self._listed = ListedDays()
        self._saw_change = saw_change
        self._read_at: dict[date, float] = {}
        self._oldest_unsent: datetime | None = None

    @property
    def listed(self) -> ListedDays:
        """What is listed there and not expected here, of the days as they were last read."""
        return self._listed

    @property
    def oldest_unsent(self) -> datetime | None:
        """When the oldest outcome was made that is still to be sent, as of the last look."""
        return self._oldest_unsent

    def today(self) -> date:
        """Return the site's business day."""
        with self._store.read() as reader:
            return reader.site().days.of(self._clock.now())

    def pending(self) -> Sequence[PendingOutcome]:
        """Return the oldest of what may be sent now, oldest first."""
        with self._store.read() as reader:
            self._oldest_unsent = reader.oldest_unsent()
            return [pending(card) for card in reader.outbox_pending(SOURCE, _BATCH)]

    def trying(self, item_id: str) -> None:
        """Note that it may be at the booking server from now on.

        Raises:
            BookingUndone: It must not be written any more.
        """
        if self._superseded():
            raise BookingUndone("superseded")
        command = MarkTrying(item_id)
        try:
            self._store.write(lambda uow: outbox.mark_trying(uow, _SERVER, command))
        except Conflict as error:
            raise BookingUndone(error.code) from error

    def standing(self, day: date) -> AbstractSet[str]:
        """Return the source ids of what stands on a day, withdrawn ones apart."""
        with self._store.read() as reader:
            known = reader.known_bookings.of_day(day, SOURCE)
        return {one.source_id for one in known if one.withdrawn_at is None}

    def days_of(self, numbers: AbstractSet[str]) -> AbstractSet[date]:
        """Return on which days from today on appointments stand, by their source's numbers."""
        if not numbers:
            return frozenset()
        with self._store.read() as reader:
            standing = reader.known_bookings.days_from(SOURCE, reader.today)
        # The people of a collective one are named `number/participation`.
        return {day for name, day in standing.items() if name.partition("/")[0] in numbers}

    def take_day(self, day: DayOfBookings) -> None:
        """Compare a day with what is known, and take over what is new, changed or gone.

        It is compared in a snapshot, and written a few rows at a time: commands of the queue pass
        in between. After a kill the next reading goes on where this one ended.
        """
        with self._store.read() as reader:
            site, bookings = reader.site(), reader.known_bookings
            of_day = bookings.of_day(day.day, SOURCE)
            command, listed = rows_of_day(site, day, of_day)
            known = bookings.by_sources(SOURCE, [row.source_id for row in command.rows])
            site_today = reader.today
            found = compare_day(site, site_today, command, known, of_day)
        for some in _parts(found.rows):
            self._write(apply_rows, ApplyRows(SOURCE, some))
        for gone in _parts(found.gone):
            self._write(withdraw_rows, WithdrawRows(day.day, SOURCE, frozenset(gone)))
        if found.rows or found.gone:
            counts = len(found.rows), len(found.gone), found.same, found.refused
            _log.info("day %s: %d new or changed, %d gone, %d same, %d refused", day.day, *counts)
            # What happened before this server's first reading was told to nobody here.
            before = self._read_at.get(day.day)
            if before is not None:
                self._saw_change(before)
        self._read_at = {one: at for one, at in self._read_at.items() if one >= site_today}
        self._read_at[day.day] = time.monotonic()
        self._listed.note(day.day, listed)
        self._mark_doubled(day.day)
        self._days.read(day.day, len(day.bookings), len(day.set_aside))

    def sent(self, item_id: str) -> None:
        """The booking server holds it."""
        self._store.write(lambda uow: outbox.mark_sent(uow, _SERVER, MarkSent(item_id)))

    def rejected(self, item_id: str, reason: str, found: RemoteStatus | None) -> None:
        """The booking server never will; a person must look."""
        # Only a value that was read and has no meaning here is `changed`, and none.
        unread = OTHER if reason == CHANGED else None
        command = MarkRejected(item_id, reason, unread if found is None else found.value)
        self._store.write(lambda uow: outbox.mark_rejected(uow, _SERVER, command))

    def tried(self, item_id: str, reason: str, next_try_at: datetime) -> None:
        """It failed and will be tried again."""
        command = MarkRetry(item_id, next_try_at, reason)
        self._store.write(lambda uow: outbox.mark_retry(uow, _SERVER, command))

    def _mark_doubled(self, day: date) -> None:
        with self._store.read() as reader:
            cards = reader.appointments(day)
        doubled = doubled_of(cards)
        known = {card.appointment.id: card.appointment.doubled for card in cards}
        wrong = {one: one in doubled for one, so in known.items() if so is not (one in doubled)}
        for some in _parts(list(wrong)):
            self._write(mark_doubled, MarkDoubled({one: wrong[one] for one in some}))

    def _write(
        self, usecase: Callable[[UnitOfWork, Actor, _Command], Receipt], command: _Command
    ) -> None:
        self._store.write(lambda uow: usecase(uow, _SERVER, command))


def _parts(things: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(things), _AT_ONCE):
        yield things[start : start + _AT_ONCE]


def pending(card: PendingCard) -> PendingOutcome:
    """Return an outcome that is still to be sent, as the engine takes it."""
    own = may_write_over(card.history, card.item)
    return PendingOutcome(
        id=card.item.id,
        item=OutcomeItem(
            source_id=card.source_id,
            person_source_id=card.item.target,
            day=card.business_day,
            target=RemoteStatus(card.item.outcome),
            own=frozenset(map(RemoteStatus, own - {OTHER})),
            over_unread=OTHER in own,
        ),
        created_at=card.item.created_at,
        attempts=card.item.attempts,
    )
