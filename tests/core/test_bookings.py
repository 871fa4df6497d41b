"""Appointments: compared with their source, judged by people, told to the booking server."""

from dataclasses import replace

import pytest

from core.errors import Conflict, NotFound, Unprocessable
from core.model import AppointmentStatus, EventKind, OutboxState, ServiceId
from core.store.booked import BookedReader
from core.things import Receipt
from core.usecases import bookings, outbox
from core.usecases.bookings import AddAppointment, ApplyDay, BookedPerson, BookingRow, Judge
from tests.fakes.reception import Reception


def apply(reception: Reception, *rows: BookingRow) -> Receipt:
    with reception.read() as reader:
        day = reader.today
    return reception.do(bookings.apply_day, reception.server, ApplyDay(day, "rdv", rows))


def counts(receipt: Receipt) -> tuple[object, ...]:
    return tuple(receipt[name] for name in ("imported", "changed", "same", "withdrawn", "refused"))


def test_a_day_is_compared_with_what_is_known(reception: Reception) -> None:
    one, two, three = (reception.row(9, minute) for minute in (0, 10, 20))
    assert counts(apply(reception, one, two)) == (2, 0, 0, 0, 0)
    assert counts(apply(reception, one, two)) == (0, 0, 2, 0, 0)
    moved = replace(two, starts_at=reception.at(11))
    assert counts(apply(reception, one, moved, three)) == (1, 1, 1, 0, 0)
    assert counts(apply(reception, three)) == (0, 0, 1, 2, 0)
    assert counts(apply(reception, one, three)) == (0, 1, 1, 0, 0)
    with reception.read() as reader:
        listed = [card.appointment.source_id for card in reader.appointments()]
        kinds = [event.kind for event in reader.events(0)]
    assert listed == [one.source_id, three.source_id]
    assert kinds.count(EventKind.APPOINTMENT_IMPORTED) == 3
    assert kinds.count(EventKind.APPOINTMENT_CHANGED) == 2
    assert kinds.count(EventKind.APPOINTMENT_WITHDRAWN) == 2


def test_a_changed_name_is_taken_over(reception: Reception) -> None:
    row = reception.row(9, 0)
    apply(reception, row)
    apply(reception, replace(row, people=(BookedPerson("part-1", "Costa", "Rui"),)))
    with reception.read() as reader:
        assert reader.appointments()[0].persons[0].family_name == "Costa"


def test_a_row_that_cannot_be_kept_does_not_stop_the_others(reception: Reception) -> None:
    fine = reception.row(9, 0)
    elsewhere = replace(reception.row(9, 10), service_id=ServiceId("none"))
    same_code = replace(reception.row(9, 20), code_id=fine.code_id)
    too_big = replace(reception.row(9, 30), code_id=2**48)
    found = apply(reception, fine, elsewhere, same_code, too_big)
    assert counts(found) == (1, 0, 0, 0, 3)


def test_what_happened_here_beats_what_the_source_says(reception: Reception) -> None:
    row = reception.row(9, 0)
    appointment_id = reception.import_rows([row])[0]
    reception.check_in(appointment_id)
    apply(reception, replace(row, status=AppointmentStatus.EXCUSED))
    with reception.read() as reader:
        appointment = reader.appointment(appointment_id).appointment
    assert appointment.status is AppointmentStatus.CHECKED_IN
    assert appointment.source_status is AppointmentStatus.EXCUSED


def test_a_verdict_that_was_not_sent_yet_stays(reception: Reception) -> None:
    row = reception.row(8, 30)
    appointment_id = reception.import_rows([row])[0]
    reception.do(bookings.no_show_appointment, reception.lea, Judge(appointment_id))
    apply(reception, replace(row, duration_min=20))
    with reception.read() as reader:
        status = reader.appointment(appointment_id).appointment.status
    assert status is AppointmentStatus.NO_SHOW


