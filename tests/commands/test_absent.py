"""`POST /steps/{id}/absent`: nobody came."""

import pytest

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, told, waiting

SURE = {"confirm": True}


def called(site: SiteUnderTest) -> str:
    waiting(site)
    return f"/steps/{site.serve_next()['step']['id']}/absent"


@pytest.mark.parametrize("how", ["time", "calls", "confirmed"])
def test_after_two_minutes_or_three_calls_or_when_sure(site: SiteUnderTest, how: str) -> None:
    path = called(site)
    problem = refused(site, path, {}, 409, "absent_too_soon", as_="marc")
    assert (problem["calls"], problem["waited_s"]) == (1, 0)
    if how == "time":
        site.clock.advance(120)
    elif how == "calls":
        for _ in range(2):
            site.post(path.replace("absent", "recall"), as_="marc")
    answer = site.post(path, SURE if how == "confirmed" else {}, as_="marc")
    assert answer["step"]["state"] == "no_show"
    (event,) = happened(site, EventKind.STEP_NO_SHOW)
    assert event.counter_id == site.counter("2")


def test_the_booking_server_hears_of_it(site: SiteUnderTest) -> None:
    booked(site, "1", code="life_cert")
    step = site.serve_next()["step"]["id"]
    site.post(f"/steps/{step}/absent", SURE, as_="marc")
    assert told(site) == [("p1", "noshow")]


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = called(site)
    site.sign_in_agent("ines")
    refused(site, path, SURE, 409, "not_your_step", as_="ines")
    refused(site, f"/steps/{new_id()}/absent", SURE, 404, "step_unknown", as_="marc")
    site.post(path.replace("absent", "start"), as_="marc")
    assert refused(site, path, SURE, 409, "wrong_state", as_="marc")["state"] == "serving"


def test_the_same_key_marks_once(site: SiteUnderTest) -> None:
    replayed(site, called(site), SURE, as_="marc")


def test_who_may_mark(site: SiteUnderTest) -> None:
    site.sign_in("mia", Role.MEDIATOR)
    forbidden(site, called(site), SURE, "kiosk", "display", "counter", "mia")
