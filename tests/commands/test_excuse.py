"""`POST /appointments/{id}/excuse`: the visitor cancelled."""

from core.model import EventKind
from tests.server.site_support import SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.bookings import of_reference, typed_in, verdict_of
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, told

SURE = {"confirm": True}


def test_one_still_to_come_asks_to_be_confirmed_and_is_told(site: SiteUnderTest) -> None:
    book(site, "1", 60)
    path = verdict_of(of_reference(site, "1"), "excuse")
    problem = refused(site, path, {}, 409, "confirm_needed", as_="lea")
    assert problem["starts_at"] == "2026-11-24T10:00:00.000Z"
    assert told(site) == []
    assert site.post(path, SURE)["status"] == "excused"
    assert told(site) == [("p1", "excused")]
    (event,) = happened(site, EventKind.APPOINTMENT_EXCUSED)
    assert event.appointment_id == of_reference(site, "1")["id"]


def test_one_whose_time_has_come_needs_no_confirmation(site: SiteUnderTest) -> None:
    path = verdict_of(typed_in(site), "excuse")
    assert site.call("POST", path).json()["status"] == "excused"


def test_who_writes_after_all_is_excused_instead_of_missed(site: SiteUnderTest) -> None:
    book(site, "1")
    appointment = of_reference(site, "1")
    site.post(verdict_of(appointment, "no-show"))
    assert site.post(verdict_of(appointment, "excuse"))["status"] == "excused"
    assert told(site) == [("p1", "excused")]


def test_who_was_excused_does_not_check_in(site: SiteUnderTest) -> None:
    appointment = typed_in(site)
    site.post(verdict_of(appointment, "excuse"))
    body = {"appointment_id": appointment["id"]}
    refused(site, "/check-ins", body, 409, "cancelled", as_="lea")


def test_other_states_are_refused(site: SiteUnderTest) -> None:
    booked(site, "1")
    here = verdict_of(of_reference(site, "1"), "excuse")
    assert refused(site, here, SURE, 409, "wrong_state", as_="lea")["state"] == "checked_in"
    path = verdict_of(typed_in(site), "excuse")
    site.post(path)
    refused(site, path, SURE, 409, "wrong_state", as_="lea")
    refused(site, verdict_of(None, "excuse"), SURE, 404, "appointment_unknown", as_="lea")
    refused(site, path, {"confirm": "oui"}, 422, "invalid_request", as_="lea")


def test_a_replay_judges_once(site: SiteUnderTest) -> None:
    replayed(site, verdict_of(typed_in(site), "excuse"), SURE, as_="lea")


def test_it_is_for_reception_and_leads(led_site: SiteUnderTest) -> None:
    path = verdict_of(typed_in(led_site), "excuse")
    forbidden(led_site, path, SURE, "marc", "kiosk", "counter", "display")
    led_site.post(path, SURE, as_="chef")
