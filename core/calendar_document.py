"""Opening hours as they stand in documents: weekly windows, closures, holidays, exceptional days.

{"weekly": {"monday": [{"opens": "09:00", "closes": "12:30"}]},
"closures": ["2026-12-24"],
"holidays": {"home": [{"day": "2026-07-14", "labels": {"fr": "Fête nationale"}}],
"host": []},
"exceptions": [{"day": "2026-12-31", "windows": [{"opens": "09:00", "closes": "11:00"}],
"labels": {"fr": "Réveillon"}}],
"last_ticket_min": 15}
"""

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import pairwise
from typing import Any, Final

from core.model import HolidayOf
from core.reading import Reading, shown
from core.site import Calendar, ExceptionalDay, Holiday, Window

WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
YEARS: Final = (2000, 2199)
"""First and last year of a day in a calendar; every zone can be applied to them."""

MOST_DAYS: Final = 400
"""Days in one list of a calendar."""

_KEYS: Final = frozenset({"weekly", "closures", "holidays", "exceptions", "last_ticket_min"})
_WINDOW: Final = frozenset({"opens", "closes"})
_HOLIDAY: Final = frozenset({"day", "labels"})
_EXCEPTION: Final = frozenset({"day", "windows", "labels"})


def calendar_from(reading: Reading, row: object, where: str = "calendar") -> Calendar:
    """Read hours; what they mean is told by `core.calendar`."""
    if not isinstance(row, Mapping):
        reading.mistake(where, "must be an object")
        return Calendar()
    reading.only(row, _KEYS, where)
    weekly = reading.part(row, "weekly", where)
    for name in sorted(set(weekly) - set(WEEKDAYS)):
        reading.mistake(f"{where}.weekly", f"unknown weekday {shown(name)}")
    windows: list[Window] = []
    for index, name in enumerate(WEEKDAYS):
        windows += _windows(reading, weekly, name, index, f"{where}.weekly")
    holidays = reading.part(row, "holidays", where)
    reading.only(holidays, frozenset(HolidayOf), f"{where}.holidays")
    return Calendar(
        tuple(windows),
        frozenset(_closures(reading, row, where)),
        reading.whole(row, "last_ticket_min", 0, 0, 240, where),
        tuple(
            found
            for of in HolidayOf
            for found in _holidays(reading, holidays, of, f"{where}.holidays")
        ),
        tuple(_exceptions(reading, row, where)),
    )


def _windows(
    reading: Reading, row: Mapping[str, Any], name: str, weekday: int, where: str
) -> list[Window]:
    found = []
    place = f"{where}.{name}"
    for window in reading.rows(row, name, where):
        reading.only(window, _WINDOW, place)
        opens, closes = read_time(window.get("opens")), read_time(window.get("closes"))
        if opens is None or closes is None:
            reading.mistake(place, "opens and closes are times, 09:30")
        elif opens == closes:
            reading.mistake(place, "a window closes at another time than it opens")
        else:
            found.append(Window(weekday, opens, closes))
    for before, after in pairwise(found):
        past_midnight = before.closes <= before.opens
        if past_midnight or after.opens < before.closes:
            reading.mistake(place, "the windows overlap or are out of order")
    return found


def read_time(value: object) -> time | None:
    """Return the time that a text such as `09:30` names, or None."""
    if not isinstance(value, str) or len(value) != len("09:30"):
        return None
    try:
        return time.fromisoformat(value)
    except ValueError:
        return None


def _closures(reading: Reading, row: Mapping[str, Any], where: str) -> Iterable[date]:
    place = f"{where}.closures"
    given = reading.items(row, "closures", where)
    if len(given) > MOST_DAYS:
        reading.mistake(place, f"at most {MOST_DAYS} days")
        return
    for value in given:
        day = _day(value)
        if day is None:
            reading.mistake(place, f"{shown(value)} is not a date")
        else:
            yield day


def _holidays(
    reading: Reading, row: Mapping[str, Any], of: HolidayOf, where: str
) -> Iterable[Holiday]:
    for day, given in _days(reading, row, of.value, where, _HOLIDAY):
        yield Holiday(day, of, reading.labels(given, "labels", f"{where}.{of}", optional=True))


def _exceptions(reading: Reading, row: Mapping[str, Any], where: str) -> Iterable[ExceptionalDay]:
    for day, given in _days(reading, row, "exceptions", where, _EXCEPTION):
        yield ExceptionalDay(
            day,
            tuple(_windows(reading, given, "windows", day.weekday(), f"{where}.exceptions.{day}")),
            reading.labels(given, "labels", f"{where}.exceptions", optional=True),
        )


def _days(
    reading: Reading, row: Mapping[str, Any], name: str, where: str, keys: frozenset[str]
) -> Iterable[tuple[date, Mapping[str, Any]]]:
    """Return the objects of a list by their day; each day stands there once."""
    place = f"{where}.{name}"
    seen: set[date] = set()
    given = reading.rows(row, name, where)
    if len(given) > MOST_DAYS:
        reading.mistake(place, f"at most {MOST_DAYS} days")
        return
    for one in given:
        reading.only(one, keys, place)
        day = _day(one.get("day"))
        if day is None:
            reading.mistake(place, f"{shown(one.get('day'))} is not a date")
        elif day in seen:
            reading.mistake(place, f"{day} stands twice")
        else:
            seen.add(day)
            yield day, one


def _day(value: object) -> date | None:
    if not isinstance(value, str) or len(value) != len("2026-12-24"):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    first, last = YEARS
    return day if first <= day.year <= last else None


def outside_day(calendar: Calendar, starts_at: time, where: str) -> list[str]:
    """Return as mistakes the windows that do not lie within one business day.

    Args:
        calendar: The hours.
        starts_at: When a business day begins.
        where: Of the calendar in its document.
    """
    weekly = [(f"weekly.{WEEKDAYS[one.weekday]}", one) for one in calendar.windows]
    special = [(f"exceptions.{day.day}", one) for day in calendar.exceptions for one in day.windows]
    return [
        f"{where}.{place}: {_hours(one)} lies in two business days, which begin at "
        f"{starts_at:%H:%M} (day_starts_at)"
        for place, one in (*weekly, *special)
        if not _within(one, starts_at)
    ]


def _within(window: Window, starts_at: time) -> bool:
    over = window.closes <= window.opens
    return window.opens >= starts_at and (not over or window.closes <= starts_at)


def _hours(window: Window) -> str:
    return f"{window.opens:%H:%M} to {window.closes:%H:%M}"


def calendar_document(calendar: Calendar) -> dict[str, Any]:
    """Return hours as the document that `calendar_from` reads."""
    weekly: dict[str, list[dict[str, str]]] = {}
    for window in calendar.windows:
        weekly.setdefault(WEEKDAYS[window.weekday], []).append(_window_row(window))
    return {
        "weekly": weekly,
        "closures": sorted(day.isoformat() for day in calendar.closures),
        "holidays": {
            of.value: [
                {"day": found.day.isoformat(), "labels": dict(found.labels)}
                for found in calendar.holidays
                if found.of is of
            ]
            for of in HolidayOf
        },
        "exceptions": [
            {
                "day": found.day.isoformat(),
                "windows": [_window_row(window) for window in found.windows],
                "labels": dict(found.labels),
            }
            for found in calendar.exceptions
        ],
        "last_ticket_min": calendar.last_ticket_min,
    }


def _window_row(window: Window) -> dict[str, str]:
    return {"opens": f"{window.opens:%H:%M}", "closes": f"{window.closes:%H:%M}"}
