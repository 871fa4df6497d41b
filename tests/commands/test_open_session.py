"""`POST /sessions`: an agent signs in at a counter station."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import agents
from core.usecases.agents import ChangeAgent
from tests.server.site_support import PASSWORD, SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused, replayed

PATH = "/sessions"
LEA = {"username": "lea", "password": PASSWORD}


def test_a_session_names_the_agent_the_roles_and_its_end(site: SiteUnderTest) -> None:
    site.sign_in("paul", Role.LEAD, Role.AGENT)
    session = site.post(PATH, {"username": "paul", "password": PASSWORD}, as_="counter")
    assert session["agent"]["username"] == "paul"
    assert set(session["roles"]) == {"lead", "agent"}
    assert session["expires_at"] == "2026-11-24T21:00:00.000Z"
    event = happened(site, EventKind.AGENT_SIGNED_IN)[-1]
    assert event.actor_agent_id == session["agent"]["id"]
    assert "paul" not in str(event)
    assert session["token"] not in str(event)


def test_it_ends_by_itself(site: SiteUnderTest) -> None:
    site.clock.advance(12 * 3600 - 1)
    assert site.call("GET", "/site", as_="lea").status_code == 200
    site.clock.advance(1)
    assert site.call("GET", "/site", as_="lea").status_code == 401


def test_a_wrong_password_and_an_unknown_name_get_one_answer(site: SiteUnderTest) -> None:
    wrong = {"username": "lea", "password": "autre chose"}
    unknown = {"username": "nobody", "password": PASSWORD}
    problems = [
        refused(site, PATH, body, 401, "wrong_credentials", as_="counter")
        for body in (wrong, unknown)
    ]
    assert problems[0] == problems[1]


def test_after_five_wrong_tries_the_right_password_waits_too(site: SiteUnderTest) -> None:
    for _ in range(5):
        refused(site, PATH, {**LEA, "password": "non"}, 401, "wrong_credentials", as_="counter")
    before = newest(site)
    braked = site.call("POST", PATH, LEA, as_="counter")
    assert (braked.status_code, braked.json()["code"]) == (429, "too_many_tries")
    assert newest(site) == before
    site.clock.advance(int(braked.headers["retry-after"]))
    site.post(PATH, LEA, as_="counter", status=201)


def test_an_account_that_was_closed_opens_nothing(site: SiteUnderTest) -> None:
    closed = ChangeAgent("lea", active=False)
    site.wiring.store.write(lambda uow: agents.change(uow, Actor(), closed))
    refused(site, PATH, LEA, 401, "wrong_credentials", as_="counter")


def test_what_is_no_sign_in_is_refused_without_a_word_of_the_password(site: SiteUnderTest) -> None:
    for wrong in (
        {"username": "lea"},
        {"username": "", "password": PASSWORD},
        {"username": "lea", "password": ""},
        {"username": "lea", "password": "secret" * 50},
        {"username": ["lea"], "password": "secret"},
        {**LEA, "admin": True},
    ):
        problem = refused(site, PATH, wrong, 422, "invalid_request", as_="counter")
        assert "secret" not in str(problem)
        assert PASSWORD not in str(problem)


def test_a_lost_answer_is_found_again_under_its_key(site: SiteUnderTest) -> None:
    replayed(site, PATH, LEA, as_="counter")


def test_an_old_key_opens_no_session_that_has_ended(site: SiteUnderTest) -> None:
    key = new_id()
    first = site.call("POST", PATH, LEA, as_="counter", key=key)
    site.tokens["again"] = first.json()["token"]
    assert site.call("DELETE", "/sessions/self", as_="again").status_code == 204
    before = newest(site)
    replay = site.call("POST", PATH, LEA, as_="counter", key=key)
    assert (replay.status_code, replay.json()["code"]) == (401, "wrong_credentials")
    assert newest(site) == before
    assert site.call("GET", "/site", as_="again").status_code == 401


def test_agents_sign_in_at_counters(site: SiteUnderTest) -> None:
    forbidden(site, PATH, LEA, "kiosk", "display", "marc")


def test_a_refusal_is_journaled_once_a_second_without_what_was_typed(site: SiteUnderTest) -> None:
    for username in ("lea", "nobody-here"):
        for _ in range(3):
            wrong = {"username": username, "password": "mal tapé"}
            refused(site, PATH, wrong, 401, "wrong_credentials", as_="counter")
            site.clock.advance(0.4)
        site.clock.advance(200)
    events = happened(site, EventKind.AGENT_SIGN_IN_REFUSED)
    agent_ids = [(one.facts or {}).get("agent_id") for one in events]
    assert len(events) == 2
    assert agent_ids[0]
    assert agent_ids[1] is None
    assert "nobody-here" not in str(events)
    assert "mal tapé" not in str(events)
