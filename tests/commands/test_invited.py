"""`POST /sessions/invited`: an agent chooses a password with a code, once."""

from datetime import timedelta

import pytest

from core.model import AgentId, EventKind
from core.runtime.ids import new_id
from core.things import Actor
from core.usecases import invitations
from core.usecases.clock_changing import ChangeClock, change_clock
from core.usecases.invitations import Invite, new_code
from tests.server.site_support import PASSWORD, Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused

PATH = "/sessions/invited"
CHOSEN = "un tout autre secret que personne ne devine"


@pytest.fixture
def code(site: SiteUnderTest) -> str:
    """Invite lea."""
    made = new_code()
    with site.wiring.store.read() as reader:
        lea = reader.agent_by_username("lea")
    assert lea is not None
    command = Invite(AgentId(lea.id), made)
    site.wiring.store.write(lambda uow: invitations.invite(uow, Actor(), command))
    return made


def body(code: str, username: str = "lea", password: str = CHOSEN) -> Json:
    return {"username": username, "code": code, "password": password}


def test_a_code_is_good_once(site: SiteUnderTest, code: str) -> None:
    site.post(PATH, body(code), as_="counter", status=201)
    again = body(code, password="encore un secret que personne ne devinera jamais")
    refused(site, PATH, again, 403, "invitation_refused", as_="counter")
    site.post("/sessions", {"username": "lea", "password": CHOSEN}, as_="counter", status=201)


def test_a_code_lasts_a_day(site: SiteUnderTest, code: str) -> None:
    site.clock.advance(24 * 3600)
    refused(site, PATH, body(code), 403, "invitation_refused", as_="counter")


def test_a_jump_of_the_clock_leaves_a_code_what_is_left_of_its_day(
    site: SiteUnderTest, code: str
) -> None:
    two_days = timedelta(days=2)
    site.clock.advance(two_days.total_seconds())
    jump = ChangeClock(two_days)
    site.wiring.store.write(lambda uow: change_clock(uow, Actor(), jump))
    site.post(PATH, body(code), as_="counter", status=201)


def test_a_code_is_good_for_its_own_agent(site: SiteUnderTest, code: str) -> None:
    for wrong in (body(code, "marc"), body(code, "nobody"), body(new_code())):
        refused(site, PATH, wrong, 403, "invitation_refused", as_="counter")
    site.post("/sessions", {"username": "marc", "password": PASSWORD}, as_="counter", status=201)


def test_guessing_codes_is_braked_and_journaled(site: SiteUnderTest, code: str) -> None:
    for _ in range(5):
        refused(site, PATH, body(new_code()), 403, "invitation_refused", as_="counter")
    refused(site, PATH, body(code), 429, "too_many_tries", as_="counter")
    assert len(happened(site, EventKind.AGENT_SIGN_IN_REFUSED)) == 1


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("court", "password_short"),
        ("Sunshine-2024!", "password_known"),
        ("Consulat-wK7;pq2", "password_alike"),
        ("Lea-wK7;pq2/RtZe", "password_alike"),
    ],
)
def test_a_weak_password_leaves_the_code_good(
    site: SiteUnderTest, code: str, password: str, why: str
) -> None:
    before = newest(site)
    refused(site, PATH, body(code, password=password), 422, why, as_="counter")
    assert newest(site) == before
    site.post(PATH, body(code), as_="counter", status=201)


def test_a_lost_answer_is_found_again_under_its_key(site: SiteUnderTest, code: str) -> None:
    key = new_id()
    first = site.call("POST", PATH, body(code), as_="counter", key=key)
    again = site.call("POST", PATH, body(code), as_="counter", key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()


def test_invited_agents_come_to_counters(site: SiteUnderTest, code: str) -> None:
    forbidden(site, PATH, body(code), "kiosk", "display", "marc")
