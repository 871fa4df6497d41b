"""What is told, and what is still to come, once people were split, absent, or brought back."""

import pytest

from core.errors import Conflict
from core.model import AppointmentStatus
from core.things import Receipt
from core.usecases import (
    bookings,
    day_closing,
    finishing,
    grouping,
    leaving,
    returning,
    serving,
    site_switches,
    splitting,
)
from core.usecases.bookings import BookedPerson
from core.usecases.day_closing import CloseDay
from tests.fakes.reception import Reception

FAMILY = tuple(BookedPerson(f"part-{name}", "Silva", name) for name in ("a", "b", "c"))
CARRY_OVER = CloseDay(default_action="carry_over", confirm=True)


def served(reception: Reception, number: str = "1", *, go_on: bool = True) -> Receipt:
    """Serve the next person to the end."""
    step = str(reception.call_next(number)["step_id"])
    reception.do(serving.start, reception.lea, serving.Start(step))
    finish = finishing.Finish(step, continue_flow=go_on)
    return reception.do(finishing.finish, reception.lea, finish)


def reopen(reception: Reception, step_id: object) -> Receipt:
    return reception.do(returning.reopen, reception.lea, returning.Reopen(str(step_id)))


def split(reception: Reception, visit_id: object, *persons: int) -> str:
    command = splitting.Split(str(visit_id), persons)
    return str(reception.do(splitting.split, reception.lea, command)["split_visit_id"])


def leave(reception: Reception, visit_id: object, *, cancel: bool = False) -> None:
    usecase = leaving.cancel if cancel else leaving.leave
    reception.do(usecase, reception.lea, leaving.Leave(str(visit_id), "reason"))


def test_who_was_served_and_then_missed_a_later_call_was_seen(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0))
    reception.open()
    served(reception)
    reception.open("3")
    call = reception.call_next("3")
    command = returning.Absent(str(call["step_id"]), confirm=True)
    reception.do(returning.absent, reception.lea, command)
    assert reception.outcomes_to_send() == [("part-1", "seen")]


def test_each_of_a_family_that_parts_twice_is_told(reception: Reception) -> None:
    visit = reception.check_in(reception.book(9, 0, "life", people=FAMILY))
    split(reception, split(reception, visit["visit_id"], 2, 3), 2)
    reception.open()
    for _ in FAMILY:
        served(reception)
    told = sorted(reception.outcomes_to_send())
    assert told == [(str(person.target), "seen") for person in FAMILY]


def test_who_parts_and_joins_others_takes_nobody_with_them(reception: Reception) -> None:
    visit = reception.check_in(reception.book(9, 0, "life", people=FAMILY))
    parted = split(reception, visit["visit_id"], 3)
    other = str(reception.walk_in("life", priority=True)["visit_id"])
    reception.do(grouping.group, reception.lea, grouping.Group((other, parted)))
    reception.open()
    for _ in range(2):
        served(reception)
    told = sorted(reception.outcomes_to_send())
    assert told == [(str(person.target), "seen") for person in FAMILY]


def test_a_booking_stays_with_those_who_came_when_the_others_should_not_have_been(
    reception: Reception,
) -> None:
    booking = reception.book(9, 0, "life", people=FAMILY[:2])
    visit = reception.check_in(booking)
    came = split(reception, visit["visit_id"], 2)
    leave(reception, visit["visit_id"], cancel=True)
    reception.open()
    served(reception)
    assert reception.outcomes_to_send() == [("part-b", "seen")]
    with pytest.raises(Conflict, match="already_checked_in") as refused:
        reception.check_in(booking)
    assert refused.value.facts["visit_id"] == came


def test_a_booking_is_free_again_once_none_of_its_people_should_have_been(
    reception: Reception,
) -> None:
    booking = reception.book(9, 0, "life", people=FAMILY[:2])
    visit = reception.check_in(booking)
    came = split(reception, visit["visit_id"], 2)
    leave(reception, visit["visit_id"], cancel=True)
    leave(reception, came, cancel=True)
    with reception.read() as reader:
        (card,) = reader.appointments(reception.at(9).date())
    assert card.appointment.status is AppointmentStatus.BOOKED


def test_who_left_by_mistake_still_gets_all_they_came_for(reception: Reception) -> None:
    further = (reception.service("social"), reception.service("proxy"))
    visit = reception.walk_in("life", services=further)
    reception.open()
    second = served(reception)["next_step_id"]
    leave(reception, visit["visit_id"])
    reopen(reception, second)
    assert served(reception)["next_step_id"] is not None


def test_a_flow_cut_short_by_mistake_goes_on_after_all(reception: Reception) -> None:
    reception.walk_in("life", services=(reception.service("social"),))
    reception.open()
    first = served(reception, go_on=False)
    reopen(reception, first["step_id"])
    assert served(reception)["next_step_id"] is not None


def test_who_holds_a_voucher_does_not_wait_today_again(reception: Reception) -> None:
    reception.check_in(reception.book(9, 0))
    reception.open()
    first = served(reception)
    reception.do(day_closing.close_day, reception.lea, CARRY_OVER)
    reception.do(site_switches.reopen, reception.lea, site_switches.Reopen())
    with pytest.raises(Conflict, match="wrong_state"):
        reopen(reception, first["step_id"])
    assert reception.outcomes_to_send() == [("part-1", "seen")]
    reception.do(day_closing.close_day, reception.lea, CARRY_OVER)


@pytest.mark.parametrize(
    "judge",
    [bookings.no_show_appointment, bookings.excuse_appointment, bookings.revoke_appointment],
)
def test_nothing_is_told_of_a_booking_that_its_source_cancelled(
    reception: Reception, judge: object
) -> None:
    booking = reception.book(9, 0)
    reception.import_rows([])
    reception.wait(minutes=30)
    with pytest.raises(Conflict, match="cancelled"):
        reception.do(judge, reception.lea, bookings.Judge(booking, confirm=True))
    assert reception.outcomes_to_send() == []
