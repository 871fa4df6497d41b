"""Last call: near closing a kiosk gives no ticket whose turn would come too late."""

from core.model import EventKind
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import happened, open_hours, refused
from tests.support.visits import served

PATH = "/walk-ins"


def one_after_another(site: SiteUnderTest, people: int) -> None:
    """Let people be served for ten minutes each, so that the estimates know how long it takes."""
    for _ in range(people):
        site.walk_in(as_="lea")
        step = served(site)
        site.clock.advance(600)
        site.post(f"/steps/{step}/finish", {}, as_="marc")


def test_kiosks_say_why_and_until_when_and_reception_decides(site: SiteUnderTest) -> None:
    open_hours(site)
    one_after_another(site, 6)
    site.clock.advance(115 * 60)
    for _ in range(4):
        site.walk_in(as_="lea")
    site.wiring.waits.refresh()
    life = site.service("life_cert")
    services = site.get("/site", as_="kiosk")["services"]
    (shown,) = [one for one in services if one["id"] == life]
    assert (shown["walk_in_open"], shown["closed_because"]) == (False, "last_call")
    assert shown["opens_at"] == "2026-11-24T14:00:00.000Z"
    problem = refused(site, PATH, {"service_id": life}, 409, "last_call", as_="kiosk")
    assert problem["closed_because"] == "last_call"
    assert problem["opens_at"] == "2026-11-24T14:00:00.000Z"
    given = len(happened(site, EventKind.VISIT_WALKED_IN))
    site.walk_in(as_="lea")
    assert len(happened(site, EventKind.VISIT_WALKED_IN)) == given + 1
