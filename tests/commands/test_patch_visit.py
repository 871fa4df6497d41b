"""`PATCH /visits/{id}`: facts that staff may change, journaled by the names of their fields."""

import pytest

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import happened, newest
from tests.support.visits import booked, card, facts, line, rank_of, served, tomorrow, waiting


def patch(site: SiteUnderTest, visit: Json, body: Json, as_: str = "lea") -> Json:
    answer = site.call("PATCH", f"/visits/{visit['id']}", body, as_=as_)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused_patch(
    site: SiteUnderTest, visit: Json, body: Json, status: int, code: str, as_: str = "lea"
) -> None:
    before = newest(site)
    answer = site.call("PATCH", f"/visits/{visit['id']}", body, as_=as_)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert newest(site) == before


def test_only_the_names_of_fields_are_journaled(site: SiteUnderTest) -> None:
    visit = waiting(site)
    changed = patch(site, visit, {"note": "Mme Çelik revient", "needs": ["quiet"]})
    assert (changed["note"], changed["needs"]) == ("Mme Çelik revient", ["quiet"])
    (event,) = happened(site, EventKind.VISIT_CHANGED)
    assert (event.visit_id, facts(event)["fields"]) == (visit["id"], "needs,note")
    assert "Çelik" not in str(event)


def test_what_is_the_same_is_no_change(site: SiteUnderTest) -> None:
    visit = waiting(site, language="ar")
    before = newest(site)
    patch(site, visit, {"language": "ar", "needs": [], "priority": False})
    assert newest(site) == before


def test_who_is_told_names_by_a_change_stands_in_the_journal_once(site: SiteUnderTest) -> None:
    visit = booked(site, "1", code="life_cert")
    assert patch(site, visit, {})["people"]
    assert patch(site, visit, {})["people"]
    (event,) = happened(site, EventKind.AGENT_NAME_REVEALED)
    assert event.visit_id == visit["id"]


def test_priority_ranks_anew_from_the_stored_base(site: SiteUnderTest) -> None:
    visit = waiting(site)
    assert rank_of(visit) == "10:00"
    site.clock.advance(600)
    flagged = patch(site, visit, {"priority": True})
    assert (flagged["priority"], rank_of(flagged)) == (True, "09:00")
    assert rank_of(patch(site, visit, {"priority": False})) == "10:00"
    first, second = happened(site, EventKind.VISIT_CHANGED)
    assert facts(first)["rank"].startswith("2026-11-24T09:00")
    assert facts(second)["former_rank"].startswith("2026-11-24T09:00")


def test_priority_gives_no_better_rank_than_the_check_in(site: SiteUnderTest) -> None:
    visit = booked(site, "1", 10, code="life_cert")
    assert rank_of(patch(site, visit, {"priority": True})) == "09:00"


def test_priority_never_undoes_what_else_moved_a_rank(led_site: SiteUnderTest) -> None:
    visit = waiting(led_site)
    led_site.post(f"/visits/{visit['id']}/urgent", {"reason": "medical"}, as_="chef")
    assert rank_of(patch(led_site, visit, {"priority": True})) == "08:00"


def test_the_right_service_is_ranked_from_the_check_in(site: SiteUnderTest) -> None:
    visit = waiting(site, "life_cert")
    site.clock.advance(1800)
    right = patch(site, visit, {"service_id": site.service("signature")})
    assert (right["number"], right["service_id"]) == (visit["number"], site.service("signature"))
    assert right["services"] == [site.service("signature")]
    assert right["steps"][0]["service_id"] == site.service("signature")
    assert rank_of(right) == "10:00"
    (event,) = happened(site, EventKind.VISIT_CHANGED)
    assert facts(event)["from_service_id"] == site.service("life_cert")
    step = served(site)
    finished = site.post(f"/steps/{step}/finish", as_="marc")
    assert finished["next_step"]["service_id"] == site.service("cash"), "its own way is gone"


def test_a_later_service_is_corrected_without_going_back(site: SiteUnderTest) -> None:
    visit = waiting(site, services=[site.service("collection"), site.service("signature")])
    site.post(f"/steps/{served(site)}/finish", as_="marc")
    right = patch(site, visit, {"service_id": site.service("signature")})
    assert right["steps"][-1]["service_id"] == site.service("signature")
    assert right["services"] == [site.service("life_cert"), site.service("signature")]


def test_a_further_service_lengthens_the_way(site: SiteUnderTest) -> None:
    visit = waiting(site)
    step = served(site)
    longer = patch(site, visit, {"services": [site.service("proxy")]}, as_="marc")
    assert longer["services"] == [site.service("life_cert"), site.service("proxy")]
    finished = site.post(f"/steps/{step}/finish", as_="marc")
    assert finished["next_step"]["service_id"] == site.service("proxy")


@pytest.mark.parametrize("body", [{"priority": True}, {"service": "proxy"}])
def test_an_agent_changes_no_rank(site: SiteUnderTest, body: Json) -> None:
    visit = waiting(site)
    if "service" in body:
        body = {"service_id": site.service(body["service"])}
    refused_patch(site, visit, body, 403, "not_your_right", as_="marc")
    assert rank_of(card(site, visit)) == "10:00"


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    visit = waiting(site)
    refused_patch(
        site, visit, {"needs": ["quiet"], "documents": {"moon": True}}, 422, "document_unknown"
    )
    assert card(site, visit)["needs"] == []
    refused_patch(site, visit, {"service_id": new_id()}, 404, "service_unknown")
    refused_patch(site, {"id": new_id()}, {"note": "x"}, 404, "visit_unknown")
    proxy = {"service_id": site.service("proxy")}
    served(site)
    refused_patch(site, visit, proxy, 409, "wrong_state")
    site.post(f"/steps/{visit['steps'][0]['id']}/finish", as_="marc")
    refused_patch(site, visit, {"services": [site.service("proxy")]}, 409, "wrong_state")
    refused_patch(site, visit, proxy, 409, "another_day", as_=tomorrow(site))


def test_languages_are_those_of_the_site(site: SiteUnderTest) -> None:
    visit = waiting(site)
    answer = site.call("PATCH", f"/visits/{visit['id']}", {"language": "eo"})
    assert answer.status_code == 422


def test_the_same_key_changes_once(site: SiteUnderTest) -> None:
    visit, key = waiting(site), new_id()
    path, body = f"/visits/{visit['id']}", {"priority": True}
    first = site.call("PATCH", path, body, key=key)
    done = newest(site)
    again = site.call("PATCH", path, body, key=key)
    assert again.json() == first.json()
    assert (again.headers["idempotency-replayed"], newest(site)) == ("true", done)


def test_who_may_change(site: SiteUnderTest) -> None:
    visit = waiting(site)
    for name in ("kiosk", "display", "counter"):
        answer = site.call("PATCH", f"/visits/{visit['id']}", {"note": "x"}, as_=name)
        assert answer.status_code == 403
    assert line(site) == [visit["number"]]
