"""`POST /site/early-close`: today ends before its hours, or has them again."""

import pytest

from core.model import EventKind
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, lead, open_hours, refused, replayed

PATH = "/site/early-close"


@pytest.fixture
def hours(led_site: SiteUnderTest) -> SiteUnderTest:
    open_hours(led_site)
    return led_site


def opening(site: SiteUnderTest) -> Json:
    return site.get("/site", as_="kiosk")["opening"]


def test_the_day_ends_at_the_time_that_was_said(hours: SiteUnderTest) -> None:
    answer = lead(hours, PATH, {"closes_at": "2026-11-24T10:30:00Z", "reason": "strike"})
    assert answer["closes_early_at"] == "2026-11-24T10:30:00.000Z"
    assert opening(hours)["closes_at"] == "2026-11-24T10:30:00.000Z"
    hours.walk_in()
    hours.clock.advance(5400)
    now = opening(hours)
    assert (now["open"], now["closed_because"]) == (False, "early")
    assert now["opens_at"] == "2026-11-25T08:00:00.000Z"
    body = {"service_id": hours.service("life_cert")}
    problem = refused(hours, "/walk-ins", body, 409, "service_closed", as_="kiosk")
    assert problem["opens_at"] == "2026-11-25T08:00:00.000Z"
    assert problem["closed_because"] == "early"
    (event,) = happened(hours, EventKind.SITE_CLOSED_EARLY)
    assert event.facts == {"closes_at": "2026-11-24T10:30:00.000Z", "reason": "strike"}


def test_without_a_time_it_ends_now_and_the_next_day_is_as_usual(hours: SiteUnderTest) -> None:
    lead(hours, PATH, {})
    assert not opening(hours)["open"]
    hours.clock.advance(24 * 3600)
    assert opening(hours)["open"]


def test_a_day_that_ends_after_its_hours_ends_with_them(hours: SiteUnderTest) -> None:
    lead(hours, PATH, {"closes_at": "2026-11-24T20:00:00Z"})
    assert opening(hours)["closes_at"] == "2026-11-24T12:00:00.000Z"


def test_a_site_without_hours_closes_too(led_site: SiteUnderTest) -> None:
    lead(led_site, PATH, {})
    now = opening(led_site)
    assert (now["open"], now["opens_at"]) == (False, "2026-11-25T00:00:00.000Z")


def test_reopening_gives_the_hours_back(hours: SiteUnderTest) -> None:
    lead(hours, PATH, {})
    assert lead(hours, PATH, {"reopen": True})["closes_early_at"] is None
    assert opening(hours)["closes_at"] == "2026-11-24T12:00:00.000Z"
    hours.walk_in()
    assert len(happened(hours, EventKind.SITE_REOPENED)) == 1


def test_the_same_again_changes_nothing(hours: SiteUnderTest) -> None:
    lead(hours, PATH, {})
    hours.clock.advance(60)
    lead(hours, PATH, {})
    assert len(happened(hours, EventKind.SITE_CLOSED_EARLY)) == 1
    lead(hours, PATH, {"reopen": True})
    lead(hours, PATH, {"reopen": True})
    assert len(happened(hours, EventKind.SITE_REOPENED)) == 1


def test_another_day_is_refused(hours: SiteUnderTest) -> None:
    body = {"closes_at": "2026-11-25T10:00:00Z"}
    refused(hours, PATH, body, 422, "closes_at_refused")
    both = {"closes_at": "2026-11-24T10:00:00Z", "reopen": True}
    assert hours.call("POST", PATH, both, as_="chef").status_code == 422


def test_a_replay_closes_once(hours: SiteUnderTest) -> None:
    replayed(hours, PATH, {})


def test_it_is_for_leads(hours: SiteUnderTest) -> None:
    forbidden(hours, PATH, {}, "lea", "marc", "counter", "kiosk", "display")
    assert opening(hours)["open"]
