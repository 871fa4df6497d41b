"""`POST /steps/{id}/reopen`: a step was ended by mistake."""

import pytest

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, line, served, told, tomorrow, waiting


def finished(site: SiteUnderTest, code: str = "life_cert") -> str:
    waiting(site, code)
    step = served(site)
    site.post(f"/steps/{step}/finish", as_="marc")
    return f"/steps/{step}/reopen"


def test_who_was_finished_waits_again_at_the_same_rank(site: SiteUnderTest) -> None:
    answer = site.post(finished(site))
    assert (answer["step"]["state"], answer["step"]["rank"]) == (
        "waiting",
        "2026-11-24T10:00:00.000Z",
    )
    assert line(site) == ["K001"]
    (event,) = happened(site, EventKind.STEP_REOPENED)
    assert event.step_id == answer["step"]["id"]


@pytest.mark.parametrize("how", ["leave", "absent"])
def test_who_left_or_was_absent_may_too(site: SiteUnderTest, how: str) -> None:
    visit = waiting(site)
    step = visit["steps"][0]["id"]
    if how == "leave":
        site.post(f"/visits/{visit['id']}/leave")
    else:
        site.serve_next()
        site.post(f"/steps/{step}/absent", {"confirm": True}, as_="marc")
    site.post(f"/steps/{step}/reopen")
    assert line(site) == [visit["number"]]


def test_what_was_not_sent_yet_is_not_told(site: SiteUnderTest) -> None:
    booked(site, "1", code="life_cert")
    step = served(site)
    site.post(f"/steps/{step}/finish", as_="marc")
    assert told(site) == [("p1", "seen")]
    site.post(f"/steps/{step}/reopen")
    assert told(site) == []


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = finished(site, "signature")
    refused(site, path, {}, 409, "visit_has_open_step", as_="lea")
    other = waiting(site)
    site.post(f"/visits/{other['id']}/cancel")
    step = other["steps"][0]["id"]
    refused(site, f"/steps/{step}/reopen", {}, 409, "wrong_state", as_="lea")
    refused(site, f"/steps/{new_id()}/reopen", {}, 404, "step_unknown", as_="lea")
    gone = waiting(site)
    site.post(f"/visits/{gone['id']}/leave")
    late = f"/steps/{gone['steps'][0]['id']}/reopen"
    refused(site, late, {}, 409, "another_day", as_=tomorrow(site))


def test_the_same_key_reopens_once(site: SiteUnderTest) -> None:
    replayed(site, finished(site), {}, as_="lea")


def test_who_may_reopen(site: SiteUnderTest) -> None:
    site.sign_in("mia", Role.MEDIATOR)
    forbidden(site, finished(site), {}, "kiosk", "display", "counter", "mia")
