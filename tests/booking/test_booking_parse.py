"""Rows of the list, whole and damaged."""

import copy
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.business_days import Days
from core.model import AppointmentMode
from sync.booking.rdv_service_public.parse import (
    Participation,
    joint_status,
    rdv_id,
    read_bookings,
    read_participation,
)
from sync.booking.rows import Oddity, RemoteStatus

DAYS = Days(ZoneInfo("America/New_York"))
Row = dict[str, object]


def person(number: int, first: str = "Aline", **more: object) -> Row:
    user: Row = {"id": number + 2000, "first_name": first, "last_name": "EXEMPLE", **more}
    return {"id": number, "status": "unknown", "send_reminder_notification": True, "user": user}


def row(**changes: object) -> Row:
    whole: Row = {
        "id": 501,
        "uuid": "00000000-0000-4000-8000-000000000501",
        "status": "unknown",
        "collectif": False,
        "starts_at": "2026-10-05 09:30:00 -0400",
        "time_zone": "America/New_York",
        "duration_in_min": 20,
        "motif": {"id": 31, "name": "Passeport", "location_type": "public_office"},
        "lieu": None,
        "participations": [person(7001)],
        "a_field_of_next_year": {"deep": [1, 2, 3]},
    }
    whole.update(changes)
    return whole


def test_a_row_becomes_one_booking_with_what_a_reception_needs() -> None:
    (booking,), bad = read_bookings([row()], DAYS)
    assert bad == ()
    assert booking.source_id == booking.reference == "501"
    assert booking.code_id == (1 << 40) + 501
    assert booking.starts_at == datetime(2026, 10, 5, 13, 30, tzinfo=UTC)
    assert (booking.zone, booking.starts_text) == (
        "America/New_York",
        "2026-10-05 09:30:00 -0400",
    )
    assert (booking.motif_id, booking.mode) == (31, AppointmentMode.IN_PERSON)
    assert [one.source_id for one in booking.persons] == ["7001"]


def test_a_family_is_one_booking_and_tells_who_depends() -> None:
    people = [person(7001), person(7002, "Noé", responsible_id=9001)]
    (booking,), _ = read_bookings([row(participations=people)], DAYS)
    assert [(one.source_id, one.dependent) for one in booking.persons] == [
        ("7001", False),
        ("7002", True),
    ]


def test_a_collective_row_is_one_booking_for_each_person_with_a_status_of_its_own() -> None:
    people = [person(7001), {**person(7002), "status": "seen"}]
    bookings, _ = read_bookings([row(collectif=True, participations=people)], DAYS)
    assert [(one.source_id, one.code_id, one.status) for one in bookings] == [
        ("501/7001", (2 << 40) + 7001, RemoteStatus.UNKNOWN),
        ("501/7002", (2 << 40) + 7002, RemoteStatus.SEEN),
    ]
    assert {one.reference for one in bookings} == {"501"}


@pytest.mark.parametrize(
    ("location", "mode"),
    [
        ("public_office", AppointmentMode.IN_PERSON),
        ("phone", AppointmentMode.PHONE),
        ("home", AppointmentMode.HOME),
        ("visio", AppointmentMode.VIDEO),
    ],
)
def test_the_place_of_the_motif_gives_the_mode(location: str, mode: AppointmentMode) -> None:
    (booking,), _ = read_bookings([row(motif={"id": 1, "location_type": location})], DAYS)
    assert booking.mode is mode


def test_the_status_of_the_people_counts_and_not_that_of_the_rdv() -> None:
    people = [{**person(7001), "status": "excused"}]
    (booking,), _ = read_bookings([row(status="seen", participations=people)], DAYS)
    assert booking.status is RemoteStatus.EXCUSED


@pytest.mark.parametrize(
    ("people", "whole"),
    [
        (["unknown", "excused"], "unknown"),
        (["seen", "unknown"], "seen"),
        (["noshow", "excused"], "noshow"),
        (["excused", "excused"], "excused"),
        (["excused", "revoked"], "revoked"),
    ],
)
def test_a_family_is_cancelled_only_when_nobody_is_expected(people: list[str], whole: str) -> None:
    assert joint_status([RemoteStatus(one) for one in people]) == whole


DAMAGED: list[tuple[Row, str]] = [
    ({"id": None}, "id"),
    ({"id": True}, "id"),
    ({"id": -1}, "id"),
    ({"id": 1 << 40}, "id"),
    ({"starts_at": None}, "starts_at"),
    ({"starts_at": "soon"}, "starts_at"),
    ({"starts_at": "9999-12-31 23:59:59 -0500"}, "starts_at"),
    ({"participations": None}, "participations"),
    ({"participations": []}, "participations"),
    ({"participations": [{**person(7001), "id": None}]}, "participations.id"),
]


@pytest.mark.parametrize(("damage", "place"), DAMAGED)
def test_a_row_without_number_time_or_people_is_set_aside_with_its_place_and_the_rest_stands(
    damage: Row, place: str
) -> None:
    bookings, bad = read_bookings([row(**damage), row(id=502)], DAYS)
    assert [one.source_id for one in bookings] == ["502"]
    assert bad[0].reasons == (place,)
    assert "Aline" not in repr(bad)


