"""`/site/day-close`: nobody who still waits is forgotten, and a person decides."""

from datetime import timedelta

import pytest

from core.model import AppointmentStatus, EventKind, StepState
from core.store.booked import BookedReader
from core.usecases.bookings import BookedPerson
from tests.server.site_support import MORNING, Json, SiteUnderTest
from tests.server.test_arrivals import book
from tests.support.led_days import (
    forbidden,
    happened,
    lead,
    newest,
    open_hours,
    refused,
    replayed,
)
from tests.support.visits import told

PATH = "/site/day-close"
CLOSE = {"default_action": "close", "confirm": True}
CARRY = {"default_action": "carry_over", "confirm": True}


@pytest.fixture
def day(led_site: SiteUnderTest) -> SiteUnderTest:
    """Give the site hours and a booking that nobody came for."""
    open_hours(led_site)
    book(led_site, "31", -30)
    return led_site


def status(site: SiteUnderTest, reference: str) -> AppointmentStatus:
    with site.wiring.store.read() as reader:
        return BookedReader(reader).page(q=reference).cards[0].appointment.status


def appointment_id(site: SiteUnderTest, reference: str) -> str:
    with site.wiring.store.read() as reader:
        return BookedReader(reader).page(q=reference).cards[0].appointment.id


def preview(site: SiteUnderTest) -> Json:
    return site.get(PATH, as_="chef")


def test_the_preview_says_who_is_left(day: SiteUnderTest) -> None:
    day.walk_in()
    day.serve_next()
    waiting = day.walk_in()
    found = preview(day)
    assert [(one["number"], one["state"]) for one in found["visits"]] == [
        ("K001", "called"),
        ("K002", "waiting"),
    ]
    assert found["visits"][0]["counter"] == "2"
    assert found["visits"][1]["visit_id"] == waiting["visit"]["id"]
    assert [one["number"] for one in found["counters"]] == ["2"]
    assert [one["reference"] for one in found["unkept"]] == ["31"]
    assert (found["closed_at"], found["vouchers"], found["unsent"]) == (None, [], 0)
    assert "Çelik" not in str(found)


def test_closing_ends_visits_judges_bookings_and_closes_counters(day: SiteUnderTest) -> None:
    visit_id = day.walk_in()["visit"]["id"]
    day.post(f"/counters/{day.counter('2')}/open", {}, as_="marc")
    answer = lead(day, PATH, {**CLOSE, "default_no_show": True})
    assert answer["closed_at"] == "2026-11-24T09:00:00.000Z"
    assert answer["counts"] == {"closed": 1, "counters": 1, "no_show": 1}
    assert (answer["visits"], answer["counters"], answer["unkept"]) == ([], [], [])
    with day.wiring.store.read() as reader:
        card = reader.visit(visit_id)
    assert card.visit.ended_at == MORNING
    assert (card.steps[0].state, card.steps[0].reason) == (StepState.CANCELLED, "day_closed")
    assert [one.outcome.value for one in card.outcomes] == ["not_recorded"]
    assert status(day, "31") is AppointmentStatus.NO_SHOW
    (cancelled,) = happened(day, EventKind.VISIT_CANCELLED)
    assert cancelled.facts is not None
    assert cancelled.facts["reason"] == "day_closed"
    (closed,) = happened(day, EventKind.DAY_CLOSED)
    assert closed.facts is not None
    assert (closed.facts["closed"], closed.facts["no_show"], closed.facts["counters"]) == (1, 1, 1)


def test_who_was_here_with_an_appointment_was_seen_and_is_not_booked_again(
    day: SiteUnderTest,
) -> None:
    book(day, "32", 0)
    day.post("/check-ins", {"reference": "32", "time": "09:00"}, as_="kiosk")
    lead(day, PATH, CLOSE)
    assert status(day, "32") is AppointmentStatus.CHECKED_IN
    with day.wiring.store.read() as reader:
        assert [item.outcome for item in reader.outbox()] == ["seen"]


