"""`POST /outbox/{id}/drop`: a person decides that an outcome is not to be sent."""

import pytest

from core.model import EventKind
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import outbox
from core.usecases.outbox import MarkSent
from tests.server.site_support import Json, SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.bookings import of_reference, verdict_of
from tests.support.led_days import forbidden, happened, newest, refused, replayed
from tests.support.visits import told

WHY = {"reason": "server_is_right"}


@pytest.fixture
def item(led_site: SiteUnderTest) -> Json:
    """Let an outcome wait to be sent."""
    book(led_site, "1")
    led_site.post(verdict_of(of_reference(led_site, "1"), "no-show"))
    (pending,) = led_site.get("/outbox", "chef")["items"]
    assert (pending["state"], pending["target"]) == ("pending", "noshow")
    return pending


def test_it_stays_listed_and_is_not_sent(led_site: SiteUnderTest, item: Json) -> None:
    dropped = led_site.post(f"/outbox/{item['id']}/drop", WHY, as_="chef")
    assert (dropped["state"], dropped["reason"]) == ("rejected", "dropped:server_is_right")
    assert led_site.get("/outbox", "chef")["items"] == [dropped]
    assert told(led_site) == []
    (event,) = happened(led_site, EventKind.OUTBOX_DROPPED)
    assert event.appointment_id == item["appointment_id"]
    assert event.facts == {"outcome": "noshow", "reason": "server_is_right"}
    assert event.actor_agent_id is not None


def test_the_booking_follows_its_source_from_then_on(led_site: SiteUnderTest, item: Json) -> None:
    assert of_reference(led_site, "1")["status"] == "no_show"
    led_site.post(f"/outbox/{item['id']}/drop", WHY, as_="chef")
    assert of_reference(led_site, "1")["status"] == "booked"
    (event,) = happened(led_site, EventKind.APPOINTMENT_CHANGED)
    assert event.appointment_id == item["appointment_id"]


def test_who_came_since_is_not_given_up_by_sending_it_after_all(
    led_site: SiteUnderTest, item: Json
) -> None:
    led_site.post(f"/outbox/{item['id']}/drop", WHY, as_="chef")
    led_site.post("/check-ins", {"appointment_id": item["appointment_id"]})
    retry = f"/outbox/{item['id']}/retry"
    assert refused(led_site, retry, {}, 409, "wrong_state")["state"] == "checked_in"


def test_it_says_of_what_and_when_it_is(led_site: SiteUnderTest, item: Json) -> None:
    booking = of_reference(led_site, "1")
    assert item["service_id"] == booking["service_id"]
    assert item["starts_at"] == booking["starts_at"]
    assert item["business_day"] == "2026-11-24"


def test_it_must_be_said_why(led_site: SiteUnderTest, item: Json) -> None:
    refused(led_site, f"/outbox/{item['id']}/drop", {}, 422, "invalid_request")
    refused(led_site, f"/outbox/{item['id']}/drop", {"reason": "A name"}, 422, "invalid_request")


def test_it_can_be_sent_after_all(led_site: SiteUnderTest, item: Json) -> None:
    led_site.post(f"/outbox/{item['id']}/drop", WHY, as_="chef")
    assert led_site.post(f"/outbox/{item['id']}/retry", as_="chef")["state"] == "pending"
    assert told(led_site) == [("p1", "noshow")]
    assert of_reference(led_site, "1")["status"] == "no_show"


def test_another_verdict_is_told_nevertheless(led_site: SiteUnderTest, item: Json) -> None:
    led_site.post(f"/outbox/{item['id']}/drop", WHY, as_="chef")
    led_site.post(verdict_of(of_reference(led_site, "1"), "excuse"))
    assert told(led_site) == [("p1", "excused")]


def test_dropping_it_twice_changes_nothing(led_site: SiteUnderTest, item: Json) -> None:
    first = led_site.post(f"/outbox/{item['id']}/drop", WHY, as_="chef")
    done = newest(led_site)
    assert led_site.post(f"/outbox/{item['id']}/drop", WHY, as_="chef") == first
    assert newest(led_site) == done


def test_what_was_sent_or_undone_is_refused(led_site: SiteUnderTest, item: Json) -> None:
    path = f"/outbox/{item['id']}/drop"
    led_site.post(verdict_of(of_reference(led_site, "1"), "reopen"))
    assert refused(led_site, path, WHY, 409, "wrong_state")["state"] == "withdrawn"
    command = MarkSent(item["id"])
    led_site.wiring.store.write(lambda uow: outbox.mark_sent(uow, Actor(), command))
    assert refused(led_site, path, WHY, 409, "wrong_state")["state"] == "sent"
    refused(led_site, f"/outbox/{new_id()}/drop", WHY, 404, "outbox_item_unknown")


def test_a_replay_drops_once(led_site: SiteUnderTest, item: Json) -> None:
    replayed(led_site, f"/outbox/{item['id']}/drop", WHY)


def test_it_is_for_leads(led_site: SiteUnderTest, item: Json) -> None:
    path = f"/outbox/{item['id']}/drop"
    forbidden(led_site, path, WHY, "lea", "marc", "kiosk", "counter", "display")
