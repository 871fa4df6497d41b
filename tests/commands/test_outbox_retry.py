"""`POST /outbox/{id}/retry`: what the booking server refused is sent again."""

import pytest

from core.model import EventKind
from core.outcomes import may_write_over
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import outbox
from core.usecases.outbox import MarkRejected, MarkSent
from server.booking_rows import SiteRows, pending
from sync.booking.gateway import CHANGED
from tests.server.site_support import Json, SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.bookings import of_reference, verdict_of
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import told


@pytest.fixture
def item(led_site: SiteUnderTest) -> Json:
    """Let the booking server refuse an outcome."""
    book(led_site, "1")
    led_site.post(verdict_of(of_reference(led_site, "1"), "no-show"))
    (pending,) = led_site.get("/outbox", "chef")["items"]
    command = MarkRejected(pending["id"], "unprocessable")
    led_site.wiring.store.write(lambda uow: outbox.mark_rejected(uow, Actor(), command))
    (rejected,) = led_site.get("/outbox", "chef")["items"]
    assert (rejected["state"], rejected["reason"]) == ("rejected", "unprocessable")
    assert told(led_site) == []
    return rejected


def test_it_is_due_at_once_and_journaled(led_site: SiteUnderTest, item: Json) -> None:
    again = led_site.post(f"/outbox/{item['id']}/retry", as_="chef")
    assert (again["state"], again["reason"], again["next_try_at"]) == ("pending", None, None)
    assert again["attempts"] == 1
    assert told(led_site) == [("p1", "noshow")]
    (event,) = happened(led_site, EventKind.OUTBOX_RETRIED)
    assert event.appointment_id == item["appointment_id"]
    assert event.facts == {"outcome": "noshow"}
    assert event.actor_agent_id is not None


def test_a_colleagues_value_is_replaced_only_by_who_says_that_they_saw_it(
    led_site: SiteUnderTest, item: Json
) -> None:
    path = f"/outbox/{item['id']}/retry"
    led_site.post(path, as_="chef")
    command = MarkRejected(item["id"], "changed_at_booking_server", "excused")
    led_site.wiring.store.write(lambda uow: outbox.mark_rejected(uow, Actor(), command))
    (rejected,) = led_site.get("/outbox", "chef")["items"]
    assert (rejected["reason"], rejected["found"]) == ("changed_at_booking_server", "excused")
    assert refused(led_site, path, {"over": "seen"}, 409, "found_differs")["found"] == "excused"
    assert _own(led_site) == []
    assert led_site.post(path, {"over": "excused"}, as_="chef")["state"] == "pending"
    assert _own(led_site) == [frozenset({"excused"})]
    assert happened(led_site, EventKind.OUTBOX_RETRIED)[-1].facts == {
        "outcome": "noshow",
        "over": "excused",
    }


def test_a_value_that_nobody_here_understands_is_replaced_by_who_saw_that(
    led_site: SiteUnderTest, item: Json
) -> None:
    path = f"/outbox/{item['id']}/retry"
    led_site.post(path, as_="chef")
    with led_site.wiring.store.read() as reader:
        source = reader.appointments()[0].appointment.source
    SiteRows(led_site.wiring.store, led_site.clock).rejected(item["id"], CHANGED, None)
    (rejected,) = led_site.get("/outbox", "chef")["items"]
    assert (rejected["reason"], rejected["found"]) == (CHANGED, "other")
    refused(led_site, path, {"over": "excused"}, 409, "found_differs")
    assert led_site.post(path, {"over": "other"}, as_="chef")["state"] == "pending"
    with led_site.wiring.store.read() as reader:
        (card,) = reader.outbox_pending(source)
    assert (pending(card).item.own, pending(card).item.over_unread) == (frozenset(), True)


def _own(site: SiteUnderTest) -> list[frozenset[str]]:
    """Return what the site may write over, of each outcome that is to be sent."""
    with site.wiring.store.read() as reader:
        source = reader.appointments()[0].appointment.source
        return [may_write_over(card.history, card.item) for card in reader.outbox_pending(source)]


def test_what_was_sent_is_not_sent_again(led_site: SiteUnderTest, item: Json) -> None:
    command = MarkSent(item["id"])
    led_site.wiring.store.write(lambda uow: outbox.mark_sent(uow, Actor(), command))
    problem = refused(led_site, f"/outbox/{item['id']}/retry", {}, 409, "wrong_state")
    assert problem["state"] == "sent"


def test_what_was_undone_since_is_not_sent(led_site: SiteUnderTest, item: Json) -> None:
    led_site.post(verdict_of(of_reference(led_site, "1"), "reopen"))
    assert led_site.get("/outbox", "chef")["items"] == []
    problem = refused(led_site, f"/outbox/{item['id']}/retry", {}, 409, "wrong_state")
    assert problem["state"] == "withdrawn"
    assert told(led_site) == []


def test_an_item_that_nobody_knows_is_refused(led_site: SiteUnderTest) -> None:
    refused(led_site, f"/outbox/{new_id()}/retry", {}, 404, "outbox_item_unknown")
    refused(led_site, "/outbox/17/retry", {}, 422, "invalid_request")


def test_a_replay_retries_once(led_site: SiteUnderTest, item: Json) -> None:
    replayed(led_site, f"/outbox/{item['id']}/retry", {})


def test_it_is_for_leads(led_site: SiteUnderTest, item: Json) -> None:
    path = f"/outbox/{item['id']}/retry"
    forbidden(led_site, path, {}, "lea", "marc", "kiosk", "counter", "display")
    assert led_site.call("GET", "/outbox").status_code == 403
