"""Opening hours, across clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.business_days import Days, at_wall_clock, wall_clock
from core.calendar import opening
from core.site import Calendar, Window

PARIS, LISBON = ZoneInfo("Europe/Paris"), Days(ZoneInfo("Europe/Lisbon"))
MORNINGS = Calendar(
    tuple(Window(weekday, time(9), time(12, 30)) for weekday in range(5)),
    frozenset({date(2026, 12, 25)}),
    last_ticket_min=30,
)


def test_opening_time_follows_the_wall_clock_through_a_change() -> None:
    before = at_wall_clock(date(2026, 3, 27), time(9), PARIS)
    after = at_wall_clock(date(2026, 3, 30), time(9), PARIS)
    assert (before.hour, after.hour) == (8, 7)
    assert wall_clock(after, PARIS) == "09:00"


def test_a_site_without_a_calendar_is_always_open() -> None:
    found = opening(Calendar(), LISBON, datetime(2026, 11, 29, 3, 0, tzinfo=UTC))
    assert found.open
    assert found.closes_at is None


def test_open_within_a_window_with_the_last_ticket_before_its_end() -> None:
    found = opening(MORNINGS, LISBON, datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
    assert found.open
    assert found.closes_at == datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
    assert found.last_ticket_at == datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_closed_before_opening_is_not_over_yet() -> None:
    found = opening(MORNINGS, LISBON, datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    assert not found.open
    assert not found.over
    assert found.opens_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_closed_after_the_last_window_says_when_it_opens_next() -> None:
    friday_noon = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
    found = opening(MORNINGS, LISBON, friday_noon)
    assert not found.open
    assert found.over
    assert found.opens_at == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_a_closure_counts_over_the_weekly_hours() -> None:
    christmas = datetime(2026, 12, 25, 10, 0, tzinfo=UTC)
    found = opening(MORNINGS, LISBON, christmas)
    assert not found.open
    assert found.opens_at == datetime(2026, 12, 28, 9, 0, tzinfo=UTC)


def test_a_closure_counts_without_weekly_hours() -> None:
    calendar = Calendar(closures=frozenset({date(2026, 12, 25)}))
    found = opening(calendar, LISBON, datetime(2026, 12, 25, 10, 0, tzinfo=UTC))
    assert not found.open
    assert found.opens_at == datetime(2026, 12, 26, 0, 0, tzinfo=UTC)


def test_a_window_past_midnight_belongs_to_the_day_before() -> None:
    night = Calendar((Window(1, time(20), time(2)),))
    at_one = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    assert opening(night, LISBON, at_one).open
    assert not opening(night, LISBON, at_one + timedelta(hours=1)).open
