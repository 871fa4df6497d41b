"""What the source changes after somebody checked in: the visit stays, and its agent is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.model import AppointmentStatus, EventKind
from core.things import Appointment, Visit
from core.usecases import taking_days
from core.usecases.bookings import BookedPerson, BookingRow
from core.usecases.leaving import Leave, leave
from core.usecases.source_flags import MarkDoubled, doubled_of, mark_doubled
from core.usecases.taking_days import ApplyDay, compare_day
from tests.fakes.reception import Reception

ANA = BookedPerson("part-1", "Silva", "Ana")


class Here:
    """Somebody who checked in for nine o'clock, and what their source says since."""

    def __init__(self, reception: Reception) -> None:
        self.reception = reception
        self.row = reception.row(9, 0, people=(ANA,))
        (self.booked,) = reception.import_rows([self.row])
        self.visit_id = str(reception.check_in(self.booked)["visit_id"])

    def told(self, *rows: BookingRow) -> tuple[str, ...]:
        """Read the day so; return the flags of the visit."""
        command = ApplyDay(self.reception.at(9).date(), "rdv", rows)
        self.reception.do(taking_days.apply_day, self.reception.server, command)
        return self.visit.flags

    def differs(self, row: BookingRow) -> int:
        """Return how many writes a reading with this row alone would take."""
        command = ApplyDay(self.reception.at(9).date(), "rdv", [row])
        with self.reception.read() as reader:
            known = reader.known_bookings.by_sources("rdv", [row.source_id])
            of_day = reader.known_bookings.of_day(command.day, "rdv")
            found = compare_day(reader.site(), reader.today, command, known, of_day)
        return len(found.rows) + len(found.gone)

    @property
    def visit(self) -> Visit:
        with self.reception.read() as reader:
            found: Visit = reader.visit(self.visit_id).visit
        return found

    @property
    def appointment(self) -> Appointment:
        with self.reception.read() as reader:
            found: Appointment = reader.appointment(self.booked).appointment
        return found

    def events(self) -> int:
        with self.reception.read() as reader:
            kinds = [event.kind for event in reader.events(0)]
        return kinds.count(EventKind.VISIT_CHANGED)


@pytest.fixture
def here(reception: Reception) -> Here:
    return Here(reception)


@pytest.mark.parametrize("status", [AppointmentStatus.EXCUSED, AppointmentStatus.REVOKED])
def test_cancelled(here: Here, status: AppointmentStatus) -> None:
    cancelled = replace(here.row, status=status)
    assert here.told(cancelled) == ("source_cancelled",)
    assert here.appointment.status is AppointmentStatus.CHECKED_IN
    assert here.told(cancelled) == ("source_cancelled",)
    assert here.events() == 1
    assert here.told(here.row) == ()


def test_moved_within_the_day(here: Here) -> None:
    later = replace(here.row, starts_at=here.row.starts_at + timedelta(hours=3))
    assert here.told(later) == ("source_moved",)
    assert here.visit.starts_at == here.row.starts_at
    assert here.appointment.starts_at == later.starts_at


def test_moved_to_another_day(here: Here) -> None:
    later = replace(here.row, starts_at=here.row.starts_at + timedelta(days=1))
    assert here.told(later) == ("source_moved",)
    assert here.appointment.visit_id == here.visit_id
    assert here.appointment.starts_at == here.row.starts_at
    assert here.told(later) == ("source_moved",)
    assert here.events() == 1
    assert here.told() == ("source_moved",), "today's reading does not list it any more"
    assert here.differs(later) == 0


def test_person_replaced(here: Here) -> None:
    other = replace(here.row, people=(BookedPerson("part-2", "Silva", "Rui"),))
    assert here.told(other) == ("source_people",)
    with here.reception.read() as reader:
        assert [one.given_name for one in reader.visit(here.visit_id).persons] == ["Ana"]


def test_another_spelling_is_no_other_person(here: Here) -> None:
    assert here.told(replace(here.row, people=(replace(ANA, given_name="Anna"),))) == ()


def test_service_changed(here: Here) -> None:
    other = replace(here.row, service_id=here.reception.service("life"))
    assert here.told(other) == ("source_service",)
    assert here.visit.service_id == here.row.service_id


def test_deleted_and_there_again(here: Here) -> None:
    assert here.told() == ("source_deleted",)
    assert here.appointment.withdrawn_at is None
    assert here.appointment.status is AppointmentStatus.CHECKED_IN
    assert here.told() == ("source_deleted",)
    assert here.events() == 1
    assert here.told(here.row) == ()


def test_created_for_today_is_expected_and_may_come_at_once(here: Here) -> None:
    made = here.reception.row(9, 5)
    assert here.told(here.row, made) == ()
    (card,) = _cards(here.reception, made.source_id)
    here.reception.check_in(card.id)


def test_doubled_is_flagged_and_not_cancelled(here: Here) -> None:
    twin = here.reception.row(11, 0, people=(BookedPerson("part-9", "SILVA ", "ana"),))
    here.told(here.row, twin)
    _mark(here.reception)
    assert here.visit.flags == ("doubled",)
    (card,) = _cards(here.reception, twin.source_id)
    assert (card.doubled, card.status) == (True, AppointmentStatus.BOOKED)
    here.told(here.row, replace(twin, status=AppointmentStatus.EXCUSED))
    _mark(here.reception)
    assert not here.visit.flags


def test_whoever_is_doubled_before_they_come_is_flagged_when_they_do(reception: Reception) -> None:
    first = reception.book(9, 0, people=(ANA,))
    reception.book(11, 0, people=(replace(ANA, target="part-2"),))
    _mark(reception)
    visit_id = str(reception.check_in(first)["visit_id"])
    with reception.read() as reader:
        assert reader.visit(visit_id).visit.flags == ("doubled",)


def test_another_service_or_another_person_is_not_doubled(reception: Reception) -> None:
    reception.book(9, 0, people=(ANA,))
    reception.book(10, 0, "life", people=(replace(ANA, target="part-2"),))
    reception.book(11, 0, people=(BookedPerson("part-3", "Silva", "Rui"),))
    reception.book(12, 0, people=(BookedPerson("part-4"),))
    reception.book(12, 5, people=(BookedPerson("part-5"),))
    with reception.read() as reader:
        assert doubled_of(reader.appointments()) == frozenset()


def test_a_visit_that_is_over_is_left_alone(here: Here) -> None:
    here.reception.do(leave, here.reception.lea, Leave(here.visit_id))
    assert here.told(replace(here.row, status=AppointmentStatus.REVOKED)) == ()
    assert here.told() == ()
    assert here.events() == 0


def _mark(reception: Reception) -> None:
    with reception.read() as reader:
        cards = reader.appointments()
    doubled = doubled_of(cards)
    marks = {card.appointment.id: card.appointment.id in doubled for card in cards}
    reception.do(mark_doubled, reception.server, MarkDoubled(marks))


def _cards(reception: Reception, source_id: str) -> list[Appointment]:
    with reception.read() as reader:
        cards = [card.appointment for card in reader.appointments()]
    return [one for one in cards if one.source_id == source_id]
