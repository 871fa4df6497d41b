"""Holidays of two countries, days with hours of their own, early closing, in the posts' zones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.business_days import Days
from core.calendar import next_opening, opening, windows_of
from core.model import Closed, HolidayOf, ServiceId, SiteId
from core.site import Calendar, ExceptionalDay, Holiday, Service, Site, Window
from core.site_day import SiteDay

PARIS, LISBON, SAN_FRANCISCO, WELLINGTON, PAPEETE, TEHRAN = ZONES = tuple(
    Days(ZoneInfo(name))
    for name in (
        "Europe/Paris",
        "Europe/Lisbon",
        "America/Los_Angeles",
        "Pacific/Auckland",
        "Pacific/Tahiti",
        "Asia/Tehran",
    )
)
NINE, NOON = time(9), time(12)
WEEK = Calendar(
    tuple(Window(weekday, NINE, NOON) for weekday in range(5)),
    holidays=(
        Holiday(date(2026, 7, 14), HolidayOf.HOME, {"fr": "Fête nationale"}),
        Holiday(date(2026, 12, 8), HolidayOf.HOST, {"fr": "Immaculée Conception"}),
        Holiday(date(2026, 12, 25), HolidayOf.HOME, {"fr": "Noël"}),
        Holiday(date(2026, 12, 25), HolidayOf.HOST, {"fr": "Natal"}),
    ),
    exceptions=(
        ExceptionalDay(date(2026, 12, 31), (Window(0, time(9), time(10)),), {"fr": "Réveillon"}),
        ExceptionalDay(date(2026, 12, 8), (Window(0, time(10), time(11)),)),
        ExceptionalDay(date(2026, 12, 24), (), {"fr": "Veille de Noël"}),
    ),
)


def at(day: date, clock: time, days: Days) -> datetime:
    return days.moment(day, clock)


@pytest.mark.parametrize("days", ZONES, ids=str)
def test_a_holiday_of_either_country_closes_and_has_its_name(days: Days) -> None:
    home = opening(WEEK, days, at(date(2026, 7, 14), time(10), days))
    assert (home.open, home.closed, home.labels) == (
        False,
        Closed.HOLIDAY_HOME,
        {"fr": "Fête nationale"},
    )
    assert home.opens_at == at(date(2026, 7, 15), NINE, days)
    assert not home.over
    both = opening(WEEK, days, at(date(2026, 12, 25), time(10), days))
    assert (both.closed, both.labels) == (Closed.HOLIDAY_HOME, {"fr": "Noël"})
    host = Calendar(WEEK.windows, holidays=WEEK.holidays[1:2])
    found = opening(host, days, at(date(2026, 12, 8), time(10), days))
    assert found.closed is Closed.HOLIDAY_HOST


@pytest.mark.parametrize("days", ZONES, ids=str)
def test_a_day_with_hours_of_its_own_has_those_and_wins_over_a_holiday(days: Days) -> None:
    holiday = date(2026, 12, 8)
    assert not opening(WEEK, days, at(holiday, NINE, days)).open
    found = opening(WEEK, days, at(holiday, time(10, 30), days))
    assert (found.open, found.closes_at) == (True, at(holiday, time(11), days))
    shut = opening(WEEK, days, at(date(2026, 12, 24), time(10), days))
    assert (shut.closed, shut.labels) == (Closed.EXCEPTION, {"fr": "Veille de Noël"})
    assert shut.opens_at == at(date(2026, 12, 28), NINE, days)


def test_a_closure_is_an_exception_without_a_name() -> None:
    calendar = Calendar(WEEK.windows, frozenset({date(2026, 11, 24)}))
    found = opening(calendar, PARIS, at(date(2026, 11, 24), time(10), PARIS))
    assert (found.closed, found.labels) == (Closed.EXCEPTION, {})


def test_outside_the_hours_it_is_the_hours() -> None:
    for clock in (time(8), time(13)):
        assert opening(WEEK, PARIS, at(date(2026, 11, 24), clock, PARIS)).closed is Closed.HOURS


def test_the_week_ends_where_the_country_says() -> None:
    # Iran's weekend is Friday, with half of Thursday at most.
    week = Calendar(tuple(Window(weekday, NINE, NOON) for weekday in (5, 6, 0, 1, 2)))
    thursday = date(2026, 11, 26)
    found = opening(week, TEHRAN, at(thursday, time(10), TEHRAN))
    assert found.opens_at == at(thursday + timedelta(days=2), NINE, TEHRAN)
    assert found.opens_at == datetime(2026, 11, 28, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "sunday", "opens", "hours"),
    [
        (PARIS, date(2026, 3, 29), time(1), 3),
        (PARIS, date(2026, 10, 25), time(1), 5),
        (LISBON, date(2026, 3, 29), time(0), 4),
        (LISBON, date(2026, 10, 25), time(0), 6),
        (SAN_FRANCISCO, date(2026, 3, 8), time(1), 3),
        (SAN_FRANCISCO, date(2026, 11, 1), time(1), 5),
        (WELLINGTON, date(2026, 9, 27), time(1), 3),
        (WELLINGTON, date(2026, 4, 5), time(1), 5),
        (PAPEETE, date(2026, 3, 29), time(1), 4),
        (TEHRAN, date(2026, 3, 29), time(1), 4),
    ],
    ids=str,
)
def test_a_window_across_a_clock_change_follows_the_wall_clock(
    days: Days, sunday: date, opens: time, hours: int
) -> None:
    night = Calendar((Window(6, opens, time(5)),))
    ((begins, ends),) = windows_of(sunday, night, days)
    assert ends - begins == timedelta(hours=hours)
    assert opening(night, days, ends - timedelta(seconds=1)).open
    assert not opening(night, days, ends).open


def test_an_hour_that_the_clocks_skip_opens_nothing() -> None:
    skipped = Calendar((Window(6, time(2), time(3)),))
    assert windows_of(date(2026, 3, 29), skipped, PARIS) == []


@pytest.mark.parametrize("days", ZONES, ids=str)
def test_closing_early_ends_today_alone(days: Days) -> None:
    today = date(2026, 11, 24)
    early = SiteDay(closes_early_on=today, closes_early_at=at(today, time(10), days))
    found = opening(WEEK, days, at(today, time(9, 30), days), early)
    assert (found.open, found.closes_at) == (True, at(today, time(10), days))
    shut = opening(WEEK, days, at(today, time(10), days), early)
    assert (shut.open, shut.over, shut.closed) == (False, True, Closed.EARLY)
    assert shut.opens_at == at(today + timedelta(days=1), NINE, days)
    assert opening(WEEK, days, at(today + timedelta(days=1), time(10), days), early).open


def test_closing_early_before_the_first_window_leaves_nothing_of_the_day() -> None:
    today = date(2026, 11, 24)
    early = SiteDay(closes_early_on=today, closes_early_at=at(today, time(8), PARIS))
    found = opening(WEEK, PARIS, at(today, time(8, 30), PARIS), early)
    assert (found.over, found.closed) == (True, Closed.EARLY)
    assert found.opens_at == at(today + timedelta(days=1), NINE, PARIS)


def test_a_closed_day_is_over_and_the_next_is_as_usual() -> None:
    today = date(2026, 11, 24)
    closed = SiteDay(closed_on=today)
    found = opening(WEEK, PARIS, at(today, time(9, 30), PARIS), closed)
    assert (found.open, found.over, found.closed) == (False, True, Closed.DAY_CLOSED)
    assert found.opens_at == at(today + timedelta(days=1), NINE, PARIS)
    assert opening(WEEK, PARIS, at(today + timedelta(days=1), time(10), PARIS), closed).open


def test_closing_the_evening_leaves_the_night_that_began_before_it() -> None:
    night = Calendar((Window(0, time(20), time(2)), Window(1, time(20), time(2))))
    tuesday = date(2026, 11, 24)
    early = SiteDay(closes_early_on=tuesday, closes_early_at=at(tuesday, time(19), PARIS))
    assert opening(night, PARIS, at(tuesday, time(1), PARIS), early).open
    assert not opening(night, PARIS, at(tuesday, time(21), PARIS), early).open


def test_the_next_opening_passes_over_days_off() -> None:
    assert next_opening(WEEK, PARIS, date(2026, 12, 23)) == at(date(2026, 12, 28), NINE, PARIS)
    assert next_opening(WEEK, PARIS, date(2026, 12, 30)) == at(date(2026, 12, 31), NINE, PARIS)
    never = Calendar(closures=frozenset(date(2026, 1, 1) + timedelta(days=d) for d in range(800)))
    assert next_opening(never, PARIS, date(2026, 11, 24)) is None


def test_a_services_own_hours_stand_in_for_the_sites_and_its_days_off_come_on_top() -> None:
    own = Calendar((Window(1, time(14), time(16)),), exceptions=WEEK.exceptions[:1])
    service = Service(ServiceId("v"), "visa", 1, "X", {"fr": "Visa"}, calendar=own)
    other = ExceptionalDay(date(2026, 12, 31), ())
    site_hours = Calendar(WEEK.windows, holidays=WEEK.holidays, exceptions=(other,))
    site = Site(SiteId("s"), "Poste", "Europe/Paris", calendar=site_hours, services=(service,))
    hours = site.calendar_of(service)
    tuesday = date(2026, 11, 24)
    assert not opening(hours, PARIS, at(tuesday, time(10), PARIS)).open
    assert opening(hours, PARIS, at(tuesday, time(15), PARIS)).open
    # A Tuesday too.
    holiday = opening(hours, PARIS, at(date(2026, 7, 14), time(15), PARIS))
    assert holiday.closed is Closed.HOLIDAY_HOME
    assert opening(hours, PARIS, at(date(2026, 12, 31), time(9, 30), PARIS)).open
