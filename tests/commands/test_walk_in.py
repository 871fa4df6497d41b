"""`POST /walk-ins`: somebody without an appointment gets a number."""

import pytest

from core.model import EventKind, StationKind
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.led_days import forbidden, happened, newest, open_hours, refused, replayed
from tests.support.visits import facts, rank_of, served, waiting

PATH = "/walk-ins"


def leased(site: SiteUnderTest, number: str, code: str = "life_cert", **more: Json) -> Json:
    lease = site.post("/number-leases", {"letter": number[0], "count": 10}, as_="kiosk")
    return {
        "service_id": site.service(code),
        "number": number,
        "lease_id": lease["lease_id"],
        "issued_at": "2026-11-24T09:00:00Z",
        **more,
    }


def test_several_services_make_one_visit_with_one_way(site: SiteUnderTest) -> None:
    signature, copy, life = (site.service(one) for one in ("signature", "copy_cert", "life_cert"))
    visit = waiting(site, "signature", services=[copy, signature, life], persons=2)
    assert visit["services"] == [signature, copy, life]
    (event,) = happened(site, EventKind.VISIT_WALKED_IN)
    assert facts(event)["services"] == ",".join([signature, copy, life])
    assert facts(event)["persons"] == 2
    card = site.get(f"/visits/{visit['id']}")
    pairs = {(pair["person"], pair["service_id"]): pair["outcome"] for pair in card["outcomes"]}
    wanted = [(person, one) for one in (signature, copy, life) for person in (1, 2)]
    assert pairs == dict.fromkeys(wanted)


def test_a_service_may_bring_priority_of_its_own(site: SiteUnderTest) -> None:
    plain = waiting(site)
    first = waiting(site, "life_cert", services=[site.service("emergency_doc")])
    assert (plain["priority"], rank_of(plain)) == (False, "10:00")
    assert (first["priority"], rank_of(first)) == (True, "09:00")


def test_each_service_must_be_offered(site: SiteUnderTest) -> None:
    body = {"service_id": site.service("life_cert"), "services": [new_id()]}
    refused(site, PATH, body, 404, "service_unknown", as_="kiosk")
    body["services"] = [site.service("passport")]
    refused(site, PATH, body, 409, "walk_in_not_offered", as_="kiosk")
    site.walk_in(services=[site.service("passport")], as_="lea")


def test_a_closed_service_says_when_it_opens(led_site: SiteUnderTest) -> None:
    open_hours(led_site)
    led_site.clock.advance(3.5 * 3600)
    body = {"service_id": led_site.service("life_cert")}
    problem = refused(led_site, PATH, body, 409, "service_closed", as_="kiosk")
    assert problem["opens_at"] == "2026-11-24T14:00:00.000Z"


@pytest.mark.parametrize(
    "more",
    [
        {"persons": 0},
        {"persons": 21},
        {"companions": 21},
        {"language": "eo"},
        {"needs": ["wings"]},
        {"services": ["x"]},
        {"services": ["00000000-0000-7000-8000-000000000000"] * 7},
        {"name": "Silva"},
    ],
)
def test_values_out_of_range_are_refused(site: SiteUnderTest, more: Json) -> None:
    before = newest(site)
    body = {"service_id": site.service("life_cert"), **more}
    assert site.call("POST", PATH, body, as_="kiosk").status_code == 422
    assert newest(site) == before


def test_a_number_of_a_lease_is_safe_to_report_again(site: SiteUnderTest) -> None:
    body = leased(site, "K002")
    first = site.post(PATH, body, as_="kiosk")
    done = newest(site)
    assert site.post(PATH, body, as_="kiosk")["visit"]["id"] == first["visit"]["id"]
    assert newest(site) == done


def test_a_number_of_another_kiosk_tells_nothing(site: SiteUnderTest) -> None:
    body = leased(site, "K002")
    site.post(PATH, body, as_="kiosk")
    site.enrol("other", StationKind.KIOSK)
    problem = refused(site, PATH, body, 409, "number_not_yours", as_="other")
    assert "visit_id" not in problem
    refused(site, PATH, {**body, "number": "K003"}, 422, "lease_not_yours", as_="other")


def test_a_number_of_another_letter_is_flagged_once_a_slip_bears_it(site: SiteUnderTest) -> None:
    body = leased(site, "K001", code="proxy")
    refused(site, PATH, {**body, "given": False}, 422, "other_letter", as_="kiosk")
    visit = site.post(PATH, body, as_="kiosk")["visit"]
    assert visit["number"] == "K001"
    assert site.get(f"/visits/{visit['id']}")["flags"] == ["other_letter"]


def test_a_large_family_has_its_turns(site: SiteUnderTest) -> None:
    family = waiting(site, persons=5)
    site.clock.advance(60)
    waiting(site)
    step = served(site)
    life = site.service("life_cert")
    first = [{"person": one, "service_id": life, "outcome": "done"} for one in range(1, 5)]
    finished = site.post(f"/steps/{step}/finish", {"outcomes": first}, as_="marc")
    assert finished["next_step"]["service_id"] == life
    assert finished["next_step"]["rank"] == "2026-11-24T10:01:00.000Z"
    assert [pair["outcome"] for pair in finished["visit"]["outcomes"]] == [*["done"] * 4, None]
    again = finished["next_step"]["id"]
    assert site.get("/queue")["items"][0]["visit_id"] == family["id"], "its ticket is the older"
    assert served(site) == again
    last = [{"person": 5, "service_id": life, "outcome": "done"}]
    assert site.post(f"/steps/{again}/finish", {"outcomes": last}, as_="marc")["next_step"] is None


def test_the_same_key_gives_one_number(site: SiteUnderTest) -> None:
    replayed(site, PATH, {"service_id": site.service("life_cert")}, as_="kiosk")


def test_who_may_give_numbers(site: SiteUnderTest) -> None:
    body = {"service_id": site.service("life_cert")}
    forbidden(site, PATH, body, "display", "counter", "marc")