def test_a_voucher_is_an_appointment_at_the_next_opening(day: SiteUnderTest) -> None:
    book(day, "33", 0)
    came = day.post("/check-ins", {"reference": "33", "time": "09:00"}, as_="kiosk")
    answer = lead(day, PATH, CARRY)
    (voucher,) = answer["vouchers"]
    assert voucher["visit_id"] == came["visit"]["id"]
    assert voucher["number"] == came["ticket"]["number"]
    assert voucher["starts_at"] == "2026-11-25T08:00:00.000Z"
    assert len(voucher["reference"]) == 9
    assert voucher["code"].startswith("CQ1:")
    (event,) = happened(day, EventKind.VISIT_CARRIED_OVER)
    assert event.appointment_id == voucher["appointment_id"]
    assert preview(day)["vouchers"] == answer["vouchers"]
    with day.wiring.store.read() as reader:
        card = reader.appointment(voucher["appointment_id"])
    assert (card.appointment.source, card.appointment.voucher) == ("voucher", True)
    assert [one.family_name for one in card.persons] == ["Çelik"]


@pytest.mark.parametrize("late_min", [0, 90])
def test_a_voucher_is_never_late(day: SiteUnderTest, late_min: int) -> None:
    day.walk_in()
    (voucher,) = lead(day, PATH, CARRY)["vouchers"]
    opens = MORNING + timedelta(hours=23)
    day.clock.advance((opens - MORNING).total_seconds() + late_min * 60)
    came = day.post("/check-ins", {"code": voucher["code"]}, as_="kiosk")
    assert came["arrival"] == "on_time"
    rank = came["visit"]["steps"][0]["rank"]
    assert rank == (opens + timedelta(minutes=late_min)).strftime("%Y-%m-%dT%H:%M:00.000Z")
    assert came["visit"]["service_id"] == day.service("life_cert")


def test_a_voucher_keeps_every_service_that_is_still_to_do(day: SiteUnderTest) -> None:
    arrived = day.walk_in("life_cert", services=[day.service("proxy")], persons=2)
    (voucher,) = lead(day, PATH, CARRY)["vouchers"]
    day.clock.advance(23 * 3600)
    came = day.post("/check-ins", {"code": voucher["code"]}, as_="kiosk")
    assert came["visit"]["persons"] == arrived["visit"]["persons"] == 2
    with day.wiring.store.read() as reader:
        visit = reader.visit(came["visit"]["id"]).visit
    assert visit.services == (day.service("life_cert"), day.service("proxy"))


def test_each_visit_and_booking_as_it_was_decided(day: SiteUnderTest) -> None:
    stays, goes = day.walk_in()["visit"]["id"], day.walk_in()["visit"]["id"]
    book(day, "34", -45)
    body = {
        "visits": [
            {"visit_id": stays, "action": "carry_over"},
            {"visit_id": goes, "action": "close"},
        ],
        "appointments": [
            {"appointment_id": appointment_id(day, "31"), "verdict": "excuse"},
            {"appointment_id": appointment_id(day, "34"), "verdict": "revoke"},
        ],
        "confirm": True,
    }
    answer = lead(day, PATH, body)
    assert [one["visit_id"] for one in answer["vouchers"]] == [stays]
    assert status(day, "31") is AppointmentStatus.EXCUSED
    assert status(day, "34") is AppointmentStatus.REVOKED


@pytest.mark.parametrize("verdict", ["excuse", "revoke"])
def test_nobody_is_written_to_unless_that_is_confirmed(day: SiteUnderTest, verdict: str) -> None:
    people = tuple(BookedPerson(f"p35-{one}", "Çelik", f"Enfant {one}") for one in range(3))
    book(day, "35", 120, people=people)
    book(day, "36", 150)
    past, *ahead = (
        {"appointment_id": appointment_id(day, one), "verdict": verdict}
        for one in ("31", "35", "36")
    )
    body = {**CLOSE, "appointments": [past, *ahead]}
    assert refused(day, PATH, body, 409, "messages_unconfirmed")["people"] == 4
    assert told(day) == []
    lead(day, PATH, {**CLOSE, "appointments": [past]})
    lead(day, PATH, {**body, "confirm_messages": True})
    outcome = "excused" if verdict == "excuse" else "revoked"
    whom = ("p31", "p35-0", "p35-1", "p35-2", "p36")
    assert told(day) == [(one, outcome) for one in whom]


