"""`POST /appointments`: reception types in what no booking server knows of."""

from core.model import EventKind
from core.runtime.ids import new_id
from tests.server.site_support import Json, SiteUnderTest
from tests.support.bookings import request, typed_in
from tests.support.led_days import forbidden, happened, open_hours, refused, replayed

PATH = "/appointments"


def test_it_is_found_by_the_start_of_a_name_and_checked_in(site: SiteUnderTest) -> None:
    made = typed_in(site, "2026-11-24T09:10:00Z")
    assert len(made["reference"]) == 9
    for query in ("nun", "ZOE", made["reference"]):
        found = site.get(f"/appointments?day=2026-11-24&q={query}")["items"]
        assert [one["id"] for one in found] == [made["id"]]
    assert site.get("/appointments?q=zz")["items"] == []
    arrived = site.post("/check-ins", {"appointment_id": made["id"]})
    assert arrived["arrival"] == "on_time"
    (again,) = site.get("/appointments?status=checked_in")["items"]
    assert again["number"] == arrived["ticket"]["number"]


def test_the_journal_says_which_and_who_typed_it_but_no_name(site: SiteUnderTest) -> None:
    made = typed_in(site, case_ref="D-17", pre_application="AB12345678")
    (event,) = happened(site, EventKind.APPOINTMENT_IMPORTED)
    assert event.appointment_id == made["id"]
    assert event.actor_agent_id is not None
    assert "Łaski" not in str(event)


def test_its_own_reference_is_kept_and_may_come_again_on_another_day(site: SiteUnderTest) -> None:
    first = typed_in(site, reference="A-17")
    other = typed_in(site, "2026-11-25T09:00:00Z", reference="A-17")
    assert first["reference"] == other["reference"] == "A17"  # as the kiosk can be told it
    again = request(site, "2026-11-24T15:00:00Z", reference="A-17")
    refused(site, PATH, again, 409, "appointment_exists", as_="lea")


def test_a_time_outside_the_hours_is_taken_and_told(site: SiteUnderTest) -> None:
    open_hours(site)
    assert typed_in(site, "2026-11-24T09:30:00Z")["outside_hours"] is False
    assert typed_in(site, "2026-11-24T13:00:00Z")["outside_hours"] is True


def test_a_day_that_nobody_can_come_on_is_refused(site: SiteUnderTest) -> None:
    for starts_at, code in (
        ("2026-11-23T23:00:00Z", "day_past"),
        ("2027-11-26T09:00:00Z", "day_too_far"),
        ("1970-01-01T00:00:00Z", "invalid_request"),
        ("9999-12-31T00:00:00Z", "invalid_request"),
    ):
        refused(site, PATH, request(site, starts_at), 422, code, as_="lea")
    assert site.get("/appointments?q=nun")["items"] == []


def test_earlier_today_and_a_year_ahead_are_taken(site: SiteUnderTest) -> None:
    typed_in(site, "2026-11-24T00:30:00Z")
    typed_in(site, "2027-11-25T09:00:00Z")


def test_what_is_no_appointment_is_refused(site: SiteUnderTest) -> None:
    wrong: tuple[Json, ...] = (
        {"people": []},
        {"people": [{}] * 21},
        {"duration_min": 0},
        {"reference": "pas de minuscules"},
        {"pre_application": "!"},
        {"starts_at": "2026-11-24T09:00:00"},
        {"starts_at": "hier"},
        {"moon": True},
    )
    for part in wrong:
        refused(site, PATH, {**request(site), **part}, 422, "invalid_request", as_="lea")


def test_a_service_that_nobody_knows_is_refused(site: SiteUnderTest) -> None:
    body = {**request(site), "service_id": new_id()}
    refused(site, PATH, body, 404, "service_unknown", as_="lea")


def test_a_replay_keeps_one_and_finds_its_reference_again(site: SiteUnderTest) -> None:
    replayed(site, PATH, request(site), as_="lea")
    assert len(site.get("/appointments?q=nun")["items"]) == 1


def test_it_is_for_reception_and_leads(led_site: SiteUnderTest) -> None:
    forbidden(led_site, PATH, request(led_site), "marc", "kiosk", "counter", "display")
    assert led_site.call("POST", PATH, request(led_site), as_="chef").status_code == 201
