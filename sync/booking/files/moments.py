"""Days, times of day and lengths as people and programs write them in files."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.business_days import at_wall_clock
from sync.booking.files.content import TIME_IN_GAP, TIME_TWICE, RowUnreadable

LONGEST_MIN: Final = 480
_YEARS: Final = range(2000, 2200)
_FRENCH: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})[/\-](\d{1,2})[/\-](\d{1,2})", re.ASCII)
_CLOCK: Final = re.compile(
    r"(\d{1,2}) ?[:h] ?(\d{2})(?: ?[:m] ?\d{2})?(?: ?(am|pm))?|(\d{1,2}) ?h",
    re.ASCII | re.IGNORECASE,
)
_OFFSET: Final = re.compile(r"(?:Z|UTC|[+-]\d{2}:?\d{2})$", re.ASCII)
_LENGTH: Final = re.compile(r"(\d{1,4}) ?(?:min|mn|minutes?)?\.?", re.ASCII | re.IGNORECASE)
_HOURS: Final = re.compile(r"(\d{1,2}) ?[h:] ?(\d{2})?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WallMoment:
    """A moment in UTC, and what was odd about the wall clock it was read from."""

    instant: datetime
    notes: tuple[str, ...] = ()


def find_zone(name: str) -> ZoneInfo | None:
    """Return an IANA zone, or None for anything else."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def at_wall(day: date, clock: time, zone: ZoneInfo) -> WallMoment:
    """Return when a zone's wall clock shows a time on a day.

    A time that a clock change skips is moved forward with the clock, as people's watches were; of
    one that comes twice the first is taken: who is early can wait. Both are noted.
    """
    first = datetime.combine(day, clock, zone).utcoffset()
    second = datetime.combine(day, clock, zone).replace(fold=1).utcoffset()
    notes: tuple[str, ...] = ()
    if first != second and first is not None and second is not None:
        notes = (TIME_IN_GAP,) if first < second else (TIME_TWICE,)
    return WallMoment(at_wall_clock(day, clock, zone), notes)


def read_day(text: str) -> date:
    """Read `24/11/2026` (day first, always) or `2026-11-24`; a time behind it is left alone.

    Raises:
        RowUnreadable: `day_unreadable`.
    """
    found = _FRENCH.match(text)
    parts = (found[3], found[2], found[1]) if found else None
    if parts is None:
        found = _ISO.match(text)
        parts = (found[1], found[2], found[3]) if found else None
    if parts is None or found is None or text[found.end() :][:1] not in {"", " ", "T"}:
        raise RowUnreadable("day_unreadable")
    try:
        day = date(*map(int, parts))
    except ValueError as error:
        raise RowUnreadable("day_unreadable") from error
    if day.year not in _YEARS:
        raise RowUnreadable("day_unreadable")
    return day


def read_clock(text: str) -> time:
    """Read `9:30`, `09h30`, `9h`, `09:30:00` or `9:30 pm`; seconds are dropped.

    Raises:
        RowUnreadable: `time_unreadable`.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise RowUnreadable("time_unreadable")
    hour, minute = int(found[1] or found[4]), int(found[2] or 0)
    half = (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise RowUnreadable("time_unreadable")
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise RowUnreadable("time_unreadable") from error


def read_start(text: str, zone: ZoneInfo) -> WallMoment:
    """Read day and time from one cell; an offset behind them is obeyed.

    Raises:
        RowUnreadable: `day_unreadable`, `time_unreadable`.
    """
    day = read_day(text)
    rest = re.sub(r"^[^ T]+", "", text, count=1).removeprefix("T").strip()
    offset = _OFFSET.search(rest)
    if offset is None:
        return at_wall(day, read_clock(re.sub(r"\.\d+$", "", rest)), zone)
    clock = read_clock(re.sub(r"\.\d+$", "", rest[: offset.start()].strip()))
    ahead = _ahead(offset[0])
    return WallMoment((datetime.combine(day, clock, UTC) - ahead).astimezone(UTC))


def read_minutes(text: str) -> int:
    """Read a length: `30`, `30 min`, `1h30`, `0:45`.

    Raises:
        RowUnreadable: `duration_unreadable`, also for none and for more than eight hours.
    """
    found = _LENGTH.fullmatch(text)
    minutes = int(found[1]) if found else 0
    if found is None:
        found = _HOURS.fullmatch(text)
        minutes = int(found[1]) * 60 + int(found[2] or 0) if found else 0
    if not 1 <= minutes <= LONGEST_MIN:
        raise RowUnreadable("duration_unreadable")
    return minutes


def length_min(starts_at: datetime, ends_at: datetime) -> int:
    """Return the minutes between two moments.

    Raises:
        RowUnreadable: `duration_unreadable`, also for none and for more than eight hours.
    """
    minutes = int((ends_at - starts_at) / timedelta(minutes=1))
    if not 1 <= minutes <= LONGEST_MIN:
        raise RowUnreadable("duration_unreadable")
    return minutes


def _ahead(offset: str) -> timedelta:
    if offset in {"Z", "UTC"}:
        return timedelta(0)
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if hours > 15 or minutes > 59:
        raise RowUnreadable("time_unreadable")
    ahead = timedelta(hours=hours, minutes=minutes)
    return -ahead if offset[0] == "-" else ahead
