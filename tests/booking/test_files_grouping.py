"""Rows that mean one appointment, rows that are there twice, and rows that contradict."""

from zoneinfo import ZoneInfo

import pytest

from sync.booking.files.content import FileContent
from sync.booking.files.reading import ReadingRule, read_file

RULE = ReadingRule(ZoneInfo("Europe/Lisbon"))


def read(heading: str, *rows: str) -> FileContent:
    return read_file("\n".join((heading, *rows)).encode(), RULE)


def mistakes(content: FileContent) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in content.mistakes]


def test_the_same_person_twice_is_kept_once_however_it_is_written() -> None:
    found = read("Date;Heure;Motif;Nom", "24/11/2026;10:00;Visa;Été", "24/11/2026;10:00;VISA;ETE")
    assert [row.line for row in found.rows] == [2]
    assert mistakes(found) == [(3, "row_twice")]


def test_two_people_at_one_time_without_reference_are_two_appointments() -> None:
    found = read("Date;Heure;Motif;Nom", "24/11/2026;10:00;Visa;Un", "24/11/2026;10:00;Visa;Deux")
    assert len(found.rows) == 2


def test_one_reference_for_two_services_is_two_appointments() -> None:
    found = read("Date;Heure;Motif;Réf", "24/11/2026;10:00;Visa;7", "24/11/2026;10:30;Passeport;7")
    assert len(found.rows) == 2
    assert found.mistakes == ()


def test_one_reference_on_two_days_is_two_appointments() -> None:
    found = read("Date;Heure;Motif;Réf", "24/11/2026;10:00;Visa;7", "25/11/2026;10:00;Visa;7")
    assert len(found.rows) == 2


def test_one_reference_at_two_times_of_a_day_is_refused_on_both_lines() -> None:
    found = read("Date;Heure;Motif;Réf", "24/11/2026;10:00;Visa;7", "24/11/2026;11:00;Visa;7")
    assert found.rows == ()
    assert mistakes(found) == [(2, "key_twice"), (3, "key_twice")]


@pytest.mark.parametrize(("people", "kept"), [(20, 1), (21, 0)])
def test_a_family_has_twenty_people_at_most(people: int, kept: int) -> None:
    rows = (f"24/11/2026;10:00;Visa;7;Nom {number}" for number in range(people))
    found = read("Date;Heure;Motif;Réf;Nom", *rows)
    assert len(found.rows) == kept
    assert len(found.mistakes) == (0 if kept else people)
