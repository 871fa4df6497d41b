"""Counts of days, and the durations behind them, as the rules ask for them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from core.statistics.cells import DayCounts
from core.statistics.day import DayRecords


class Statistics(Protocol):
    """Days in numbers: kept long after their visits are forgotten."""

    def notice(self, today: date) -> None:
        """Look through the journal for days before today that changed since they were counted."""

    def due(self, today: date, limit: int) -> Sequence[date]:
        """Return days before today that are to be counted, first or again, oldest first."""

    def recount(self, day: date) -> None:
        """Have a day counted again, if it was counted: a visit of it is one of another day."""

    def records(self, day: date) -> DayRecords:
        """Return all that is counted of a day."""

    def put(self, day: date, counts: DayCounts, now: datetime) -> None:
        """Keep the counts of a day in place of earlier ones."""

    def close(self, until: date) -> None:
        """Keep the counts of all days up to one as they are: their visits are forgotten."""

    def forget(self, before: date) -> int:
        """Forget the counts of days before one, and their answers; return how many days."""
