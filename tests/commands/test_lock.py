"""`POST /sessions/self/lock|unlock`: an agent leaves the desk and comes back."""

from core.model import EventKind
from core.things import Actor
from core.usecases import agents
from core.usecases.agents import ChangeAgent
from tests.server.site_support import PASSWORD, SiteUnderTest
from tests.support.led_days import happened, newest, refused

LOCK, UNLOCK = "/sessions/self/lock", "/sessions/self/unlock"
RIGHT = {"password": PASSWORD}


def test_a_locked_session_is_good_for_nothing_but_unlocking(site: SiteUnderTest) -> None:
    assert site.post(LOCK, as_="marc") == {"locked": True}
    for method, path in (("GET", "/site"), ("GET", "/queue"), ("POST", LOCK)):
        answer = site.call(method, path, as_="marc")
        assert (answer.status_code, answer.json()["code"]) == (401, "session_locked")
    assert site.post(UNLOCK, RIGHT, as_="marc") == {"locked": False}
    assert site.call("GET", "/site", as_="marc").status_code == 200
    kinds = happened(site, EventKind.AGENT_LOCKED, EventKind.AGENT_UNLOCKED)
    assert [one.kind for one in kinds] == [EventKind.AGENT_LOCKED, EventKind.AGENT_UNLOCKED]


def test_visits_stay_with_their_agent(site: SiteUnderTest) -> None:
    site.walk_in()
    step_id = site.serve_next()["step"]["id"]
    site.post(LOCK, as_="marc")
    site.post(UNLOCK, RIGHT, as_="marc")
    site.post(f"/steps/{step_id}/start", as_="marc")


def test_a_wrong_password_is_counted(site: SiteUnderTest) -> None:
    site.post(LOCK, as_="marc")
    for _ in range(5):
        refused(site, UNLOCK, {"password": "wrong"}, 401, "wrong_credentials", as_="marc")
    problem = refused(site, UNLOCK, RIGHT, 429, "too_many_tries", as_="marc")
    assert problem["retry_after_s"] > 0
    site.clock.advance(200)
    site.post(UNLOCK, RIGHT, as_="marc")


def test_a_locked_session_can_be_signed_out(site: SiteUnderTest) -> None:
    site.post(LOCK, as_="marc")
    assert site.call("DELETE", "/sessions/self", as_="marc").status_code == 204
    answer = site.call("POST", UNLOCK, RIGHT, as_="marc")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")


def test_unlocking_an_open_session_changes_nothing(site: SiteUnderTest) -> None:
    before = newest(site)
    assert site.post(UNLOCK, RIGHT, as_="marc") == {"locked": False}
    assert newest(site) == before


def test_a_station_has_no_session_to_lock(site: SiteUnderTest) -> None:
    for name in ("counter", "kiosk", "display"):
        assert site.call("POST", LOCK, {}, as_=name).status_code == 403
        assert site.call("POST", UNLOCK, RIGHT, as_=name).status_code == 403


def test_a_changed_account_is_journaled_and_its_secret_is_not(site: SiteUnderTest) -> None:
    change = ChangeAgent("marc", password_hash="$argon2id$new", active=True)
    site.wiring.store.write(lambda uow: agents.change(uow, Actor(), change))
    (event,) = happened(site, EventKind.AGENT_CHANGED)
    assert event.facts is not None
    assert event.facts["password"] is True
    assert "argon" not in str(event)
    site.wiring.store.write(lambda uow: agents.change(uow, Actor(), ChangeAgent("marc")))
    assert len(happened(site, EventKind.AGENT_CHANGED)) == 1


def test_accounts_are_journaled_without_names(site: SiteUnderTest) -> None:
    created = happened(site, EventKind.AGENT_CREATED)
    assert [one.facts["roles"] for one in created if one.facts] == ["reception", "agent"]
    assert "marc" not in str(created)
