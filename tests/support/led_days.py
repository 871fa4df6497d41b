"""Short ways to lead a site through a day, for the tests of single commands."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from core.things import Event
from tests.server.site_support import Json, SiteUnderTest

LEAD = "chef"
TRIES = {EventKind.AGENT_SIGN_IN_REFUSED, EventKind.AGENT_PIN_REFUSED}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def lead(site: SiteUnderTest, path: str, body: Json, status: int = 200) -> Json:
    """Let the lead do something that must end with a status."""
    answer = site.call("POST", path, body, as_=LEAD)
    assert answer.status_code == status, answer.text
    return answer.json()


def happened(site: SiteUnderTest, *kinds: EventKind) -> list[Event]:
    """Return the events of some kinds, in order."""
    with site.wiring.store.read() as reader:
        return [event for event in reader.events(0) if event.kind in kinds]


def newest(site: SiteUnderTest) -> int:
    """Return the newest seq of the journal: a refused command adds nothing to it."""
    with site.wiring.store.read() as reader:
        return reader.seq()


def refused(
    site: SiteUnderTest, path: str, body: Json, status: int, code: str, as_: str = LEAD
) -> Json:
    """Do something that must be refused and must change nothing; return the problem.

    All that may be journaled is that somebody was refused.
    """
    before = newest(site)
    answer = site.call("POST", path, body, as_=as_)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    with site.wiring.store.read() as reader:
        assert {event.kind for event in reader.events(before)} <= TRIES
    return answer.json()


def forbidden(site: SiteUnderTest, path: str, body: Json, *names: str) -> None:
    """Check that some tokens have no right to a command, and that none at all is 401."""
    for name in names:
        assert site.call("POST", path, body, as_=name).status_code == 403, name
    assert site.call("POST", path, body, as_=None).status_code == 401


def replayed(site: SiteUnderTest, path: str, body: Json, as_: str = LEAD) -> None:
    """Send a command twice under one key: it is done once and answers the same."""
    key = new_id()
    first = site.call("POST", path, body, as_=as_, key=key)
    done = newest(site)
    again = site.call("POST", path, body, as_=as_, key=key)
    assert first.status_code in (200, 201), first.text
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    assert newest(site) == done


def open_hours(site: SiteUnderTest, **more: Json) -> None:
    """Give the site hours from 8 to 12 and from 14 to 17 on every day."""
    if "ada" not in site.tokens:
        site.sign_in("ada", Role.ADMIN)
    windows = [{"opens": "08:00", "closes": "12:00"}, {"opens": "14:00", "closes": "17:00"}]
    version = site.get("/settings", as_="ada")["version"]
    body = {"calendar": {"weekly": dict.fromkeys(WEEK, windows), **more}}
    answer = site.call("PUT", "/settings", body, as_="ada", headers={"If-Match": f'"{version}"'})
    assert answer.status_code == 200, answer.text
