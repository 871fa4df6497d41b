"""Which time zone a calendar means by the names it gives them.

An IANA name is taken as it is, one of Windows by its table, one that a calendar makes up by the
IANA name that stands beside it (`X-LIC-LOCATION`). What is left is known by its hours alone
(`VTIMEZONE`): the site's zone if it keeps them, else whatever zones keep them, as long as all of
these agree on the moment that is asked for.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from sync.booking.files.ics_lines import ContentLine
from sync.booking.files.moments import WallMoment, at_wall, find_zone
from sync.booking.files.windows_zones import IANA_OF_WINDOWS

_OFFSET: Final = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?", re.ASCII)
_OBSERVANCES: Final = ("STANDARD", "DAYLIGHT")
_MOST_ZONES: Final = 1_000


@dataclass(slots=True)
class CalendarZone:
    """What a calendar says of one of its zones.

    Attributes:
        location: The IANA name beside it; empty where there is none.
        offsets: Of the newest rule of each kind, when it began and how far ahead of UTC it is.
    """

    location: str = ""
    offsets: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, kind: str, began: str, offset: str) -> None:
        """Take a rule; old ones stand beside the present one, and their beginnings sort as text."""
        if began >= self.offsets.get(kind, ("", ""))[0]:
            self.offsets[kind] = began, offset

    def hours(self) -> frozenset[timedelta]:
        """Return the offsets that it keeps; empty where one of them means nothing."""
        found = [_OFFSET.fullmatch(text) for _, text in self.offsets.values()]
        if not found or not all(found):
            return frozenset()
        return frozenset(
            timedelta(hours=int(one[2]), minutes=int(one[3])) * (-1 if one[1] == "-" else 1)
            for one in found
            if one is not None
        )


class ZoneReader:
    """Gathers the zones of a calendar while it is read; holds at most 1,000 of them.

    Attributes:
        zones: By the names that events call them.
    """

    def __init__(self) -> None:
        self.zones: dict[str, CalendarZone] = {}
        self._zone = CalendarZone()
        self._began = ""

    def begin(self, inside: Sequence[str]) -> None:
        """Hear that a component began; it is the last of `inside`."""
        self._began = ""
        if inside[1:] == ["VTIMEZONE"]:
            self._zone = CalendarZone()

    def line(self, inside: Sequence[str], line: ContentLine) -> None:
        """Hear a line inside a component; what is in no `VTIMEZONE` is passed over."""
        value = line.value.strip()
        if inside[1:] == ["VTIMEZONE"]:
            if line.name == "TZID" and len(self.zones) < _MOST_ZONES:
                self.zones[value] = self._zone
            elif line.name == "X-LIC-LOCATION":
                self._zone.location = value
        elif len(inside) == 3 and inside[1] == "VTIMEZONE" and inside[2] in _OBSERVANCES:
            if line.name == "DTSTART":
                self._began = value
            elif line.name == "TZOFFSETTO":
                self._zone.take(inside[2], self._began, value)


def moment_in(
    name: str, day: date, clock: time, zones: Mapping[str, CalendarZone], own: ZoneInfo
) -> WallMoment | None:
    """Return when the wall clock of a calendar's zone shows a time on a day.

    Args:
        name: `TZID` of the event.
        day: Of that clock.
        clock: What it shows.
        zones: What the calendar says of its zones.
        own: The site's zone.

    Returns:
        None where nobody can tell which zone is meant.
    """
    told = zones.get(name, CalendarZone())
    known = _known(name) or _known(told.location)
    if known is not None:
        return at_wall(day, clock, known)
    hours = told.hours()
    if not hours:
        return None
    if _hours_of(own.key, day.year) == hours:
        return at_wall(day, clock, own)
    return _common(day, clock, (one for one in _candidates() if _hours_of(one, day.year) == hours))


def _known(name: str) -> ZoneInfo | None:
    """Return the zone that a name means by itself, its maker's prefix left aside."""
    plain = name.strip().strip('"')
    if plain in IANA_OF_WINDOWS:
        return ZoneInfo(IANA_OF_WINDOWS[plain])
    parts = plain.strip("/").split("/")
    # `/mozilla.org/20070129_1/Europe/Paris`, `/freeassociation.sourceforge.net/Europe/Paris`
    tries = ["/".join(parts[-length:]) for length in (3, 2)] if plain[:1] == "/" else []
    for one in (plain.strip("/"), *tries):
        zone = find_zone(one) if one else None
        if zone is not None:
            return zone
    return None


def _common(day: date, clock: time, names: Iterable[str]) -> WallMoment | None:
    moments = {at_wall(day, clock, ZoneInfo(name)) for name in names}
    return moments.pop() if len(moments) == 1 else None


@cache
def _candidates() -> tuple[str, ...]:
    return tuple(sorted(set(IANA_OF_WINDOWS.values())))


@cache
def _hours_of(name: str, year: int) -> frozenset[timedelta]:
    """Return the offsets that a zone keeps in a year, looked at on the first of each month."""
    zone = ZoneInfo(name)
    found = (datetime(year, month, 1, 12, tzinfo=zone).utcoffset() for month in range(1, 13))
    return frozenset(offset for offset in found if offset is not None)
