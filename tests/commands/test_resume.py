"""`POST /steps/{id}/resume`: a held visit goes on, at any counter that takes it."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import served, waiting


def held(site: SiteUnderTest) -> str:
    waiting(site)
    step = served(site)
    site.post(f"/steps/{step}/park", as_="marc")
    return f"/steps/{step}/resume"


def test_the_agent_goes_on_at_their_counter(site: SiteUnderTest) -> None:
    answer = site.post(held(site), as_="marc")
    assert (answer["step"]["state"], answer["step"]["counter"]) == ("serving", "2")
    (event,) = happened(site, EventKind.STEP_RESUMED)
    assert event.counter_id == site.counter("2")


def test_another_counter_takes_it(site: SiteUnderTest) -> None:
    path = held(site)
    site.sign_in_agent("ines")
    site.post(f"/counters/{site.counter('1')}/open", {}, as_="ines")
    answer = site.post(path, {"counter_id": site.counter("1")}, as_="ines")
    assert (answer["step"]["state"], answer["step"]["counter"]) == ("serving", "1")
    (shown,) = site.get("/board", "display")["current"]
    assert shown["counter"] == "1"


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = held(site)
    site.sign_in_agent("ines")
    refused(site, path, {}, 409, "counter_closed", as_="ines")
    till = {"counter_id": site.counter("Caisse")}
    refused(site, path, till, 409, "counter_closed", as_="ines")
    site.post(f"/counters/{site.counter('Caisse')}/open", {}, as_="ines")
    refused(site, path, till, 409, "service_not_here", as_="ines")
    two = {"counter_id": site.counter("2")}
    refused(site, path, two, 409, "counter_taken", as_="ines")
    refused(site, path, {"counter_id": new_id()}, 404, "counter_unknown", as_="ines")
    waiting(site)
    site.serve_next()
    refused(site, path, {}, 409, "counter_busy", as_="marc")
    refused(site, f"/steps/{new_id()}/resume", {}, 404, "step_unknown", as_="marc")
    idle = waiting(site)["steps"][0]["id"]
    refused(site, f"/steps/{idle}/resume", {}, 409, "wrong_state", as_="marc")


def test_the_same_key_resumes_once(site: SiteUnderTest) -> None:
    replayed(site, held(site), {}, as_="marc")


def test_who_may_resume(site: SiteUnderTest) -> None:
    site.sign_in("mia", Role.MEDIATOR)
    forbidden(site, held(site), {}, "kiosk", "display", "counter", "mia")
