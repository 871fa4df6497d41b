"""`/alerts`: a counter asks colleagues to come, without a sound."""

import pytest

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed

KINDS = (EventKind.ALERT_RAISED, EventKind.ALERT_COMING, EventKind.ALERT_ENDED)


@pytest.fixture
def desk(site: SiteUnderTest) -> SiteUnderTest:
    """Let Marc sit at counter 2."""
    site.post(f"/counters/{site.counter('2')}/open", {}, as_="marc")
    return site


def test_it_is_raised_answered_and_ended(desk: SiteUnderTest) -> None:
    raised = desk.post("/alerts", as_="marc", status=201)
    assert (raised["counter"], raised["coming_at"]) == ("2", None)
    assert desk.get("/alerts")["items"] == [raised]
    coming = desk.post(f"/alerts/{raised['id']}/coming", as_="lea")
    assert coming["coming_at"] == "2026-11-24T09:00:00.000Z"
    assert desk.post(f"/alerts/{raised['id']}/end", as_="marc")["ended_at"] is not None
    assert desk.get("/alerts")["items"] == []
    assert tuple(one.kind for one in happened(desk, *KINDS)) == KINDS


def test_a_counter_has_one_open_alert(desk: SiteUnderTest) -> None:
    first = desk.post("/alerts", as_="marc")
    again = desk.post("/alerts", {"counter_id": desk.counter("2")}, as_="lea")
    assert again["id"] == first["id"]
    desk.post(f"/alerts/{first['id']}/end", as_="marc")
    assert desk.post("/alerts", as_="marc")["id"] != first["id"]


def test_a_second_colleague_and_a_second_end_change_nothing(desk: SiteUnderTest) -> None:
    alert = desk.post("/alerts", as_="marc")["id"]
    first = desk.post(f"/alerts/{alert}/coming", as_="lea")
    desk.clock.advance(5)
    assert desk.post(f"/alerts/{alert}/coming", as_="marc") == first
    ended = desk.post(f"/alerts/{alert}/end", as_="lea")
    assert desk.post(f"/alerts/{alert}/end", as_="marc") == ended
    assert len(happened(desk, *KINDS)) == 3


def test_who_sits_nowhere_names_a_counter(site: SiteUnderTest) -> None:
    refused(site, "/alerts", {}, 409, "counter_closed", as_="marc")
    refused(site, "/alerts", {"counter_id": new_id()}, 404, "counter_unknown", as_="marc")
    refused(site, f"/alerts/{new_id()}/coming", {}, 404, "discreet_alert_unknown", as_="marc")


def test_neither_displays_nor_kiosks_hear_of_it(desk: SiteUnderTest) -> None:
    desk.post("/alerts", as_="marc")
    for station in ("display", "kiosk"):
        events = desk.get("/events?after=0&limit=500", as_=station)["items"]
        assert not [one for one in events if one["kind"].startswith("alert.")]
    events = desk.get("/events?after=0&limit=500", as_="lea")["items"]
    assert "alert.raised" in [one["kind"] for one in events]


def test_a_replay_raises_it_once(desk: SiteUnderTest) -> None:
    replayed(desk, "/alerts", {}, as_="marc")


def test_it_is_for_staff(desk: SiteUnderTest) -> None:
    forbidden(desk, "/alerts", {}, "counter", "kiosk", "display")
