"""`POST /appointments/{id}/revoke`: the office cancels."""

from core.model import EventKind
from tests.server.site_support import SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.bookings import of_reference, typed_in, verdict_of
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, told

SURE = {"confirm": True}


def test_one_still_to_come_asks_to_be_confirmed_and_is_told(site: SiteUnderTest) -> None:
    book(site, "1", 60)
    path = verdict_of(of_reference(site, "1"), "revoke")
    refused(site, path, {}, 409, "confirm_needed", as_="lea")
    refused(site, path, {"confirm": False}, 409, "confirm_needed", as_="lea")
    assert site.post(path, SURE)["status"] == "revoked"
    assert told(site) == [("p1", "revoked")]
    (event,) = happened(site, EventKind.APPOINTMENT_REVOKED)
    assert event.appointment_id == of_reference(site, "1")["id"]


def test_it_leaves_the_gates_list_and_does_not_check_in(site: SiteUnderTest) -> None:
    appointment = typed_in(site)
    assert len(site.get("/gate-list")["items"]) == 1
    site.post(verdict_of(appointment, "revoke"))
    assert site.get("/gate-list")["items"] == []
    body = {"appointment_id": appointment["id"]}
    refused(site, "/check-ins", body, 409, "cancelled", as_="lea")


def test_only_what_is_booked_can_be_revoked(site: SiteUnderTest) -> None:
    missed = typed_in(site)
    site.post(verdict_of(missed, "no-show"))
    problem = refused(site, verdict_of(missed, "revoke"), SURE, 409, "wrong_state", as_="lea")
    assert problem["state"] == "no_show"
    booked(site, "1")
    here = verdict_of(of_reference(site, "1"), "revoke")
    assert refused(site, here, SURE, 409, "wrong_state", as_="lea")["state"] == "checked_in"
    refused(site, verdict_of(None, "revoke"), SURE, 404, "appointment_unknown", as_="lea")


def test_a_replay_judges_once(site: SiteUnderTest) -> None:
    replayed(site, verdict_of(typed_in(site), "revoke"), SURE, as_="lea")


def test_it_is_for_reception_and_leads(led_site: SiteUnderTest) -> None:
    path = verdict_of(typed_in(led_site), "revoke")
    forbidden(led_site, path, SURE, "marc", "kiosk", "counter", "display")
    led_site.post(path, SURE, as_="chef")
