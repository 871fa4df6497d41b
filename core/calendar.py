"""The business day in the site's own zone, and when a site or a service is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.site import Calendar

_LOOK_AHEAD_DAYS = 35


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a site or a service is open at a moment, and what comes next.

    Attributes:
        opens_at: Start of the present window, or of the next one while closed.
        closes_at: End of the present window, or of the day's last one once it is over.
        last_ticket_at: Until when walk-in tickets are given; None without a calendar.
        over: The day's last window has ended.
    """

    open: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    last_ticket_at: datetime | None = None
    over: bool = False


def business_day(now: datetime, zone: ZoneInfo) -> date:
    """Return the day that a moment belongs to, on the site's wall clock."""
    return now.astimezone(zone).date()


def at_wall_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, when the site's wall clock shows a time on a day.

    A time that the clocks skip in spring is taken as the moment they would have shown it;
    of a time that comes twice in autumn, the first is meant.
    """
    return datetime.combine(day, clock, zone).astimezone(UTC)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the moments when a business day begins and ends; 23 to 25 hours apart."""
    return (
        at_wall_clock(day, time.min, zone),
        at_wall_clock(day + timedelta(days=1), time.min, zone),
    )


def wall_clock(moment: datetime, zone: ZoneInfo) -> str:
    """Return what the site's wall clock shows, as `HH:MM`."""
    return moment.astimezone(zone).strftime("%H:%M")


def windows_of(day: date, calendar: Calendar, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Return when a day's windows open and close, in order; none on a closure."""
    if day in calendar.closures:
        return []
    found = []
    for window in calendar.windows:
        if window.weekday == day.weekday():
            last = day if window.closes > window.opens else day + timedelta(days=1)
            found.append(
                (at_wall_clock(day, window.opens, zone), at_wall_clock(last, window.closes, zone))
            )
    return sorted(found)


def opening(calendar: Calendar, zone: ZoneInfo, now: datetime) -> Opening:
    """Say whether a calendar is open at a moment; without windows and closures it always is."""
    today = business_day(now, zone)
    if not calendar.windows:
        return _without_windows(calendar, zone, now, today)
    # A window that ends after midnight belongs to the day before.
    todays = [*windows_of(today - timedelta(days=1), calendar, zone)]
    todays = [window for window in todays if window[1] > now]
    todays += windows_of(today, calendar, zone)
    for opens, closes in todays:
        if opens <= now < closes:
            last = closes - timedelta(minutes=calendar.last_ticket_min)
            return Opening(True, opens, closes, last)
    ended = max((closes for _, closes in todays if closes <= now), default=None)
    later_today = any(opens > now for opens, _ in todays)
    following = next(_openings_after(now, today, calendar, zone), None)
    return Opening(False, following, ended, over=ended is not None and not later_today)


def _openings_after(
    now: datetime, today: date, calendar: Calendar, zone: ZoneInfo
) -> Iterator[datetime]:
    for ahead in range(_LOOK_AHEAD_DAYS):
        for opens, _ in windows_of(today + timedelta(days=ahead), calendar, zone):
            if opens > now:
                yield opens


def _without_windows(calendar: Calendar, zone: ZoneInfo, now: datetime, today: date) -> Opening:
    if today not in calendar.closures:
        return Opening(True)
    for ahead in range(1, _LOOK_AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        if day not in calendar.closures:
            return Opening(False, at_wall_clock(day, time.min, zone))
    return Opening(False)
