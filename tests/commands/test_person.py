"""`/persons`: what is held about a person is found, given out, and erased for good."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from core.model import AppointmentMode, EventKind, Role, ServiceId
from core.things import Actor
from core.usecases import bookings
from core.usecases.bookings import ApplyDay, BookedPerson, BookingRow
from tests.server.site_support import MORNING, PASSWORD, Json, SiteUnderTest
from tests.support.led_days import forbidden, refused

CONFIRMED = {"username": "chef", "password": PASSWORD}


@pytest.fixture
def kept(site: SiteUnderTest) -> SiteUnderTest:
    """Sign in an administrator, who keeps the data, and a lead, who confirms."""
    site.sign_in("ada", Role.ADMIN)
    site.sign_in("chef", Role.LEAD)
    return site


def row(site: SiteUnderTest, reference: str = "7731", days: int = 0) -> BookingRow:
    return BookingRow(
        source_id=f"rdv-{reference}",
        code_id=2**40 + int(reference),
        reference=reference,
        service_id=ServiceId(site.service("passport")),
        starts_at=MORNING + timedelta(days=days),
        mode=AppointmentMode.IN_PERSON,
        people=(BookedPerson("part-1", "Quixano", "Zenobia"),),
        case_ref="CASE-QX",
    )


def book(site: SiteUnderTest, *rows: BookingRow) -> list[str]:
    """Let the booking server list these, and nothing else; return all bookings' ids."""
    days = {one.starts_at.date() for one in rows}
    for day in sorted(days):
        listed = tuple(one for one in rows if one.starts_at.date() == day)
        apply = partial(bookings.apply_day, actor=Actor(), command=ApplyDay(day, "rdv", listed))
        site.wiring.store.write(apply)
    query = "SELECT id FROM appointment ORDER BY starts_at"
    with site.wiring.store.read() as reader:
        return list(reader.connection.execute(text(query)).scalars())


def left(site: SiteUnderTest) -> str:
    """Return all that the tables of bookings and visits say, as one text."""
    tables = ("appointment", "appointment_person", "visit", "visit_person", "visit_note", "event")
    with site.wiring.store.read() as reader:
        return str(
            [
                reader.connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 - ours
                for table in tables
            ]
        )


def seen(site: SiteUnderTest, kind: EventKind) -> list[Any]:
    with site.wiring.store.read() as reader:
        return [event for event in reader.events(0) if event.kind is kind]


def served(site: SiteUnderTest) -> tuple[str, str]:
    """Let somebody come, be noted, and leave; return their booking and their visit."""
    (booked,) = book(site, row(site))
    visit = site.post("/check-ins", {"appointment_id": booked})["visit"]["id"]
    site.call("PATCH", f"/visits/{visit}", {"note": "Zenobia asked for a chair"})
    site.post(f"/visits/{visit}/leave")
    return booked, visit


@pytest.mark.parametrize(
    "way", [{"reference": "7731"}, {"name": "quixano", "day": "2026-11-24"}, {"number": ""}]
)
def test_somebody_is_found_by_reference_by_name_and_by_number(
    kept: SiteUnderTest, way: Json
) -> None:
    booked, visit = served(kept)
    if "number" in way:
        number = kept.get(f"/visits/{visit}")["number"]
        way = {"number": number, "day": "2026-11-24"}
    found = kept.post("/persons/find", way, as_="ada")["items"]
    assert [(one["appointment_id"], one["visit_id"]) for one in found] == [(booked, visit)]
    assert found[0]["initials"] == "Z. Q."
    (event,) = seen(kept, EventKind.AGENT_SEARCHED)
    assert (event.facts or {})["results"] == 1
    assert "uixano" not in str(event)


def test_all_that_is_held_is_given_out_and_that_is_journaled(kept: SiteUnderTest) -> None:
    booked, visit = served(kept)
    told = kept.post("/persons/export", {"appointment_ids": [booked]}, as_="ada")
    by = {
        kind: [one["fields"] for one in told["rows"] if one["about"] == kind]
        for kind in {one["about"] for one in told["rows"]}
    }
    assert by["appointment_person"][0]["family_name"] == "Quixano"
    assert by["appointment"][0]["case_ref"] == "CASE-QX"
    assert by["visit"][0]["id"] == visit
    assert by["visit_note"][0]["body"] == "Zenobia asked for a chair"
    assert {"visit.checked_in", "visit.left"} <= {one["kind"] for one in by["event"]}
    assert {"step", "visit_person"} <= by.keys()
    assert [one["what"] for one in told["stays"]] == ["journal", "backups", "booking_server"]
    (event,) = seen(kept, EventKind.PERSON_EXPORTED)
    assert (event.appointment_id, (event.facts or {})["rows"]) == (booked, len(told["rows"]))


