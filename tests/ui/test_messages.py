"""Sentences for refusals: one for each code, in each language, with its facts."""

import re
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import core.usecases
from ui.application import set_language
from ui.messages import known_codes, problem_text

LISBON_WINTER = timezone(timedelta(hours=0))
PARIS_WINTER = timezone(timedelta(hours=1))

PROGRAM_FAULTS = {
    "answer_refused",
    "appointment_id_not_for_kiosks",
    "count_refused",
    "key_exists",
    "key_refused",
    "lease_not_yours",
    "lease_unknown",
    "letter_unknown",
    "scopes_missing",
    "station_kind",
    "token_lasts",
    "token_overlap",
    "number_malformed",
    "number_not_in_lease",
    "station_missing",
    "zone_unknown",
    "code_id_refused",
}
"""Codes that only a mistake in a program can bring; they show with their code."""

REFUSAL = re.compile(r'(?:Conflict|NotFound|Unprocessable|Forbidden|Throttled)\(\s*"([a-z_]+)"')


def codes_of_the_rules() -> list[str]:
    """Return every code that a use case refuses with."""
    folder = Path(core.usecases.__path__[0])
    texts = [path.read_text("utf-8") for path in folder.rglob("*.py")]
    return sorted({code for text in texts for code in REFUSAL.findall(text)} - PROGRAM_FAULTS)


@pytest.mark.parametrize("code", codes_of_the_rules())
def test_each_refusal_of_the_rules_has_a_sentence(code: str) -> None:
    assert code in known_codes()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_each_sentence_is_said_in_the_language_of_the_screen(
    kiosk_app: QApplication, language: str
) -> None:
    english = {code: problem_text(code) for code in known_codes()}
    set_language(kiosk_app, language)
    same = [code for code, text in english.items() if problem_text(code) == text]
    set_language(kiosk_app, "en")
    assert same == []


def test_moments_are_shown_in_the_zone_of_the_site(kiosk_app: QApplication) -> None:
    del kiosk_app
    facts = {"come_back_at": "2026-11-24T09:30:00.000Z"}
    assert problem_text("too_early", facts, zone=PARIS_WINTER).endswith("10:30.")
    assert problem_text("too_early", facts, zone=LISBON_WINTER).endswith("09:30.")


def test_states_are_shown_in_words(kiosk_app: QApplication) -> None:
    del kiosk_app
    assert "“In service”" in problem_text("wrong_state", {"state": "serving"})


def test_a_missing_fact_is_a_dash_and_an_unknown_code_is_named(kiosk_app: QApplication) -> None:
    del kiosk_app
    assert problem_text("already_checked_in").endswith("—.")
    assert "brand_new_code" in problem_text("brand_new_code")
