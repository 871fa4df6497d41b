"""`/help`: somebody at a kiosk needs a person, and somebody goes."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed


def test_a_call_is_answered_once(site: SiteUnderTest) -> None:
    asked = site.post("/help", {"page": "reference"}, as_="kiosk", status=201)
    assert site.post("/help", {"page": "home"}, as_="kiosk")["id"] == asked["id"]
    assert [one["id"] for one in site.get("/help")["items"]] == [asked["id"]]
    answered = site.post(f"/help/{asked['id']}/answer")
    assert answered["answered_at"] == "2026-11-24T09:00:00.000Z"
    site.clock.advance(5)
    assert site.post(f"/help/{asked['id']}/answer") == answered
    assert site.get("/help")["items"] == []
    kinds = [one.kind for one in happened(site, EventKind.HELP_ASKED, EventKind.HELP_ANSWERED)]
    assert kinds == [EventKind.HELP_ASKED, EventKind.HELP_ANSWERED]
    assert site.post("/help", {}, as_="kiosk")["id"] != asked["id"]


def test_the_kiosk_hears_that_somebody_comes(site: SiteUnderTest) -> None:
    asked = site.post("/help", {}, as_="kiosk")
    site.post(f"/help/{asked['id']}/answer")
    kinds = [one["kind"] for one in site.get("/events?after=0&limit=500", as_="kiosk")["items"]]
    assert kinds[-2:] == ["help.asked", "help.answered"]


def test_a_call_that_nobody_made_is_refused(site: SiteUnderTest) -> None:
    refused(site, f"/help/{new_id()}/answer", {}, 404, "help_unknown", as_="lea")


def test_a_replay_asks_once(site: SiteUnderTest) -> None:
    replayed(site, "/help", {"page": "home"}, as_="kiosk")


def test_kiosks_ask_and_reception_answers(site: SiteUnderTest) -> None:
    forbidden(site, "/help", {}, "lea", "marc", "counter", "display")
    asked = site.post("/help", {}, as_="kiosk")
    forbidden(site, f"/help/{asked['id']}/answer", {}, "marc", "kiosk", "counter", "display")