def test_an_erased_person_is_nowhere_any_more(kept: SiteUnderTest) -> None:
    booked, visit = served(kept)
    assert "Quixano" in left(kept)
    body = {"appointment_ids": [booked], "reason": "asked", "confirmed_by": CONFIRMED}
    done = kept.post("/persons/erase", body, as_="ada")
    assert {key: done[key] for key in ("appointments", "visits", "names", "notes")} == {
        "appointments": 1,
        "visits": 1,
        "names": 2,
        "notes": 1,
    }
    for word in ("Quixano", "Zenobia", "CASE-QX", "7731"):
        assert word not in left(kept).replace("rdv-7731", ""), word
    assert kept.get("/appointments?q=quixano")["items"] == []
    erased = seen(kept, EventKind.PERSON_ERASED)
    assert [(one.appointment_id, one.visit_id) for one in erased] == [(booked, None), (None, visit)]
    assert {(one.facts or {})["reason"] for one in erased} == {"asked"}


def test_the_booking_server_does_not_bring_an_erased_person_back(kept: SiteUnderTest) -> None:
    (booked,) = book(kept, row(kept, days=3))
    body = {"appointment_ids": [booked], "reason": "asked", "confirmed_by": CONFIRMED}
    kept.post("/persons/erase", body, as_="ada")
    for _ in range(2):
        assert book(kept, row(kept, days=3)) == [booked]
    assert "Quixano" not in left(kept)
    assert "CASE-QX" not in left(kept)
    assert len(seen(kept, EventKind.APPOINTMENT_CHANGED)) <= 1


def test_who_is_still_here_is_not_erased(kept: SiteUnderTest) -> None:
    (booked,) = book(kept, row(kept))
    visit = kept.post("/check-ins", {"appointment_id": booked})["visit"]["id"]
    for named in ({"appointment_ids": [booked]}, {"visit_ids": [visit]}):
        body = {**named, "reason": "asked", "confirmed_by": CONFIRMED}
        refused(kept, "/persons/erase", body, 409, "still_here", as_="ada")
    assert "Quixano" in left(kept)


def test_one_alone_does_not_erase(kept: SiteUnderTest) -> None:
    booked, _ = served(kept)
    body: Json = {"appointment_ids": [booked], "reason": "asked"}
    own = {"username": "ada", "password": PASSWORD}
    refused(
        kept,
        "/persons/erase",
        {**body, "confirmed_by": own},
        409,
        "second_person_needed",
        as_="ada",
    )
    for username, password in (("chef", "another phrase"), ("marc", PASSWORD), ("no", PASSWORD)):
        second = {"username": username, "password": password}
        refused(
            kept,
            "/persons/erase",
            {**body, "confirmed_by": second},
            403,
            "confirmation_refused",
            as_="ada",
        )
    assert kept.call("POST", "/persons/erase", body, as_="ada").status_code == 422
    assert "Quixano" in left(kept)


def test_persons_are_for_administrators(kept: SiteUnderTest) -> None:
    booked, _ = served(kept)
    forbidden(kept, "/persons/find", {"reference": "7731"}, "lea", "marc", "chef", "counter")
    forbidden(kept, "/persons/export", {"appointment_ids": [booked]}, "lea", "chef", "kiosk")
    body = {"appointment_ids": [booked], "reason": "asked", "confirmed_by": CONFIRMED}
    forbidden(kept, "/persons/erase", body, "lea", "chef", "kiosk")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/persons/find", {}),
        ("/persons/find", {"name": "quixano"}),
        ("/persons/find", {"name": "quixano", "reference": "7731", "day": "2026-11-24"}),
        ("/persons/export", {}),
        ("/persons/export", {"visit_ids": ["x"]}),
        ("/persons/erase", {"reason": "asked", "confirmed_by": CONFIRMED}),
    ],
)
def test_what_names_nobody_is_refused(kept: SiteUnderTest, path: str, body: Json) -> None:
    assert kept.call("POST", path, body, as_="ada").status_code == 422
