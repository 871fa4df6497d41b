"""`POST /appointments/{id}/no-show`: nobody came."""

from core.model import AppointmentMode, EventKind
from tests.server.site_support import SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.bookings import of_reference, typed_in, verdict_of
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, told


def test_who_did_not_come_is_proposed_and_told_to_the_booking_server(site: SiteUnderTest) -> None:
    book(site, "1")
    assert of_reference(site, "1")["proposed"] is None
    site.clock.advance(3600)
    missed = of_reference(site, "1")
    assert missed["proposed"] == "no_show"
    judged = site.post(verdict_of(missed, "no-show"))
    assert (judged["status"], judged["proposed"]) == ("no_show", None)
    assert told(site) == [("p1", "noshow")]
    (event,) = happened(site, EventKind.APPOINTMENT_NO_SHOW)
    assert event.appointment_id == missed["id"]
    assert event.actor_agent_id is not None


def test_who_comes_after_all_is_let_in_and_no_absence_is_told(site: SiteUnderTest) -> None:
    book(site, "1")
    site.clock.advance(3600)
    site.post(verdict_of(of_reference(site, "1"), "no-show"))
    assert site.post("/check-ins", {"reference": "1"})["arrival"] == "late"
    assert of_reference(site, "1")["status"] == "checked_in"
    assert told(site) == []


def test_from_its_very_minute_on_and_not_before(site: SiteUnderTest) -> None:
    appointment = typed_in(site, "2026-11-24T09:01:00Z")
    path = verdict_of(appointment, "no-show")
    problem = refused(site, path, {}, 409, "not_yet", as_="lea")
    assert problem["starts_at"] == "2026-11-24T09:01:00.000Z"
    site.clock.advance(60)
    assert site.post(path)["status"] == "no_show"


def test_a_person_who_is_here_did_not_stay_away(site: SiteUnderTest) -> None:
    booked(site, "1")
    path = verdict_of(of_reference(site, "1"), "no-show")
    problem = refused(site, path, {}, 409, "wrong_state", as_="lea")
    assert problem["state"] == "checked_in"


def test_doing_it_twice_or_to_nobody_is_refused(site: SiteUnderTest) -> None:
    path = verdict_of(typed_in(site), "no-show")
    site.post(path)
    refused(site, path, {}, 409, "wrong_state", as_="lea")
    refused(site, verdict_of(None, "no-show"), {}, 404, "appointment_unknown", as_="lea")


def test_nothing_is_told_of_what_was_typed_in_and_nothing_proposed_of_calls(
    site: SiteUnderTest,
) -> None:
    site.post(verdict_of(typed_in(site), "no-show"))
    assert told(site) == []
    book(site, "2", mode=AppointmentMode.PHONE)
    site.clock.advance(3600)
    assert of_reference(site, "2")["proposed"] is None


def test_a_replay_judges_once(site: SiteUnderTest) -> None:
    replayed(site, verdict_of(typed_in(site), "no-show"), {}, as_="lea")


def test_it_is_for_reception_and_leads(led_site: SiteUnderTest) -> None:
    path = verdict_of(typed_in(led_site), "no-show")
    forbidden(led_site, path, {}, "marc", "kiosk", "counter", "display")
    led_site.post(path, as_="chef")
