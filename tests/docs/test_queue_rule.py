"""The page that explains the rule: its examples are what the rule gives, in both languages."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from core import policy
from core.model import ServiceId, StepId, VisitId
from core.policy import Candidate
from core.site import Policy, Service

PAGE: Final = Path(__file__).parents[2] / "docs" / "queue-rule.md"
LANGUAGES: Final = ("Français", "English")
RULES: Final = Policy()
SERVICE: Final = Service(ServiceId("s"), "s", 1, "K", {"fr": "S"})
ARRIVALS: Final = {
    ("Ticket", "Arrivée", "Rendez-vous", "Priorité", "Heure de rang"),
    ("Ticket", "Arrives", "Appointment", "Priority", "Rank time"),
}
RETURNS: Final = {
    ("Cas", "Heure de rang", "Parti à", "De retour à", "Nouvelle heure de rang"),
    ("Case", "Rank time", "Left at", "Back at", "New rank time"),
}
ORDER: Final = re.compile(r"^(?:Ordre d'appel à|Order of calls at) ([0-9h: ]+?) ?: (.+)$")
WORDS: Final = {
    "oui": True,
    "yes": True,
    "non": False,
    "no": False,
    "absence": "absence",
    "en attente": "hold",
    "on hold": "hold",
}


@dataclass(frozen=True, slots=True)
class Arrives:
    """A row of an example of arrivals."""

    number: str
    came: datetime
    booked: datetime | None
    priority: bool
    rank: datetime


@dataclass(frozen=True, slots=True)
class Returns:
    """A row of an example of returns."""

    case: str
    rank: datetime
    left: datetime
    back: datetime
    new_rank: datetime


@dataclass(frozen=True, slots=True)
class Called:
    """An order of calls, of the people of the table before it."""

    at: datetime
    numbers: tuple[str, ...]
    people: tuple[Arrives, ...]


Example = Arrives | Returns | Called


def moment(text: str) -> datetime:
    hour, minute = re.fullmatch(r"(\d{1,2})(?: h |:)(\d{2})", text.strip()).groups()  # type: ignore[union-attr]
    return datetime(2026, 11, 24, int(hour), int(minute), tzinfo=UTC)


def examples(language: str) -> list[Example]:
    """Read what the half of the page in one language gives as examples, in order."""
    half = PAGE.read_text("utf-8").split(f"\n## {language}\n")[1].split("\n## ")[0]
    found: list[Example] = []
    table: list[Arrives] = []
    header: tuple[str, ...] = ()
    for line in half.splitlines():
        if line.startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            if cells in ARRIVALS | RETURNS:
                header, table = cells, []
            elif not set("".join(cells)) <= {"-"}:
                row = _row(header, cells)
                found.append(row)
                if isinstance(row, Arrives):
                    table.append(row)
        elif (order := ORDER.match(line)) is not None:
            numbers = tuple(number.strip() for number in order[2].split(","))
            found.append(Called(moment(order[1]), numbers, tuple(table)))
    return found


def _row(header: tuple[str, ...], cells: tuple[str, ...]) -> Arrives | Returns:
    if header in ARRIVALS:
        number, came, booked, priority, rank = cells
        at = None if booked == "—" else moment(booked)
        return Arrives(number, moment(came), at, bool(WORDS[priority]), moment(rank))
    assert header in RETURNS, f"a table that nobody checks: {header}"
    case, *times = cells
    return Returns(str(WORDS[case]), *map(moment, times))


def ranked(row: Arrives) -> policy.Ranked:
    return policy.rank_visit(row.came, row.booked, RULES, SERVICE, priority=row.priority)


def candidate(row: Arrives, sequence: int) -> Candidate:
    found = ranked(row)
    return Candidate(
        StepId(row.number),
        VisitId(row.number),
        row.number,
        "s",
        found.rank,
        found.due_from,
        sequence,
        row.came,
        row.booked,
        row.priority,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_example_is_what_the_rule_gives(language: str) -> None:
    for row in examples(language):
        if isinstance(row, Arrives):
            assert ranked(row).rank == row.rank, row
        elif isinstance(row, Returns):
            back = policy.rank_after_hold if row.case == "hold" else policy.rank_after_absence
            assert back(row.rank, row.left, row.back, RULES) == row.new_rank, row
        else:
            people = sorted(row.people, key=lambda one: one.came)
            line = [candidate(one, place) for place, one in enumerate(people, start=1)]
            order = tuple(one.number for one in policy.in_order(line, row.at))
            assert order == row.numbers, row


def test_both_languages_give_the_same_examples() -> None:
    french, english = map(examples, LANGUAGES)
    assert french == english


def test_every_class_of_arrival_has_an_example() -> None:
    found = examples("English")
    arrivals = [row for row in found if isinstance(row, Arrives)]
    assert {(row.booked is None, row.priority) for row in arrivals} == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }
    assert sum(isinstance(row, Returns) for row in found) == 5
    assert sum(isinstance(row, Called) for row in found) == 2
    late = {
        row.rank - row.came for row in arrivals if row.booked is not None and row.rank > row.came
    }
    assert len(late) > 1


def test_the_page_names_the_numbers_that_the_rule_goes_by() -> None:
    text = PAGE.read_text("utf-8")
    assert (RULES.walk_in_allowance_min, RULES.priority_bonus_min) == (60, 60)
    assert (RULES.absolute_in_a_row, RULES.urgent_cap, RULES.max_holds) == (2, 2, 2)
    assert (RULES.return_within_min, RULES.hold_min, RULES.secondary_offset_min) == (15, 30, 10)
    for number in (
        f"{RULES.grace_min} minutes late",
        f"{RULES.check_in_opens_min} minutes\nbefore the appointment",
        f"within {RULES.undo_s} seconds",
    ):
        assert number in text
