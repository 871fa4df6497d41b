"""Wall-clock times with true, false and missing labels, around both changes of clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.business_days import Days
from sync.booking.rdv_service_public.zones import as_filter, read_moment
from sync.booking.rows import Oddity
from sync.contract.matching import BookedTimes

PARIS = "Europe/Paris"
LISBON = "Europe/Lisbon"
SAN_FRANCISCO = "America/Los_Angeles"
WELLINGTON = "Pacific/Auckland"
PAPEETE = "Pacific/Tahiti"
TEHRAN = "Asia/Tehran"
APIA = "Pacific/Apia"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def read(text: str, zone: str, time_zone: str | None = None) -> tuple[datetime, tuple[str, ...]]:
    moment = read_moment(text, time_zone, ZoneInfo(zone))
    return moment.instant, moment.notes


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        # A Paris label on the day before and after Paris's own changes of clock.
        (LISBON, "2026-03-28 10:00:00 +0100", "2026-03-28 10:00"),
        (LISBON, "2026-03-29 10:00:00 +0200", "2026-03-29 09:00"),
        (LISBON, "2026-10-24 10:00:00 +0200", "2026-10-24 09:00"),
        (LISBON, "2026-10-25 10:00:00 +0100", "2026-10-25 10:00"),
        (PARIS, "2026-03-29 10:00:00 +0200", "2026-03-29 08:00"),
        (PARIS, "2026-10-25 10:00:00 +0100", "2026-10-25 09:00"),
        # San Francisco changes on other days than Paris.
        (SAN_FRANCISCO, "2026-03-07 09:00:00 +0100", "2026-03-07 17:00"),
        (SAN_FRANCISCO, "2026-03-08 09:00:00 +0100", "2026-03-08 16:00"),
        (SAN_FRANCISCO, "2026-10-31 09:00:00 +0100", "2026-10-31 16:00"),
        (SAN_FRANCISCO, "2026-11-01 09:00:00 +0100", "2026-11-01 17:00"),
        # Wellington, the other way round; its day is not the day of UTC.
        (WELLINGTON, "2026-04-04 09:00:00 +0200", "2026-04-03 20:00"),
        (WELLINGTON, "2026-04-05 09:00:00 +0200", "2026-04-04 21:00"),
        (WELLINGTON, "2026-09-26 09:00:00 +0200", "2026-09-25 21:00"),
        (WELLINGTON, "2026-09-27 09:00:00 +0200", "2026-09-26 20:00"),
        # Papeete and Tehran never change: only the false label does.
        (PAPEETE, "2026-03-28 09:00:00 +0100", "2026-03-28 19:00"),
        (PAPEETE, "2026-03-29 09:00:00 +0200", "2026-03-29 19:00"),
        (TEHRAN, "2026-03-28 09:00:00 +0100", "2026-03-28 05:30"),
        (TEHRAN, "2026-03-29 09:00:00 +0200", "2026-03-29 05:30"),
        (TEHRAN, "2026-10-25 09:00:00 +0100", "2026-10-25 05:30"),
    ],
)
def test_paris_label_is_dropped_and_the_digits_are_local(
    zone: str, text: str, expected: str
) -> None:
    assert read(text, zone) == (utc(expected), ())


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        (LISBON, "2026-11-24 08:45:00 +0000", "2026-11-24 08:45"),
        (SAN_FRANCISCO, "2026-10-05 09:30:00 -0700", "2026-10-05 16:30"),
        (TEHRAN, "2026-10-05 09:30:00 +0330", "2026-10-05 06:00"),
        (TEHRAN, "2026-10-05T09:30:00.000+03:30", "2026-10-05 06:00"),
        (LISBON, "2026-11-24T08:45:00.000Z", "2026-11-24 08:45"),
        (LISBON, "2026-11-24 08:45:00 UTC", "2026-11-24 08:45"),
        (SAN_FRANCISCO, "2026-10-05 09:30", "2026-10-05 16:30"),
    ],
)
def test_true_label_and_no_label_give_the_same_moment(zone: str, text: str, expected: str) -> None:
    assert read(text, zone) == (utc(expected), ())


def test_the_rdvs_own_zone_wins_and_a_difference_is_noted() -> None:
    moment = read_moment("2026-10-05 09:30:00 -0400", "America/New_York", ZoneInfo(PARIS))
    assert moment.instant == utc("2026-10-05 13:30")
    assert moment.zone == "America/New_York"
    assert moment.notes == (Oddity.ZONE_DIFFERS,)
    assert moment.text == "2026-10-05 09:30:00 -0400"


def test_another_name_of_the_same_clock_is_no_difference() -> None:
    assert read("2026-10-05 09:30:00 +0100", LISBON, "Europe/London")[1] == ()


def test_paris_label_beside_the_rdvs_own_zone_is_dropped_too() -> None:
    moment, notes = read("2026-10-05 09:30:00 +0200", PAPEETE, PAPEETE)
    assert (moment, notes) == (utc("2026-10-05 19:30"), ())


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "Europe", "a\0b", "é" * 500])
def test_zone_that_does_not_exist_gives_way_to_the_posts(name: str) -> None:
    moment, notes = read("2026-10-05 09:30:00 +0100", LISBON, name)
    assert (moment, notes) == (utc("2026-10-05 08:30"), (Oddity.ZONE_UNKNOWN,))


def test_offset_of_neither_place_is_noted_and_the_digits_hold() -> None:
    moment, notes = read("2026-10-05 09:30:00 +0900", LISBON)
    assert (moment, notes) == (utc("2026-10-05 08:30"), (Oddity.OFFSET_UNEXPECTED,))


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        (PARIS, "2026-03-29 02:30:00", "2026-03-29 01:30"),
        (LISBON, "2026-03-29 01:30:00", "2026-03-29 01:30"),
        (SAN_FRANCISCO, "2026-03-08 02:30:00", "2026-03-08 10:30"),
        (WELLINGTON, "2026-09-27 02:30:00", "2026-09-26 14:30"),
    ],
)
def test_time_that_the_clock_skips_is_moved_forward_with_the_clock(
    zone: str, text: str, expected: str
) -> None:
    assert read(text, zone) == (utc(expected), (Oddity.TIME_IN_GAP,))


@pytest.mark.parametrize(
    ("zone", "text", "first", "second", "second_offset"),
    [
        (PARIS, "2026-10-25 02:30:00", "2026-10-25 00:30", "2026-10-25 01:30", "+0100"),
        (LISBON, "2026-10-25 01:30:00", "2026-10-25 00:30", "2026-10-25 01:30", "+0000"),
        (SAN_FRANCISCO, "2026-11-01 01:30:00", "2026-11-01 08:30", "2026-11-01 09:30", "-0800"),
        (WELLINGTON, "2026-04-05 02:30:00", "2026-04-04 13:30", "2026-04-04 14:30", "+1200"),
    ],
)
def test_time_that_comes_twice_is_the_first_unless_its_offset_says_the_second(
    zone: str, text: str, first: str, second: str, second_offset: str
) -> None:
    assert read(text, zone) == (utc(first), ())
    assert read(f"{text} {second_offset}", zone) == (utc(second), ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "2026-13-01 09:00",
        "2026-10-05",
        "2026-10-05 25:00:00",
        "2026-10-05 09:00 +2500",
        "٢٠٢٦-١٠-٠٥ 09:00:00",
        "0001-01-01 00:00:00",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(text, WELLINGTON)


@given(text=st.text(max_size=40), zone=st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str, zone: str) -> None:
    try:
        moment = read_moment(text, zone, ZoneInfo(LISBON))
    except ValueError:
        return
    assert moment.instant.tzinfo is UTC


@given(
    wall=st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1)),  # noqa: DTZ001
    zone=st.sampled_from([PARIS, LISBON, SAN_FRANCISCO, WELLINGTON, PAPEETE, TEHRAN]),
)
def test_the_clock_on_the_wall_shows_the_digits_again(wall: datetime, zone: str) -> None:
    wall = wall.replace(microsecond=0)
    moment = read_moment(f"{wall:%Y-%m-%d %H:%M:%S}", None, ZoneInfo(zone))
    back = moment.instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if Oddity.TIME_IN_GAP in moment.notes:
        assert back > wall
    else:
        assert back == wall


def test_a_filter_is_sent_without_an_offset() -> None:
    assert as_filter(datetime(2026, 10, 5, 23, 59, 59)) == "2026-10-05 23:59:59"  # noqa: DTZ001


@pytest.mark.parametrize("zone", [PAPEETE, WELLINGTON, SAN_FRANCISCO, TEHRAN, LISBON])
def test_the_servers_own_zone_at_a_post_elsewhere_is_not_believed(zone: str) -> None:
    text = "2026-10-05 09:30:00 +0200"
    instant, notes = read(text, zone, PARIS)
    assert instant == read(text, zone)[0]
    assert instant.astimezone(ZoneInfo(zone)).strftime("%H:%M") == "09:30"
    assert notes == (Oddity.ZONE_TAKEN_FROM_POST,)


def test_the_servers_own_zone_where_the_clocks_show_the_same_is_nothing_odd() -> None:
    assert read("2026-10-05 09:30:00 +0200", "Europe/Brussels", PARIS)[1] == ()


@pytest.mark.parametrize(
    ("times", "zone", "expected", "notes"),
    [
        ("auto", PARIS, "2026-10-05 19:30", (Oddity.ZONE_TAKEN_FROM_POST,)),
        ("post_clock", PARIS, "2026-10-05 19:30", (Oddity.ZONE_TAKEN_FROM_POST,)),
        ("rdv_zone", PARIS, "2026-10-05 07:30", (Oddity.ZONE_DIFFERS,)),
        ("auto", "America/New_York", "2026-10-05 13:30", (Oddity.ZONE_DIFFERS,)),
        ("rdv_zone", "America/New_York", "2026-10-05 13:30", (Oddity.ZONE_DIFFERS,)),
        ("post_clock", "America/New_York", "2026-10-05 19:30", (Oddity.ZONE_DIFFERS,)),
        ("post_clock", PAPEETE, "2026-10-05 19:30", ()),
        ("rdv_zone", None, "2026-10-05 19:30", ()),
    ],
)
def test_a_post_says_whose_clock_the_digits_are_and_hears_where_the_two_disagree(
    times: BookedTimes, zone: str | None, expected: str, notes: tuple[Oddity, ...]
) -> None:
    moment = read_moment("2026-10-05 09:30:00", zone, ZoneInfo(PAPEETE), times)
    assert (moment.instant, moment.notes) == (utc(expected), notes)


@pytest.mark.parametrize("label", ["", " +0100", " -1000", " +1400"])
def test_a_day_that_a_zone_skips_is_the_day_after(label: str) -> None:
    moment, notes = read(f"2011-12-30 09:00:00{label}", APIA)
    assert moment == read("2011-12-31 09:00:00", APIA)[0] == utc("2011-12-30 19:00")
    assert notes == (Oddity.TIME_IN_GAP,)
    assert Days(ZoneInfo(APIA)).of(moment) == date(2011, 12, 31)
    assert read("2011-12-29 09:00:00", APIA) == (utc("2011-12-29 19:00"), ())