def test_what_was_not_decided_is_refused(day: SiteUnderTest) -> None:
    visit_id = day.walk_in()["visit"]["id"]
    problem = refused(day, PATH, {"confirm": True}, 409, "visits_undecided")
    assert (problem["count"], problem["visit_ids"]) == (1, visit_id)
    refused(day, PATH, {"default_action": "close"}, 409, "confirm_needed")
    unknown = [{"visit_id": day.service("passport"), "action": "close"}]
    refused(day, PATH, {**CLOSE, "visits": unknown}, 404, "visit_unknown")
    twice = [{"visit_id": visit_id, "action": "close"}] * 2
    assert day.call("POST", PATH, {**CLOSE, "visits": twice}, as_="chef").status_code == 422


def test_somebody_at_a_counter_is_finished_first(day: SiteUnderTest) -> None:
    day.walk_in()
    called = day.serve_next()
    problem = refused(day, PATH, CLOSE, 409, "counters_busy")
    assert (problem["count"], problem["counters"]) == (1, "2")
    assert problem["step_ids"] == called["step"]["id"]


def test_a_day_that_has_not_begun_is_refused(day: SiteUnderTest) -> None:
    body = {**CLOSE, "business_day": "2026-11-25"}
    refused(day, PATH, body, 422, "day_to_come")


def test_a_booking_of_another_day_is_refused(day: SiteUnderTest) -> None:
    book(day, "35", 24 * 60)
    with day.wiring.store.read() as reader:
        later = reader.appointments(MORNING.date() + timedelta(days=1))[0].appointment.id
    body = {**CLOSE, "appointments": [{"appointment_id": later, "verdict": "revoke"}]}
    refused(day, PATH, body, 409, "another_day")


def test_nobody_is_carried_over_to_a_service_that_never_opens_again(
    led_site: SiteUnderTest,
) -> None:
    # The booking of the last open day: every later day of a year is an exception without hours.
    days = [MORNING.date() + timedelta(days=count) for count in range(1, 368)]
    open_hours(led_site, exceptions=[{"day": one.isoformat(), "windows": []} for one in days])
    led_site.walk_in()
    refused(led_site, PATH, CARRY, 409, "no_next_opening")


def test_doing_it_twice_is_the_same(day: SiteUnderTest) -> None:
    day.walk_in()
    first = lead(day, PATH, {**CARRY, "default_no_show": True})
    done = newest(day)
    day.clock.advance(60)
    assert lead(day, PATH, {**CARRY, "default_no_show": True}) == first
    assert newest(day) == done


def test_a_closed_day_gives_no_ticket_and_keeps_what_slips_bear(day: SiteUnderTest) -> None:
    lease = day.post("/number-leases", {"letter": "K", "count": 2}, as_="kiosk")
    lead(day, PATH, CLOSE)
    body = {"service_id": day.service("life_cert")}
    problem = refused(day, "/walk-ins", body, 409, "service_closed", as_="lea")
    assert problem["closed_because"] == "day_closed"
    assert problem["opens_at"] == "2026-11-25T08:00:00.000Z"
    slip = {
        **body,
        "number": lease["numbers"][0],
        "lease_id": lease["lease_id"],
        "issued_at": "2026-11-24T08:59:00Z",
        "given": True,
    }
    day.post("/walk-ins", slip, as_="kiosk")
    assert day.get("/site", as_="kiosk")["switches"]["day_closed"]
    lead(day, PATH, CLOSE)
    assert preview(day)["counts"]["closed"] == 1


