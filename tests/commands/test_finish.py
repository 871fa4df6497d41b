"""`POST /steps/{id}/finish`: a step ends with its outcomes, and the visit goes on."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, card, rank_of, served, told, waiting


def test_outcomes_stand_for_each_person_and_service(site: SiteUnderTest) -> None:
    visit = waiting(site, persons=2)
    step, life = served(site), site.service("life_cert")
    outcomes = [{"person": 2, "service_id": life, "outcome": "incomplete"}]
    body = {"outcomes": outcomes, "note": "photo"}
    ended = site.post(f"/steps/{step}/finish", body, as_="marc")
    assert ended["next_step"] is None
    found = card(site, visit)
    assert [pair["outcome"] for pair in found["outcomes"]] == ["not_recorded", "incomplete"]
    assert found["note"] == "photo"
    (event,) = happened(site, EventKind.STEP_COMPLETED)
    assert event.step_id == step


def test_the_way_goes_through_every_queue(site: SiteUnderTest) -> None:
    waiting(site, "signature", services=[site.service("life_cert")])
    step = served(site)
    paying = site.post(f"/steps/{step}/finish", as_="marc")["next_step"]
    assert paying["service_id"] == site.service("cash")
    site.sign_in_agent("ines")
    step = served(site, "Caisse", "ines")
    third = site.post(f"/steps/{step}/finish", as_="ines")["next_step"]
    assert (third["service_id"], third["ordinal"]) == (site.service("life_cert"), 3)


def test_a_service_that_is_concluded_is_not_waited_for(site: SiteUnderTest) -> None:
    life, proxy = site.service("life_cert"), site.service("proxy")
    waiting(site, services=[proxy])
    step = served(site)
    outcomes = [{"service_id": one, "outcome": "done"} for one in (life, proxy)]
    ended = site.post(f"/steps/{step}/finish", {"outcomes": outcomes}, as_="marc")
    assert ended["next_step"] is None
    assert ended["step"]["state"] == "completed"


def test_a_second_procedure_found_at_the_counter(site: SiteUnderTest) -> None:
    visit = waiting(site)
    step, copy = served(site), site.service("copy_cert")
    outcomes = [{"service_id": copy, "outcome": "done"}]
    ended = site.post(f"/steps/{step}/finish", {"outcomes": outcomes}, as_="marc")
    assert ended["next_step"]["service_id"] == site.service("cash"), "what follows it is to come"
    assert card(site, visit)["services"] == [site.service("life_cert"), copy]


def test_a_large_visit_waits_anew_for_the_rest_of_its_turn(site: SiteUnderTest) -> None:
    visit = waiting(site, persons=5)
    site.clock.advance(600)
    step, life = served(site), site.service("life_cert")
    some = [{"person": one, "service_id": life, "outcome": "done"} for one in (1, 2, 3, 4)]
    ended = site.post(f"/steps/{step}/finish", {"outcomes": some}, as_="marc")
    assert (ended["next_step"]["service_id"], ended["next_step"]["state"]) == (life, "waiting")
    assert rank_of(card(site, visit)) == "10:10", "ranked like somebody who takes a ticket now"
    step = served(site)
    last = [{"person": 5, "service_id": life, "outcome": "done"}]
    ended = site.post(f"/steps/{step}/finish", {"outcomes": last}, as_="marc")
    assert ended["next_step"] is None
    assert [pair["outcome"] for pair in card(site, visit)["outcomes"]] == ["done"] * 5


def test_a_large_visit_pays_once_whatever_is_noted_there(site: SiteUnderTest) -> None:
    waiting(site, "signature", persons=5)
    step, signature = served(site), site.service("signature")
    all_of_them = [
        {"person": one, "service_id": signature, "outcome": "done"} for one in range(1, 6)
    ]
    site.post(f"/steps/{step}/finish", {"outcomes": all_of_them}, as_="marc")
    site.sign_in_agent("ines")
    step = served(site, "Caisse", "ines")
    ended = site.post(f"/steps/{step}/finish", {"outcomes": all_of_them[:1]}, as_="ines")
    assert ended["next_step"] is None


def test_the_way_may_be_cut_short(site: SiteUnderTest) -> None:
    booked(site, "1", code="signature")
    step = served(site)
    ended = site.post(f"/steps/{step}/finish", {"continue_flow": False}, as_="marc")
    assert ended["next_step"] is None
    assert told(site) == [("p1", "seen")]


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    waiting(site)
    step, life = served(site), site.service("life_cert")
    path = f"/steps/{step}/finish"
    nobody = {"outcomes": [{"person": 2, "service_id": life, "outcome": "done"}]}
    refused(site, path, nobody, 422, "person_unknown", as_="marc")
    nothing = {"outcomes": [{"service_id": new_id(), "outcome": "done"}]}
    refused(site, path, nothing, 404, "service_unknown", as_="marc")
    site.sign_in_agent("ines")
    problem = refused(site, path, {}, 409, "not_your_step", as_="ines")
    assert problem["counter_id"] == site.counter("2")
    refused(site, f"/steps/{new_id()}/finish", {}, 404, "step_unknown", as_="marc")
    site.post(path, as_="marc")
    assert refused(site, path, {}, 409, "wrong_state", as_="marc")["state"] == "completed"


def test_who_follows_at_the_counter_finishes(site: SiteUnderTest) -> None:
    waiting(site)
    step = served(site)
    site.sign_in_agent("ines")
    site.sign_in("chef", Role.LEAD)
    site.call("DELETE", "/sessions/self", as_="marc")
    site.post(f"/steps/{step}/finish", as_="chef")


def test_the_same_key_finishes_once(site: SiteUnderTest) -> None:
    waiting(site, "signature")
    replayed(site, f"/steps/{served(site)}/finish", {}, as_="marc")


def test_who_may_finish(site: SiteUnderTest) -> None:
    waiting(site)
    site.sign_in("mia", Role.MEDIATOR)
    forbidden(site, f"/steps/{served(site)}/finish", {}, "kiosk", "display", "counter", "mia")
