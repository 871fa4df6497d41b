"""The booking server forgot somebody for good: names and link go here, what counts nobody stays."""

from dataclasses import replace

from core.model import EventKind
from core.usecases import bookings
from core.usecases.bookings import BookedPerson, Judge
from core.usecases.forgetting_at_source import ForgetAtSource, forget_at_source
from core.usecases.leaving import Leave, leave
from tests.fakes.reception import Reception

FAMILY = (BookedPerson("part-a", "Silva", "Ana"), BookedPerson("part-b", "Silva", "Rui"))


def forget(reception: Reception, number: str) -> tuple[object, object]:
    receipt = reception.do(forget_at_source, reception.server, ForgetAtSource("rdv", number))
    return receipt["appointments"], receipt["names"]


def erased(reception: Reception) -> list[object]:
    with reception.read() as reader:
        return [one.facts for one in reader.events(0) if one.kind is EventKind.PERSON_ERASED]


def test_names_and_link_go_and_the_booking_stays_for_the_counts(reception: Reception) -> None:
    appointment_id = reception.book(10, people=FAMILY)
    assert forget(reception, "rdv-1") == (1, 2)
    with reception.read() as reader:
        card = reader.appointment(appointment_id)
    assert card.appointment.erased_at is not None
    assert card.appointment.withdrawn_at is not None
    assert card.appointment.reference == ""
    assert [(one.target, one.family_name, one.given_name) for one in card.persons] == [
        (None, "", ""),
        (None, "", ""),
    ]
    assert erased(reception) == [{"reason": "rgpd", "names": 2}]


def test_a_second_time_changes_nothing_and_is_not_journaled(reception: Reception) -> None:
    reception.book(10)
    assert forget(reception, "rdv-1") == (1, 1)
    assert forget(reception, "rdv-1") == (0, 0)
    assert len(erased(reception)) == 1


def test_whom_nobody_knows_is_nobody(reception: Reception) -> None:
    reception.book(10)
    assert forget(reception, "rdv-10") == (0, 0)
    assert forget(reception, "rdv_1") == (0, 0)
    assert forget(reception, "%") == (0, 0)
    assert erased(reception) == []


def test_all_of_a_collective_one_are_meant(reception: Reception) -> None:
    one = replace(reception.row(10), source_id="77/1")
    two = replace(reception.row(10), source_id="77/2")
    other = replace(reception.row(10), source_id="770/1")
    reception.import_rows([one, two, other])
    assert forget(reception, "77") == (2, 2)


def test_a_reading_that_began_before_does_not_bring_it_back(reception: Reception) -> None:
    row = reception.row(10)
    (appointment_id,) = reception.import_rows([row])
    forget(reception, row.source_id)
    with reception.read() as reader:
        day = reader.today
    reception.do(bookings.apply_day, reception.server, bookings.ApplyDay(day, "rdv", [row]))
    with reception.read() as reader:
        card = reader.appointment(appointment_id)
    assert card.appointment.reference == ""
    assert {one.family_name for one in card.persons} == {""}


def test_nothing_more_is_told_of_it(reception: Reception) -> None:
    appointment_id = reception.book(8, 0)
    reception.do(bookings.no_show_appointment, reception.lea, Judge(appointment_id))
    assert reception.outcomes_to_send() == [("part-1", "noshow")]
    forget(reception, "rdv-1")
    assert reception.outcomes_to_send() == []


def test_who_is_here_keeps_the_name_until_they_have_left(reception: Reception) -> None:
    appointment_id = reception.book(9, 0)
    visit_id = str(reception.check_in(appointment_id)["visit_id"])
    forget(reception, "rdv-1")
    with reception.read() as reader:
        here = reader.visit(visit_id)
        assert reader.appointment(appointment_id).appointment.withdrawn_at is None
    assert [(one.target, one.family_name) for one in here.persons] == [(None, "Silva")]
    reception.do(leave, reception.lea, Leave(visit_id))
    assert reception.outcomes_to_send() == []


def test_a_visit_that_is_over_is_forgotten_with_it(reception: Reception) -> None:
    appointment_id = reception.book(9, 0)
    visit_id = str(reception.check_in(appointment_id)["visit_id"])
    reception.do(leave, reception.lea, Leave(visit_id))
    assert forget(reception, "rdv-1") == (1, 2)
    with reception.read() as reader:
        over = reader.visit(visit_id)
    assert over.visit.erased_at is not None
    assert [(one.target, one.family_name) for one in over.persons] == [(None, "")]
