"""`POST /pairing-codes`: an administrator lets one station enrol."""

import pytest

from core.model import EventKind, Role
from tests.server.site_support import SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, refused, replayed

PATH = "/pairing-codes"
HALL = {"kind": "display", "name": "Salle A"}


@pytest.fixture
def site(site: SiteUnderTest) -> SiteUnderTest:
    """Sign an administrator in."""
    site.sign_in("ada", Role.ADMIN)
    return site


def test_its_string_enrols_one_station_within_ten_minutes(site: SiteUnderTest) -> None:
    made = site.post(PATH, HALL, as_="ada", status=201)
    assert made["expires_at"] == "2026-11-24T09:10:00.000Z"
    pair = {"code": made["pairing"], **HALL}
    assert site.call("POST", "/stations/pair", pair, as_=None).status_code == 201
    again = site.call("POST", "/stations/pair", pair, as_=None)
    assert (again.status_code, again.json()["code"]) == (403, "pairing_code_refused")
    (event,) = [one for one in happened(site, EventKind.STATION_ENROLLED) if one.facts][-1:]
    assert event.facts is not None
    assert (event.facts["station_kind"], event.facts["name"]) == ("display", "Salle A")


def test_each_code_is_another_and_the_journal_holds_none(site: SiteUnderTest) -> None:
    before = newest(site)
    codes = {site.post(PATH, HALL, as_="ada")["pairing"] for _ in range(3)}
    assert len(codes) == 3
    assert newest(site) == before


def test_what_is_no_station_is_refused(site: SiteUnderTest) -> None:
    for wrong in (
        {},
        {"kind": "toaster", "name": "x"},
        {"kind": "kiosk", "name": ""},
        {"kind": "kiosk", "name": "x" * 81},
        {"kind": "kiosk", "name": "a\u0000b"},
        {"kind": "kiosk"},
    ):
        refused(site, PATH, wrong, 422, "invalid_request", as_="ada")


def test_the_same_key_answers_the_same_code(site: SiteUnderTest) -> None:
    replayed(site, PATH, HALL, as_="ada")


def test_it_is_for_administrators(site: SiteUnderTest) -> None:
    forbidden(site, PATH, HALL, "lea", "marc", "kiosk", "counter", "display")