def test_a_slip_for_an_appointment_is_kept_with_it_after_the_close(day: SiteUnderTest) -> None:
    book(day, "36", 10)
    lease = day.post("/number-leases", {"letter": "P", "count": 1}, as_="kiosk")
    lead(day, PATH, CLOSE)
    body = {"reference": "36", "time": "09:10"}
    refused(day, "/check-ins", body, 409, "see_reception", as_="kiosk")
    exact = {"appointment_id": appointment_id(day, "36")}
    problem = refused(day, "/check-ins", exact, 409, "service_closed", as_="lea")
    assert problem["closed_because"] == "day_closed"
    slip = {
        **body,
        "number": lease["numbers"][0],
        "lease_id": lease["lease_id"],
        "issued_at": "2026-11-24T08:59:00Z",
        "given": True,
    }
    day.post("/check-ins", slip, as_="kiosk")
    assert status(day, "36") is AppointmentStatus.CHECKED_IN


def test_reopening_the_day_lets_people_in_again(day: SiteUnderTest) -> None:
    lead(day, PATH, CLOSE)
    lead(day, PATH, {"reopen": True})
    day.walk_in()
    lead(day, PATH, CLOSE)
    assert [one.kind for one in happened(day, EventKind.DAY_CLOSED, EventKind.SITE_REOPENED)] == [
        EventKind.DAY_CLOSED,
        EventKind.SITE_REOPENED,
        EventKind.DAY_CLOSED,
    ]


def test_yesterday_can_still_be_closed(day: SiteUnderTest) -> None:
    day.walk_in()
    day.clock.advance(10 * 3600)
    day.clock.advance(14 * 3600)
    for name in ("chef", "marc"):
        day.sign_in_again(name)
    day.post(f"/counters/{day.counter('2')}/open", {}, as_="marc")
    day.walk_in()
    answer = lead(day, PATH, {**CARRY, "business_day": "2026-11-24"})
    assert [one["starts_at"] for one in answer["vouchers"]] == ["2026-11-25T08:00:00.000Z"]
    assert [one["number"] for one in answer["counters"]] == ["2"]
    day.walk_in()


@pytest.mark.parametrize(
    ("hours_later", "opens"),
    [(24 + 14, "2026-11-26T08:00:00.000Z"), (14 * 24, "2026-12-08T08:00:00.000Z")],
    ids=["after the next day's hours", "two weeks later"],
)
def test_a_voucher_of_a_day_that_is_closed_late_can_still_be_used(
    day: SiteUnderTest, hours_later: int, opens: str
) -> None:
    day.walk_in()
    day.clock.advance(hours_later * 3600)
    day.sign_in_again("chef")
    (voucher,) = lead(day, PATH, {**CARRY, "business_day": "2026-11-24"})["vouchers"]
    assert voucher["starts_at"] == opens


def test_a_replay_closes_once(day: SiteUnderTest) -> None:
    day.walk_in()
    replayed(day, PATH, CARRY)


def test_it_is_for_leads(day: SiteUnderTest) -> None:
    forbidden(day, PATH, CLOSE, "lea", "marc", "counter", "kiosk", "display")
    assert day.call("GET", PATH, as_="lea").status_code == 403


def test_calls_out_of_the_order_stand_in_the_days_report(day: SiteUnderTest) -> None:
    first = day.walk_in()["ticket"]["number"]
    day.clock.advance(66 * 60)
    later = day.walk_in()["visit"]
    counter = day.counter("2")
    day.post(f"/counters/{counter}/open", {}, as_="marc")
    body = {"step_id": later["steps"][0]["id"], "reason": "medical_emergency"}
    day.post(f"/counters/{counter}/call", body, as_="marc")
    (told,) = preview(day)["exceptions"]
    assert (told["number"], told["passed"]) == (later["number"], first)
    assert (told["explained"], told["reason"]) == ("override", "medical_emergency")


@pytest.mark.parametrize("odd", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_edge_of_time_has_nothing_to_tell(day: SiteUnderTest, odd: str) -> None:
    answer = day.call("GET", f"{PATH}?day={odd}", as_="chef")
    assert answer.status_code == 200
    assert answer.json()["exceptions"] == []