def test_a_cancellation_at_the_source_is_taken_over(reception: Reception) -> None:
    row = reception.row(9, 0)
    appointment_id = reception.import_rows([row])[0]
    apply(reception, replace(row, status=AppointmentStatus.REVOKED))
    with reception.read() as reader:
        status = reader.appointment(appointment_id).appointment.status
    assert status is AppointmentStatus.REVOKED


def test_nobody_is_given_up_before_their_time(reception: Reception) -> None:
    with pytest.raises(Conflict, match="not_yet"):
        reception.do(bookings.no_show_appointment, reception.lea, Judge(reception.book(9, 1)))


@pytest.mark.parametrize(
    ("usecase", "outcome"),
    [(bookings.excuse_appointment, "excused"), (bookings.revoke_appointment, "revoked")],
)
def test_cancelling_what_is_still_to_come_needs_a_confirmation(
    reception: Reception, usecase: object, outcome: str
) -> None:
    appointment_id = reception.book(10, 0)
    with pytest.raises(Conflict, match="confirm_needed"):
        reception.do(usecase, reception.lea, Judge(appointment_id))
    reception.do(usecase, reception.lea, Judge(appointment_id, confirm=True))
    assert reception.outcomes_to_send() == [("part-1", outcome)]


def test_a_verdict_taken_back_is_not_told(reception: Reception) -> None:
    appointment_id = reception.book(8, 30)
    reception.do(bookings.no_show_appointment, reception.lea, Judge(appointment_id))
    reception.do(bookings.reopen_appointment, reception.lea, Judge(appointment_id))
    assert reception.outcomes_to_send() == []
    with pytest.raises(Conflict, match="wrong_state"):
        reception.do(bookings.reopen_appointment, reception.lea, Judge(appointment_id))


def test_a_verdict_that_was_sent_and_taken_back_is_told_as_unknown(reception: Reception) -> None:
    appointment_id = reception.book(8, 30)
    reception.do(bookings.no_show_appointment, reception.lea, Judge(appointment_id))
    with reception.read() as reader:
        item = reader.outbox_due()[0]
    reception.do(outbox.mark_sent, reception.server, outbox.MarkSent(item.id))
    reception.do(bookings.reopen_appointment, reception.lea, Judge(appointment_id))
    assert reception.outcomes_to_send() == [("part-1", "unknown")]


def test_an_appointment_typed_in_here_is_told_to_nobody(reception: Reception) -> None:
    command = AddAppointment(reception.row(8, 30))
    added = reception.do(bookings.add_appointment, reception.lea, command)
    with pytest.raises(Conflict, match="appointment_exists"):
        reception.do(bookings.add_appointment, reception.lea, command)
    judge = Judge(str(added["appointment_id"]))
    reception.do(bookings.no_show_appointment, reception.lea, judge)
    assert reception.outcomes_to_send() == []


def test_a_code_id_beyond_48_bits_is_refused(reception: Reception) -> None:
    command = AddAppointment(replace(reception.row(9), code_id=-1))
    with pytest.raises(Unprocessable, match="code_id_refused"):
        reception.do(bookings.add_appointment, reception.lea, command)


def test_each_participation_of_a_family_is_told(reception: Reception) -> None:
    people = (BookedPerson("a", "Silva", "Ana"), BookedPerson("b", "Silva", "Rui"))
    appointment_id = reception.book(8, 30, people=people)
    reception.do(bookings.no_show_appointment, reception.lea, Judge(appointment_id))
    assert reception.outcomes_to_send() == [("a", "noshow"), ("b", "noshow")]


