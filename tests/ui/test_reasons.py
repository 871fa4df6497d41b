"""Why somebody stands where they stand, in words."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication

from core.policy import Because
from core.runtime.ids import new_id
from sync.contract.calls import Why, WhySide, WhyThan
from ui.appearance import appearance_of
from ui.i18n import Translations
from ui.reasons import comparison_text, reason_text

TEN: Final = "2026-11-24T10:00:00.000Z"
FACTS: Final[dict[str, str | int]] = {
    "starts_at": "2026-11-24T10:20:00.000Z",
    "checked_in_at": "2026-11-24T09:58:00.000Z",
    "rank": "2026-11-24T10:58:00.000Z",
    "allowance_min": 60,
}
CODES: Final = (
    "appointment",
    "appointment_not_due",
    "appointment_late",
    "appointment_past_grace",
    "appointment_priority",
    "walk_in",
    "walk_in_priority",
    "urgent",
    "keeps_seniority",
    "returned_after_absence",
    "back_from_hold",
    "a_code_of_tomorrow",
)


def wall_clock(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%H:%M}"


def why(code: str, **facts: str | int) -> Why:
    return Why(code=code, facts={**FACTS, **facts})


def than(code: str, counter: str | None = "4") -> WhyThan:
    appointment = why("appointment", rank="2026-11-24T10:20:00.000Z")
    return WhyThan(
        code=code,
        at=datetime(2026, 11, 24, 10, 21, tzinfo=UTC),
        counter=counter,
        first=WhySide(step_id=new_id(), number="F012", why=appointment),
        second=WhySide(step_id=new_id(), number="K003", why=why("walk_in")),
    )


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    appearance = appearance_of(qapp)
    if appearance is not None:
        # Whatever was shown before was shown in the language of that test.
        appearance.set_language("en")


@pytest.fixture(params=["fr", "en", "ar"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    translations = Translations(qapp, "counterapp")
    translations.install(request.param)
    yield str(request.param)
    translations.remove()


def test_both_sides_are_told_and_what_decided(qapp: QApplication) -> None:
    assert comparison_text(than("earlier_rank"), wall_clock) == (
        "F012: appointment at 10:20, rank 10:20. "
        "K003: ticket at 09:58 without an appointment, rank 09:58 + 60 min = 10:58. "
        "Both could be served at counter 4 at 10:21. The earlier rank goes first."
    )


def test_of_two_who_wait_no_counter_is_named(qapp: QApplication) -> None:
    told = comparison_text(than("earlier_rank", None), wall_clock)
    assert told.endswith("= 10:58. The earlier rank goes first.")


def test_every_code_has_words_without_a_gap(language: str) -> None:
    for because in Because:
        told = comparison_text(than(because.value), wall_clock)
        assert "{" not in told
        assert ("–" in told) is False
        assert "F012" in told
    for code in CODES:
        told = reason_text("F012", why(code, held_here=True, offset_min=10), wall_clock)
        assert "{" not in told
        assert "F012" in told
    english = language == "en"
    assert ("counter" in comparison_text(than("earlier_rank"), wall_clock)) is english


def test_every_because_has_a_sentence_of_its_own(qapp: QApplication) -> None:
    told = {comparison_text(than(because.value), wall_clock) for because in Because}
    assert len(told) == len(Because)


def test_what_a_counter_adds_is_said(qapp: QApplication) -> None:
    told = reason_text("K003", why("back_from_hold", held_here=True), wall_clock)
    assert told == (
        "K003: is back from a hold, rank 10:58. This counter began and takes them back first."
    )
    assert reason_text("K003", why("walk_in", offset_min=10), wall_clock).endswith(
        "At this counter 10 min later."
    )


def test_without_an_allowance_no_sum_is_told(qapp: QApplication) -> None:
    told = reason_text("K003", why("walk_in", allowance_min=0), wall_clock)
    assert told == "K003: ticket at 09:58 without an appointment, rank 10:58."
