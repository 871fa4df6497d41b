"""What the presenter of a desk asks of its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from core.model import CounterState, Outcome
from counterapp.desk.actions import Action
from counterapp.desk.queue_rows import QueueRow, View
from counterapp.desk.visit import VisitPanel
from counterapp.notices import Facts, Notice


class ReasonFor(StrEnum):
    """What a reason is asked for."""

    PAUSE = "pause"
    OUT_OF_TURN = "out_of_turn"


PAUSE_REASONS = ("break", "meal", "meeting", "casework", "equipment")
OUT_OF_TURN_REASONS = ("urgent", "short_question", "same_family", "frail", "wrong_order", "other")


@dataclass(frozen=True, slots=True)
class CounterLine:
    """The counter in the header.

    Attributes:
        until: When the break ends, in the site's zone, or "".
    """

    number: str
    name: str
    services: str
    state: CounterState
    pause_reason: str
    until: str


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many people wait: all of them, and those whom this counter may call."""

    waiting: int
    mine: int


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The visit that this desk ended last, and how."""

    step_id: str
    number: str
    absent: bool


@dataclass(frozen=True, slots=True)
class FinishForm:
    """What the dialog that ends a visit shows: an outcome for each person and service."""

    number: str
    services: tuple[tuple[str, str], ...]
    people: tuple[str, ...] = field(repr=False)
    note: str = field(repr=False)


OutcomeChoice = Mapping[tuple[int, str], Outcome]
"""Outcome by person (from 1) and service id."""


@dataclass(frozen=True, slots=True)
class TransferForm:
    """What the dialog that hands a visit on shows.

    Attributes:
        services: Id and label of each service.
        counters: Id, label, and the services that each may serve.
    """

    number: str
    services: tuple[tuple[str, str], ...]
    counters: tuple[tuple[str, str, frozenset[str]], ...]
    proposed: str | None


class DeskView(Protocol):
    """A page that shows a desk and decides nothing."""

    def show_counter(self, counter: CounterLine) -> None: ...
    def show_queue(self, rows: tuple[QueueRow, ...], counts: QueueCounts, view: View) -> None: ...
    def show_visit(self, panel: VisitPanel | None) -> None: ...
    def show_actions(self, actions: frozenset[Action]) -> None: ...
    def show_last(self, last: LastVisit | None, *, enabled: bool) -> None: ...
    def show_booking(self, told: Notice | None) -> None: ...
    def show_problem(self, code: str, facts: Facts) -> None: ...
    def hide_problem(self) -> None: ...
    def show_why(self, rows: Sequence[QueueRow]) -> None: ...
    def ask_reason(self, reason_for: ReasonFor, number: str) -> None: ...
    def ask_absent(self, number: str) -> None: ...
    def ask_outcomes(self, form: FinishForm) -> None: ...
    def ask_transfer(self, form: TransferForm) -> None: ...
