"""`POST /steps/{id}/park`: a paper is missing, and the counter is free for others."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import facts, served, waiting

UNTIL = {"reason": "photo", "until": "2026-11-24T09:20:00Z"}


def at_counter(site: SiteUnderTest) -> str:
    waiting(site)
    return f"/steps/{served(site)}"


def test_the_counter_is_free_and_the_visit_stays_in_sight(site: SiteUnderTest) -> None:
    path = at_counter(site)
    answer = site.post(f"{path}/park", UNTIL, as_="marc")
    assert answer["step"]["state"] == "parked"
    (event,) = happened(site, EventKind.STEP_PARKED)
    assert (event.counter_id, facts(event)["until"]) == (
        site.counter("2"),
        "2026-11-24T09:20:00.000Z",
    )
    waiting(site)
    site.post(f"/counters/{site.counter('2')}/call-next", as_="marc")
    site.clock.advance(1800)
    (held,) = [one for one in site.get("/queue")["items"] if one["state"] == "parked"]
    assert held["parked_until"] == "2026-11-24T09:20:00.000Z", "also once it is over"


def test_two_holds_are_all(site: SiteUnderTest) -> None:
    path = at_counter(site)
    for _ in range(2):
        site.post(f"{path}/park", as_="marc")
        site.post(f"{path}/resume", as_="marc")
    problem = refused(site, f"{path}/park", {}, 409, "hold_limit", as_="marc")
    assert (problem["holds"], problem["most"]) == (2, 2)


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = at_counter(site)
    site.sign_in_agent("ines")
    refused(site, f"{path}/park", {}, 409, "not_your_step", as_="ines")
    refused(site, f"/steps/{new_id()}/park", {}, 404, "step_unknown", as_="marc")
    idle = waiting(site)["steps"][0]["id"]
    refused(site, f"/steps/{idle}/park", {}, 409, "wrong_state", as_="marc")
    wrong = site.call("POST", f"{path}/park", {"until": "noon"}, as_="marc")
    assert wrong.status_code == 422


def test_the_same_key_parks_once(site: SiteUnderTest) -> None:
    replayed(site, f"{at_counter(site)}/park", UNTIL, as_="marc")


def test_who_may_park(site: SiteUnderTest) -> None:
    site.sign_in("mia", Role.MEDIATOR)
    forbidden(site, f"{at_counter(site)}/park", {}, "kiosk", "display", "counter", "mia")
