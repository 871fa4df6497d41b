"""`PUT /sessions/self/password`: an agent changes the own password."""

from core.model import EventKind
from tests.server.site_support import PASSWORD, Json, SiteUnderTest
from tests.support.led_days import happened

PATH = "/sessions/self/password"
CHOSEN = "un tout autre secret que personne ne devine"


def change(site: SiteUnderTest, old: str, new: str, as_: str = "lea") -> tuple[int, str]:
    answer = site.call("PUT", PATH, {"old": old, "new": new}, as_=as_)
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


def signs_in(site: SiteUnderTest, password: str) -> bool:
    body: Json = {"username": "lea", "password": password}
    return site.call("POST", "/sessions", body, as_="counter").status_code == 201


def test_other_sessions_and_pins_end_and_the_own_goes_on(site: SiteUnderTest) -> None:
    pin = {"pin": "270519", "password": PASSWORD}
    assert site.call("PUT", "/sessions/self/pin", pin, as_="lea").status_code == 204
    site.tokens["first"] = site.tokens["lea"]
    site.sign_in_again("lea")
    assert change(site, PASSWORD, CHOSEN) == (204, "")
    assert site.call("GET", "/site", as_="lea").status_code == 200
    assert site.call("GET", "/site", as_="first").status_code == 401
    unlocked = site.call("POST", "/sessions/self/unlock", {"pin": "270519"}, as_="lea")
    assert (unlocked.status_code, unlocked.json()["code"]) == (404, "pin_unknown")
    assert signs_in(site, CHOSEN)
    assert not signs_in(site, PASSWORD)
    (event,) = happened(site, EventKind.AGENT_CHANGED)
    assert event.facts is not None
    assert event.facts["password"] is True


def test_the_old_password_is_asked_for_without_ending_the_session(site: SiteUnderTest) -> None:
    assert change(site, "autre chose", CHOSEN) == (403, "password_refused")
    assert site.call("GET", "/site", as_="lea").status_code == 200
    assert signs_in(site, PASSWORD)


def test_guessing_the_old_one_is_braked(site: SiteUnderTest) -> None:
    answers = [change(site, "autre chose", CHOSEN) for _ in range(4)]
    assert answers[0] == (403, "password_refused")
    assert answers[-1] == (429, "too_many_tries")


def test_a_weak_password_changes_nothing(site: SiteUnderTest) -> None:
    assert change(site, PASSWORD, "court") == (422, "password_short")
    assert signs_in(site, PASSWORD)


def test_the_same_again_is_the_same(site: SiteUnderTest) -> None:
    for _ in range(2):
        assert change(site, PASSWORD, CHOSEN) == (204, "")
    assert len(happened(site, EventKind.AGENT_CHANGED)) == 1
