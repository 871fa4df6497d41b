"""The business day: a day of the site's wall clock, from the time that it starts to that time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]
"""A begin and an end, in UTC; the end is exclusive."""


def at_wall_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, when a wall clock shows a time on a day of the calendar.

    A time that the clocks skip in spring is taken as the moment they would have shown it;
    of a time that comes twice in autumn, the first is meant.
    """
    return datetime.combine(day, clock, zone).astimezone(UTC)


def wall_clock(moment: datetime, zone: ZoneInfo) -> str:
    """Return what a wall clock shows, as `HH:MM`."""
    return moment.astimezone(zone).strftime("%H:%M")


@dataclass(frozen=True, slots=True)
class Days:
    """How a site cuts time into business days: every moment belongs to exactly one.

    Attributes:
        zone: The site's.
        starts_at: When a day begins, on the wall clock; midnight, or some hours after it where
            people are served past midnight. The day bears the date on which it begins.
    """

    zone: ZoneInfo
    starts_at: time = time.min

    def of(self, moment: datetime) -> date:
        """Return the day that a moment belongs to."""
        day = moment.astimezone(self.zone).date()
        # By its begin, not by what the clock shows: in autumn that may come twice.
        while moment < self.start(day):
            day -= _DAY
        while moment >= self.start(day + _DAY):
            day += _DAY
        return day

    def start(self, day: date) -> datetime:
        """Return the moment, in UTC, when a day begins."""
        return at_wall_clock(day, self.starts_at, self.zone)

    def bounds(self, day: date) -> Span:
        """Return when a day begins and ends; 23 to 25 hours apart where clocks are changed.

        A date that a zone leaves out, as Samoa did in 2011, is no day: it ends as it begins.
        """
        return self.start(day), self.start(day + _DAY)

    def moment(self, day: date, clock: time) -> datetime:
        """Return the moment, in UTC, when the wall clock shows a time on a business day.

        A time before the one that the day starts at comes after midnight.
        """
        return at_wall_clock(day if clock >= self.starts_at else day + _DAY, clock, self.zone)
