"""What vanishes from a list: gone, moved, or only not shown to us."""

from datetime import date, timedelta

import pytest

from sync.booking.confirming import Confirmation
from sync.booking.gateway import BookingFailed, BookingUnreachable
from sync.booking.rows import DayOfBookings, SetAside
from tests.fakes.booking_fakes import DAY, FakeGateway

HOLD_S = 900.0
TOMORROW = DAY + timedelta(days=1)


class Bench:
    """A list beside what stands here."""

    def __init__(self, listed: list[int], standing: int = 20) -> None:
        self.gateway = FakeGateway(days={DAY: listed})
        self.standing = {str(number) for number in range(501, 501 + standing)}
        self.confirmation = Confirmation(self.gateway, HOLD_S)

    def read(self, now: float = 0.0) -> DayOfBookings:
        return self.confirmation.confirm(self.gateway.list_day(DAY), self.standing, now)

    def gone(self, now: float = 0.0) -> set[str]:
        found = self.read(now)
        return {one for one in self.standing if not found.tells_of(one)}

    @property
    def asked(self) -> list[str]:
        return [call for call in self.gateway.calls if call.startswith("get")]


def all_but(*missing: int) -> list[int]:
    return [number for number in range(501, 521) if number not in missing]


def test_a_day_that_lists_all_that_stands_asks_for_nothing() -> None:
    bench = Bench(all_but())
    assert bench.gone() == set()
    assert bench.asked == []


def test_what_is_not_listed_is_asked_for_before_it_is_believed_to_be_gone() -> None:
    bench = Bench(all_but(503))
    assert bench.gone() == {"503"}
    assert bench.asked == ["get 503"]


def test_what_was_confirmed_to_be_gone_is_not_asked_for_again() -> None:
    bench = Bench(all_but(503))
    bench.read()
    assert bench.gone() == {"503"}
    assert len(bench.asked) == 1


def test_what_came_back_and_went_again_is_asked_for_again() -> None:
    bench = Bench(all_but(503))
    bench.read()
    bench.standing.remove("503")
    bench.read()
    bench.standing.add("503")
    bench.read()
    assert len(bench.asked) == 2


def test_what_a_list_left_out_although_it_is_there_stays_listed() -> None:
    bench = Bench(all_but(503))
    bench.gateway.hidden = {503: DAY}
    assert bench.gone() == set()
    assert bench.gateway.calls.count(f"list {DAY}") == 2


def test_what_was_moved_is_told_with_its_new_day() -> None:
    bench = Bench(all_but(503))
    bench.gateway.days[TOMORROW] = [503]
    found = bench.read()
    assert [(one.source_id, one.day) for one in found.moved] == [("503", TOMORROW)]
    assert found.tells_of("503")


@pytest.mark.parametrize("listed_again", [True, False])
def test_a_server_that_cannot_be_asked_by_number_is_read_twice(*, listed_again: bool) -> None:
    bench = Bench(all_but(503))
    bench.gateway.serves_numbers = False
    first = bench.gateway.list_day(DAY)
    if listed_again:
        bench.gateway.days[DAY] = all_but()
    found = bench.confirmation.confirm(first, bench.standing, 0.0)
    assert found.tells_of("503") is listed_again


def test_a_row_that_cannot_be_read_is_not_missing() -> None:
    bench = Bench(all_but(503))
    listed = bench.gateway.list_day(DAY)
    day = DayOfBookings(DAY, listed.bookings, (SetAside("503", ("starts_at",)),))
    assert bench.confirmation.confirm(day, bench.standing, 0.0).tells_of("503")
    assert bench.asked == []


@pytest.mark.parametrize("listed", [[], all_but(*range(501, 510))], ids=["empty", "thinned"])
def test_a_thinned_day_is_held_until_every_reading_for_some_time_said_so(
    listed: list[int],
) -> None:
    bench = Bench(listed)
    for now in (0.0, 300.0, HOLD_S - 1):
        with pytest.raises(BookingFailed, match="list_thinned"):
            bench.read(now)
        assert bench.confirmation.doubtful
    assert bench.gone(HOLD_S) == bench.standing - {str(number) for number in listed}
    assert not bench.confirmation.doubtful


def test_a_day_that_filled_again_is_believed_at_once_and_its_time_begins_anew() -> None:
    bench = Bench([])
    with pytest.raises(BookingFailed):
        bench.read(0.0)
    bench.gateway.days[DAY] = all_but()
    assert bench.gone(10.0) == set()
    assert not bench.confirmation.doubtful
    bench.gateway.days[DAY] = []
    with pytest.raises(BookingFailed):
        bench.read(HOLD_S + 5)


def test_a_day_that_filled_in_part_begins_its_time_anew() -> None:
    bench = Bench([])
    with pytest.raises(BookingFailed):
        bench.read(0.0)
    bench.gateway.days[DAY] = all_but(*range(501, 511))
    with pytest.raises(BookingFailed):
        bench.read(500.0)
    bench.gateway.days[DAY] = []
    with pytest.raises(BookingFailed):
        bench.read(HOLD_S)
    assert len(bench.gone(500.0 + HOLD_S)) == 20


def test_a_few_of_a_large_day_and_all_of_a_small_one_are_no_doubt() -> None:
    assert len(Bench(all_but(501, 502, 503, 504)).gone()) == 4
    assert len(Bench([], standing=4).gone()) == 4


def test_a_server_that_cannot_be_reached_for_the_question_leaves_all_as_it_is() -> None:
    bench = Bench(all_but(503))
    bench.gateway.faults["get"] = BookingUnreachable("ReadTimeout", answered=True)
    with pytest.raises(BookingUnreachable):
        bench.read()
    bench.gateway.faults.clear()
    assert bench.gone() == {"503"}


def test_days_that_are_over_are_forgotten() -> None:
    bench = Bench([])
    with pytest.raises(BookingFailed):
        bench.read()
    bench.confirmation.forget_before(DAY)
    assert bench.confirmation.doubtful
    bench.confirmation.forget_before(date(2026, 11, 25))
    assert not bench.confirmation.doubtful
