"""`POST /site/freeze`: nobody is called, every rank holds."""

from core.model import EventKind
from tests.server.site_support import Json, SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.led_days import forbidden, happened, lead, refused, replayed

PATH = "/site/freeze"
ON = {"active": True, "reason": "alarm"}


def order(site: SiteUnderTest) -> list[Json]:
    return [(one["number"], one["rank"]) for one in site.get("/queue")["items"]]


def test_nobody_is_called_and_no_rank_changes(led_site: SiteUnderTest) -> None:
    book(led_site, "7", 10)
    led_site.walk_in()
    counter = led_site.counter("2")
    led_site.post(f"/counters/{counter}/open", {}, as_="marc")
    called = led_site.post(f"/counters/{counter}/call-next", as_="marc")["step"]["id"]
    waiting = led_site.walk_in()["visit"]["steps"][0]["id"]
    before = order(led_site)
    answer = lead(led_site, PATH, ON)
    assert (answer["frozen"], answer["freeze_reason"]) == (True, "alarm")
    other = led_site.counter("1")
    led_site.sign_in_agent("ines")
    led_site.post(f"/counters/{other}/open", {}, as_="ines")
    refused(led_site, f"/counters/{other}/call-next", {}, 409, "site_frozen", as_="ines")
    body = {"step_id": waiting, "reason": "urgent"}
    refused(led_site, f"/counters/{other}/call", body, 409, "site_frozen", as_="ines")
    refused(led_site, f"/steps/{called}/recall", {}, 409, "site_frozen", as_="marc")
    assert order(led_site) == before
    led_site.post(f"/steps/{called}/start", as_="marc")
    led_site.post(f"/steps/{called}/finish", {"outcomes": []}, as_="marc")
    led_site.clock.advance(600)
    lead(led_site, PATH, {"active": False})
    assert order(led_site) == [one for one in before if one[0] != "K001"]
    led_site.post(f"/counters/{other}/call-next", as_="ines")


def test_kiosks_give_no_ticket_and_take_people_with_an_appointment(
    led_site: SiteUnderTest,
) -> None:
    book(led_site, "8", 0)
    lead(led_site, PATH, ON)
    body = {"service_id": led_site.service("life_cert")}
    problem = refused(led_site, "/walk-ins", body, 409, "site_frozen", as_="kiosk")
    assert problem["closed_because"] == "frozen"
    led_site.walk_in(as_="lea")
    came = led_site.post("/check-ins", {"reference": "8", "time": "09:00"}, as_="kiosk")
    assert came["visit"]["steps"][0]["rank"] == "2026-11-24T09:00:00.000Z"


def test_every_screen_sees_it(led_site: SiteUnderTest) -> None:
    lead(led_site, PATH, ON)
    assert led_site.get("/board", as_="display")["frozen"]
    assert led_site.get("/site", as_="kiosk")["switches"]["frozen"]
    for station in ("display", "kiosk", "counter"):
        events = led_site.get("/events?after=0&limit=500", as_=station)["items"]
        assert "site.frozen" in [one["kind"] for one in events], station


def test_the_same_again_changes_nothing(led_site: SiteUnderTest) -> None:
    lead(led_site, PATH, {"active": False})
    lead(led_site, PATH, ON)
    since = lead(led_site, PATH, ON)["frozen_since"]
    led_site.clock.advance(60)
    assert lead(led_site, PATH, ON)["frozen_since"] == since
    lead(led_site, PATH, {"active": False})
    lead(led_site, PATH, {"active": False})
    kinds = [one.kind for one in happened(led_site, EventKind.SITE_FROZEN, EventKind.SITE_THAWED)]
    assert kinds == [EventKind.SITE_FROZEN, EventKind.SITE_THAWED]


def test_a_replay_freezes_once(led_site: SiteUnderTest) -> None:
    replayed(led_site, PATH, ON)


def test_it_is_for_leads(led_site: SiteUnderTest) -> None:
    forbidden(led_site, PATH, ON, "lea", "marc", "counter", "kiosk", "display")
