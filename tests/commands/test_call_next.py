"""`POST /counters/{id}/call-next`: the next person by the rule."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, lead, refused, replayed
from tests.support.visits import booked, facts, waiting


def ready(site: SiteUnderTest, counter: str = "2", as_: str = "marc") -> str:
    """Open a counter; return the path of the command."""
    path = f"/counters/{site.counter(counter)}"
    site.post(f"{path}/open", {}, as_=as_)
    return f"{path}/call-next"


def test_the_next_is_called_and_the_journal_says_among_whom(site: SiteUnderTest) -> None:
    waiting(site)
    appointment = booked(site, "1", 0, code="life_cert")
    answer = site.post(ready(site), as_="marc")
    assert answer["visit"]["number"] == appointment["number"]
    assert (answer["step"]["state"], answer["call"]["counter"]) == ("called", "2")
    (event,) = happened(site, EventKind.STEP_CALLED)
    told = facts(event)
    assert (event.step_id, told["why"]) == (answer["step"]["id"], "appointment")
    assert (told["rank"], told["checked_in_at"]) == (
        "2026-11-24T09:00:00.000Z",
        "2026-11-24T09:00:00.000Z",
    )
    assert site.service("life_cert") in told["services"].split(",")
    assert (told["secondary"], told["absolute"], told["held_here"]) == ("", False, False)


def test_no_name_stands_in_the_journal_or_on_the_board(site: SiteUnderTest) -> None:
    booked(site, "1", 0, code="life_cert")
    site.post(ready(site), as_="marc")
    (event,) = happened(site, EventKind.STEP_CALLED)
    for told in (str(event.facts), str(site.get("/board", "display"))):
        assert "Çelik" not in told
        assert "lodie" not in told


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}/call-next"
    refused(site, path, {}, 409, "counter_closed", as_="marc")
    refused(site, ready(site), {}, 409, "queue_empty", as_="marc")
    waiting(site)
    waiting(site)
    site.post(path, as_="marc")
    refused(site, path, {}, 409, "counter_busy", as_="marc")
    refused(site, f"/counters/{new_id()}/call-next", {}, 404, "counter_unknown", as_="marc")
    refused(site, "/counters/%00/call-next", {}, 422, "invalid_request", as_="marc")


def test_a_frozen_site_calls_nobody(led_site: SiteUnderTest) -> None:
    waiting(led_site)
    path = ready(led_site)
    frozen = led_site.call("POST", "/site/freeze", {"active": True, "reason": "alarm"}, as_="chef")
    assert frozen.status_code == 200, frozen.text
    refused(led_site, path, {}, 409, "site_frozen", as_="marc")


def test_the_same_key_calls_once(site: SiteUnderTest) -> None:
    waiting(site)
    waiting(site)
    replayed(site, ready(site), {}, as_="marc")
    assert len(happened(site, EventKind.STEP_CALLED)) == 1


def test_who_may_call(site: SiteUnderTest) -> None:
    waiting(site)
    forbidden(site, ready(site), {}, "kiosk", "display")


def test_an_urgent_case_goes_first_and_is_listed_as_such(led_site: SiteUnderTest) -> None:
    booked(led_site, "1", 0, code="life_cert")
    led_site.clock.advance(600)
    ill: Json = waiting(led_site)
    lead(led_site, f"/visits/{ill['id']}/urgent", {"reason": "medical"})
    assert led_site.post(ready(led_site), as_="marc")["visit"]["number"] == ill["number"]
    (event,) = happened(led_site, EventKind.STEP_CALLED)
    assert facts(event)["why"] == "urgent"
    assert Role.LEAD.value not in str(event.facts)
