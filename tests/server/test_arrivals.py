"""Check-ins and walk-ins over the wire: numbers, refusals, replays, and one answer to guesses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest

from core.model import AppointmentMode, AppointmentStatus, Role, ServiceId, StationKind
from core.ports import UnitOfWork
from core.runtime.ids import new_id
from core.things import Actor, Receipt
from core.usecases import arriving, bookings
from core.usecases.arriving import CheckIn
from core.usecases.bookings import ApplyDay, BookedPerson, BookingRow
from tests.server.site_support import MORNING, Json, SiteUnderTest


def book(site: SiteUnderTest, reference: str, minutes: int = 0, **more: Json) -> None:
    """Let the booking server know of one appointment, `minutes` after nine."""
    service_id = ServiceId(site.service(more.pop("code", "passport")))
    row = BookingRow(
        source_id=reference,
        code_id=int(reference),
        reference=reference,
        service_id=service_id,
        starts_at=MORNING + timedelta(minutes=minutes),
        people=more.pop("people", (BookedPerson(f"p{reference}", "Çelik", "Élodie"),)),
        **more,
    )
    day = row.starts_at.date()
    command = ApplyDay(day, f"test {reference}", [row])
    site.wiring.store.write(lambda uow: bookings.apply_day(uow, Actor(), command))


def test_walk_in_gets_a_number_and_a_place(site: SiteUnderTest) -> None:
    # No counter is open: who is served before whom is not known yet.
    arrived = site.walk_in(language="ar", needs=["slow_walk"])
    assert arrived["ticket"]["number"] == "K001"
    assert arrived["visit"]["language"] == "ar"
    assert arrived["visit"]["steps"][0]["state"] == "waiting"
    assert arrived["estimate"]["ahead"] is None
    assert [one["number"] for one in site.get("/queue")["items"]] == ["K001"]


def test_reference_and_time_check_a_person_in(site: SiteUnderTest) -> None:
    book(site, "4411", 10)
    arrived = site.post("/check-ins", {"reference": "4411", "time": "09:10"}, as_="kiosk")
    assert arrived["arrival"] == "on_time"
    assert arrived["visit"]["initials"] == "É. Ç."
    assert "Çelik" not in str(arrived)


def test_every_wrong_typed_reference_gets_the_same_answer(site: SiteUnderTest) -> None:
    book(site, "1", 0)
    book(site, "2", 24 * 60)
    book(site, "3", 0, status=AppointmentStatus.EXCUSED)
    book(site, "4", 180)
    book(site, "5", 0, mode=AppointmentMode.PHONE)
    site.post("/check-ins", {"reference": "1", "time": "09:00"}, as_="kiosk")
    guesses = [
        {"reference": "1", "time": "09:00"},
        {"reference": "1", "time": "09:01"},
        {"reference": "2", "time": "09:00"},
        {"reference": "3", "time": "09:00"},
        {"reference": "4", "time": "12:00"},
        {"reference": "5", "time": "09:00"},
        {"reference": "999", "time": "09:00"},
        {"reference": "999"},
    ]
    answers = [site.call("POST", "/check-ins", guess, as_="kiosk") for guess in guesses]
    assert {answer.status_code for answer in answers} == {409}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json()["code"] == "see_reception"


def test_ten_wrong_references_in_a_minute_are_the_last_that_a_kiosk_may_try(
    site: SiteUnderTest,
) -> None:
    book(site, "4411", 10)
    right = {"reference": "4411", "time": "09:10"}
    wrong = {"reference": "4412", "time": "09:10"}
    key = new_id()
    for _ in range(3):  # the same guess, sent again after a lost answer
        site.call("POST", "/check-ins", wrong, as_="kiosk", key=key)
    for _ in range(8):
        site.call("POST", "/check-ins", wrong, as_="kiosk")
    site.clock.advance(5)
    assert site.call("POST", "/check-ins", wrong, as_="kiosk").status_code == 409
    braked = site.call("POST", "/check-ins", right, as_="kiosk")
    assert (braked.status_code, braked.json()["code"]) == (409, "see_reception")
    site.clock.advance(61)
    assert site.call("POST", "/check-ins", right, as_="kiosk").status_code == 201


def test_references_that_a_kiosk_tries_at_once_are_looked_up_no_more_often(
    site: SiteUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str | None] = []

    def look_up(uow: UnitOfWork, actor: Actor, command: CheckIn) -> Receipt:
        looked_up.append(command.reference)
        return arriving.check_in(uow, actor, command)

    monkeypatch.setattr("server.routes.arrivals.arriving", SimpleNamespace(check_in=look_up))

    def guess(number: int) -> int:
        body = {"reference": f"{number}", "time": "09:10"}
        return int(site.call("POST", "/check-ins", body, as_="kiosk").status_code)

    with ThreadPoolExecutor(25) as pool:
        assert set(pool.map(guess, range(25))) == {409}
    assert len(looked_up) == 10


def test_right_references_are_no_guesses_however_many(site: SiteUnderTest) -> None:
    for number in range(1, 13):
        book(site, str(number), 10)
        right = {"reference": str(number), "time": "09:10"}
        site.post("/check-ins", right, as_="kiosk")


def test_guesses_at_one_kiosk_do_not_close_the_next(site: SiteUnderTest) -> None:
    book(site, "4411", 10)
    site.enrol("next", StationKind.KIOSK)
    for _ in range(11):
        site.call("POST", "/check-ins", {"reference": "1", "time": "09:10"}, as_="kiosk")
    site.post("/check-ins", {"reference": "4411", "time": "09:10"}, as_="next")


@pytest.mark.parametrize(
    ("reference", "minutes", "more", "code"),
    [
        ("1", 24 * 60, {}, "wrong_day"),
        ("2", 0, {"status": AppointmentStatus.REVOKED}, "cancelled"),
        ("3", 0, {"mode": AppointmentMode.VIDEO}, "not_in_person"),
    ],
)
def test_reception_gets_the_exact_answer(
    site: SiteUnderTest, reference: str, minutes: int, more: dict[str, Json], code: str
) -> None:
    book(site, reference, minutes, **more)
    answer = site.call("POST", "/check-ins", {"reference": reference})
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    unknown = site.call("POST", "/check-ins", {"reference": "999"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "appointment_unknown")


def test_second_check_in_names_the_ticket_for_a_reprint(site: SiteUnderTest) -> None:
    book(site, "7")
    first = site.post("/check-ins", {"reference": "7"})
    again = site.call("POST", "/check-ins", {"reference": "7"}).json()
    assert again["code"] == "already_checked_in"
    assert again["number"] == first["ticket"]["number"]


def test_kiosk_cannot_name_an_appointment_by_its_id(site: SiteUnderTest) -> None:
    answer = site.call("POST", "/check-ins", {"appointment_id": new_id()}, as_="kiosk")
    assert (answer.status_code, answer.json()["code"]) == (422, "appointment_id_not_for_kiosks")


@pytest.mark.parametrize("code", ["CQ1:", "https://example.org/x", "CQ1:" + "A" * 120, "؀؁"])
def test_codes_that_are_not_ours_are_told_so(site: SiteUnderTest, code: str) -> None:
    answer = site.call("POST", "/check-ins", {"code": code}, as_="kiosk")
    assert (answer.status_code, answer.json()["code"]) == (422, "code_invalid")


def test_same_key_answers_the_same_number_and_says_so(site: SiteUnderTest) -> None:
    key, body = new_id(), {"service_id": site.service("life_cert")}
    first = site.call("POST", "/walk-ins", body, as_="kiosk", key=key)
    again = site.call("POST", "/walk-ins", body, as_="kiosk", key=key)
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json() == first.json()
    assert len(site.get("/queue")["items"]) == 1


def test_same_key_with_another_body_is_refused(site: SiteUnderTest) -> None:
    key, service_id = new_id(), site.service("life_cert")
    site.call("POST", "/walk-ins", {"service_id": service_id}, as_="kiosk", key=key)
    other = {"service_id": service_id, "persons": 2}
    answer = site.call("POST", "/walk-ins", other, as_="kiosk", key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_refusal_is_replayed_too(site: SiteUnderTest) -> None:
    key, body = new_id(), {"reference": "8"}
    first = site.call("POST", "/check-ins", body, key=key)
    book(site, "8")
    again = site.call("POST", "/check-ins", body, key=key)
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"


def test_leased_number_holds_for_ever(site: SiteUnderTest) -> None:
    lease = site.post("/number-leases", {"letter": "K", "count": 3}, as_="kiosk")
    assert lease["numbers"] == ["K001", "K002", "K003"]
    body = {
        "service_id": site.service("life_cert"),
        "number": "K002",
        "lease_id": lease["lease_id"],
        "issued_at": "2026-11-24T08:55:00Z",
    }
    first = site.post("/walk-ins", body, as_="kiosk")
    assert first["ticket"]["number"] == "K002"
    site.clock.advance(7 * 24 * 3600)
    again = site.post("/walk-ins", body, as_="kiosk")
    assert again["visit"]["id"] == first["visit"]["id"]


def test_family_names_are_for_reception_and_the_serving_agent(site: SiteUnderTest) -> None:
    book(site, "9")
    arrived = site.post("/check-ins", {"reference": "9"}, as_="kiosk", status=201)
    path = f"/visits/{arrived['visit']['id']}"
    assert site.get(path, "lea")["people"][0]["family_name"] == "Çelik"
    assert site.get(path, "marc")["people"] == []
    called = site.serve_next()
    assert called["visit"]["people"][0]["given_name"] == "Élodie"
    assert site.get(path, "marc")["people"][0]["family_name"] == "Çelik"
    site.sign_in("ines", Role.AGENT)
    assert site.get(path, "ines")["people"] == []
    assert "Çelik" not in str(site.get("/queue")) + str(site.get("/board", "display"))
