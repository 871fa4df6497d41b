"""`POST /steps/{id}/transfer`: a visit is handed on."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import facts, served, waiting


def at_counter(site: SiteUnderTest, code: str = "life_cert", **more: Json) -> str:
    """Let somebody come at nine and be served ten minutes later."""
    waiting(site, code, **more)
    site.clock.advance(600)
    return f"/steps/{served(site)}/transfer"


def test_a_service_takes_the_visit_over_with_its_seniority(led_site: SiteUnderTest) -> None:
    path = at_counter(led_site)
    cash = led_site.service("cash")
    moved = led_site.post(path, {"service_id": cash, "reason": "payment"}, as_="marc")
    assert (moved["step"]["state"], moved["next_step"]["service_id"]) == ("completed", cash)
    assert moved["next_step"]["rank"] == "2026-11-24T09:10:00.000Z"
    (event,) = happened(led_site, EventKind.STEP_TRANSFERRED)
    assert (facts(event)["to_service_id"], facts(event)["reason"]) == (cash, "payment")


def test_one_may_join_anew(led_site: SiteUnderTest) -> None:
    path = at_counter(led_site)
    body = {"service_id": led_site.service("cash"), "keep_seniority": False}
    moved = led_site.post(path, body, as_="marc")
    assert moved["next_step"]["rank"] == "2026-11-24T10:10:00.000Z"


def test_a_counter_takes_the_same_service(led_site: SiteUnderTest) -> None:
    path = at_counter(led_site)
    moved = led_site.post(path, {"counter_id": led_site.counter("1")}, as_="marc")
    assert moved["next_step"]["service_id"] == led_site.service("life_cert")
    two = led_site.counter("2")
    refused(led_site, f"/counters/{two}/call-next", {}, 409, "queue_empty", as_="marc")
    led_site.sign_in_agent("ines")
    called = led_site.serve_next("1", "ines")
    assert called["step"]["id"] == moved["next_step"]["id"]


def test_an_agent_who_is_away_is_waited_for_and_told(led_site: SiteUnderTest) -> None:
    path = at_counter(led_site)
    led_site.sign_in_agent("ines")
    with led_site.wiring.store.read() as reader:
        ines = reader.agent_by_username("ines")
    assert ines is not None
    moved = led_site.post(path, {"agent_id": ines.id}, as_="marc")
    assert moved["agent_away"] is True
    two = led_site.counter("2")
    refused(led_site, f"/counters/{two}/call-next", {}, 409, "queue_empty", as_="marc")
    called = led_site.serve_next("1", "ines")
    assert called["step"]["id"] == moved["next_step"]["id"]


def test_a_wrong_service_is_ranked_from_the_check_in(led_site: SiteUnderTest) -> None:
    path = at_counter(led_site)
    right = led_site.service("signature")
    moved = led_site.post(path, {"service_id": right, "wrong_service": True}, as_="marc")
    assert moved["next_step"]["rank"] == "2026-11-24T10:00:00.000Z"
    assert (moved["visit"]["service_id"], moved["visit"]["number"]) == (right, "K001")
    led_site.clock.advance(3600)
    step = served(led_site)
    finished = led_site.post(f"/steps/{step}/finish", as_="marc")
    assert finished["next_step"]["service_id"] == led_site.service("cash")


def test_a_target_on_the_way_goes_on_from_there(led_site: SiteUnderTest) -> None:
    waiting(led_site, "signature", services=[led_site.service("proxy")])
    step = served(led_site)
    body = {"service_id": led_site.service("cash")}
    moved = led_site.post(f"/steps/{step}/transfer", body, as_="marc")
    led_site.sign_in_agent("ines")
    paid = served(led_site, "Caisse", "ines")
    assert paid == moved["next_step"]["id"]
    finished = led_site.post(f"/steps/{paid}/finish", as_="ines")
    assert finished["next_step"]["service_id"] == led_site.service("proxy")


def test_refusals_change_nothing(led_site: SiteUnderTest) -> None:
    path = at_counter(led_site)
    refused(led_site, path, {}, 422, "target_missing", as_="marc")
    refused(led_site, path, {"service_id": new_id()}, 404, "service_unknown", as_="marc")
    refused(led_site, path, {"counter_id": new_id()}, 404, "counter_unknown", as_="marc")
    refused(led_site, path, {"agent_id": new_id()}, 404, "agent_unknown", as_="marc")
    till = {"counter_id": led_site.counter("Caisse")}
    refused(led_site, path, till, 422, "service_not_here", as_="marc")
    one = {"counter_id": led_site.counter("1")}
    led_site.sign_in_agent("ines")
    refused(led_site, path, one, 409, "not_your_step", as_="ines")
    refused(led_site, f"/steps/{new_id()}/transfer", one, 404, "step_unknown", as_="marc")
    idle = waiting(led_site)["steps"][0]["id"]
    refused(led_site, f"/steps/{idle}/transfer", one, 409, "wrong_state", as_="marc")


def test_a_lead_may_for_another(led_site: SiteUnderTest) -> None:
    path = at_counter(led_site)
    led_site.post(path, {"service_id": led_site.service("cash")}, as_="chef")


def test_the_same_key_hands_on_once(led_site: SiteUnderTest) -> None:
    path = at_counter(led_site)
    replayed(led_site, path, {"service_id": led_site.service("cash")}, as_="marc")


def test_who_may_transfer(led_site: SiteUnderTest) -> None:
    path = at_counter(led_site)
    led_site.sign_in("mia", Role.MEDIATOR)
    body = {"service_id": led_site.service("cash")}
    forbidden(led_site, path, body, "kiosk", "display", "counter", "mia")
