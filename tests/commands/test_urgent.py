"""`POST /visits/{id}/urgent`: a lead lets somebody go ahead."""

from core.model import EventKind, Role
from tests.server.site_support import PASSWORD, Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, lead, refused, replayed
from tests.support.visits import booked, card, facts, line, rank_of, tomorrow, waiting

WHY = {"reason": "medical"}
SECOND = {"username": "vera", "password": PASSWORD}


def path(visit: Json) -> str:
    return f"/visits/{visit['id']}/urgent"


def test_somebody_goes_ahead_of_all_who_wait(led_site: SiteUnderTest) -> None:
    booked(led_site, "1", 0, code="life_cert")
    visit = waiting(led_site)
    answer = lead(led_site, path(visit), {**WHY, "note": "malaise"})
    assert (answer["urgent"], rank_of(answer)) == (True, "08:00")
    assert line(led_site)[0] == visit["number"]
    (event,) = happened(led_site, EventKind.VISIT_URGENT)
    assert (event.visit_id, event.actor_agent_id is None) == (visit["id"], False)
    assert facts(event)["reason"] == "medical"
    assert "confirmed_by" not in facts(event)
    assert "malaise" not in str(event.facts)
    assert card(led_site, visit)["note"] == "malaise"


def test_a_note_joins_the_one_that_is_there(led_site: SiteUnderTest) -> None:
    visit = waiting(led_site)
    led_site.call("PATCH", f"/visits/{visit['id']}", {"note": "revient"})
    lead(led_site, path(visit), {**WHY, "note": "malaise"})
    assert card(led_site, visit)["note"] == "revient\nmalaise"


def test_beyond_the_cap_a_second_lead_confirms(led_site: SiteUnderTest) -> None:
    led_site.sign_in("vera", Role.LEAD)
    led_site.sign_in_agent("ines")
    visits = [waiting(led_site) for _ in range(3)]
    for visit in visits[:2]:
        lead(led_site, path(visit), WHY)
    third = path(visits[2])
    problem = refused(led_site, third, WHY, 409, "second_person_needed")
    assert (problem["given"], problem["cap"]) == (2, 2)
    wrong = {**WHY, "confirmed_by": {"username": "vera", "password": "faux"}}
    refused(led_site, third, wrong, 403, "confirmation_refused")
    agent = {**WHY, "confirmed_by": {"username": "ines", "password": PASSWORD}}
    refused(led_site, third, agent, 403, "confirmation_refused")
    oneself = {**WHY, "confirmed_by": {"username": "chef", "password": PASSWORD}}
    refused(led_site, third, oneself, 409, "second_person_needed")
    lead(led_site, third, {**WHY, "confirmed_by": SECOND})
    *_, event = happened(led_site, EventKind.VISIT_URGENT)
    assert facts(event)["confirmed_by"] not in {None, event.actor_agent_id}


def test_an_hour_later_one_lead_is_enough(led_site: SiteUnderTest) -> None:
    visits = [waiting(led_site) for _ in range(3)]
    for visit in visits[:2]:
        lead(led_site, path(visit), WHY)
    led_site.clock.advance(3601)
    lead(led_site, path(visits[2]), WHY)


def test_wrong_passwords_are_throttled(led_site: SiteUnderTest) -> None:
    visit = waiting(led_site)
    body = {**WHY, "confirmed_by": {"username": "vera", "password": "faux"}}
    answers = [led_site.call("POST", path(visit), body, as_="chef") for _ in range(12)]
    assert answers[-1].json()["code"] == "too_many_tries"
    assert int(answers[-1].headers["retry-after"]) > 0


def test_only_who_waits_and_is_not_urgent_yet(led_site: SiteUnderTest) -> None:
    visit = waiting(led_site)
    lead(led_site, path(visit), WHY)
    refused(led_site, path(visit), WHY, 409, "already_urgent")
    other = waiting(led_site)
    led_site.post(f"/visits/{other['id']}/leave")
    refused(led_site, path(other), WHY, 409, "wrong_state")
    assert led_site.call("POST", path(other), {}, as_="chef").status_code == 422
    refused(led_site, path(other), WHY, 409, "another_day", as_=tomorrow(led_site))


def test_the_same_key_makes_urgent_once(led_site: SiteUnderTest) -> None:
    replayed(led_site, path(waiting(led_site)), WHY)


def test_only_leads_may(led_site: SiteUnderTest) -> None:
    forbidden(led_site, path(waiting(led_site)), WHY, "kiosk", "display", "counter", "lea", "marc")
