"""`/satisfaction` and `/difficulties`: what people say, without who says it."""

import pytest
from sqlalchemy import text

from core.model import Role
from core.runtime.ids import new_id
from core.store.feedback import SqlSatisfaction
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, newest, refused, replayed

TOLD = {"topic": "printer_slow", "body": "Two minutes a slip"}


def counts(site: SiteUnderTest) -> list[tuple[int, int]]:
    with site.wiring.store.read() as reader:
        found = SqlSatisfaction(reader.connection).of_days(reader.today, reader.today)
    return [(one.answer, one.given) for one in found]


def test_an_answer_is_counted_and_leaves_no_other_trace(site: SiteUnderTest) -> None:
    before = newest(site)
    for answer in (5, 5, 2):
        site.post("/satisfaction", {"answer": answer}, as_="kiosk")
    assert counts(site) == [(2, 1), (5, 2)]
    assert newest(site) == before


@pytest.mark.parametrize("answer", [0, 6, None, "good"])
def test_what_is_no_answer_is_refused(site: SiteUnderTest, answer: Json) -> None:
    assert site.call("POST", "/satisfaction", {"answer": answer}, as_="kiosk").status_code == 422
    assert counts(site) == []


def test_a_replayed_answer_counts_once(site: SiteUnderTest) -> None:
    replayed(site, "/satisfaction", {"answer": 4}, as_="kiosk")
    assert counts(site) == [(4, 1)]


def test_answers_come_from_kiosks(site: SiteUnderTest) -> None:
    forbidden(site, "/satisfaction", {"answer": 4}, "lea", "counter", "display")


def test_difficulties_are_told_and_listed_page_by_page(led_site: SiteUnderTest) -> None:
    before = newest(led_site)
    service = led_site.service("life_cert")
    first = led_site.post("/difficulties", {**TOLD, "service_id": service}, as_="marc", status=201)
    assert first["service_code"] == "life_cert"
    second = led_site.post("/difficulties", TOLD, as_="lea")
    assert newest(led_site) == before
    page = led_site.get("/difficulties?limit=1", as_="chef")
    assert page["items"] == [first]
    rest = led_site.get(f"/difficulties?limit=1&after={page['next']}", as_="chef")
    assert (rest["items"], rest["next"]) == ([second], None)
    assert set(first) == {"id", "reported_at", "topic", "body", "service_code"}


def test_neither_answer_nor_difficulty_is_kept_with_the_station_it_came_from(
    site: SiteUnderTest,
) -> None:
    replayed(site, "/difficulties", TOLD, as_="marc")
    site.post("/satisfaction", {"answer": 5}, as_="kiosk")
    with site.wiring.store.read() as reader:
        query = text("SELECT station_id FROM command WHERE facts LIKE :told")
        for told in ("%difficulty_id%", "%answer%"):
            assert reader.connection.execute(query, {"told": told}).scalars().all() == [""]


def test_difficulties_that_fit_nothing_are_refused(site: SiteUnderTest) -> None:
    unknown = {**TOLD, "service_id": new_id()}
    refused(site, "/difficulties", unknown, 404, "service_unknown", as_="marc")
    assert site.call("POST", "/difficulties", {"topic": "Not a code"}).status_code == 422


def test_a_replayed_difficulty_is_kept_once(site: SiteUnderTest) -> None:
    replayed(site, "/difficulties", TOLD, as_="marc")
    site.sign_in("ada", Role.ADMIN)
    assert len(site.get("/difficulties", as_="ada")["items"]) == 1


def test_difficulties_come_from_staff_and_go_to_leads(site: SiteUnderTest) -> None:
    forbidden(site, "/difficulties", TOLD, "counter", "kiosk", "display")
    assert site.call("GET", "/difficulties", as_="lea").status_code == 403
