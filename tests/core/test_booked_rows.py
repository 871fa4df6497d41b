"""What a source says of a booking, against what happened here."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model import AppointmentStatus, EventKind
from core.ports import UnitOfWork
from core.store.booked import BookedReader
from core.things import Appointment, Receipt
from core.usecases import bookings, importing
from core.usecases.bookings import AddAppointment, ApplyDay, BookedPerson, BookingRow, Judge
from core.usecases.importing import ImportFile, ImportRows, ListedRow, WithdrawListed
from tests.fakes.reception import Reception

DAY = timedelta(days=1)


def pull(reception: Reception, ahead: int, *rows: BookingRow) -> object:
    """Let the booking source list a day, today or after it."""
    with reception.read() as reader:
        day = reader.today + ahead * DAY
    return reception.do(bookings.apply_day, reception.server, ApplyDay(day, "rdv", rows))


def take_file(reception: Reception, *rows: BookingRow, replace_day: bool = False) -> object:
    listed = [ListedRow(line, row) for line, row in enumerate(rows, start=2)]
    done = reception.do(importing.import_rows, reception.lea, ImportRows(listed))
    if replace_day:
        with reception.read() as reader:
            file = ImportFile(listed)
            gone = importing.gone(reader.known_bookings, reader.site(), reader.today, file)
        done |= reception.do(importing.withdraw_listed, reception.lea, WithdrawListed(gone))
    return done


def known(reception: Reception, appointment_id: str) -> Appointment:
    with reception.read() as reader:
        appointment: Appointment = reader.appointment(appointment_id).appointment
    return appointment


def test_who_is_here_today_stays_in_today_though_the_source_moved_the_booking(
    reception: Reception,
) -> None:
    row = reception.row(9, 10)
    appointment_id = reception.import_rows([row])[0]
    visit_id = reception.check_in(appointment_id)["visit_id"]
    before = known(reception, appointment_id)
    moved = replace(row, starts_at=row.starts_at + 3 * DAY)
    pull(reception, 0)
    pull(reception, 3, moved)
    assert replace(known(reception, appointment_id), digest=before.digest) == before
    assert before.visit_id == visit_id


def test_a_booking_that_moved_on_can_be_kept_on_its_new_day(reception: Reception) -> None:
    row = reception.row(9, 10)
    appointment_id = reception.import_rows([row])[0]
    reception.check_in(appointment_id)
    moved = replace(row, starts_at=row.starts_at + 3 * DAY)
    pull(reception, 3, moved)
    reception.wait(minutes=24 * 60)
    pull(reception, 2, moved)
    after = known(reception, appointment_id)
    assert (after.starts_at, after.visit_id) == (moved.starts_at, None)
    assert after.status is AppointmentStatus.BOOKED
    reception.wait(minutes=2 * 24 * 60)
    assert reception.check_in(appointment_id)["visit_id"]


def test_a_file_that_moves_who_is_here_today_is_told_so(reception: Reception) -> None:
    row = replace(reception.row(9, 10), people=(BookedPerson(None, "Silva", "Ana"),))
    take_file(reception, row)
    with reception.read() as reader:
        appointment_id = reader.appointments()[0].appointment.id
    reception.check_in(appointment_id)
    done = take_file(reception, replace(row, starts_at=row.starts_at + DAY))
    assert isinstance(done, dict)
    assert (done["changed"], done["refused_lines"]) == (0, "2:already_checked_in")


def test_a_verdict_stays_when_a_file_corrects_something_else(reception: Reception) -> None:
    row = replace(reception.row(8, 30), people=(BookedPerson(None, "Sliva", "Ana"),))
    take_file(reception, row)
    with reception.read() as reader:
        appointment_id = reader.appointments()[0].appointment.id
    reception.do(bookings.no_show_appointment, reception.lea, Judge(appointment_id))
    take_file(reception, replace(row, people=(BookedPerson(None, "Silva", "Ana"),)))
    assert known(reception, appointment_id).status is AppointmentStatus.NO_SHOW
    with reception.read() as reader:
        assert BookedReader(reader).page(q="silva").cards


def test_a_file_that_replaces_a_day_leaves_who_came_and_who_was_judged(
    reception: Reception,
) -> None:
    rows = [
        replace(reception.row(8, minute), people=(BookedPerson(None, "Silva", "Ana"),))
        for minute in (30, 40, 50)
    ]
    take_file(reception, *rows)
    with reception.read() as reader:
        came, judged, _ = (card.appointment.id for card in reader.appointments())
    reception.check_in(came)
    reception.do(bookings.no_show_appointment, reception.lea, Judge(judged))
    other = replace(reception.row(10, 0), people=(BookedPerson(None, "Costa", "Rui"),))
    done = take_file(reception, other, replace_day=True)
    assert isinstance(done, dict)
    assert done["withdrawn"] == 1
    with reception.read() as reader:
        assert len(reader.appointments()) == 3


def test_a_row_that_is_there_twice_is_taken_once(reception: Reception) -> None:
    row = reception.row(9, 0)
    done = take_file(reception, row, replace(row, duration_min=20))
    assert isinstance(done, dict)
    assert (done["new"], done["refused_lines"]) == (1, "3:row_twice")


@pytest.mark.parametrize("verdict", ["no_show_appointment", "excuse_appointment"])
def test_the_journal_says_who_typed_an_appointment_in_and_who_judged_it(
    reception: Reception, verdict: str
) -> None:
    added = reception.do(
        bookings.add_appointment, reception.lea, AddAppointment(reception.row(8, 30))
    )
    judge = Judge(str(added["appointment_id"]))
    reception.do(getattr(bookings, verdict), reception.max, judge)
    with reception.read() as reader:
        told = [event for event in reader.events(0) if event.appointment_id is not None]
    assert told[0].kind is EventKind.APPOINTMENT_IMPORTED
    assert [event.actor_agent_id for event in told] == [
        reception.lea.agent_id,
        reception.max.agent_id,
    ]


def test_a_long_file_gets_references_of_its_own_and_is_known_again(reception: Reception) -> None:
    first = replace(reception.row(9, 0), reference="")
    rows = [replace(first, source_id=f"key:{number}") for number in range(1100)]
    take_file(reception, *rows)
    with reception.read() as reader:
        booked = [card.appointment for card in reader.appointments()]
    assert len({one.reference for one in booked}) == len({one.code_id for one in booked}) == 1100
    done = take_file(reception, *rows)
    assert isinstance(done, dict)
    assert (done["new"], done["same"]) == (0, 1100)


def test_seconds_of_a_source_are_cut_off_and_are_no_change(reception: Reception) -> None:
    row = reception.row(9, 10)
    exact = replace(row, starts_at=row.starts_at + timedelta(seconds=30, microseconds=5))
    assert exact == row
    (appointment_id,) = reception.import_rows([exact])
    before = known(reception, appointment_id)
    assert before.starts_at == reception.at(9, 10)
    for seconds in (0, 30, 59):
        pull(reception, 0, replace(row, starts_at=row.starts_at + timedelta(seconds=seconds)))
    assert known(reception, appointment_id) == before


def test_one_that_was_kept_with_seconds_is_no_other_time_of_its_visit(
    reception: Reception,
) -> None:
    row = reception.row(9, 10)
    (appointment_id,) = reception.import_rows([row])
    visit_id = str(reception.check_in(appointment_id)["visit_id"])
    exact = row.starts_at + timedelta(seconds=30)

    def keep(uow: UnitOfWork) -> Receipt:
        uow.appointments.change(appointment_id, starts_at=exact, digest="of seconds")
        return {}

    reception.store.write(keep)
    pull(reception, 0, row)
    assert known(reception, appointment_id).starts_at == row.starts_at
    with reception.read() as reader:
        assert reader.visit(visit_id).visit.flags == ()
