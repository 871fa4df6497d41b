"""Answers, difficulties and discreet alerts in the store."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, insert, select, update

from core.feedback import Difficulty, DiscreetAlert, SatisfactionCount
from core.store.rows import SqlRows, table_of
from core.store.tables_feedback import DifficultyRow, DiscreetAlertRow, SatisfactionRow

_ANSWERS = table_of(SatisfactionRow)


class SqlSatisfaction:
    """`core.ports.Satisfaction` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, day: date, answer: int) -> None:
        """Count one more answer of a day."""
        counts = _ANSWERS.c
        changed = self._connection.execute(
            update(_ANSWERS)
            .where(counts.business_day == day, counts.answer == answer)
            .values(given=counts.given + 1)
        )
        if changed.rowcount == 0:
            values = {"business_day": day, "answer": answer, "given": 1}
            self._connection.execute(insert(_ANSWERS), values)

    def of_days(self, first: date, last: date) -> Sequence[SatisfactionCount]:
        """Return the counts of some days, by day and answer."""
        counts = _ANSWERS.c
        query = (
            select(_ANSWERS)
            .where(counts.business_day.between(first, last))
            .order_by(counts.business_day, counts.answer)
        )
        return [SatisfactionCount(**row) for row in self._connection.execute(query).mappings()]


class SqlDifficulties(SqlRows[Difficulty]):
    """Difficulties as rows, on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Difficulty, DifficultyRow, "difficulty")

    def all(self) -> Sequence[Difficulty]:
        """Return every difficulty, oldest first."""
        return self.many(self.query().order_by(self.table.c.reported_at, self.table.c.id))


class SqlDiscreetAlerts(SqlRows[DiscreetAlert]):
    """`core.ports.DiscreetAlerts` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, DiscreetAlert, DiscreetAlertRow, "discreet_alert")

    def open(self) -> Sequence[DiscreetAlert]:
        """Return the alerts that did not end yet, oldest first."""
        alerts = self.table.c
        return self.many(
            self.query().where(alerts.ended_at.is_(None)).order_by(alerts.raised_at, alerts.id)
        )
