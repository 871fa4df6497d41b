"""`GET /statistics`: days in numbers, small ones hidden, as JSON and as a sheet."""

import csv
import io
from datetime import date

import pytest

from core.model import Role
from core.things import Actor
from core.usecases.rolling_up import RollUp, roll_up
from tests.server.site_support import Json, SiteUnderTest

RANGE = "from=2026-11-01&to=2026-11-30"


def people(site: SiteUnderTest, count: int, code: str = "life_cert") -> None:
    for _ in range(count):
        site.walk_in(code)


def serve(site: SiteUnderTest, count: int, agent: str = "marc", counter: str = "2") -> None:
    for _ in range(count):
        step = site.serve_next(counter, agent)["step"]["id"]
        site.post(f"/steps/{step}/start", as_=agent)
        site.clock.advance(240)
        site.post(f"/steps/{step}/finish", {"continue_flow": False}, as_=agent)


def end_day(site: SiteUnderTest) -> None:
    site.clock.advance(24 * 3600)
    site.wiring.store.write(lambda uow: roll_up(uow, Actor(), RollUp(20)))
    site.sign_in("ines", Role.STATISTICIAN)


def ask(site: SiteUnderTest, more: str = "", range_: str = RANGE) -> Json:
    return site.get(f"/statistics?{range_}{more}", as_="ines")


def test_a_day_is_told_once_it_is_over(site: SiteUnderTest) -> None:
    people(site, 6)
    serve(site, 6)
    end_day(site)
    found = ask(site)
    assert (found["counted_until"], found["fewest"], found["rows"][0]["key"]) == (
        "2026-11-24",
        5,
        "",
    )
    total = found["total"]
    assert total["visits"]["visits"] == total["visits"]["served"] == 6
    assert total["visits"]["walk_ins_share"] == 1.0
    assert not total["wait"]["suppressed"]
    assert total["wait"]["count"] == 6
    assert total["wait"]["mean_s"] == 600
    assert total["wait"]["under_10_share"] == 0.5
    assert total["calls"]["out_of_turn_share"] == 0.0


def test_times_of_one_agent_alone_are_hidden(site: SiteUnderTest) -> None:
    people(site, 6)
    serve(site, 6)
    end_day(site)
    assert ask(site)["total"]["service"] == {
        "suppressed": True,
        "count": None,
        "mean_s": None,
        "p50_s": None,
        "p90_s": None,
    }


def test_times_of_two_agents_are_told(site: SiteUnderTest) -> None:
    site.sign_in_agent("nora")
    people(site, 6)
    serve(site, 3)
    serve(site, 3, "nora", "1")
    end_day(site)
    assert ask(site)["total"]["service"]["mean_s"] == 240


def test_small_groups_are_hidden_and_one_more_with_them(site: SiteUnderTest) -> None:
    people(site, 7)
    site.clock.advance(3600)
    people(site, 2)
    site.clock.advance(3600)
    people(site, 9)
    end_day(site)
    found = ask(site, "&group=hour")
    hours = {row["key"]: row["visits"] for row in found["rows"]}
    assert [key for key, visits in hours.items() if visits["suppressed"]] == ["09", "10"]
    assert hours["10"]["visits"] is None
    assert hours["11"]["visits"] == 9
    assert found["total"]["visits"]["visits"] == 18


def test_a_small_service_is_not_found_by_asking_for_the_other(site: SiteUnderTest) -> None:
    people(site, 9)
    people(site, 2, "collection")
    end_day(site)
    assert ask(site)["total"]["visits"]["visits"] == 11
    alone = ask(site, f"&group=day&service={site.service('life_cert')}")
    assert alone["total"]["visits"]["visits"] is None
    assert [row["visits"]["visits"] for row in alone["rows"]] == [None]


@pytest.mark.parametrize(
    ("group", "key"),
    [
        ("day", "2026-11-24"),
        ("week", "2026-W48"),
        ("month", "2026-11"),
        ("weekday", "2"),
        ("hour", "09"),
        ("kind", "walk_in"),
    ],
)
def test_groups_have_keys_that_sort(site: SiteUnderTest, group: str, key: str) -> None:
    people(site, 5)
    end_day(site)
    assert [row["key"] for row in ask(site, f"&group={group}")["rows"]] == [key]


def test_services_are_named_by_id_and_code(site: SiteUnderTest) -> None:
    people(site, 5)
    people(site, 5, "copy_cert")
    end_day(site)
    found = ask(site, "&group=service")
    codes = {row["service_code"] for row in found["rows"]}
    assert {"life_cert", "copy_cert"} <= codes
    only = ask(site, f"&service={site.service('life_cert')}")
    assert only["total"]["visits"]["visits"] == 5


def test_a_sheet_holds_the_same_and_no_formula(site: SiteUnderTest) -> None:
    people(site, 7)
    end_day(site)
    path = f"/statistics?{RANGE}&group=hour"
    answer = site.call("GET", path, as_="ines", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text == site.call("GET", f"{path}&format=csv", as_="ines").text
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    assert [line["key"] for line in lines] == ["09", "total"]
    assert lines[1]["visits.visits"] == "7"
    assert (
        lines[1]["suppressed"].split() == ["bookings", "service"]
        or "visits" not in lines[1]["suppressed"]
    )
    cells = [cell for line in csv.reader(io.StringIO(answer.text)) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_nothing_is_all_zero(site: SiteUnderTest) -> None:
    end_day(site)
    found = ask(site)
    assert (found["rows"], found["total"]["visits"]["visits"]) == ([], 0)
    assert found["total"]["wait"]["p50_s"] is None
    assert found["counted_until"] is None


@pytest.mark.parametrize(
    ("range_", "code"),
    [
        ("from=2026-11-02&to=2026-11-01", "range_backwards"),
        ("from=2023-01-01&to=2026-01-02", "range_too_long"),
        ("from=2026-11-01", "invalid_request"),
        ("from=1000-01-01&to=2026-01-01", "invalid_request"),
        ("from=yesterday&to=2026-01-01", "invalid_request"),
        (f"{RANGE}&group=agent", "invalid_request"),
        (f"{RANGE}&format=xml", "invalid_request"),
    ],
)
def test_odd_questions_are_refused(site: SiteUnderTest, range_: str, code: str) -> None:
    end_day(site)
    answer = site.call("GET", f"/statistics?{range_}", as_="ines")
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_three_whole_years_are_answered(site: SiteUnderTest) -> None:
    end_day(site)
    assert (date(2026, 1, 1) - date(2023, 1, 1)).days == 1096
    assert ask(site, range_="from=2023-01-01&to=2025-12-31")["rows"] == []


def test_an_unknown_service_is_404(site: SiteUnderTest) -> None:
    end_day(site)
    unknown = "019ab0c4-7e1d-7000-8000-000000000999"
    answer = site.call("GET", f"/statistics?{RANGE}&service={unknown}", as_="ines")
    assert (answer.status_code, answer.json()["code"]) == (404, "service_unknown")


def test_others_may_not_ask(site: SiteUnderTest) -> None:
    for who in ("lea", "marc", "kiosk", "display", "counter"):
        assert site.call("GET", f"/statistics?{RANGE}", as_=who).status_code == 403
