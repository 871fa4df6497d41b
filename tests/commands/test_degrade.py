"""`POST /counters/{id}/degrade`: equipment fails, and what needs it is not called there."""

import pytest

from core.model import EventKind, Role
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, refused, replayed

DOWN = {"equipment": "biometric", "reason": "no_light"}
UP = {"equipment": "biometric", "working": True}


@pytest.fixture
def path(site: SiteUnderTest) -> str:
    """Open counter 2 for all it can do."""
    counter = f"/counters/{site.counter('2')}"
    site.post(f"{counter}/open", {}, as_="marc")
    return f"{counter}/degrade"


def codes(site: SiteUnderTest, counter: Json) -> set[str]:
    services = {one["id"]: one["code"] for one in site.get("/site")["services"]}
    return {services[one] for one in counter["offered"]}


def test_what_needs_it_is_taken_away_and_given_back(site: SiteUnderTest, path: str) -> None:
    before = codes(site, site.post(path, UP, as_="marc"))
    down = site.post(path, DOWN, as_="marc")
    assert down["degraded"] == ["biometric"]
    assert codes(site, down) == before - {"passport", "id_card"}
    assert "passport" in before
    assert codes(site, site.post(path, UP, as_="marc")) == before
    first, second = happened(site, EventKind.COUNTER_DEGRADED)
    assert first.facts is not None
    assert second.facts is not None
    assert (first.facts["equipment"], first.facts["reason"]) == ("biometric", "no_light")
    assert (first.facts["working"], second.facts["working"]) == (False, True)
    assert site.service("passport") not in first.facts["services"]


def test_nobody_is_called_for_it_and_opening_anew_does_not_mend_it(
    site: SiteUnderTest, path: str
) -> None:
    site.sign_in("awa", Role.RECEPTION)
    site.post("/walk-ins", {"service_id": site.service("passport")}, as_="awa")
    site.post(path, DOWN, as_="marc")
    call = path.replace("degrade", "call-next")
    refused(site, call, {}, 409, "queue_empty", as_="marc")
    site.post(path.replace("degrade", "close"), as_="marc")
    site.post(path.replace("degrade", "open"), {}, as_="marc")
    refused(site, call, {}, 409, "queue_empty", as_="marc")
    site.post(path, UP, as_="marc")
    site.post(call, as_="marc")


def test_the_same_again_changes_nothing(site: SiteUnderTest, path: str) -> None:
    site.post(path, DOWN, as_="marc")
    site.post(path, DOWN, as_="marc")
    assert len(happened(site, EventKind.COUNTER_DEGRADED)) == 1


def test_a_closed_counter_can_lose_its_equipment(site: SiteUnderTest) -> None:
    path = f"/counters/{site.counter('3')}/degrade"
    assert site.post(path, DOWN, as_="lea")["offered"] == []


def test_an_agent_speaks_of_their_own_counter_alone(site: SiteUnderTest, path: str) -> None:
    site.sign_in_agent("ines")
    refused(site, path, DOWN, 409, "not_your_counter", as_="ines")
    site.post(path, DOWN, as_="lea")


def test_equipment_that_is_not_there_is_refused(site: SiteUnderTest, path: str) -> None:
    refused(site, path, {"equipment": "till"}, 422, "equipment_unknown", as_="marc")


def test_a_replay_takes_it_away_once(site: SiteUnderTest, path: str) -> None:
    replayed(site, path, DOWN, as_="marc")


def test_it_is_for_staff(site: SiteUnderTest, path: str) -> None:
    forbidden(site, path, DOWN, "counter", "kiosk", "display")
