"""The outbox in the store: outcomes for the booking server."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select, text

from core.model import OutboxState
from core.store.prepared import Prepared
from core.store.rows import SqlRows, every, table_of
from core.store.tables_bookings import AppointmentRow, OutboxRow
from core.things import OutboxItem
from core.views import PendingCard

_BOOKINGS: Final = table_of(AppointmentRow)
_ITEMS: Final = table_of(OutboxRow).c
_OF_TARGET: Final = Prepared(
    every(OutboxItem, OutboxRow)
    .where(_ITEMS.source == bindparam("source"), _ITEMS.target == bindparam("target"))
    .order_by(_ITEMS.order)
)
_OF_APPOINTMENT: Final = Prepared(
    every(OutboxItem, OutboxRow)
    .where(_ITEMS.appointment_id == bindparam("appointment"))
    .order_by(_ITEMS.order)
)
_PENDING: Final = text("outbox_item.state = 'pending' AND outbox_item.withdrawn_at IS NULL")
"""In the text: only then does SQLite use the partial index."""


class SqlOutbox(SqlRows[OutboxItem]):
    """`core.ports.Outbox` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, OutboxItem, OutboxRow, "outbox_item")

    def of_target(self, source: str, target: str) -> Sequence[OutboxItem]:
        """Return every item about a participation, oldest first."""
        return self.many(_OF_TARGET, source=source, target=target)

    def of_appointment(self, appointment_id: str) -> Sequence[OutboxItem]:
        """Return every item about a booking, oldest first."""
        return self.many(_OF_APPOINTMENT, appointment=appointment_id)

    def next_order(self) -> int:
        """Return the next place in the order of sending."""
        return (self.connection.execute(select(func.max(self.table.c.order))).scalar() or 0) + 1

    def due(self, now: datetime, limit: int) -> Sequence[OutboxItem]:
        """Return what may be sent now, oldest first."""
        items = self.table.c
        return self.many(
            self.query().where(_PENDING, self._in_time(now)).order_by(items.order).limit(limit)
        )

    def pending(self, source: str, now: datetime, limit: int) -> Sequence[PendingCard]:
        """Return what a source may be told now with all that was said of it, oldest first."""
        items, things = self.table.c, every(OutboxItem, OutboxRow)
        bookings = _BOOKINGS.c
        first = (
            select(items.order, items.target, items.appointment_id)
            .where(_PENDING, items.source == source, self._in_time(now))
            .order_by(items.order)
            .limit(limit)
            .subquery("first")
        )
        rows = self.connection.execute(
            things.add_columns(
                first.c.order.label("head"), bookings.source_id, bookings.business_day
            )
            .join(first, and_(items.target == first.c.target, items.source == source))
            .join(_BOOKINGS, bookings.id == first.c.appointment_id)
            .order_by(first.c.order, items.order)
        )
        found = []
        for (head, source_id, day), told in groupby(rows, key=itemgetter(-3, -2, -1)):
            history = tuple(OutboxItem(*row[:-3]) for row in told)
            item = next(one for one in history if one.order == head)
            found.append(PendingCard(item, source_id, day, history))
        return found

    def listed(self, state: OutboxState | None, after: int, limit: int) -> Sequence[OutboxItem]:
        """Return items in the order of sending, behind `after`; withdrawn ones only if sent."""
        items = self.table.c
        query = self.query().where(
            items.order > after,
            or_(items.withdrawn_at.is_(None), items.state == OutboxState.SENT),
        )
        if state is not None:
            query = query.where(items.state == state)
        return self.many(query.order_by(items.order).limit(limit))

    def oldest_unsent(self) -> datetime | None:
        """Return when the oldest outcome was made that is still to be sent."""
        items = self.table.c
        query = select(items.created_at).where(_PENDING).order_by(items.order).limit(1)
        return self.connection.execute(query).scalar()

    def _in_time(self, now: datetime) -> ColumnElement[bool]:
        tried = self.table.c.next_try_at
        return or_(tried.is_(None), tried <= now)
