"""Who came for their appointment: one row a person, in the words of a booking server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.presence import Presence, PresenceRow
from core.store.presence import presence_of
from core.usecases import bookings
from core.usecases.bookings import BookedPerson, Judge
from core.usecases.leaving import Leave, cancel, leave
from core.usecases.returning import Absent, absent
from core.usecases.splitting import Split, split
from tests.fakes.reception import Reception

FAMILY = (BookedPerson("part-a", "Silva", "Ana"), BookedPerson("part-b", "Silva", "Rui"))


def rows(reception: Reception) -> list[PresenceRow]:
    with reception.read() as reader:
        return list(presence_of(reader, reader.today))


def outcomes(reception: Reception) -> list[Presence]:
    return [row.outcome for row in rows(reception)]


def test_nobody_has_come_yet(reception: Reception) -> None:
    reception.book(10, people=FAMILY)
    first, second = rows(reception)
    assert (first.outcome, first.arrived_at, first.person) == (Presence.UNKNOWN, None, 1)
    assert (first.reference, first.source_id) == ("1001", "rdv-1")
    assert (second.person, second.given_name) == (2, "Rui")
    assert "Silva" not in repr(first)


def test_what_people_said_of_those_who_did_not_come(reception: Reception) -> None:
    for minute, verdict in (
        (0, bookings.no_show_appointment),
        (5, bookings.excuse_appointment),
        (10, bookings.revoke_appointment),
    ):
        appointment_id = reception.book(8, minute)
        reception.do(verdict, reception.lea, Judge(appointment_id, confirm=True))
    assert outcomes(reception) == [Presence.NO_SHOW, Presence.EXCUSED, Presence.REVOKED]


def test_who_is_here_is_seen_once_it_is_over(reception: Reception) -> None:
    visit_id = str(reception.check_in(reception.book(9, 0))["visit_id"])
    (row,) = rows(reception)
    assert (row.outcome, row.arrived_at) == (Presence.UNKNOWN, reception.clock.now())
    reception.do(leave, reception.lea, Leave(visit_id))
    assert outcomes(reception) == [Presence.SEEN]


def test_a_check_in_by_mistake_leaves_the_booking_as_it_was(reception: Reception) -> None:
    visit_id = str(reception.check_in(reception.book(9, 0))["visit_id"])
    reception.do(cancel, reception.lea, Leave(visit_id))
    (row,) = rows(reception)
    assert (row.outcome, row.arrived_at) == (Presence.UNKNOWN, None)


def test_who_is_called_and_does_not_come_is_a_no_show(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0))
    reception.open()
    step_id = str(reception.call_next()["step_id"])
    reception.wait(minutes=5)
    reception.do(absent, reception.lea, Absent(step_id, confirm=True))
    (row,) = rows(reception)
    assert row.outcome is Presence.NO_SHOW
    assert row.arrived_at == reception.at(9)


def test_people_of_one_booking_who_parted_have_an_outcome_each(reception: Reception) -> None:
    visit_id = str(reception.check_in(reception.book(9, 0, people=FAMILY))["visit_id"])
    reception.do(split, reception.lea, Split(visit_id, (2,)))
    reception.do(leave, reception.lea, Leave(visit_id))
    assert outcomes(reception) == [Presence.SEEN, Presence.UNKNOWN]


@pytest.fixture
def at_arrival(tmp_path: Path) -> Iterator[Reception]:
    made = Reception(tmp_path / "site.db", {"booking": {"seen_on": "arrival"}})
    yield made
    made.store.close()


def test_where_the_arrival_counts_who_is_here_is_seen(at_arrival: Reception) -> None:
    at_arrival.check_in(at_arrival.book(9, 0))
    assert outcomes(at_arrival) == [Presence.SEEN]


def test_who_is_expected_no_more_is_left_out(reception: Reception) -> None:
    reception.book(10)
    reception.import_rows([])
    assert rows(reception) == []
