"""When a site or a service is open, by its weekly hours, its days off and the switches of a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from core.business_days import Days, Span, at_wall_clock
from core.model import Closed, HolidayOf
from core.site import Calendar, Labels, Window
from core.site_day import SiteDay

_LOOK_AHEAD_DAYS: Final = 366
_HOLIDAYS: Final[Mapping[HolidayOf, Closed]] = {
    HolidayOf.HOME: Closed.HOLIDAY_HOME,
    HolidayOf.HOST: Closed.HOLIDAY_HOST,
}
_NO_SWITCHES: Final = SiteDay()


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a site or a service is open at a moment, and what comes next.

    Attributes:
        opens_at: Start of the present window, or of the next one while closed.
        closes_at: End of the present window, or of the day's last one once it is over.
        last_ticket_at: Until when walk-in tickets are given; None without a calendar.
        over: The day's last window has ended.
        closed: Why it is closed; None while it is open.
        labels: Name of the holiday or of the exceptional day, by language; may be empty.
    """

    open: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    last_ticket_at: datetime | None = None
    over: bool = False
    closed: Closed | None = None
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Day:
    """The hours of one day, and why there are no others."""

    spans: list[Span]
    closed: Closed = Closed.HOURS
    labels: Labels = field(default_factory=dict)


def windows_of(day: date, calendar: Calendar, days: Days) -> list[Span]:
    """Return when a day's windows open and close, in order; none on a closure or a holiday.

    A day with hours of its own has those, whatever else is said of it. Without weekly hours a
    day is one window from its begin to its end.
    """
    return _day(day, calendar, days).spans


def opening(
    calendar: Calendar, days: Days, now: datetime, switches: SiteDay = _NO_SWITCHES
) -> Opening:
    """Say whether a calendar is open at a moment; with neither hours nor days off it always is.

    Args:
        calendar: Hours and days off.
        days: The site's.
        now: The moment, aware.
        switches: How the site stands today; it may close before its hours.
    """
    today = days.of(now)
    yesterday = today - timedelta(days=1)
    hours = _day(today, calendar, days)
    # A window that ends after the turn of the day belongs to the day before.
    running = [span for span in windows_of(yesterday, calendar, days) if span[1] > now]
    spans = [
        *_capped(running, switches, yesterday, days),
        *_capped(hours.spans, switches, today, days),
    ]
    for opens, closes in spans:
        if opens <= now < closes:
            return _open(calendar, days, (opens, closes))
    ended = max((closes for _, closes in spans if closes <= now), default=None)
    later_today = any(opens > now for opens, _ in spans)
    following = next(_openings_after(now, today, calendar, days, switches), None)
    closed, labels = hours.closed, hours.labels
    if not later_today and any(closes > now for _, closes in [*running, *hours.spans]):
        closed, labels = Closed.EARLY, {}
    if switches.closed_on == today:
        closed, labels = Closed.DAY_CLOSED, {}
    over = not later_today and (ended is not None or closed in {Closed.EARLY, Closed.DAY_CLOSED})
    return Opening(False, following, ended, over=over, closed=closed, labels=labels)


def next_opening(calendar: Calendar, days: Days, after: date) -> datetime | None:
    """Return when the first window opens on a day after `after`, within a year; None if never."""
    ahead = range(1, _LOOK_AHEAD_DAYS + 1)
    found = (windows_of(after + timedelta(days=count), calendar, days) for count in ahead)
    return next((spans[0][0] for spans in found if spans), None)


def _open(calendar: Calendar, days: Days, span: Span) -> Opening:
    opens, closes = span
    if not calendar.windows and span == days.bounds(days.of(opens)):
        # Always open: the turn of the day is no end that anybody should be told.
        return Opening(True)
    return Opening(True, opens, closes, closes - timedelta(minutes=calendar.last_ticket_min))


def _day(day: date, calendar: Calendar, days: Days) -> _Day:
    for exception in calendar.exceptions:
        if exception.day == day:
            spans = _spans(day, exception.windows, days)
            return _Day(spans, Closed.EXCEPTION, exception.labels)
    for holiday in calendar.holidays:
        if holiday.day == day:
            return _Day([], _HOLIDAYS[holiday.of], holiday.labels)
    if day in calendar.closures:
        return _Day([], Closed.EXCEPTION)
    if not calendar.windows:
        return _Day([days.bounds(day)])
    weekly = tuple(window for window in calendar.windows if window.weekday == day.weekday())
    return _Day(_spans(day, weekly, days))


def _spans(day: date, windows: tuple[Window, ...], days: Days) -> list[Span]:
    found = []
    for window in windows:
        last = day if window.closes > window.opens else day + timedelta(days=1)
        opens = at_wall_clock(day, window.opens, days.zone)
        closes = at_wall_clock(last, window.closes, days.zone)
        # Clocks that skip an hour may leave nothing of a window.
        if opens < closes:
            found.append((opens, closes))
    return sorted(found)


def _capped(spans: list[Span], switches: SiteDay, day: date, days: Days) -> list[Span]:
    """Return what is left of a day's windows when the site closes before its hours."""
    ends = []
    if switches.closes_early_on is not None and switches.closes_early_on >= day:
        ends += [at for at in [switches.closes_early_at] if at is not None]
    if switches.closed_on is not None and switches.closed_on >= day:
        ends.append(days.start(day))
    if not ends:
        return spans
    end = min(ends)
    return [(opens, min(closes, end)) for opens, closes in spans if opens < end]


def _openings_after(
    now: datetime, today: date, calendar: Calendar, days: Days, switches: SiteDay
) -> Iterator[datetime]:
    for ahead in range(_LOOK_AHEAD_DAYS + 1):
        day = today + timedelta(days=ahead)
        spans = windows_of(day, calendar, days)
        if day == today:
            spans = _capped(spans, switches, today, days)
        for opens, _ in spans:
            if opens > now:
                yield opens
