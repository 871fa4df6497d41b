"""Visits, their steps and calls, as the rules ask for them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from core.model import StepState, VisitId
from core.policy import Candidate, Offer
from core.ports.rows import Rows
from core.things import Call, ServiceOutcome, Step, Visit, VisitPerson


class Visits(Rows[Visit], Protocol):
    """Visits, their tickets, persons, notes and outcomes."""

    def next_sequence(self, day: date) -> int:
        """Return the next place in the order of arrival of a day."""

    def by_number(self, day: date, called_as: str) -> Visit | None:
        """Return the visit that is called by this number on a day."""

    def by_lease(self, lease_id: str, number: str) -> Visit | None:
        """Return the visit that was given this number of a lease, ever."""

    def open_of(self, day: date) -> Sequence[Visit]:
        """Return every visit of a day that has not ended, in the order of arrival."""

    def open_before(self, day: date) -> Sequence[Visit]:
        """Return every visit of earlier days that has not ended, the oldest first."""

    def count_walk_ins(self, day: date, service_id: str) -> int:
        """Return how many walk-in visits a service has on a day."""

    def add_persons(self, persons: Iterable[VisitPerson]) -> None:
        """Keep the persons of a visit."""

    def put_persons(self, visit_id: str, persons: Iterable[VisitPerson]) -> None:
        """Keep the persons of a visit, in place of those that it had."""

    def persons(self, visit_id: str) -> Sequence[VisitPerson]:
        """Return the persons of a visit, by ordinal."""

    def with_persons_of(self, appointment_id: str) -> Sequence[VisitId]:
        """Return the visits that persons of a booking belong to, the oldest first."""

    def naming(self, until: date, limit: int) -> Sequence[str]:
        """Return at most `limit` visits up to a day that can still be told whose they are."""

    def blank(self, ids: Collection[str]) -> int:
        """Forget whose visits these are: names, cases, papers; return how many names that was."""

    def forget_notes(self, until: date, open_until: date, limit: int) -> int:
        """Forget at most `limit` notes of visits up to a day; return how many.

        Args:
            until: Of visits that ended.
            open_until: Of those that did not.
            limit: The most.
        """

    def forget(self, until: date, limit: int) -> int:
        """Forget at most `limit` visits up to a day, with all of theirs; return how many."""

    def note(self, visit_id: str) -> str:
        """Return the note of a visit, or an empty text."""

    def put_note(self, visit_id: str, text: str) -> None:
        """Keep the note of a visit."""

    def put_outcome(self, outcome: ServiceOutcome) -> None:
        """Keep an outcome, in place of an earlier one for the same person and service."""

    def put_outcomes(self, visit_id: str, outcomes: Iterable[ServiceOutcome]) -> None:
        """Keep the outcomes of a visit, in place of those that it had."""

    def outcomes(self, visit_id: str) -> Sequence[ServiceOutcome]:
        """Return the outcomes of a visit."""


class Steps(Rows[Step], Protocol):
    """Steps, and who waits for a counter."""

    def of_visit(self, visit_id: str) -> Sequence[Step]:
        """Return the steps of a visit, by ordinal."""

    def move(self, key: str, expected: StepState, target: StepState, **values: object) -> bool:
        """Move a step on, unless somebody did so first; say whether it moved."""

    def open_of(self, day: date) -> Sequence[Step]:
        """Return every step of a day that has not ended, in the order of arrival."""

    def waited_for(self, day: date) -> frozenset[str]:
        """Return the services that somebody waits for on a day, or is on hold for."""

    def held_by(self, counter_id: str) -> Step | None:
        """Return the step that is called to a counter or served there."""

    def candidates(self, day: date, offer: Offer, now: datetime, limit: int) -> Sequence[Candidate]:
        """Return at least the first `limit` of those that a counter can call, in any order."""

    def candidate(self, key: str, offer: Offer) -> Candidate:
        """Return a step as the rule sees it, for the counter that looks."""


class Calls(Rows[Call], Protocol):
    """Announcements."""

    def next_announcement(self, day: date) -> int:
        """Return the number of the day's next announcement, from 1."""

    def priority_streak(self, day: date, counter_id: str, most: int) -> int:
        """Return how many of the last `most` calls of a counter went to priority, without a gap."""
