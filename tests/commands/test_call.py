"""`POST /counters/{id}/call`: one person out of turn, for a reason."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused, replayed
from tests.support.visits import facts, waiting


def ready(site: SiteUnderTest, counter: str = "2", as_: str = "marc") -> str:
    path = f"/counters/{site.counter(counter)}"
    site.post(f"{path}/open", {}, as_=as_)
    return f"{path}/call"


def body(visit: Json, reason: str = "child") -> Json:
    return {"step_id": visit["steps"][-1]["id"], "reason": reason}


def test_somebody_is_called_out_of_turn_with_a_reason(site: SiteUnderTest) -> None:
    first, second = waiting(site), waiting(site)
    answer = site.post(ready(site), body(second), as_="marc")
    assert answer["visit"]["number"] == second["number"]
    (event,) = happened(site, EventKind.STEP_CALLED)
    assert facts(event)["reason"] == "child"
    why = site.get(f"/steps/{answer['step']['id']}/why", "marc")
    assert (why["code"], why["facts"]["reason"]) == ("out_of_turn", "child")
    assert why["facts"]["other_1"] == first["number"]


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    visit, other = waiting(site), waiting(site)
    path = f"/counters/{site.counter('2')}/call"
    refused(site, path, body(visit), 409, "counter_closed", as_="marc")
    ready(site)
    unknown = {"step_id": new_id(), "reason": "child"}
    refused(site, path, unknown, 404, "step_unknown", as_="marc")
    refused(site, f"/counters/{new_id()}/call", body(visit), 404, "counter_unknown", as_="marc")
    site.post(path, body(visit), as_="marc")
    refused(site, path, body(other), 409, "counter_busy", as_="marc")
    site.sign_in_agent("ines")
    elsewhere = ready(site, "1", "ines")
    refused(site, elsewhere, body(visit), 409, "already_called", as_="ines")
    step = visit["steps"][-1]["id"]
    for action in ("start", "finish"):
        site.post(f"/steps/{step}/{action}", {}, as_="marc")
    refused(site, elsewhere, body(visit), 409, "wrong_state", as_="ines")


def test_a_reason_is_needed_and_is_a_code(site: SiteUnderTest) -> None:
    visit = waiting(site)
    path = ready(site)
    before = newest(site)
    for wrong in (
        {"step_id": body(visit)["step_id"]},
        body(visit, ""),
        body(visit, "À la demande"),
    ):
        assert site.call("POST", path, wrong, as_="marc").status_code == 422
    assert newest(site) == before


def test_a_frozen_site_calls_nobody(led_site: SiteUnderTest) -> None:
    visit = waiting(led_site)
    path = ready(led_site)
    led_site.post("/site/freeze", {"active": True, "reason": "alarm"}, as_="chef")
    refused(led_site, path, body(visit), 409, "site_frozen", as_="marc")


def test_the_same_key_calls_once(site: SiteUnderTest) -> None:
    visit = waiting(site)
    replayed(site, ready(site), body(visit), as_="marc")


def test_who_may_call(site: SiteUnderTest) -> None:
    visit = waiting(site)
    forbidden(site, ready(site), body(visit), "kiosk", "display")
