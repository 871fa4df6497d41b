"""`POST /visits/{id}/cancel`: a visit that should not have been."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed
from tests.support.visits import booked, line, served, told, waiting


def path(visit: Json) -> str:
    return f"/visits/{visit['id']}/cancel"


def test_the_appointment_is_booked_again_and_nothing_is_told(site: SiteUnderTest) -> None:
    visit = booked(site, "1")
    cancelled = site.post(path(visit), {"reason": "mistake"})
    assert cancelled["steps"][0]["state"] == "cancelled"
    assert (line(site), told(site)) == ([], [])
    (event,) = happened(site, EventKind.VISIT_CANCELLED)
    assert event.visit_id == visit["id"]
    again = site.post("/check-ins", {"reference": "1"})
    assert again["visit"]["id"] != visit["id"]


def test_a_group_frees_every_booking(site: SiteUnderTest) -> None:
    visits = [booked(site, reference) for reference in ("1", "2")]
    group = site.post("/visits/group", {"visit_ids": [visit["id"] for visit in visits]})
    site.post(path(group))
    for reference in ("1", "2"):
        site.post("/check-ins", {"reference": reference})


def test_refusals_change_nothing(site: SiteUnderTest) -> None:
    visit = waiting(site)
    served(site)
    refused(site, path(visit), {}, 409, "wrong_state", as_="lea")
    refused(site, path({"id": new_id()}), {}, 404, "visit_unknown", as_="lea")


def test_the_same_key_cancels_once(site: SiteUnderTest) -> None:
    replayed(site, path(waiting(site)), {}, as_="lea")


def test_who_may_cancel(site: SiteUnderTest) -> None:
    forbidden(site, path(waiting(site)), {}, "kiosk", "display", "counter", "marc")
