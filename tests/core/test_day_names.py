"""The index of a day finds what the rule finds, whatever came, changed and went before."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.names.day_names import FEW, DayNames, Found, Place
from core.names.fitting import Fit, Wanted
from core.names.words import names_of
from tests.support.memory import texts_in

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FAMILIES = ["Silva", "Silveira", "Sliva", "Selva", "Dupont", "Dupond", "Elkhoury", "El Khoury"]
FAMILIES += ["Иванов", "Ivanov", "Mohamed", "محمد", "Muhammad", "Nguyễn", "王", "da Silva", ""]
GIVEN = ["Ana", "Anna", "Rui", "Élodie", "Elodie-Ana", "小明", "O’Neil", ""]
TYPED = ["ana", "silv", "silva", "slva", "dupon", "dupont", "dupomt", "elkhuory", "el khoury"]
TYPED += ["ivanov", "иванов", "mohamed", "nguyne", "王小明", "elodia", "oneil", "100", "1-03"]
TYPED += ["sil", "s", "xyz", "silverla", "silva ana", "ana rui", "mohamed ana", "anna silvo"]

Booking = tuple[int, str, tuple[tuple[str, str], ...]]
persons = st.lists(st.tuples(st.sampled_from(FAMILIES), st.sampled_from(GIVEN)), max_size=3)
bookings = st.builds(
    lambda minute, number, people: (minute, f"10{number}", tuple(people)),
    st.integers(0, 4),
    st.integers(0, 5),
    persons,
)
ids = st.integers(0, 11).map(lambda number: f"id-{number:02}")


def taken(index: DayNames, put: bool, appointment_id: str, booking: Booking) -> Place:
    minute, reference, people = booking
    place = (NINE + timedelta(minutes=minute), appointment_id)
    names = [names_of(*person) for person in people]
    (index.put if put else index.fill)(place, reference, names)
    return place


def by_the_rule(known: Mapping[str, Booking], q: str) -> list[Found]:
    """Look at every booking, one after the other."""
    wanted, fits = Wanted(q), []
    for appointment_id, (minute, reference, people) in known.items():
        fit = wanted.fit(reference, [names_of(*person) for person in people])
        if fit is not None:
            fits.append(Found(fit, (NINE + timedelta(minutes=minute), appointment_id)))
    exact = [one for one in fits if one.fit is Fit.EXACT]
    heard = [one for one in fits if one.fit is not Fit.MISSPELT]
    listed = exact if len(exact) >= FEW else heard or fits
    return sorted(listed, key=lambda one: (one.fit, one.place))


def all_pages(index: DayNames, q: str, size: int) -> list[Found]:
    found: list[Found] = []
    while True:
        after = found[-1].place if found else None
        page = index.find(Wanted(q), after, size)
        found += page
        if len(page) < size:
            return found


@settings(max_examples=60, deadline=None)
@given(
    first=st.dictionaries(ids, bookings, max_size=12),
    later=st.lists(st.tuples(ids, st.none() | bookings), max_size=8),
    typed=st.lists(st.sampled_from(TYPED), min_size=4, max_size=4),
    size=st.integers(1, 5),
)
def test_it_finds_what_the_rule_finds(
    first: Mapping[str, Booking],
    later: Sequence[tuple[str, Booking | None]],
    typed: Sequence[str],
    size: int,
) -> None:
    index, known = DayNames(0), dict(first)
    for appointment_id, booking in first.items():
        taken(index, False, appointment_id, booking)
    index.settle()
    for appointment_id, changed in later:
        if changed is None:
            index.drop(appointment_id)
            known.pop(appointment_id, None)
        else:
            taken(index, True, appointment_id, changed)
            known[appointment_id] = changed
    assert len(index) == len(known)
    for q in typed:
        assert all_pages(index, q, size) == by_the_rule(known, q), q


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(ids, bookings, max_size=6))
def test_nothing_is_left_of_who_went(known: Mapping[str, Booking]) -> None:
    index = DayNames(0)
    for appointment_id, booking in known.items():
        taken(index, True, appointment_id, booking)
    for appointment_id in known:
        index.drop(appointment_id)
    assert texts_in(index) == set()


def test_a_page_begins_where_one_that_went_had_its_place() -> None:
    index = DayNames(0)
    places = [
        taken(index, True, f"id-{number}", (number, f"{number}", (("Silva", "Ana"),)))
        for number in range(9)
    ]
    index.drop("id-3")
    following = [one.place for one in index.find(Wanted("silva"), places[3], 3)]
    assert following == places[4:7]


@pytest.mark.parametrize("others", [0, 400])
def test_many_and_few_are_listed_by_time(others: int) -> None:
    index = DayNames(0)
    for number in range(others):
        taken(index, False, f"other-{number:03}", (number % 5, f"x{number}", (("Kaya", ""),)))
    for number in range(7):
        taken(index, False, f"id-{number}", (9 - number, f"{number}", (("Silva", ""),)))
    index.settle()
    found = [one.place[1] for one in index.find(Wanted("silva"), None, 3)]
    assert found == ["id-6", "id-5", "id-4"]