ODD: list[tuple[Row, Oddity]] = [
    ({"time_zone": 3}, Oddity.ZONE_UNKNOWN),
    ({"time_zone": "Moon/Sea"}, Oddity.ZONE_UNKNOWN),
    ({"duration_in_min": "long"}, Oddity.MINUTES_UNREADABLE),
    ({"duration_in_min": 2000}, Oddity.MINUTES_UNREADABLE),
    ({"duration_in_min": True}, Oddity.MINUTES_UNREADABLE),
    ({"collectif": None}, Oddity.GROUP_UNREADABLE),
    ({"motif": None}, Oddity.MOTIF_UNREADABLE),
    ({"motif": {"id": 31, "location_type": "moon"}}, Oddity.MODE_UNKNOWN),
    ({"motif": {"id": 31, "location_type": None}}, Oddity.MODE_UNKNOWN),
    ({"participations": [person(7001), person(7001)]}, Oddity.PERSON_TWICE),
    ({"participations": [person(7001), {**person(7002), "id": "x"}]}, Oddity.PERSON_UNREADABLE),
    ({"participations": [person(7001), "Aline"]}, Oddity.PERSON_UNREADABLE),
    ({"participations": [{**person(7001), "status": "here"}]}, Oddity.STATUS_UNKNOWN),
    ({"participations": [{**person(7001), "status": None}]}, Oddity.STATUS_UNKNOWN),
    ({"participations": [{**person(7001), "user": "Aline"}]}, Oddity.NAME_UNREADABLE),
    ({"participations": [person(7001, last_name=7)]}, Oddity.NAME_UNREADABLE),
]


@pytest.mark.parametrize(("damage", "oddity"), ODD)
def test_whatever_else_cannot_be_understood_is_noted_and_the_booking_stands(
    damage: Row, oddity: Oddity
) -> None:
    bookings, bad = read_bookings([row(**damage), row(id=502)], DAYS)
    assert [(one.source_id, len(one.persons)) for one in bookings] == [("501", 1), ("502", 1)]
    assert oddity in bookings[0].notes
    assert bookings[0].starts_at == datetime(2026, 10, 5, 13, 30, tzinfo=UTC)
    assert bookings[1].notes == ()
    assert bad == ()


@pytest.mark.parametrize(
    "harmless",
    [
        {"status": "waiting"},
        {"duration_in_min": None},
        {"participations": [person(7001, responsible_id="x")]},
    ],
)
def test_what_nobody_here_needs_is_not_even_noted(harmless: Row) -> None:
    (booking,), bad = read_bookings([row(**harmless)], DAYS)
    assert (booking.notes, bad) == ((), ())


def test_a_new_status_of_one_person_hides_neither_the_person_nor_the_family() -> None:
    people = [{**person(7001), "status": "confirmed_online"}, {**person(7002), "status": "excused"}]
    (booking,), _ = read_bookings([row(participations=people)], DAYS)
    assert [one.status for one in booking.persons] == [RemoteStatus.UNKNOWN, RemoteStatus.EXCUSED]
    assert booking.status is RemoteStatus.UNKNOWN


def test_a_length_written_as_text_is_read() -> None:
    (booking,), _ = read_bookings([row(duration_in_min="20")], DAYS)
    assert (booking.minutes, booking.notes) == (20, ())


def test_the_order_in_which_the_server_lists_a_family_says_nothing() -> None:
    child = person(7001, "Noé", responsible_id=9003)
    people = [child, person(7009), person(7003)]
    one, _ = read_bookings([row(participations=people)], DAYS)
    two, _ = read_bookings([row(participations=people[::-1])], DAYS)
    assert one == two
    assert [person.source_id for person in one[0].persons] == ["7003", "7009", "7001"]


def test_people_without_a_user_and_names_with_strange_signs_are_kept() -> None:
    people = [
        {"id": 7001, "status": "unknown", "user": None},
        person(7002, "  Zoe\u0301\u0000\n \u2028x" + "y" * 900),
        person(7003, None),  # type: ignore[arg-type]
    ]
    (booking,), _ = read_bookings([row(participations=people)], DAYS)
    first, second, third = booking.persons
    assert (first.first_name, third.first_name) == ("", "")
    assert second.first_name.startswith("Zoé xyyy")
    assert len(second.first_name) <= 200


def test_names_stay_out_of_every_repr() -> None:
    (booking,), _ = read_bookings([row()], DAYS)
    assert "EXEMPLE" not in repr(booking)
    assert "Aline" not in repr(booking)


def test_one_participation_is_read_even_from_a_row_that_is_damaged_elsewhere() -> None:
    damaged = row(starts_at=None, motif=None)
    assert read_participation(damaged, 7001) == Participation(RemoteStatus.UNKNOWN)
    assert read_participation(damaged, 7002) is None
    strange = row(participations=[{**person(7001), "status": "here"}])
    assert read_participation(strange, 7001) == Participation(None)
    assert read_participation("row", 7001) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(rows=st.lists(JSON, max_size=4))
def test_no_row_breaks_the_parser(rows: list[object]) -> None:
    bookings, bad = read_bookings(rows, DAYS)
    assert len(bookings) + len(bad) == len(rows)


@given(data=st.data())
def test_no_single_wrong_value_breaks_the_parser_or_its_neighbour(data: st.DataObject) -> None:
    damaged = copy.deepcopy(row(participations=[person(7001), person(7002)]))
    spots = [(damaged, key) for key in damaged]
    motif = damaged["motif"]
    assert isinstance(motif, dict)
    spots += [(motif, key) for key in motif]
    people = damaged["participations"]
    assert isinstance(people, list)
    spots += [(one, key) for one in people for key in one]
    where, key = data.draw(st.sampled_from(spots))
    where[key] = data.draw(JSON)
    bookings, bad = read_bookings([damaged, row(id=777)], DAYS)
    assert "777" in {one.source_id for one in bookings}
    for one in bookings:
        assert 0 < one.code_id < 1 << 48
    assert all(place for one in bad for place in one.reasons)


@given(text=st.text(max_size=60))
def test_an_id_is_read_from_nothing_but_a_number(text: str) -> None:
    assert rdv_id({"id": text}) is None
    assert rdv_id(json.loads(json.dumps({"id": 7}))) == 7
