"""`POST /steps/{id}/start`: the person came to the counter."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import waiting


def called(site: SiteUnderTest) -> str:
    waiting(site)
    return f"/steps/{site.serve_next()['step']['id']}/start"


def test_who_was_called_is_served(site: SiteUnderTest) -> None:
    path = called(site)
    site.clock.advance(40)
    answer = site.post(path, as_="marc")
    assert answer["step"]["state"] == "serving"
    assert answer["step"]["started_at"] == "2026-11-24T09:00:40.000Z"
    (event,) = happened(site, EventKind.STEP_STARTED)
    assert event.step_id == answer["step"]["id"]


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = called(site)
    site.sign_in_agent("ines")
    refused(site, path, {}, 409, "not_your_step", as_="ines")
    refused(site, f"/steps/{new_id()}/start", {}, 404, "step_unknown", as_="marc")
    site.post(path, as_="marc")
    assert refused(site, path, {}, 409, "wrong_state", as_="marc")["state"] == "serving"


def test_a_lead_may_for_another(led_site: SiteUnderTest) -> None:
    led_site.post(called(led_site), as_="chef")


def test_the_same_key_starts_once(site: SiteUnderTest) -> None:
    replayed(site, called(site), {}, as_="marc")


def test_who_may_start(site: SiteUnderTest) -> None:
    site.sign_in("mia", Role.MEDIATOR)
    forbidden(site, called(site), {}, "kiosk", "display", "counter", "mia")
