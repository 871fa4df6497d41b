"""What statistics are grouped by, and the key that each day has there."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

MOST_DAYS: Final = 1096
"""Three years, the time for which counts are kept."""


class Group(StrEnum):
    """What the lines of a table are about."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WEEKDAY = "weekday"
    HOUR = "hour"
    SERVICE = "service"
    KIND = "kind"


OF_DAYS: Final = frozenset({Group.DAY, Group.WEEK, Group.MONTH, Group.WEEKDAY})
"""Groups whose key follows from the day alone."""


def key_of_day(day: date, group: Group) -> str:
    """Return the key of a day: `2026-11-24`, `2026-W48`, `2026-11`, or 1 (Monday) to 7.

    Raises:
        ValueError: The group does not follow from the day.
    """
    if group is Group.DAY:
        return day.isoformat()
    if group is Group.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if group is Group.MONTH:
        return f"{day.year:04}-{day.month:02}"
    if group is Group.WEEKDAY:
        return str(day.isoweekday())
    raise ValueError(f"{group} does not follow from the day")


def month_start(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def whole_months(first: date, last: date) -> tuple[date, date] | None:
    """Return the first day of the first whole month of a range, and the last day of its last one.

    None if the range holds no whole month.
    """
    begins = first if first.day == 1 else next_month(first)
    ends = month_start(last + timedelta(days=1)) - timedelta(days=1)
    return (begins, ends) if begins < ends else None
