"""Reading a whole list that skips, repeats and moves."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.booking.gateway import BookingFailed
from sync.booking.rdv_service_public.paging import PASSES, read_whole_list


class Listing:
    """A list of ids that another order may be given for each page."""

    def __init__(self, ids: list[int], size: int, *, shuffled: bool = False, seed: int = 0) -> None:
        self.ids = ids
        self.size = size
        self.asked = 0
        self._shuffled = shuffled
        self._random = random.Random(seed)

    def __call__(self, page: int) -> object:
        self.asked += 1
        ids = list(self.ids)
        if self._shuffled:
            self._random.shuffle(ids)
        pages = max(1, -(-len(ids) // self.size))
        return {
            "rdvs": [{"id": one} for one in ids[(page - 1) * self.size : page * self.size]],
            "meta": {
                "next_page": page + 1 if page < pages else None,
                "total_pages": pages,
                "total_count": len(ids),
            },
        }


def ids_of(rows: tuple[object, ...]) -> list[int]:
    return sorted(row["id"] for row in rows if isinstance(row, dict) and row["id"] is not None)


def test_one_page_is_read_once_even_if_it_repeats_a_row() -> None:
    listing = Listing([3, 1, 3, 2], 100)
    assert ids_of(read_whole_list(listing, "rdvs")) == [1, 2, 3]
    assert listing.asked == 1


def test_pages_in_one_order_are_read_once() -> None:
    listing = Listing(list(range(1, 251)), 100)
    assert len(read_whole_list(listing, "rdvs")) == 250
    assert listing.asked == 3


@settings(derandomize=True)
@given(count=st.integers(0, 40), size=st.integers(3, 50), seed=st.integers(0, 1 << 30))
def test_rows_that_the_pages_skip_are_found_by_reading_again(
    count: int, size: int, seed: int
) -> None:
    ids = list(range(1, count + 1))
    listing = Listing(ids, size, shuffled=True, seed=seed)
    with suppress(BookingFailed):
        # It may say that it could not be read; it never gives a part for the whole.
        assert ids_of(read_whole_list(listing, "rdvs")) == ids


def test_a_row_counted_twice_by_the_server_does_not_keep_the_day_from_being_read() -> None:
    listing = Listing([1, 2, 3, 4, 5, 6, 1], 3)
    assert ids_of(read_whole_list(listing, "rdvs")) == [1, 2, 3, 4, 5, 6]


def test_a_list_that_grows_while_it_is_read_is_read_again() -> None:
    listing = Listing([1, 2, 3, 4], 2)

    def moving(page: int) -> object:
        if listing.asked == 1:
            listing.ids = [5, *listing.ids]
        return listing(page)

    assert ids_of(read_whole_list(moving, "rdvs")) == [1, 2, 3, 4, 5]


def test_a_row_that_left_meanwhile_is_not_kept_from_an_earlier_reading() -> None:
    listing = Listing([1, 2, 3, 4], 2)

    def moving(page: int) -> object:
        if listing.asked == 1:
            listing.ids = [2, 3, 4]
        return listing(page)

    assert ids_of(read_whole_list(moving, "rdvs")) == [2, 3, 4]


def test_a_list_that_never_stands_still_is_given_up() -> None:
    listing = Listing([1, 2, 3], 2)

    def moving(page: int) -> object:
        listing.ids = [*listing.ids, len(listing.ids) + 1]
        return listing(page)

    with pytest.raises(BookingFailed, match="list_unsettled"):
        read_whole_list(moving, "rdvs")
    assert listing.asked <= PASSES * 100


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
    ],
)
def test_an_answer_that_is_no_list_is_refused(body: object) -> None:
    with pytest.raises(BookingFailed, match="answer_garbled"):
        read_whole_list(lambda page: body, "rdvs")


def test_a_next_page_that_does_not_go_on_is_refused() -> None:
    body = {"rdvs": [], "meta": {"next_page": 1, "total_count": 9}}
    with pytest.raises(BookingFailed, match="paging_loops"):
        read_whole_list(lambda page: body, "rdvs")


def test_a_list_without_meta_is_one_page() -> None:
    assert ids_of(read_whole_list(lambda page: {"rdvs": [{"id": 4}]}, "rdvs")) == [4]


def test_rows_without_a_readable_id_are_handed_on_for_the_report() -> None:
    rows = read_whole_list(lambda page: {"rdvs": [{"id": 4}, {"id": None}]}, "rdvs")
    assert len(rows) == 2
