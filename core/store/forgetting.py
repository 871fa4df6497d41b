"""What is forgotten beside visits and bookings, in the store."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, or_, select, update

from core.store.rows import table_of
from core.store.tables_day import DayClosingRow, SiteMessageRow
from core.store.tables_feedback import DifficultyRow, DiscreetAlertRow
from core.store.tables_site import SeriesRow, SettingsRow
from core.store.tables_staff import HelpRow, LeaseRow, PairingCodeRow

_DIFFICULTIES = table_of(DifficultyRow)
_CODES = table_of(PairingCodeRow)
_HELP = table_of(HelpRow)
_ALERTS = table_of(DiscreetAlertRow)
_MESSAGES = table_of(SiteMessageRow)
_LEASES = table_of(LeaseRow)
_SERIES = table_of(SeriesRow)
_CLOSINGS = table_of(DayClosingRow)
_SETTINGS = table_of(SettingsRow)


class SqlForgetting:
    """`core.ports.Forgetting` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def difficulty_texts(self, before: datetime, limit: int) -> int:
        """Forget what was written of difficulties that were told before a moment."""
        told = _DIFFICULTIES.c
        old = (told.reported_at < before) & (told.body != "")
        return self._blank(_DIFFICULTIES, told.id, old, limit, body="")

    def difficulties(self, before: datetime, limit: int) -> int:
        """Forget difficulties that were told before a moment, whole."""
        told = _DIFFICULTIES.c
        return self._delete(_DIFFICULTIES, told.id, told.reported_at < before, limit)

    def pairing_codes(self, before: datetime, limit: int) -> int:
        """Forget pairing codes that expired before a moment."""
        codes = _CODES.c
        return self._delete(_CODES, codes.code_hash, codes.expires_at < before, limit)

    def help_calls(self, before: datetime, limit: int) -> int:
        """Forget calls for help that began before a moment."""
        return self._delete(_HELP, _HELP.c.id, _HELP.c.asked_at < before, limit)

    def alerts(self, before: datetime, limit: int) -> int:
        """Forget discreet alerts that were raised before a moment."""
        return self._delete(_ALERTS, _ALERTS.c.id, _ALERTS.c.raised_at < before, limit)

    def messages(self, before: datetime, limit: int) -> int:
        """Forget messages that ended before a moment."""
        messages = _MESSAGES.c
        over = or_(messages.ended_at < before, messages.until < before)
        return self._delete(_MESSAGES, messages.id, over, limit)

    def leases(self, before: date, limit: int) -> int:
        """Forget leases of days before one, and what was free of their letters."""
        gone = self._delete(_LEASES, _LEASES.c.id, _LEASES.c.business_day < before, limit)
        if gone < limit:
            self._connection.execute(delete(_SERIES).where(_SERIES.c.business_day < before))
        return gone

    def agent_marks(self, before: datetime, limit: int) -> int:
        """Forget who closed days and changed settings before a moment."""
        closings, settings = _CLOSINGS.c, _SETTINGS.c
        closed = (closings.closed_at < before) & closings.agent_id.is_not(None)
        changed = (settings.changed_at < before) & settings.agent_id.is_not(None)
        return max(
            self._blank(_CLOSINGS, closings.business_day, closed, limit, agent_id=None),
            self._blank(_SETTINGS, settings.version, changed, limit, agent_id=None),
        )

    def _delete(self, table: Table, key: Column[Any], old: ColumnElement[bool], limit: int) -> int:
        which = select(key).where(old).limit(limit)
        return self._connection.execute(delete(table).where(key.in_(which))).rowcount

    def _blank(
        self,
        table: Table,
        key: Column[Any],
        old: ColumnElement[bool],
        limit: int,
        **values: object,
    ) -> int:
        which = select(key).where(old).limit(limit)
        return self._connection.execute(
            update(table).where(key.in_(which)).values(**values)
        ).rowcount
