"""`DELETE /sessions/self`: an agent leaves."""

from core.model import EventKind
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import happened, newest

PATH = "/sessions/self"


def counter(site: SiteUnderTest, number: str) -> Json:
    counters = site.get("/site", "counter")["counters"]
    return next(one for one in counters if one["number"] == number)


def test_the_token_ends_and_the_idle_counter_closes(site: SiteUnderTest) -> None:
    site.post(f"/counters/{site.counter('2')}/open", {}, as_="marc")
    assert site.call("DELETE", PATH, as_="marc").status_code == 204
    answer = site.call("GET", "/site", as_="marc")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")
    assert (counter(site, "2")["state"], counter(site, "2")["agent_id"]) == ("closed", None)
    events = happened(site, EventKind.COUNTER_CLOSED, EventKind.AGENT_SIGNED_OUT)
    assert [one.kind for one in events] == [EventKind.COUNTER_CLOSED, EventKind.AGENT_SIGNED_OUT]
    assert events[0].actor_agent_id == events[1].actor_agent_id is not None
    assert "marc" not in str(events)


def test_who_is_served_there_stays_and_the_agent_finds_them_again(site: SiteUnderTest) -> None:
    site.walk_in()
    step = site.serve_next()["step"]["id"]
    site.call("DELETE", PATH, as_="marc")
    assert counter(site, "2")["state"] == "open"
    site.sign_in_again("marc")
    site.post(f"/steps/{step}/start", as_="marc")


def test_other_sessions_go_on(site: SiteUnderTest) -> None:
    first = site.tokens["marc"]
    site.sign_in_again("marc")
    assert site.call("DELETE", PATH, as_="marc").status_code == 204
    site.tokens["first"] = first
    assert site.call("GET", "/site", as_="first").status_code == 200
    assert site.call("GET", "/site", as_="lea").status_code == 200


def test_a_second_time_it_is_nobody_who_asks(site: SiteUnderTest) -> None:
    site.call("DELETE", PATH, as_="marc")
    done = newest(site)
    again = site.call("DELETE", PATH, as_="marc")
    assert (again.status_code, again.json()["code"]) == (401, "unauthorised")
    assert newest(site) == done


def test_stations_have_no_session_to_end(site: SiteUnderTest) -> None:
    before = newest(site)
    for name in ("counter", "kiosk", "display"):
        assert site.call("DELETE", PATH, as_=name).status_code == 403, name
    assert site.call("DELETE", PATH, as_=None).status_code == 401
    assert newest(site) == before
