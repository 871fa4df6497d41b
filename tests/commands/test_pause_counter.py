"""`POST /counters/{id}/pause`: a counter calls nobody for a while."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed

MEETING = {"reason": "meeting"}


def test_a_pause_says_why_and_until_when_and_opening_ends_it(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    site.post(f"{path}/open", {}, as_="marc")
    body = {"reason": "meeting", "until": "2026-11-24T09:30:00Z"}
    paused = site.post(f"{path}/pause", body, as_="marc")
    assert (paused["state"], paused["pause_reason"]) == ("paused", "meeting")
    assert paused["pause_until"] == "2026-11-24T09:30:00.000Z"
    refused(site, f"{path}/call-next", {}, 409, "counter_closed", as_="marc")
    again = site.post(f"{path}/open", {}, as_="marc")
    assert (again["state"], again["pause_reason"]) == ("open", None)
    (event,) = happened(site, EventKind.COUNTER_PAUSED)
    assert event.facts is not None
    assert event.facts["until"] == "2026-11-24T09:30:00.000Z"
    assert len(happened(site, EventKind.COUNTER_RESUMED)) == 1


def test_who_is_served_there_stays(site: SiteUnderTest) -> None:
    site.walk_in()
    step = site.serve_next()["step"]["id"]
    site.post(f"/counters/{site.counter('2')}/pause", MEETING, as_="marc")
    site.post(f"/steps/{step}/start", as_="marc")
    assert site.post(f"/steps/{step}/finish", {}, as_="marc")["step"]["state"] == "completed"


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    refused(site, f"{path}/pause", MEETING, 409, "counter_closed", as_="marc")
    site.post(f"{path}/open", {}, as_="marc")
    past = {**MEETING, "until": "2026-11-24T09:00:00Z"}
    refused(site, f"{path}/pause", past, 422, "until_past", as_="marc")
    for wrong in ({}, {"reason": "Pause !"}, {**MEETING, "until": "midi"}):
        refused(site, f"{path}/pause", wrong, 422, "invalid_request", as_="marc")
    refused(site, f"/counters/{new_id()}/pause", MEETING, 404, "counter_unknown", as_="marc")


def test_a_replay_pauses_once(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('2')}"
    site.post(f"{path}/open", {}, as_="marc")
    replayed(site, f"{path}/pause", MEETING, as_="marc")


def test_it_is_for_who_calls(led_site: SiteUnderTest) -> None:
    path = f"/counters/{led_site.counter('2')}/pause"
    forbidden(led_site, path, MEETING, "chef", "counter", "kiosk", "display")
