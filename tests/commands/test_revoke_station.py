"""`DELETE /stations/{id}`: a station may not speak to the server any more."""

import pytest

from core.model import EventKind, Role
from core.runtime.ids import new_id
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import happened, newest


@pytest.fixture
def site(site: SiteUnderTest) -> SiteUnderTest:
    """Sign an administrator in."""
    site.sign_in("ada", Role.ADMIN)
    return site


def path(site: SiteUnderTest, name: str) -> str:
    items = site.get("/stations", "ada")["items"]
    return f"/stations/{next(one['id'] for one in items if one['name'] == name)}"


def test_its_token_is_good_for_nothing_from_now_on(site: SiteUnderTest) -> None:
    assert site.call("DELETE", path(site, "kiosk"), as_="ada").status_code == 204
    answer = site.call("GET", "/site", as_="kiosk")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")
    listed = {one["name"]: one["revoked"] for one in site.get("/stations", "ada")["items"]}
    assert (listed["kiosk"], listed["display"]) == (True, False)
    (event,) = happened(site, EventKind.STATION_REVOKED)
    assert path(site, "kiosk").endswith(str(event.station_id))
    assert event.actor_agent_id is not None


def test_who_is_signed_in_there_is_out_too(site: SiteUnderTest) -> None:
    assert site.call("DELETE", path(site, "counter"), as_="ada").status_code == 204
    for name in ("counter", "lea", "marc", "ada"):
        assert site.call("GET", "/site", as_=name).status_code == 401, name


def test_revoking_twice_changes_nothing(site: SiteUnderTest) -> None:
    where = path(site, "display")
    assert site.call("DELETE", where, as_="ada").status_code == 204
    done = newest(site)
    assert site.call("DELETE", where, as_="ada").status_code == 204
    assert newest(site) == done


def test_a_station_that_nobody_knows_is_refused(site: SiteUnderTest) -> None:
    before = newest(site)
    for station, status, code in (
        (new_id(), 404, "station_unknown"),
        ("self", 422, "invalid_request"),
    ):
        answer = site.call("DELETE", f"/stations/{station}", as_="ada")
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert newest(site) == before


def test_it_is_for_administrators(site: SiteUnderTest) -> None:
    where = path(site, "kiosk")
    for name in ("lea", "marc", "kiosk", "counter", "display"):
        assert site.call("DELETE", where, as_=name).status_code == 403, name
    assert site.call("DELETE", where, as_=None).status_code == 401
    assert site.call("GET", "/site", as_="kiosk").status_code == 200
