"""Reading a whole list that skips, repeats and moves."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.booking.gateway import BookingFailed
from sync.booking.rdv_service_public.paging import PARTS, READINGS, Span, SpanReader

MIDNIGHT = datetime(2026, 11, 24)  # noqa: DTZ001 - a wall clock
DAY = Span(MIDNIGHT, MIDNIGHT + timedelta(days=1, seconds=-1))
Rows = list[tuple[int, int]]
"""Ids, and the minute of the day of each."""


class Listing:
    """A list of rows, in an order that may be another one for each page."""

    def __init__(self, rows: Rows, size: int, *, shuffled: bool = False, seed: int = 0) -> None:
        self.rows = rows
        self.size = size
        self.asked = 0
        self.before_each: Callable[[], None] = lambda: None
        self._shuffled = shuffled
        self._random = random.Random(seed)

    def __call__(self, span: Span, page: int) -> object:
        self.before_each()
        self.asked += 1
        found = [
            number
            for number, minute in self.rows
            if span.begin <= MIDNIGHT + timedelta(minutes=minute) <= span.end
        ]
        if self._shuffled:
            self._random.shuffle(found)
        pages = max(1, -(-len(found) // self.size))
        return {
            "rdvs": [{"id": one} for one in found[(page - 1) * self.size : page * self.size]],
            "meta": {
                "next_page": page + 1 if page < pages else None,
                "total_pages": pages,
                "total_count": len(found),
            },
        }


def spread(count: int) -> Rows:
    """Return so many rows from 8 to 18 o'clock."""
    return [(number, 480 + (number * 37) % 600) for number in range(1, count + 1)]


def ids_of(rows: tuple[object, ...]) -> list[int]:
    return sorted(row["id"] for row in rows if isinstance(row, dict) and row["id"] is not None)


def read(listing: Listing) -> list[int]:
    return ids_of(SpanReader(listing, "rdvs").read(DAY))


def test_one_page_is_read_once_even_if_it_repeats_a_row() -> None:
    listing = Listing([(3, 1), (1, 1), (3, 1), (2, 1)], 100)
    assert read(listing) == [1, 2, 3]
    assert listing.asked == 1


def test_a_day_of_several_pages_is_read_in_parts_and_the_next_time_in_fewer_calls() -> None:
    listing = Listing(spread(600), 100)
    reader = SpanReader(listing, "rdvs")
    assert len(reader.read(DAY)) == 600
    first, listing.asked = listing.asked, 0
    assert len(reader.read(DAY)) == 600
    assert listing.asked < first <= 24
    assert listing.asked <= 14


@settings(derandomize=True)
@given(count=st.integers(0, 40), size=st.integers(3, 50), seed=st.integers(0, 1 << 30))
def test_a_list_in_another_order_at_each_page_is_read_whole_or_not_at_all(
    count: int, size: int, seed: int
) -> None:
    dice = random.Random(seed)
    rows = [(number, dice.randrange(480, 510)) for number in range(1, count + 1)]
    listing = Listing(rows, size, shuffled=True, seed=seed)
    with suppress(BookingFailed):
        assert read(listing) == list(range(1, count + 1))


def test_rows_counted_twice_by_the_server_cost_no_call_more() -> None:
    listing = Listing([*spread(6), *spread(6)[:1]], 3)
    assert read(listing) == [1, 2, 3, 4, 5, 6]
    plain = Listing(spread(6), 3)
    read(plain)
    assert listing.asked <= plain.asked + 2


@settings(derandomize=True, deadline=None)
@given(
    seed=st.integers(0, 1 << 30),
    at=st.integers(1, 12),
    shuffled=st.booleans(),
    several=st.booleans(),
)
def test_one_made_and_one_deleted_in_between_hide_no_row_that_stands(
    seed: int, at: int, *, shuffled: bool, several: bool
) -> None:
    dice = random.Random(seed)
    listing = Listing(spread(200), 100, shuffled=shuffled, seed=seed)
    made = [201]

    def move() -> None:
        if listing.asked == at or (several and listing.asked > at):
            listing.rows.pop(dice.randrange(len(listing.rows)))
            listing.rows.append((made[0], dice.randrange(480, 1080)))
            made[0] += 1

    listing.before_each = move
    always = {number for number, _ in listing.rows}
    try:
        found = set(read(listing))
    except BookingFailed:
        return
    always &= {number for number, _ in listing.rows}
    assert always <= found


