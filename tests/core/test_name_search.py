"""Names are found by their beginnings, as people type them, in any script."""

import pytest

from core.model import AppointmentId
from core.store.search import matches
from core.things import AppointmentPerson


def person(family: str, given: str = "") -> AppointmentPerson:
    return AppointmentPerson(AppointmentId("a"), 1, None, family, given)


@pytest.mark.parametrize(
    ("q", "family", "given"),
    [
        ("etie", "Étienne", ""),
        ("obrien", "O’Brien", "Sean"),
        ("o'b", "O’Brien", "Sean"),
        ("brien", "O’Brien", "Sean"),
        ("saint ex", "de Saint-Exupéry", "Antoine"),
        ("saintex", "de Saint-Exupéry", "Antoine"),
        ("marie d", "Dupont", "Marie"),
        ("lukasz", "Nowak", "Łukasz"),
        ("sorensen", "Sørensen", ""),
        ("yildiz", "Yıldız", ""),
        ("strasse", "Straße", ""),
        ("федо", "Фёдоров", "Пётр"),
        ("احمد", "أَحْمَد", ""),
        ("احمد", "أحـمد", ""),
        ("王", "王", "小明"),
        ("कुमा", "कुमार", ""),
        ("ゆき", "ゆきこ", ""),
    ],
)
def test_a_name_is_found_by_its_beginning(q: str, family: str, given: str) -> None:
    assert matches(q, "123", [person(family, given)])


@pytest.mark.parametrize(
    ("q", "family"), [("upont", "Dupont"), ("dupond", "Dupont"), ("मार", "कुमार"), ("12", "Dupont")]
)
def test_the_middle_of_a_name_is_not_enough(q: str, family: str) -> None:
    assert not matches(q, "123", [person(family)])


def test_words_of_two_people_do_not_make_one() -> None:
    assert not matches("ana rui", "123", [person("Silva", "Ana"), person("Silva", "Rui")])
