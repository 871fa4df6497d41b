"""Business days cut time without gap or overlap, in every zone and wherever a day starts."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.business_days import Days

POSTS = (
    "Europe/Lisbon",
    "Europe/Paris",
    "America/Los_Angeles",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "Pacific/Tahiti",
    "Asia/Tehran",
    "Asia/Beirut",
    "America/Havana",
    "Pacific/Apia",
)
ZONES = st.sampled_from(POSTS).map(ZoneInfo)
STARTS = st.integers(0, 6 * 60).map(lambda minutes: time(minutes // 60, minutes % 60))
MOMENTS = st.integers(0, 40 * 366 * 24 * 60).map(
    lambda minutes: datetime(1999, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
APIA = ZoneInfo("Pacific/Apia")


@given(MOMENTS, ZONES, STARTS)
@example(datetime(2011, 12, 30, 10, 0, tzinfo=UTC), APIA, time(0))
@example(datetime(2011, 12, 30, 12, 0, tzinfo=UTC), APIA, time(3))
@example(datetime(2026, 10, 25, 0, 45, tzinfo=UTC), ZoneInfo("Europe/Paris"), time(2, 30))
@example(datetime(2026, 3, 29, 1, 10, tzinfo=UTC), ZoneInfo("Europe/Paris"), time(2, 30))
@example(datetime(2026, 4, 4, 15, 10, tzinfo=UTC), ZoneInfo("Australia/Lord_Howe"), time(1, 45))
def test_every_moment_belongs_to_exactly_one_day(
    moment: datetime, zone: ZoneInfo, starts_at: time
) -> None:
    days = Days(zone, starts_at)
    day = days.of(moment)
    near = [day + timedelta(days=count) for count in range(-3, 4)]
    holds = [one for one in near if days.bounds(one)[0] <= moment < days.bounds(one)[1]]
    assert holds == [day]


@given(st.dates(date(1999, 1, 1), date(2038, 1, 1)), ZONES, STARTS)
def test_days_follow_each_other_without_gap_or_overlap(
    day: date, zone: ZoneInfo, starts_at: time
) -> None:
    days = Days(zone, starts_at)
    begins, ends = days.bounds(day)
    assert ends == days.bounds(day + timedelta(days=1))[0]
    left_out = (zone.key, day) == ("Pacific/Apia", date(2011, 12, 30))
    if left_out:
        assert begins == ends
    else:
        assert timedelta(hours=22) < ends - begins < timedelta(hours=26)
        assert days.of(begins) == days.of(ends - timedelta(microseconds=1)) == day


@pytest.mark.parametrize(
    ("zone", "day", "starts_at", "hours"),
    [
        ("Europe/Paris", date(2026, 3, 29), time(0), 23),
        ("Europe/Paris", date(2026, 10, 25), time(0), 25),
        ("Europe/Lisbon", date(2026, 3, 29), time(0), 23),
        ("Pacific/Tahiti", date(2026, 3, 29), time(0), 24),
        ("Asia/Tehran", date(2026, 10, 25), time(0), 24),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(0), 24.5),
        # Where the day starts after the change, the day before has it.
        ("Europe/Paris", date(2026, 3, 28), time(3), 23),
        ("Europe/Paris", date(2026, 10, 24), time(3), 25),
        ("America/Los_Angeles", date(2026, 3, 7), time(4), 23),
        ("Pacific/Auckland", date(2026, 4, 4), time(4), 25),
        # 02:30 is skipped: the day begins when the clock would have shown it, at 03:30.
        ("Europe/Paris", date(2026, 3, 29), time(2, 30), 23),
        # 02:30 comes twice: the day begins with the first.
        ("Europe/Paris", date(2026, 10, 25), time(2, 30), 25),
    ],
)
def test_a_day_of_a_clock_change_has_its_hours(
    zone: str, day: date, starts_at: time, hours: float
) -> None:
    begins, ends = Days(ZoneInfo(zone), starts_at).bounds(day)
    assert ends - begins == timedelta(hours=hours)


def test_after_midnight_it_is_still_the_day_before_until_the_day_starts() -> None:
    days = Days(ZoneInfo("Europe/Lisbon"), time(3))
    assert days.of(datetime(2026, 11, 25, 2, 59, 59, tzinfo=UTC)) == date(2026, 11, 24)
    assert days.of(datetime(2026, 11, 25, 3, 0, tzinfo=UTC)) == date(2026, 11, 25)


def test_a_time_after_midnight_belongs_to_the_day_that_began_before() -> None:
    days = Days(ZoneInfo("Europe/Lisbon"), time(3))
    monday = date(2026, 11, 23)
    assert days.moment(monday, time(1)) == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    assert days.moment(monday, time(9)) == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_day_is_the_sites_own() -> None:
    moment = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert Days(ZoneInfo("Europe/Paris")).of(moment) == date(2026, 11, 24)
    assert Days(ZoneInfo("Pacific/Tahiti")).of(moment) == date(2026, 11, 23)