def test_a_list_that_grows_while_it_is_read_is_read_again() -> None:
    listing = Listing(spread(8), 3)

    def grow() -> None:
        if listing.asked == 2:
            listing.rows = [*listing.rows, (9, 700)]

    listing.before_each = grow
    assert read(listing) == list(range(1, 10))


def test_a_row_that_left_meanwhile_is_not_kept_from_an_earlier_reading() -> None:
    listing = Listing(spread(8), 3)

    def shrink() -> None:
        if listing.asked == 1:
            listing.rows = [row for row in listing.rows if row[0] != 1]

    listing.before_each = shrink
    assert read(listing) == list(range(2, 9))


def test_a_list_that_never_stands_still_is_given_up() -> None:
    listing = Listing(spread(8), 3)

    def grow() -> None:
        if listing.asked % 4 == 3:
            listing.rows.append((listing.asked + 100, 1000 + listing.asked))

    listing.before_each = grow
    with pytest.raises(BookingFailed, match="list_unsettled"):
        read(listing)
    assert listing.asked <= READINGS * PARTS


def test_a_minute_with_several_pages_is_believed_when_two_whole_readings_are_alike() -> None:
    listing = Listing([(number, 540) for number in range(1, 8)], 4)
    assert read(listing) == [1, 2, 3, 4, 5, 6, 7]


def test_a_minute_whose_pages_move_is_not_believed_by_its_count() -> None:
    listing = Listing([(number, 540) for number in range(1, 8)], 4)

    def move() -> None:
        # Whatever is read first is replaced, and what was second slips to the page before.
        listing.rows = [*listing.rows[1:], (listing.asked + 100, 540)]

    listing.before_each = move
    with pytest.raises(BookingFailed, match="list_unsettled"):
        read(listing)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"rdvs": None},
        {"rdvs": "x"},
        {"autres": []},
        {"rdvs": [], "meta": "x"},
        {"rdvs": [], "meta": {"next_page": "2"}},
        {"rdvs": [], "meta": {"next_page": None, "total_pages": 2}},
    ],
)
def test_an_answer_that_is_no_list_is_refused(body: object) -> None:
    with pytest.raises(BookingFailed, match="answer_garbled"):
        SpanReader(lambda span, page: body, "rdvs").read(DAY)


def test_a_next_page_that_does_not_go_on_is_refused() -> None:
    body = {"rdvs": [], "meta": {"next_page": 1, "total_count": 9}}
    with pytest.raises(BookingFailed, match="paging_loops"):
        SpanReader(lambda span, page: body, "rdvs").read(DAY)


def test_a_list_without_meta_is_one_page() -> None:
    reader = SpanReader(lambda span, page: {"rdvs": [{"id": 4}]}, "rdvs")
    assert ids_of(reader.read(DAY)) == [4]


def test_what_stands_beside_the_pages_may_be_nonsense() -> None:
    body = {"rdvs": [{"id": 4}], "meta": {"total_count": "many", "total_pages": None}}
    assert ids_of(SpanReader(lambda span, page: body, "rdvs").read(DAY)) == [4]


def test_pages_without_a_count_are_read_in_parts_all_the_same() -> None:
    listing = Listing(spread(8), 3)

    def uncounted(span: Span, page: int) -> object:
        body = listing(span, page)
        assert isinstance(body, dict)
        del body["meta"]["total_count"]
        return body

    assert len(SpanReader(uncounted, "rdvs").read(DAY)) == 8


def test_rows_without_a_readable_id_are_handed_on_for_the_report() -> None:
    reader = SpanReader(lambda span, page: {"rdvs": [{"id": 4}, {"id": None}]}, "rdvs")
    assert len(reader.read(DAY)) == 2


@given(cuts=st.lists(st.integers(-10, 100_000), max_size=6))
def test_parts_of_a_span_meet_without_a_gap_and_without_an_overlap(cuts: list[int]) -> None:
    parts = DAY.cut(MIDNIGHT + timedelta(seconds=cut) for cut in cuts)
    assert (parts[0].begin, parts[-1].end) == (DAY.begin, DAY.end)
    for one, following in pairwise(parts):
        assert following.begin - one.end == timedelta(seconds=1)
