"""`POST /counters/{id}/open|pause|close`: whether a counter calls, and for what."""

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


def test_a_pause_says_why_and_until_when_and_opening_ends_it(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    site.post(f"{path}/open", {}, as_="marc")
    body = {"reason": "meeting", "until": "2026-11-24T09:30:00Z"}
    paused = site.post(f"{path}/pause", body, as_="marc")
    assert (paused["state"], paused["pause_reason"]) == ("paused", "meeting")
    assert paused["pause_until"] == "2026-11-24T09:30:00.000Z"
    refused(site, f"{path}/call-next", {}, 409, "counter_closed", as_="marc")
    again = site.post(f"{path}/open", {}, as_="marc")
    assert (again["state"], again["pause_reason"]) == ("open", None)
    (event,) = happened(site, EventKind.COUNTER_PAUSED)
    assert event.facts is not None
    assert event.facts["until"] == "2026-11-24T09:30:00.000Z"
    assert len(happened(site, EventKind.COUNTER_RESUMED)) == 1


def test_what_a_counter_cannot_do_is_refused(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    body = {"services": [site.service("visa")]}
    refused(site, f"{path}/open", body, 422, "service_not_here", as_="marc")
    pause = {"reason": "meeting"}
    refused(site, f"{path}/pause", pause, 409, "counter_closed", as_="marc")
    site.post(f"{path}/open", {}, as_="marc")
    past = {"reason": "meeting", "until": "2026-11-24T09:00:00Z"}
    refused(site, f"{path}/pause", past, 422, "until_past", as_="marc")


def test_a_counter_has_one_agent_and_closes_when_it_is_free(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    site.walk_in()
    site.serve_next()
    site.sign_in_agent("ines")
    refused(site, f"{path}/open", {}, 409, "counter_taken", as_="ines")
    refused(site, f"{path}/close", {}, 409, "counter_busy", as_="marc")
    other = site.counter("1")
    refused(site, f"/counters/{other}/open", {}, 409, "counter_busy", as_="marc")


def test_closing_twice_is_the_same(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    site.post(f"{path}/open", {}, as_="marc")
    for _ in range(2):
        assert site.post(f"{path}/close", as_="marc")["state"] == "closed"
    (event,) = happened(site, EventKind.COUNTER_CLOSED)
    assert event.facts is not None
    assert site.service("life_cert") in event.facts["services"]


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
