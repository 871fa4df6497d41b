"""`POST /site/message`: lines on the site's screens."""

import pytest

from core.model import EventKind
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, lead, refused, replayed

LINE = {"texts": {"fr": "L’ascenseur est en panne.", "en": "The lift is out of order."}}
PATH = "/site/message"


def shown(site: SiteUnderTest) -> list[Json]:
    return [line["texts"]["fr"] for line in site.get("/board", as_="display")["messages"]]


def test_a_line_stands_on_every_screen_until_it_is_cleared(led_site: SiteUnderTest) -> None:
    answer = lead(led_site, PATH, {**LINE, "level": "warning"})
    assert [one["level"] for one in answer["messages"]] == ["warning"]
    assert shown(led_site) == ["L’ascenseur est en panne."]
    assert led_site.get("/site", as_="kiosk")["messages"][0]["level"] == "warning"
    assert lead(led_site, PATH, {"clear": True})["messages"] == []
    assert shown(led_site) == []
    put, cleared = happened(led_site, EventKind.DISPLAY_MESSAGE)
    assert put.facts is not None
    assert cleared.facts == {"cleared": 1}
    assert put.facts["level"] == "warning"
    assert "ascenseur" not in str(put.facts)


def test_a_line_goes_when_its_time_is_over(led_site: SiteUnderTest) -> None:
    lead(led_site, PATH, {**LINE, "until": "2026-11-24T10:00:00Z"})
    led_site.clock.advance(3599)
    assert len(shown(led_site)) == 1
    led_site.clock.advance(1)
    assert shown(led_site) == []


def test_the_same_line_again_stands_once(led_site: SiteUnderTest) -> None:
    lead(led_site, PATH, LINE)
    lead(led_site, PATH, LINE)
    assert len(shown(led_site)) == 1
    assert len(happened(led_site, EventKind.DISPLAY_MESSAGE)) == 1


def test_the_eleventh_line_is_refused(led_site: SiteUnderTest) -> None:
    for count in range(10):
        lead(led_site, PATH, {"texts": {"fr": f"Ligne {count}"}})
    problem = refused(led_site, PATH, {"texts": {"fr": "Une de trop"}}, 409, "messages_full")
    assert problem["most"] == 10
    assert len(shown(led_site)) == 10


def test_a_time_that_is_over_is_refused(led_site: SiteUnderTest) -> None:
    refused(led_site, PATH, {**LINE, "until": "2026-11-24T09:00:00Z"}, 422, "until_past")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"texts": {"en": "No French"}},
        {"texts": {"fr": " "}},
        {"texts": {"fr": "Ça", "xx": "?"}},
        {**LINE, "clear": True},
        {**LINE, "level": "shouting"},
        {"texts": {"fr": "x" * 201}},
    ],
)
def test_what_is_no_line_is_refused(led_site: SiteUnderTest, body: Json) -> None:
    assert led_site.call("POST", PATH, body, as_="chef").status_code == 422
    assert shown(led_site) == []


def test_a_replay_puts_it_up_once(led_site: SiteUnderTest) -> None:
    replayed(led_site, PATH, LINE)
    assert len(shown(led_site)) == 1


def test_it_is_for_leads(led_site: SiteUnderTest) -> None:
    forbidden(led_site, PATH, LINE, "lea", "marc", "counter", "kiosk", "display")
