"""`POST /steps/{id}/recall`: a call once more."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import waiting


def called(site: SiteUnderTest) -> str:
    waiting(site)
    return f"/steps/{site.serve_next()['step']['id']}/recall"


def test_a_call_is_made_again_and_stands_first_on_the_board(site: SiteUnderTest) -> None:
    path = called(site)
    site.clock.advance(60)
    site.post(path, as_="marc")
    (event,) = happened(site, EventKind.STEP_RECALLED)
    assert event.step_id is not None
    assert event.step_id in path
    (item,) = site.get("/board", "display")["current"]
    assert (item["repeats"], item["called_at"]) == (1, "2026-11-24T09:00:00.000Z")


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = called(site)
    for _ in range(2):
        site.post(path, as_="marc")
    assert refused(site, path, {}, 409, "recall_limit", as_="marc")["calls"] == 3
    site.post(path.replace("recall", "start"), as_="marc")
    refused(site, path, {}, 409, "wrong_state", as_="marc")
    refused(site, f"/steps/{new_id()}/recall", {}, 404, "step_unknown", as_="marc")


def test_a_frozen_site_calls_nobody(led_site: SiteUnderTest) -> None:
    path = called(led_site)
    led_site.post("/site/freeze", {"active": True, "reason": "alarm"}, as_="chef")
    refused(led_site, path, {}, 409, "site_frozen", as_="marc")


def test_the_same_key_calls_once(site: SiteUnderTest) -> None:
    replayed(site, called(site), {}, as_="marc")


def test_who_may_call_again(site: SiteUnderTest) -> None:
    site.sign_in("mia", Role.MEDIATOR)
    forbidden(site, called(site), {}, "kiosk", "display", "mia")
