"""Calendars name their zones as they like; the moment is known, or the row says that it is not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sync.booking.files.content import FileContent
from sync.booking.files.reading import ReadingRule, read_file
from sync.booking.files.windows_zones import IANA_OF_WINDOWS

LISBON = ReadingRule(ZoneInfo("Europe/Lisbon"))
PARIS = ReadingRule(ZoneInfo("Europe/Paris"))
WINTER = "20261124T093000"
STANDARD_PARIS = """\
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
"""


def zone(name: str, inner: str = "") -> str:
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{inner}END:VTIMEZONE\n"


def read(
    name: str, starts: str = WINTER, zones: str = "", rule: ReadingRule = LISBON
) -> FileContent:
    event = f"BEGIN:VEVENT\nUID:a\nDTSTART;TZID={name}:{starts}\nSUMMARY:Visa\nEND:VEVENT\n"
    return read_file(f"BEGIN:VCALENDAR\n{event}{zones}END:VCALENDAR\n".encode(), rule)


def hour(found: FileContent) -> int:
    (row,) = found.rows
    return row.starts_at.hour


@pytest.mark.parametrize(
    ("name", "utc_hour"),
    [
        ("Romance Standard Time", 8),
        ('"Romance Standard Time"', 8),
        ("Eastern Standard Time", 14),
        ("GMT Standard Time", 9),
        ("Europe/Paris", 8),
        ("/Europe/Paris", 8),
        ("/freeassociation.sourceforge.net/Europe/Paris", 8),
        ("/mozilla.org/20070129_1/America/Argentina/Buenos_Aires", 12),
    ],
)
def test_names_of_windows_and_of_calendar_programs_are_known(name: str, utc_hour: int) -> None:
    assert hour(read(name)) == utc_hour


def test_each_name_of_windows_is_a_zone_that_this_machine_knows() -> None:
    assert len(IANA_OF_WINDOWS) > 130
    for name in IANA_OF_WINDOWS.values():
        assert ZoneInfo(name).key == name


def test_a_made_up_name_is_explained_by_the_iana_name_beside_it() -> None:
    assert hour(read("Ours", zones=zone("Ours", "X-LIC-LOCATION:America/New_York\n"))) == 14


@pytest.mark.parametrize("rule", [LISBON, PARIS])
@pytest.mark.parametrize(("starts", "utc_hour"), [(WINTER, 8), ("20260724T093000", 7)])
def test_a_made_up_name_is_known_by_the_hours_that_it_keeps(
    rule: ReadingRule, starts: str, utc_hour: int
) -> None:
    assert hour(read("Bureau 3", starts, zone("Bureau 3", STANDARD_PARIS), rule)) == utc_hour


def test_of_several_rules_the_newest_counts() -> None:
    old = "BEGIN:STANDARD\nDTSTART:19400101T000000\nTZOFFSETTO:+0300\nEND:STANDARD\n"
    for zones in (zone("Ours", STANDARD_PARIS.replace("1601", "1996") + old),
                  zone("Ours", old + STANDARD_PARIS.replace("1601", "1996"))):  # fmt: skip
        assert hour(read("Ours", zones=zones)) == 8


def test_where_zones_of_these_hours_disagree_nobody_guesses() -> None:
    # Chile and Paraguay or the Atlantic of Canada: -4 and -3, in opposite halves of the year.
    halves = STANDARD_PARIS.replace("+0100", "-0400").replace("+0200", "-0300")
    found = read("Ours", "20260724T093000", zone("Ours", halves))
    assert [one.code for one in found.mistakes] == ["zone_unknown"]


@pytest.mark.parametrize(
    "zones",
    ["", zone("Ours"), zone("Ours", STANDARD_PARIS.replace("+0100", "+01")), zone("Others")],
)
def test_a_name_that_nothing_explains_is_refused_with_its_row(zones: str) -> None:
    assert [one.code for one in read("Ours", zones=zones).mistakes] == ["zone_unknown"]


def test_the_end_of_an_event_is_read_in_its_own_zone() -> None:
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Visa\n"
        f"DTSTART;TZID=Romance Standard Time:{WINTER}\n"
        "DTEND;TZID=GMT Standard Time:20261124T090000\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    (row,) = read_file(text.encode(), LISBON).rows
    assert (row.starts_at, row.minutes) == (datetime(2026, 11, 24, 8, 30, tzinfo=UTC), 30)
