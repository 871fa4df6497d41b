"""Names of the booking server and names here: what is alike is proposed, what is not is not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.runtime.paths import resource
from sync.booking.proposing import LEAST, propose

CATALOGUE = json.loads(resource("services", "default_catalogue.json").read_text(encoding="utf-8"))
SERVICES = {one["code"]: (one["code"], *one["labels"].values()) for one in CATALOGUE["services"]}
COUNTERS = {one["number"]: (one["number"], *one["name"].values()) for one in CATALOGUE["counters"]}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Passeport", "passport"),
        ("PASSEPORTS – renouvellement", "passport"),
        ("Carte nationale d'identité", "id_card"),
        ("legalisation de signatures", "signature"),
        ("Bourses scolaires", "school_grant"),
        ("Procuration (vote)", "proxy"),
        ("Inscription consulaire", "registration"),
        ("جواز سفر", "passport"),
        ("Notariat", None),
        ("Rendez-vous", None),
        ("", None),
        ("???", None),
    ],
)
def test_services_by_the_names_that_people_give_them(name: str, code: str | None) -> None:
    found = propose(name, SERVICES)
    assert (None if found is None else found.key) == code


@pytest.mark.parametrize(
    ("name", "number"),
    [("Guichet 2", "2"), ("Guichet 12", None), ("caisse", "Caisse"), ("Marie DUPONT", None)],
)
def test_counters_by_the_names_of_agents(name: str, number: str | None) -> None:
    found = propose(name, COUNTERS)
    assert (None if found is None else found.key) == number


def test_what_could_be_either_is_proposed_as_neither() -> None:
    assert propose("Acte", {"birth": ["Acte de naissance"], "death": ["Acte de décès"]}) is None


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=5))
def test_any_names_give_a_likeness_or_none(name: str, names: list[str]) -> None:
    found = propose(name, {str(place): [one] for place, one in enumerate(names)})
    assert found is None or LEAST <= found.score <= 1
