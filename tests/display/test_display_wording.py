"""The sentences of a call and the ranges of waits."""

import pytest

from core.model import LANGUAGES
from display.wording import (
    call_languages,
    counter_words,
    sentence,
    spaced,
    waiting_words,
)
from tests.support.boards import item


def test_numbers_are_said_as_numbers_and_shown_with_a_gap() -> None:
    call = item(1, "K042", "3")
    assert sentence(call, "fr") == "Ticket K 42, guichet 3."
    assert sentence(call, "en") == "Ticket K 42, counter 3."
    assert sentence(call, "ar") == "الرقم K 42، الشباك 3."
    assert sentence(item(1, "M1042", "12"), "de") == "Nummer M 1042, Schalter 12."
    assert spaced("K042") == "K 042"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_public_has_its_words(language: str) -> None:
    call = item(1, "K042", "3")
    said = sentence(call, language)
    assert "K 42" in said
    assert "3" in said
    assert counter_words([language])
    assert waiting_words([language])


def test_french_leads_then_the_visitor_then_the_site() -> None:
    call = item(1, language="ar")
    assert call_languages(call, ["fr", "en", "es"]) == ["fr", "ar", "en"]
    assert call_languages(call, ["fr", "en"], hurried=True) == ["fr", "ar"]
    assert call_languages(item(1, language="fr"), ["fr", "en", "es"]) == ["fr", "en", "es"]
