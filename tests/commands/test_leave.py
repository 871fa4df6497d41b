"""`POST /visits/{id}/leave`: somebody left before their turn."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, card, facts, line, served, told, waiting


def path(visit: Json) -> str:
    return f"/visits/{visit['id']}/leave"


def test_who_leaves_is_in_no_queue(site: SiteUnderTest) -> None:
    visit = waiting(site)
    left = site.post(path(visit), {"reason": "too_long"}, as_="marc")
    assert left["steps"][0]["state"] == "left"
    assert line(site) == []
    (event,) = happened(site, EventKind.VISIT_LEFT)
    assert (event.visit_id, facts(event)["reason"]) == (visit["id"], "too_long")


def test_who_is_on_hold_may_leave(site: SiteUnderTest) -> None:
    visit = waiting(site)
    site.post(f"/steps/{served(site)}/park", as_="marc")
    assert site.post(path(visit))["steps"][0]["state"] == "left"


def test_who_was_there_is_told_as_seen(site: SiteUnderTest) -> None:
    visit = booked(site, "1")
    site.post(path(visit))
    assert told(site) == [("p1", "seen")]
    assert {pair["outcome"] for pair in card(site, visit)["outcomes"]} == {"not_recorded"}


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    visit = waiting(site)
    served(site)
    assert refused(site, path(visit), {}, 409, "wrong_state", as_="lea")["state"] == "serving"
    refused(site, path({"id": new_id()}), {}, 404, "visit_unknown", as_="lea")
    other = waiting(site)
    site.post(path(other))
    refused(site, path(other), {}, 409, "wrong_state", as_="lea")


def test_the_same_key_leaves_once(site: SiteUnderTest) -> None:
    replayed(site, path(waiting(site)), {"reason": "too_long"}, as_="lea")


def test_who_may_note_it(site: SiteUnderTest) -> None:
    forbidden(site, path(waiting(site)), {}, "kiosk", "display", "counter")
