"""`POST /check-ins`: somebody with an appointment is here."""

from datetime import timedelta

import pytest

from core.model import AppointmentStatus, EventKind, ServiceId
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import bookings
from core.usecases.bookings import ApplyDay, BookedPerson, BookingRow
from tests.server.site_support import MORNING, Json, SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.led_days import forbidden, happened, lead, newest, refused, replayed
from tests.support.visits import booked, facts, rank_of, served, told

PATH = "/check-ins"


def status(site: SiteUnderTest, reference: str) -> tuple[AppointmentStatus, str | None]:
    """Return what became of a booking, on whichever day it is."""
    with site.wiring.store.read() as reader:
        for ahead in range(3):
            day = (MORNING + timedelta(days=ahead)).date()
            for card in reader.appointments(day):
                if card.appointment.reference == reference:
                    return card.appointment.status, card.appointment.visit_id
    raise AssertionError(reference)


def printed(site: SiteUnderTest, **more: Json) -> Json:
    """Return a check-in whose number a slip bears already."""
    lease = site.post("/number-leases", {"letter": "P", "count": 10}, as_="kiosk")
    return {
        "number": lease["numbers"][0],
        "lease_id": lease["lease_id"],
        "issued_at": "2026-11-24T09:00:00Z",
        "given": True,
        **more,
    }


def test_an_appointment_waits_at_its_time_with_its_events(site: SiteUnderTest) -> None:
    before = newest(site)
    visit = booked(site, "1", 10)
    assert (visit["kind"], visit["arrival"], rank_of(visit)) == ("appointment", "on_time", "09:10")
    (event,) = happened(site, EventKind.VISIT_CHECKED_IN)
    assert (event.visit_id, facts(event)["arrival"]) == (visit["id"], "on_time")
    (step,) = happened(site, EventKind.STEP_WAITING)
    assert (step.step_id, facts(step)["rank"]) == (
        visit["steps"][0]["id"],
        "2026-11-24T09:10:00.000Z",
    )
    assert newest(site) > before
    assert status(site, "1") == (AppointmentStatus.CHECKED_IN, visit["id"])


def test_a_further_service_comes_along(site: SiteUnderTest) -> None:
    book(site, "1")
    body = {"reference": "1", "services": [site.service("life_cert")]}
    visit = site.post(PATH, body)["visit"]
    assert visit["services"] == [site.service("passport"), site.service("life_cert")]


def test_a_further_service_must_take_walk_ins(site: SiteUnderTest) -> None:
    book(site, "1")
    body = {"reference": "1", "time": "09:00", "services": [site.service("birth")]}
    refused(site, PATH, body, 409, "walk_in_not_offered", as_="kiosk")
    assert status(site, "1") == (AppointmentStatus.BOOKED, None)


@pytest.mark.parametrize(("minutes", "code"), [(31, "too_early"), (24 * 60, "wrong_day"), (-1, "")])
def test_each_arrival_has_its_answer(site: SiteUnderTest, minutes: int, code: str) -> None:
    book(site, "1", minutes)
    body = {"reference": "1"}
    if not code:
        assert site.post(PATH, body)["arrival"] == "late"
    elif code == "too_early":
        assert site.post(PATH, body)["arrival"] == "early", "reception lets people in"
    else:
        problem = refused(site, PATH, body, 409, code, as_="lea")
        assert problem["starts_at"] == "2026-11-25T09:00:00.000Z"


def test_a_slip_for_tomorrow_leaves_the_booking_alone(site: SiteUnderTest) -> None:
    book(site, "1", 24 * 60)
    visit = site.post(PATH, printed(site, reference="1"), as_="kiosk")["visit"]
    card = site.get(f"/visits/{visit['id']}")
    assert (card["flags"], card["people"], card["linked_visit_id"]) == (["wrong_day"], [], None)
    assert status(site, "1") == (AppointmentStatus.BOOKED, None)
    step = served(site)
    site.post(f"/steps/{step}/finish", {"continue_flow": False}, as_="marc")
    assert told(site) == []
    site.clock.advance(24 * 3600)
    site.post(PATH, {"reference": "1", "time": "09:00"}, as_="kiosk")


def test_a_second_slip_for_one_booking_is_flagged_and_linked(site: SiteUnderTest) -> None:
    first = booked(site, "1")
    visit = site.post(PATH, printed(site, reference="1"), as_="kiosk")["visit"]
    card = site.get(f"/visits/{visit['id']}")
    assert (card["flags"], card["linked_visit_id"]) == (["second_use"], first["id"])


def test_a_reference_that_is_unknown_is_kept_with_its_slip(site: SiteUnderTest) -> None:
    visit = site.post(PATH, printed(site, reference="999"), as_="kiosk")["visit"]
    assert site.get(f"/visits/{visit['id']}")["flags"] == ["appointment_unknown"]


def test_a_family_is_one_visit_of_many_participations(site: SiteUnderTest) -> None:
    row = BookingRow(
        source_id="77",
        code_id=77,
        reference="77",
        service_id=ServiceId(site.service("life_cert")),
        starts_at=MORNING,
        people=tuple(BookedPerson(f"p{one}", "Silva", "Ana") for one in range(3)),
    )
    command = ApplyDay(MORNING.date(), "test", [row])
    site.wiring.store.write(lambda uow: bookings.apply_day(uow, Actor(), command))
    visit = site.post(PATH, {"reference": "77"})["visit"]
    assert visit["persons"] == 3
    site.post(f"/steps/{served(site)}/finish", as_="marc")
    assert told(site) == [("p0", "seen"), ("p1", "seen"), ("p2", "seen")]


def test_after_the_close_nobody_is_let_in(led_site: SiteUnderTest) -> None:
    book(led_site, "1")
    lead(led_site, "/site/day-close", {"default_action": "close", "confirm": True})
    refused(led_site, PATH, {"reference": "1"}, 409, "service_closed", as_="lea")


def test_refusals_of_values(site: SiteUnderTest) -> None:
    book(site, "1")
    for more in (
        {"persons": 21},
        {"language": "eo"},
        {"appointment_id": new_id()},
        {"services": [new_id()] * 7},
        {"lease_id": new_id()},
    ):
        assert site.call("POST", PATH, {"reference": "1", **more}).status_code == 422, more
    assert status(site, "1") == (AppointmentStatus.BOOKED, None)


def test_the_same_key_checks_in_once(site: SiteUnderTest) -> None:
    book(site, "1")
    replayed(site, PATH, {"reference": "1"}, as_="lea")


def test_who_may_check_people_in(site: SiteUnderTest) -> None:
    book(site, "1")
    forbidden(site, PATH, {"reference": "1"}, "display", "counter", "marc")
