"""Calendars (RFC 5545): each event is an appointment, its title the service.

Events that come again are refused, not multiplied: an appointment happens once, and a rule without
end would make any number of them. Whose clock a time was read from, `ics_zones` finds out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from core.model import AppointmentStatus
from sync.booking.files.content import (
    LONGEST_CELL,
    MOST_ROWS,
    STATUS_UNKNOWN,
    FileRefused,
    FileRow,
    Mistake,
    RowUnreadable,
)
from sync.booking.files.ics_lines import ContentLine, content_lines, unescaped
from sync.booking.files.ics_zones import CalendarZone, ZoneReader, moment_in
from sync.booking.files.moments import LONGEST_MIN, WallMoment, at_wall, length_min
from sync.booking.files.words import one_line

_DEEPEST: Final = 8
_MOMENT: Final = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)", re.ASCII)
_DURATION: Final = re.compile(
    r"\+?P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d{1,8}S)?)?)",
    re.ASCII,
)
_RECURRING: Final = ("RRULE", "RDATE", "EXRULE", "RECURRENCE-ID")
_STATUSES: Final = {
    "": AppointmentStatus.BOOKED,
    "CONFIRMED": AppointmentStatus.BOOKED,
    "TENTATIVE": AppointmentStatus.BOOKED,
    "CANCELLED": AppointmentStatus.REVOKED,
}
_RDV: Final = re.compile(r"/rdvs/([0-9]{1,12})(?![0-9])", re.ASCII)
"""The number of an RDV in the link that RDV Service Public puts into its calendars."""

_Event = Mapping[str, ContentLine]
_Zones = Mapping[str, CalendarZone]


def read_calendar(
    text: str, zone: ZoneInfo, *, wall_clock: bool = False
) -> tuple[list[FileRow], list[Mistake]]:
    """Turn the events of a calendar into appointments.

    Args:
        text: The calendar.
        zone: Of times without a zone.
        wall_clock: The digits are what the clock of `zone` shows, whatever the calendar says of
            their zone. Older calendars of RDV Service Public call every time Paris's.

    Raises:
        FileRefused: `file_unreadable`, `file_empty`, `file_too_many_rows`.
    """
    rows: list[FileRow] = []
    mistakes: list[Mistake] = []
    zones = ZoneReader()
    events: list[tuple[int, _Event]] = []
    # A calendar may define its zones behind the events that name them.
    for found in _events(content_lines(text), zones):
        if len(events) >= MOST_ROWS:
            raise FileRefused("file_too_many_rows", limit=MOST_ROWS)
        events.append(found)
    clock = None if wall_clock else zones.zones
    for line, event in events:
        try:
            rows.append(_row(line, event, zone, clock))
        except RowUnreadable as error:
            mistakes.append(error.at(line))
    if not rows and not mistakes:
        raise FileRefused("file_empty")
    return rows, mistakes


def _events(lines: Iterable[ContentLine], zones: ZoneReader) -> Iterator[tuple[int, _Event]]:
    """Yield each event and where it begins; zones are gathered, alarms are left out."""
    inside: list[str] = []
    last = 0
    event: dict[str, ContentLine] = {}
    begun = 0
    for line in lines:
        last = line.number
        if line.name == "BEGIN":
            _begin(inside, line)
            zones.begin(inside)
            if inside[1:] == ["VEVENT"]:
                begun, event = line.number, {}
        elif line.name == "END":
            ended = _end(inside, line)
            if inside == ["VCALENDAR"] and ended == "VEVENT":
                yield begun, event
        elif not inside:
            raise FileRefused("file_unreadable", line=line.number)
        elif inside[1:] == ["VEVENT"]:
            event.setdefault(line.name, line)
        else:
            zones.line(inside, line)
    if inside:
        # The end is missing, and with it nobody knows what else.
        raise FileRefused("file_unreadable", line=last)


def _begin(inside: list[str], line: ContentLine) -> None:
    inside.append(line.value.strip().upper())
    if len(inside) > _DEEPEST or inside[0] != "VCALENDAR":
        raise FileRefused("file_unreadable", line=line.number)


def _end(inside: list[str], line: ContentLine) -> str:
    component = line.value.strip().upper()
    if not inside or inside.pop() != component:
        raise FileRefused("file_unreadable", line=line.number)
    return component


def _row(line: int, event: _Event, zone: ZoneInfo, zones: _Zones | None) -> FileRow:
    if any(name in event for name in _RECURRING):
        raise RowUnreadable("recurring_event")
    if "DTSTART" not in event:
        raise RowUnreadable("day_missing")
    start = _moment(event["DTSTART"], zone, zones)
    label = _text(event, "SUMMARY")
    if not label:
        raise RowUnreadable("service_missing")
    status = _STATUSES.get(_text(event, "STATUS").upper())
    notes = start.notes if status is not None else (*start.notes, STATUS_UNKNOWN)
    return FileRow(
        line=line,
        starts_at=start.instant,
        label=label,
        key=_text(event, "UID") or None,
        reference=_reference(event),
        minutes=_minutes(event, start, zone, zones),
        status=status or AppointmentStatus.BOOKED,
        notes=notes,
    )


def _moment(line: ContentLine, zone: ZoneInfo, zones: _Zones | None) -> WallMoment:
    """Return the moment of a line; without `zones` its digits are the clock's of `zone`."""
    if line.parameters.get("VALUE", "DATE-TIME").upper() == "DATE" or len(line.value) == 8:
        raise RowUnreadable("all_day_event")
    found = _MOMENT.fullmatch(line.value.strip())
    if found is None:
        raise RowUnreadable("time_unreadable")
    year, month, day, hour, minute, second = (int(found[place]) for place in range(1, 7))
    try:
        on, clock = date(year, month, day), time(hour, minute, min(second, 59)).replace(second=0)
    except ValueError as error:
        raise RowUnreadable("time_unreadable") from error
    if not 2000 <= year < 2200:
        raise RowUnreadable("day_unreadable")
    if zones is None:
        return at_wall(on, clock, zone)
    if found[7]:
        return WallMoment(datetime.combine(on, clock, UTC))
    named = line.parameters.get("TZID")
    if named is None:
        return at_wall(on, clock, zone)
    moment = moment_in(named, on, clock, zones, zone)
    if moment is None:
        raise RowUnreadable("zone_unknown")
    return moment


def _minutes(event: _Event, start: WallMoment, zone: ZoneInfo, zones: _Zones | None) -> int | None:
    if "DTEND" in event:
        end = _moment(event["DTEND"], zone, zones)
        return length_min(start.instant, end.instant)
    if "DURATION" not in event:
        return None
    found = _DURATION.fullmatch(event["DURATION"].value.strip())
    if found is None:
        raise RowUnreadable("duration_unreadable")
    weeks, days, hours, minutes = (int(found[place] or 0) for place in range(1, 5))
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    if not timedelta(0) < length <= timedelta(minutes=LONGEST_MIN):
        raise RowUnreadable("duration_unreadable")
    return length_min(start.instant, start.instant + length)


def _text(event: _Event, name: str) -> str:
    if name not in event:
        return ""
    value = event[name].value
    if len(value) > LONGEST_CELL:
        raise RowUnreadable("cell_too_long", column=name.lower(), limit=LONGEST_CELL)
    return one_line(unescaped(value))


def _reference(event: _Event) -> str | None:
    for name in ("URL", "DESCRIPTION"):
        found = _RDV.search(event[name].value) if name in event else None
        if found:
            return found[1]
    return None
