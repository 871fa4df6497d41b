"""Files of appointments: tables of text, calendars and old sheets, read strictly and whole."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Refusal
from core.model import AppointmentMode, AppointmentStatus, Completeness
from sync.booking.files.content import FileKindUnsupported, FileRefused, FileRow, RowUnreadable
from sync.booking.files.moments import at_wall, read_clock, read_day, read_minutes
from sync.booking.files.reading import ReadingRule, read_file

LISBON = ReadingRule(ZoneInfo("Europe/Lisbon"))
PARIS = ReadingRule(ZoneInfo("Europe/Paris"))
SHEET = (Path(__file__).parent / "data" / "export.xls").read_bytes()
TABLE = """\
Rendez-vous du 24 novembre;;;;;;
Date RDV;Heure RDV;Motif;Statut;Usager(s);Mode;rdv_id
24/11/2026;09h30;Passeport;À venir;BIDON Gaston, BIDON Élodie;sur place;12
24/11/2026;9:45 pm;"Légalisation
de signature";;Достоевский Фёдор;téléphone;13

2026-11-24;;Passeport;;ESSAI Zoé;;14
"""
CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Ours
END:VTIMEZONE
BEGIN:VEVENT
UID:a@example
DTSTART;TZID=Europe/Paris:20261124T093000
DTEND;TZID=Europe/Paris:20261124T100000
SUMMARY:Passeport\\, première
  demande
URL:https://rdv.example/admin/rdvs/4711
BEGIN:VALARM
SUMMARY:Alarm
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:b@example
DTSTART:20261124T083000Z
DURATION:PT1H30M
SUMMARY:Visa
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:c@example
DTSTART:20261124T110000
RRULE:FREQ=DAILY
SUMMARY:Each day
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_of_text_is_read_whatever_parts_it(encoding: str, separator: str) -> None:
    text = TABLE.replace("BIDON Gaston, BIDON Élodie", '"BIDON Gaston, BIDON Élodie"')
    found = read_file(text.replace(";", separator).encode(encoding), LISBON)
    assert found.kind == "csv"
    first, second = found.rows
    assert first.starts_at == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert [(one.family_name, one.given_name) for one in first.people] == [
        ("BIDON", "Gaston"),
        ("BIDON", "Élodie"),
    ]
    assert (first.key, first.reference, first.status) == ("12", "12", AppointmentStatus.BOOKED)
    assert second.starts_at == datetime(2026, 11, 24, 21, 45, tzinfo=UTC)
    assert (second.label, second.mode) == ("Légalisation de signature", AppointmentMode.PHONE)
    assert [(one.line, one.code) for one in found.mistakes] == [(7, "time_missing")]


def test_windows_text_and_english_headings_are_read() -> None:
    text = "Date;Time;Service;First name;Last name;Complete\n24/11/2026;09:00;Café;Zoé;Été;no\n"
    (row,) = read_file(text.encode("cp1252"), LISBON).rows
    assert (row.label, row.completeness) == ("Café", Completeness.INCOMPLETE)
    assert (row.people[0].given_name, row.people[0].family_name) == ("Zoé", "Été")


def test_a_calendar_is_read_and_what_comes_again_is_refused() -> None:
    found = read_file(CALENDAR.replace("\n", "\r\n").encode(), LISBON)
    first, second = found.rows
    assert first.label == "Passeport, première demande"
    assert first.starts_at == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert (first.minutes, first.reference, first.key) == (30, "4711", "a@example")
    assert (second.minutes, second.status) == (90, AppointmentStatus.REVOKED)
    assert [one.code for one in found.mistakes] == ["recurring_event"]


def test_the_wall_clock_can_be_believed_against_the_calendar() -> None:
    rule = ReadingRule(ZoneInfo("America/Los_Angeles"), wall_clock=True)
    first = read_file(CALENDAR.encode(), rule).rows[0]
    assert first.starts_at == datetime(2026, 11, 24, 17, 30, tzinfo=UTC)


def test_an_old_sheet_is_read_with_its_dates_as_numbers() -> None:
    found = read_file(SHEET, LISBON)
    assert found.kind == "xls"
    assert [row.starts_at.hour * 60 + row.starts_at.minute for row in found.rows][:2] == [540, 570]
    assert [len(row.people) for row in found.rows][:2] == [2, 1]
    assert found.rows[1].status is AppointmentStatus.EXCUSED
    assert found.mistakes == ()


def test_a_state_in_words_of_its_own_is_expected_and_noted() -> None:
    known, unknown = read_file(SHEET, LISBON).rows[1:3]
    assert known.notes == ()
    assert (unknown.line, unknown.status) == (4, AppointmentStatus.BOOKED)
    assert unknown.notes == ("status_unknown",)


@pytest.mark.parametrize("shown", ["À venir", "Rendez-vous aujourd'hui", "À renseigner"])
def test_each_word_of_an_export_for_an_appointment_to_come_is_known(shown: str) -> None:
    text = f"Date RDV;Heure RDV;Motif;Statut\n24/11/2026;09:30;Passeport;{shown}\n"
    (row,) = read_file(text.encode(), LISBON).rows
    assert (row.status, row.notes) == (AppointmentStatus.BOOKED, ())


def test_times_that_the_clock_skips_or_shows_twice_are_noted() -> None:
    spring = at_wall(date(2026, 3, 29), time(2, 30), ZoneInfo("Europe/Paris"))
    assert (spring.instant, spring.notes) == (
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        ("time_in_gap",),
    )
    autumn = at_wall(date(2026, 10, 25), time(2, 30), ZoneInfo("Europe/Paris"))
    assert (autumn.instant, autumn.notes) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ("time_twice",),
    )


def test_a_family_in_several_rows_is_one_appointment() -> None:
    text = (
        "rdv_id;Date;Heure;Motif;Nom;Prénom\n"
        "7;24/11/2026;09:00;Passeport;Un;A\n"
        "7;24/11/2026;09:00;Passeport;Un;B\n"
        "8;24/11/2026;09:00;Passeport;Deux;C\n"
        "8;24/11/2026;10:00;Passeport;Deux;D\n"
    )
    found = read_file(text.encode(), LISBON)
    assert [[one.given_name for one in row.people] for row in found.rows] == [["A", "B"]]
    assert {one.line for one in found.mistakes} == {4, 5}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n \n", "file_empty"),
        (b"a;b;c\n1;2;3\n", "file_headings_missing"),
        (b"Date;Motif\n24/11/2026;x\n", "file_headings_missing"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1garbage", "file_unreadable"),
        (SHEET[:3000], "file_unreadable"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "file_unreadable"),
        (b"Date;Heure;Motif\n" + b"24/11/2026;9:00;x\n" * 5001, "file_too_many_rows"),
        (b"x" * (10 * 1024 * 1024 + 1), "file_too_large"),
    ],
)
def test_a_file_that_says_nothing_is_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_file(data, LISBON)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rest", b"%PDF-1.7", b"<html>", b'{"a": 1}', b"{\\rtf1"]
)
def test_other_kinds_of_file_are_named(data: bytes) -> None:
    with pytest.raises(FileKindUnsupported):
        read_file(data, LISBON)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2026", "day_unreadable"),
        ("24/11/1926", "day_unreadable"),
        ("11/24/2026", "day_unreadable"),
        ("٢٤/١١/٢٠٢٦", "day_unreadable"),
        ("demain", "day_unreadable"),
    ],
)
def test_days_that_are_none_are_refused(text: str, code: str) -> None:
    with pytest.raises(RowUnreadable) as refused:
        read_day(text)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["25:00", "9:60", "13:00 pm", "", "9", "noon", "-1:00"])
def test_times_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(RowUnreadable):
        read_clock(text)


@pytest.mark.parametrize(("text", "minutes"), [("30", 30), ("1h30", 90), ("0:45", 45)])
def test_lengths_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


def rows_or_refusal(data: bytes) -> tuple[FileRow, ...]:
    """Read a file; one that is refused has no rows, and a code that says so."""
    code = "file_"
    rows: tuple[FileRow, ...] = ()
    try:
        rows = read_file(data, PARIS).rows
    except Refusal as refused:
        code = refused.code
    assert code.startswith("file_")
    return rows


@settings(max_examples=150, deadline=None)
@given(
    base=st.sampled_from([TABLE.encode(), CALENDAR.encode(), SHEET]),
    cuts=st.lists(
        st.tuples(st.integers(0, 6000), st.integers(0, 40), st.binary(max_size=12)), max_size=6
    ),
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    base: bytes, cuts: list[tuple[int, int, bytes]]
) -> None:
    data = base
    for start, length, put in cuts:
        place = start % (len(data) + 1)
        data = data[:place] + put + data[place + length :]
    for row in rows_or_refusal(data):
        assert row.starts_at.tzinfo is UTC
        assert row.label


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None)
@given(
    start=st.integers(0, len(SHEET)),
    length=st.integers(0, 64),
    put=st.binary(max_size=64),
)
@pytest.mark.timeout(3600)
def test_very_many_damaged_sheets_are_read_or_refused(start: int, length: int, put: bytes) -> None:
    rows_or_refusal(SHEET[:start] + put + SHEET[start + length :])
