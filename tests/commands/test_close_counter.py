"""`POST /counters/{id}/close`: a counter takes nobody any more."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed


def test_it_takes_nobody_and_has_no_agent(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    site.post(f"{path}/open", {}, as_="marc")
    closed = site.post(f"{path}/close", as_="marc")
    assert (closed["state"], closed["offered"], closed["agent_id"]) == ("closed", [], None)
    site.walk_in()
    refused(site, f"{path}/call-next", {}, 409, "counter_closed", as_="marc")


def test_closing_twice_is_the_same(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    site.post(f"{path}/open", {}, as_="marc")
    for _ in range(2):
        assert site.post(f"{path}/close", as_="marc")["state"] == "closed"
    (event,) = happened(site, EventKind.COUNTER_CLOSED)
    assert event.facts is not None
    assert site.service("life_cert") in event.facts["services"]


def test_a_counter_where_somebody_is_served_stays_open(site: SiteUnderTest) -> None:
    site.walk_in()
    step = site.serve_next()["step"]["id"]
    path = f"/counters/{site.counter('2')}/close"
    assert refused(site, path, {}, 409, "counter_busy", as_="marc")["step_id"] == step
    site.post(f"/steps/{step}/start", as_="marc")
    assert refused(site, path, {}, 409, "counter_busy", as_="marc")["state"] == "serving"
    site.post(f"/steps/{step}/finish", {}, as_="marc")
    site.post(path, as_="marc")


def test_a_counter_that_nobody_knows_is_refused(site: SiteUnderTest) -> None:
    refused(site, f"/counters/{new_id()}/close", {}, 404, "counter_unknown", as_="marc")


def test_a_replay_closes_once(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    site.post(f"{path}/open", {}, as_="marc")
    replayed(site, f"{path}/close", {}, as_="marc")


def test_it_is_for_who_calls_and_for_leads(led_site: SiteUnderTest) -> None:
    path = f"/counters/{led_site.counter('2')}"
    led_site.post(f"{path}/open", {}, as_="marc")
    forbidden(led_site, f"{path}/close", {}, "counter", "kiosk", "display")
    assert led_site.post(f"{path}/close", as_="chef")["state"] == "closed"
