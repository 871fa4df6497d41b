"""`POST /number-leases`: a kiosk takes numbers for when the server is away."""

from core.model import Role, StationKind
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, newest, refused, replayed
from tests.support.visits import line

PATH = "/number-leases"


def lease(site: SiteUnderTest, count: int, *, as_: str = "kiosk", **more: Json) -> Json:
    return site.post(PATH, {"letter": "K", "count": count, **more}, as_=as_, status=201)


def test_it_gives_numbers_in_a_row_for_this_day(site: SiteUnderTest) -> None:
    given = lease(site, 3)
    assert given["numbers"] == ["K001", "K002", "K003"]
    assert (given["letter"], given["reserve"], given["business_day"]) == ("K", False, "2026-11-24")
    assert given["expires_at"] == "2026-11-25T00:00:00.000Z"
    assert site.walk_in(as_="lea")["ticket"]["number"] == "K004"


def test_no_number_is_given_twice(site: SiteUnderTest) -> None:
    site.enrol("other", StationKind.KIOSK)
    numbers = [*lease(site, 5)["numbers"], *lease(site, 5, as_="other")["numbers"]]
    numbers.append(site.walk_in(as_="lea")["ticket"]["number"])
    assert len(set(numbers)) == 11
    other_letter = lease(site, 1, letter="P")
    assert other_letter["numbers"] == ["P001"]


def test_nobody_waits_and_nothing_is_journaled_for_a_number_that_nobody_holds(
    site: SiteUnderTest,
) -> None:
    before = newest(site)
    lease(site, 10)
    assert line(site) == []
    assert newest(site) == before


def test_the_site_says_how_many_and_where_reserves_lie(site: SiteUnderTest) -> None:
    assert len(lease(site, 200)["numbers"]) == 10
    reserve = lease(site, 200, reserve=True)
    assert (reserve["numbers"][0], len(reserve["numbers"])) == ("K500", 100)


def test_a_site_that_gives_no_reserve_says_so(site: SiteUnderTest) -> None:
    site.sign_in("ada", Role.ADMIN)
    version = site.get("/settings", as_="ada")["version"]
    changed = site.call(
        "PUT",
        "/settings",
        {"leases": {"reserve": 0}},
        as_="ada",
        headers={"If-Match": f'"{version}"'},
    )
    assert changed.status_code == 200, changed.text
    body = {"letter": "K", "count": 5, "reserve": True}
    problem = refused(site, PATH, body, 422, "count_refused", as_="kiosk")
    assert problem["most"] == 0


def test_numbers_begin_anew_on_the_next_day(site: SiteUnderTest) -> None:
    lease(site, 3)
    site.clock.advance(24 * 3600)
    given = lease(site, 1)
    assert (given["numbers"], given["business_day"]) == (["K001"], "2026-11-25")


def test_what_is_no_lease_is_refused(site: SiteUnderTest) -> None:
    for body in (
        {},
        {"letter": "A", "count": 1},
        {"letter": "KK", "count": 1},
        {"letter": "K", "count": 0},
        {"letter": "K", "count": 201},
        {"letter": "K", "count": 10**30},
        {"letter": "K", "count": "beaucoup"},
    ):
        refused(site, PATH, body, 422, "invalid_request", as_="kiosk")
    assert lease(site, 1)["numbers"] == ["K001"]


def test_a_number_that_the_kiosk_did_not_lease_is_not_taken(site: SiteUnderTest) -> None:
    site.enrol("other", StationKind.KIOSK)
    given = lease(site, 2)
    body = {
        "service_id": site.service("life_cert"),
        "number": "K001",
        "lease_id": given["lease_id"],
        "issued_at": "2026-11-24T09:00:00Z",
    }
    refused(site, "/walk-ins", body, 422, "lease_not_yours", as_="other")
    for wrong, code in (
        ({"lease_id": new_id()}, "lease_unknown"),
        ({"number": "K003"}, "number_not_in_lease"),
        ({"number": "K000"}, "number_malformed"),
    ):
        refused(site, "/walk-ins", {**body, **wrong}, 422, code, as_="kiosk")
    assert line(site) == []


def test_a_replay_gives_the_same_numbers(site: SiteUnderTest) -> None:
    replayed(site, PATH, {"letter": "K", "count": 3}, as_="kiosk")
    assert lease(site, 1)["numbers"] == ["K004"]


def test_it_is_for_kiosks(site: SiteUnderTest) -> None:
    forbidden(site, PATH, {"letter": "K", "count": 1}, "lea", "marc", "counter", "display")