def test_what_was_told_of_somebody_who_is_expected_no_more_is_taken_back_too(
    reception: Reception,
) -> None:
    people = (BookedPerson("a", "Silva", "Ana"), BookedPerson("b", "Silva", "Rui"))
    row = replace(reception.row(10, 0), people=people)
    judge = Judge(reception.import_rows([row])[0], confirm=True)
    reception.do(bookings.excuse_appointment, reception.lea, judge)
    with reception.read() as reader:
        due = reader.outbox_due()
    for item in due:
        reception.do(outbox.mark_sent, reception.server, outbox.MarkSent(item.id))
    # There a colleague says that b comes after all: read again, only b is expected.
    apply(reception, replace(row, people=people[1:], status=AppointmentStatus.EXCUSED))
    reception.do(bookings.reopen_appointment, reception.lea, judge)
    assert sorted(reception.outcomes_to_send()) == [("a", "unknown"), ("b", "unknown")]


def test_the_outbox_is_followed_up(reception: Reception) -> None:
    for minute in (10, 20, 30):
        appointment_id = reception.book(8, minute)
        reception.do(bookings.no_show_appointment, reception.lea, Judge(appointment_id))
    with reception.read() as reader:
        first, second, third = reader.outbox_due()
    server = reception.server
    reception.do(outbox.mark_sent, server, outbox.MarkSent(first.id))
    reception.do(outbox.mark_rejected, server, outbox.MarkRejected(second.id, "unprocessable"))
    later = reception.at(9, 5)
    reception.do(outbox.mark_retry, server, outbox.MarkRetry(third.id, later, "unreachable"))
    with reception.read() as reader:
        assert reader.outbox_due() == []
        states = [item.state for item in reader.outbox()]
        assert reader.oldest_unsent() == reception.at(9)
    assert states == [OutboxState.SENT, OutboxState.REJECTED, OutboxState.PENDING]
    reception.wait(minutes=5)
    reception.do(outbox.retry, reception.lea, outbox.Retry(second.id))
    with reception.read() as reader:
        assert [item.id for item in reader.outbox_due()] == [second.id, third.id]
    reception.do(outbox.drop, reception.lea, outbox.Drop(second.id, "mistake"))
    with reception.read() as reader:
        assert [item.id for item in reader.outbox_due()] == [third.id]
        assert reader.oldest_unsent() == reception.at(9)
    with pytest.raises(Conflict, match="wrong_state"):
        reception.do(outbox.retry, reception.lea, outbox.Retry(first.id))
    with pytest.raises(NotFound, match="outbox_item_unknown"):
        reception.do(outbox.retry, reception.lea, outbox.Retry("none"))


@pytest.mark.parametrize("q", ["sil", "SILVA ana", "ana", "âna", "1001", "10-01"])
def test_reception_finds_a_booking(reception: Reception, q: str) -> None:
    reception.book(9, 0)
    reception.book(9, 10, people=(BookedPerson("x", "Dupont", "Éric"),))
    with reception.read() as reader:
        booked = BookedReader(reader)
        assert [card.appointment.reference for card in booked.page(q=q).cards] == ["1001"]
        assert len(booked.page(q="eric d").cards) == 1
        assert len(booked.page(q="lva").cards) == 0
        assert len(booked.page(q="silva", status=AppointmentStatus.NO_SHOW).cards) == 0
        assert len(reader.appointments(status=AppointmentStatus.NO_SHOW)) == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("AB12 3456 7", None),
        ("ab1234567z", "AB1234567Z"),
        ("AB 12345 67Z", "AB1234567Z"),
        (None, None),
    ],
)
def test_a_pre_application_number_is_kept_in_its_form_or_not_at_all(
    reception: Reception, given: str | None, kept: str | None
) -> None:
    appointment_id = reception.import_rows([replace(reception.row(9), pre_application=given)])[0]
    with reception.read() as reader:
        assert reader.appointment(appointment_id).appointment.pre_application == kept


def test_a_typed_pre_application_number_of_another_form_is_refused(reception: Reception) -> None:
    command = AddAppointment(replace(reception.row(9), pre_application="12345"))
    with pytest.raises(Unprocessable, match="pre_application_refused"):
        reception.do(bookings.add_appointment, reception.lea, command)
