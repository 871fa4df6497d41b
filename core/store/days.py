"""How the site stands today, in the store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, or_, select, update

from core.site_day import DayClosing, SiteDay, SiteMessage
from core.store.prepared import Prepared
from core.store.rows import SqlRows, every, table_of, values_of
from core.store.tables_day import DayClosingRow, SiteDayRow, SiteMessageRow

_ONLY: Final = 1
_DAY = table_of(SiteDayRow)
_MESSAGES = table_of(SiteMessageRow)
_CLOSINGS = table_of(DayClosingRow)
_NOW = Prepared(every(SiteDay, SiteDayRow).where(_DAY.c.id == _ONLY))


class SqlSiteDays:
    """`core.ports.SiteDays` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: SiteDay | None = None
        self._messages = SqlRows(connection, SiteMessage, SiteMessageRow, "message")
        self._closings = SqlRows(
            connection, DayClosing, DayClosingRow, "day_closing", key="business_day"
        )

    def now(self) -> SiteDay:
        """Return the switches as they stand."""
        if self._read is None:
            found = _NOW.first(self._connection)
            self._read = SiteDay() if found is None else SiteDay(*found)
        return self._read

    def put(self, day: SiteDay) -> None:
        """Keep the switches in place of the present ones."""
        self._read = None
        kept = values_of(replace(day, crisis_texts=dict(day.crisis_texts)))
        known = self._connection.execute(select(_DAY.c.id).where(_DAY.c.id == _ONLY)).first()
        if known is None:
            self._connection.execute(insert(_DAY), {"id": _ONLY, **kept})
        else:
            self._connection.execute(update(_DAY).where(_DAY.c.id == _ONLY).values(**kept))

    def messages(self, now: datetime) -> Sequence[SiteMessage]:
        """Return the messages that hold at a moment, oldest first."""
        messages = _MESSAGES.c
        return self._messages.many(
            self._messages.query()
            .where(messages.ended_at.is_(None), or_(messages.until.is_(None), messages.until > now))
            .order_by(messages.created_at, messages.id)
        )

    def add_message(self, message: SiteMessage) -> None:
        """Keep a new message."""
        self._messages.add(replace(message, texts=dict(message.texts)))

    def end_messages(self, now: datetime) -> int:
        """End every message that holds; return how many."""
        held = [message.id for message in self.messages(now)]
        query = update(_MESSAGES).where(_MESSAGES.c.id.in_(held)).values(ended_at=now)
        self._connection.execute(query)
        return len(held)

    def closing(self, day: date) -> DayClosing | None:
        """Return how a business day was closed, or None."""
        query = self._closings.query().where(self._closings.table.c.business_day == day)
        return self._closings.one(query)

    def put_closing(self, closing: DayClosing) -> None:
        """Keep how a business day was closed, in place of an earlier closing of it."""
        self._connection.execute(
            delete(_CLOSINGS).where(_CLOSINGS.c.business_day == closing.business_day)
        )
        self._closings.add(replace(closing, counts=dict(closing.counts)))
