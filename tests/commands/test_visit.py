"""`GET /visits/{id}`: who sees names, and what the journal keeps of it."""

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import happened
from tests.support.visits import booked, card, served, waiting


def seen(site: SiteUnderTest) -> list[tuple[str | None, bool]]:
    events = happened(site, EventKind.AGENT_NAME_REVEALED)
    assert "Çelik" not in str(events)
    return [(event.visit_id, event.actor_agent_id is not None) for event in events]


def test_who_saw_a_name_is_journaled_once_an_opening(site: SiteUnderTest) -> None:
    visit = booked(site, "1", code="life_cert")
    assert card(site, visit)["people"][0]["family_name"] == "Çelik"
    card(site, visit)
    assert seen(site) == [(visit["id"], True)]
    site.clock.advance(601)
    card(site, visit)
    assert len(seen(site)) == 2
    served(site)
    card(site, visit, "marc")
    assert len(seen(site)) == 3, "another agent"


def test_what_shows_no_name_leaves_no_trace(site: SiteUnderTest) -> None:
    visit = booked(site, "1", code="life_cert")
    for name in ("marc", "ines", "chef"):
        if name not in site.tokens:
            site.sign_in(name, Role.LEAD if name == "chef" else Role.AGENT)
        assert card(site, visit, name)["people"] == []
    card(site, waiting(site))
    assert seen(site) == []


def test_a_card_is_for_staff_alone(site: SiteUnderTest) -> None:
    path = f"/visits/{waiting(site)['id']}"
    for name in ("kiosk", "display", "counter"):
        assert site.call("GET", path, as_=name).status_code == 403
    assert site.call("GET", f"/visits/{new_id()}").json()["code"] == "visit_unknown"
