"""`POST /appointments/{id}/reopen`: a verdict is taken back."""

import pytest

from core.model import EventKind
from core.things import Actor
from core.usecases import outbox
from core.usecases.outbox import MarkSent, MarkTrying
from tests.server.site_support import SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.bookings import of_reference, typed_in, verdict_of
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, told, tomorrow


@pytest.mark.parametrize("verdict", ["no-show", "excuse", "revoke"])
def test_any_verdict_is_taken_back_before_it_is_sent(site: SiteUnderTest, verdict: str) -> None:
    book(site, "1")
    appointment = of_reference(site, "1")
    site.post(verdict_of(appointment, verdict))
    assert site.post(verdict_of(appointment, "reopen"))["status"] == "booked"
    assert told(site) == []
    (event,) = happened(site, EventKind.APPOINTMENT_REOPENED)
    assert event.appointment_id == appointment["id"]
    site.post("/check-ins", {"reference": "1"}, status=201)


def test_what_the_booking_server_was_told_is_undone_there(site: SiteUnderTest) -> None:
    book(site, "1")
    appointment = of_reference(site, "1")
    site.post(verdict_of(appointment, "no-show"))
    with site.wiring.store.read() as reader:
        (item,) = reader.outbox_due()
    site.wiring.store.write(lambda uow: outbox.mark_sent(uow, Actor(), MarkSent(item.id)))
    site.post(verdict_of(appointment, "reopen"))
    assert told(site) == [("p1", "unknown")]


@pytest.mark.parametrize("verdict", ["excuse", "revoke"])
def test_a_cancellation_that_was_told_is_not_taken_back_unasked(
    site: SiteUnderTest, verdict: str
) -> None:
    book(site, "1", 60)
    appointment = of_reference(site, "1")
    site.post(verdict_of(appointment, verdict), {"confirm": True})
    with site.wiring.store.read() as reader:
        (item,) = reader.outbox_due()
    # It may have arrived: the person may have been written to.
    site.wiring.store.write(lambda uow: outbox.mark_trying(uow, Actor(), MarkTrying(item.id)))
    path = verdict_of(appointment, "reopen")
    assert refused(site, path, {}, 409, "confirm_needed", as_="lea")["people"] == 1
    site.post(path, {"confirm": True})
    assert told(site) == [("p1", "unknown")]


def test_a_cancellation_that_nobody_heard_of_is_taken_back_at_once(site: SiteUnderTest) -> None:
    book(site, "1", 60)
    appointment = of_reference(site, "1")
    site.post(verdict_of(appointment, "revoke"), {"confirm": True})
    site.post(verdict_of(appointment, "reopen"))
    assert told(site) == []


def test_without_a_verdict_there_is_nothing_to_take_back(site: SiteUnderTest) -> None:
    path = verdict_of(typed_in(site), "reopen")
    assert refused(site, path, {}, 409, "wrong_state", as_="lea")["state"] == "booked"
    booked(site, "1")
    path = verdict_of(of_reference(site, "1"), "reopen")
    assert refused(site, path, {}, 409, "wrong_state", as_="lea")["state"] == "checked_in"
    refused(site, verdict_of(None, "reopen"), {}, 404, "appointment_unknown", as_="lea")


def test_a_day_that_is_over_stays_as_it_was_judged(site: SiteUnderTest) -> None:
    appointment = typed_in(site)
    site.post(verdict_of(appointment, "no-show"))
    path, nadia = verdict_of(appointment, "reopen"), tomorrow(site)
    problem = refused(site, path, {}, 409, "another_day", as_=nadia)
    assert problem["business_day"] == "2026-11-24"


def test_a_replay_reopens_once(site: SiteUnderTest) -> None:
    appointment = typed_in(site)
    site.post(verdict_of(appointment, "no-show"))
    replayed(site, verdict_of(appointment, "reopen"), {}, as_="lea")


def test_it_is_for_reception_and_leads(led_site: SiteUnderTest) -> None:
    appointment = typed_in(led_site)
    led_site.post(verdict_of(appointment, "no-show"))
    path = verdict_of(appointment, "reopen")
    forbidden(led_site, path, {}, "marc", "kiosk", "counter", "display")
    led_site.post(path, as_="chef")
