"""Check-in: each way to come, and each way to be refused."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.errors import Conflict, NotFound, Refusal
from core.model import (
    AppointmentId,
    AppointmentMode,
    AppointmentStatus,
    Arrival,
    ServiceId,
    StepState,
    VisitKind,
)
from core.usecases import arriving, bookings, leaving
from core.usecases.arriving import CheckIn, CodeFacts
from tests.fakes.reception import Reception


def refusal_of(work: Callable[[], Any]) -> Refusal:
    with pytest.raises(Refusal) as refused:
        work()
    return refused.value


def test_on_time_gets_a_number_and_waits_at_the_booked_time(reception: Reception) -> None:
    appointment_id = reception.book(9, 10)
    done = reception.check_in(appointment_id)
    assert done["number"] == "P001"
    assert done["arrival"] == "on_time"
    step = reception.step(done)
    assert (step.state, step.rank) == (StepState.WAITING, reception.at(9, 10))
    with reception.read() as reader:
        card = reader.visit(str(done["visit_id"]))
        booked = reader.appointment(appointment_id)
    assert card.persons[0].family_name == "Silva"
    assert booked.appointment.status is AppointmentStatus.CHECKED_IN
    assert booked.number == "P001"


@pytest.mark.parametrize(
    ("hour", "minute", "arrival"),
    [(9, 0, Arrival.ON_TIME), (9, 16, Arrival.EARLY), (8, 50, Arrival.LATE), (8, 0, Arrival.LATE)],
)
def test_arrival_is_told(reception: Reception, hour: int, minute: int, arrival: Arrival) -> None:
    done = reception.check_in(reception.book(hour, minute))
    assert done["arrival"] == arrival.value


def test_too_early_says_when_to_come_back_and_reception_may_admit(reception: Reception) -> None:
    appointment_id = reception.book(9, 31)
    refusal = refusal_of(lambda: reception.check_in(appointment_id))
    assert refusal.code == "too_early"
    assert refusal.facts["come_back_at"] == "2026-11-24T09:01:00.000Z"
    done = reception.check_in(appointment_id, reception=True)
    assert done["arrival"] == "early"


def test_too_late_for_a_service_that_rebooks(reception: Reception) -> None:
    within, beyond = reception.book(8, 45, "proxy"), reception.book(8, 44, "proxy")
    assert reception.check_in(within)["arrival"] == "late"
    assert refusal_of(lambda: reception.check_in(beyond)).code == "too_late"


def test_too_late_once_the_service_has_closed(tmp_path: Path) -> None:
    hours = {"weekly": {"tuesday": [{"opens": "08:00", "closes": "09:00"}]}}
    site = Reception(tmp_path / "site.db", {"calendar": hours})
    appointment_id = site.book(8, 30)
    assert refusal_of(lambda: site.check_in(appointment_id)).code == "too_late"
    site.store.close()


def test_another_day_says_which(reception: Reception) -> None:
    appointment_id = reception.book(9, 0, days=1)
    refusal = refusal_of(lambda: reception.check_in(appointment_id))
    assert refusal.code == "wrong_day"
    assert refusal.facts["starts_at"] == "2026-11-25T09:00:00.000Z"


def test_a_cancelled_appointment_is_told_as_such(reception: Reception) -> None:
    row = reception.row(9, 0, status=AppointmentStatus.EXCUSED)
    appointment_id = reception.import_rows([row])[0]
    assert refusal_of(lambda: reception.check_in(appointment_id)).code == "cancelled"


def test_an_appointment_that_the_source_withdrew_is_cancelled(reception: Reception) -> None:
    appointment_id = reception.book(9, 0)
    reception.import_rows([reception.row(9, 30)])
    assert refusal_of(lambda: reception.check_in(appointment_id)).code == "cancelled"


def test_checking_in_twice_gives_the_first_number_again(reception: Reception) -> None:
    appointment_id = reception.book(9, 0)
    done = reception.check_in(appointment_id)
    refusal = refusal_of(lambda: reception.check_in(appointment_id))
    assert refusal.code == "already_checked_in"
    assert refusal.facts["number"] == done["number"]
    assert refusal.facts["visit_id"] == done["visit_id"]


def test_unknown_is_not_found(reception: Reception) -> None:
    refusal = refusal_of(lambda: reception.check_in(AppointmentId("none")))
    assert isinstance(refusal, NotFound)
    assert refusal.code == "appointment_unknown"


@pytest.mark.parametrize("mode", [AppointmentMode.PHONE, AppointmentMode.VIDEO])
def test_only_appointments_in_person_are_queued(
    reception: Reception, mode: AppointmentMode
) -> None:
    appointment_id = reception.book(9, 0, mode=mode)
    assert refusal_of(lambda: reception.check_in(appointment_id)).code == "not_in_person"


def test_a_typed_reference_with_its_time_checks_in(reception: Reception) -> None:
    reception.book(9, 10, reference="4711")
    command = CheckIn(reference="4711", time="09:10", typed=True)
    done = reception.do(arriving.check_in, reception.kiosk, command)
    assert done["number"] == "P001"


@pytest.mark.parametrize(
    ("reference", "time"),
    [("4711", "09:11"), ("9999", "09:10"), ("4712", "09:00"), ("4713", "15:00")],
)
def test_every_refusal_of_a_typed_reference_is_the_same(
    reception: Reception, reference: str, time: str
) -> None:
    reception.import_rows(
        [
            reception.row(9, 10, reference="4711"),
            reception.row(9, 0, reference="4712", status=AppointmentStatus.REVOKED),
            reception.row(15, 0, reference="4713"),
        ]
    )
    command = CheckIn(reference=reference, time=time, typed=True)
    refusal = refusal_of(lambda: reception.do(arriving.check_in, reception.kiosk, command))
    assert (refusal.code, refusal.facts) == ("see_reception", {})


def test_the_time_is_the_one_on_the_wall_of_the_site(tmp_path: Path) -> None:
    site = Reception(tmp_path / "site.db")
    site.clock.advance(timedelta(days=200).total_seconds())  # Lisbon is an hour ahead in June
    with site.read() as reader:
        today = reader.today
    row = site.row(9, 5, reference="4711", days=200)
    site.do(bookings.apply_day, site.server, bookings.ApplyDay(today, "rdv", [row]))
    command = CheckIn(reference="4711", time="10:05", typed=True)
    assert site.do(arriving.check_in, site.kiosk, command)["number"] == "P001"
    site.store.close()


def test_a_signed_code_names_its_appointment(reception: Reception) -> None:
    reception.book(9, 10)
    code = CodeFacts(2**40 + 1, 1, reception.at(9, 10))
    done = reception.do(arriving.check_in, reception.kiosk, CheckIn(code=code))
    assert done["number"] == "P001"


def test_a_code_of_another_site_gets_the_exact_answer(reception: Reception) -> None:
    code = CodeFacts(1, 1, reception.at(9, 10), site_matches=False)
    refusal = refusal_of(
        lambda: reception.do(arriving.check_in, reception.kiosk, CheckIn(code=code))
    )
    assert refusal.code == "wrong_site"


def test_a_family_is_one_visit_with_its_persons(reception: Reception) -> None:
    people = (
        bookings.BookedPerson("part-a", "Silva", "Ana"),
        bookings.BookedPerson("part-b", "Silva", "Rui"),
    )
    done = reception.check_in(reception.book(9, 0, people=people))
    with reception.read() as reader:
        card = reader.visit(str(done["visit_id"]))
    assert card.visit.persons == 2
    assert [person.given_name for person in card.persons] == ["Ana", "Rui"]


def test_facts_of_the_booking_go_along(reception: Reception) -> None:
    appointment_id = reception.book(
        9, 0, visit_kind=VisitKind.SECOND, missing_documents=("photo",), case_ref="abc"
    )
    done = reception.check_in(appointment_id)
    with reception.read() as reader:
        visit = reader.visit(str(done["visit_id"])).visit
    assert visit.visit_kind is VisitKind.SECOND
    assert visit.missing_documents == ("photo",)
    assert visit.case_ref == "abc"


def test_given_up_and_here_all_the_same(reception: Reception) -> None:
    appointment_id = reception.book(8, 50)
    command = bookings.Judge(appointment_id)
    reception.do(bookings.no_show_appointment, reception.lea, command)
    assert reception.outcomes_to_send() == [("part-1", "noshow")]
    done = reception.check_in(appointment_id)
    assert done["arrival"] == "late"
    assert reception.outcomes_to_send() == []


def test_a_cancelled_visit_leaves_the_appointment_booked(reception: Reception) -> None:
    appointment_id = reception.book(9, 0)
    done = reception.check_in(appointment_id)
    reception.do(leaving.cancel, reception.lea, leaving.Leave(str(done["visit_id"])))
    assert reception.check_in(appointment_id)["number"] == "P002"


def test_a_walk_in_waits_behind_appointments_of_the_next_hour(reception: Reception) -> None:
    done = reception.walk_in()
    assert (done["number"], done["arrival"]) == ("K001", None)
    assert reception.step(done).rank == reception.at(10, 0)


def test_numbers_of_a_letter_are_shared_by_its_services(reception: Reception) -> None:
    numbers = [reception.walk_in(code)["number"] for code in ("life", "social", "life", "proxy")]
    assert numbers == ["K001", "K002", "K003", "F001"]


def test_a_full_day_is_refused(reception: Reception) -> None:
    reception.walk_in("proxy")
    reception.walk_in("proxy")
    assert refusal_of(lambda: reception.walk_in("proxy")).code == "quota_reached"


def test_a_kiosk_gives_no_walk_in_ticket_where_there_is_none(reception: Reception) -> None:
    assert refusal_of(lambda: reception.walk_in("cash")).code == "walk_in_not_offered"
    assert reception.walk_in("cash", reception=True)["number"] == "Y001"


def test_a_closed_service_says_when_it_opens(tmp_path: Path) -> None:
    hours = {
        "weekly": {"wednesday": [{"opens": "08:30", "closes": "12:00"}]},
        "last_ticket_min": 30,
    }
    site = Reception(tmp_path / "site.db", {"calendar": hours})
    refusal = refusal_of(site.walk_in)
    assert refusal.code == "service_closed"
    assert refusal.facts["opens_at"] == "2026-11-25T08:30:00.000Z"
    site.clock.advance(timedelta(days=1, hours=2, minutes=30).total_seconds())
    assert refusal_of(site.walk_in).code == "service_closed"
    site.store.close()


def test_an_unknown_service_is_not_found(reception: Reception) -> None:
    command = arriving.WalkIn(ServiceId("none"))
    refusal = refusal_of(lambda: reception.do(arriving.walk_in, reception.kiosk, command))
    assert refusal.code == "service_unknown"


def test_numbers_begin_anew_each_day(reception: Reception) -> None:
    reception.walk_in()
    reception.clock.advance(24 * 3600)
    assert reception.walk_in()["number"] == "K001"


def test_a_refusal_leaves_nothing_behind(reception: Reception) -> None:
    with reception.read() as reader:
        before = reader.seq()
    with pytest.raises(Conflict):
        reception.walk_in("cash")
    with reception.read() as reader:
        assert reader.seq() == before
    assert reception.walk_in()["number"] == "K001"
