"""`POST /counters/{id}/open`: a counter calls, and for what."""

from datetime import timedelta

from core.model import CounterId, EventKind
from core.runtime.ids import new_id
from core.site import CounterPlace
from server.views_site import counter_out
from tests.server.site_support import MORNING, SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed


def test_opening_says_what_is_offered(site: SiteUnderTest) -> None:
    counter, service = site.counter("2"), site.service("life_cert")
    opened = site.post(f"/counters/{counter}/open", {"services": [service]}, as_="marc")
    assert (opened["state"], opened["offered"]) == ("open", [service])
    (event,) = happened(site, EventKind.COUNTER_OPENED)
    assert event.facts == {"counter": "2", "services": service}


def test_what_a_counter_cannot_do_is_refused(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    body = {"services": [site.service("visa")]}
    refused(site, f"{path}/open", body, 422, "service_not_here", as_="marc")
    refused(site, f"/counters/{new_id()}/open", {}, 404, "counter_unknown", as_="marc")


def test_a_counter_has_one_agent_and_an_agent_one_counter(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    site.walk_in()
    site.serve_next()
    site.sign_in_agent("ines")
    refused(site, f"{path}/open", {}, 409, "counter_taken", as_="ines")
    other = site.counter("1")
    refused(site, f"/counters/{other}/open", {}, 409, "counter_busy", as_="marc")


def test_a_counter_says_since_when_it_is_busy(site: SiteUnderTest) -> None:
    site.walk_in()
    called = site.serve_next()
    site.clock.advance(60)
    site.post(f"/steps/{called['step']['id']}/start", as_="marc")
    (counter,) = [
        one for one in site.get("/site", as_="counter")["counters"] if one["number"] == "2"
    ]
    assert counter["busy_since"] == "2026-11-24T09:01:00.000Z"
    assert counter["free_at"] is None


def test_a_self_service_desk_says_when_its_time_box_is_over() -> None:
    place = CounterPlace(CounterId(new_id()), "D", {"fr": "Poste"}, time_box_min=15)
    assert counter_out(place, None, MORNING).free_at == MORNING + timedelta(minutes=15)
    assert counter_out(place, None, None).free_at is None


def test_a_replay_opens_once(site: SiteUnderTest) -> None:
    replayed(site, f"/counters/{site.counter('2')}/open", {}, as_="marc")


def test_it_is_for_who_calls(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}/open"
    forbidden(site, path, {}, "counter", "kiosk", "display")
