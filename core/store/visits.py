"""Visits, their persons, notes and outcomes in the store."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from core.model import VisitId
from core.store.rows import SqlRows, table_of, values_of
from core.store.tables_visits import (
    CallRow,
    OutcomeRow,
    StepRow,
    VisitNoteRow,
    VisitPersonRow,
    VisitRow,
)
from core.things import ServiceOutcome, Visit, VisitPerson

_CALLS = table_of(CallRow)
_STEPS = table_of(StepRow)
_NOTES = table_of(VisitNoteRow)
_OUTCOMES = table_of(OutcomeRow)
_PERSONS = table_of(VisitPersonRow)


class SqlVisits(SqlRows[Visit]):
    """`core.ports.Visits` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Visit, VisitRow, "visit")
        self._persons = SqlRows(
            connection, VisitPerson, VisitPersonRow, "visit_person", key="visit_id"
        )
        self._outcomes = SqlRows(connection, ServiceOutcome, OutcomeRow, "outcome", key="visit_id")

    def next_sequence(self, day: date) -> int:
        """Return the next place in the order of arrival of a day."""
        visits = self.table.c
        query = select(func.max(visits.sequence)).where(visits.business_day == day)
        return (self.connection.execute(query).scalar() or 0) + 1

    def by_number(self, day: date, called_as: str) -> Visit | None:
        """Return the visit that is called by this number on a day."""
        visits = self.table.c
        return self.one(
            self.query().where(visits.business_day == day, visits.called_as == called_as)
        )

    def by_lease(self, lease_id: str, number: str) -> Visit | None:
        """Return the visit that was given this number of a lease, ever."""
        visits = self.table.c
        return self.one(self.query().where(visits.lease_id == lease_id, visits.number == number))

    def count_walk_ins(self, day: date, service_id: str) -> int:
        """Return how many walk-in visits a service has on a day."""
        visits = self.table.c
        query = select(func.count()).where(
            visits.business_day == day,
            visits.service_id == service_id,
            visits.kind == "walk_in",
        )
        return self.connection.execute(query).scalar_one()

    def add_persons(self, persons: Iterable[VisitPerson]) -> None:
        """Keep the persons of a visit."""
        rows = [values_of(person) for person in persons]
        if rows:
            self.connection.execute(insert(_PERSONS), rows)

    def put_persons(self, visit_id: str, persons: Iterable[VisitPerson]) -> None:
        """Keep the persons of a visit, in place of those that it had."""
        self.connection.execute(delete(_PERSONS).where(_PERSONS.c.visit_id == visit_id))
        self.add_persons(persons)

    def persons(self, visit_id: str) -> Sequence[VisitPerson]:
        """Return the persons of a visit, by ordinal."""
        persons = _PERSONS.c
        return self._persons.many(
            self._persons.query().where(persons.visit_id == visit_id).order_by(persons.ordinal)
        )

    def with_persons_of(self, appointment_id: str) -> Sequence[VisitId]:
        """Return the visits that persons of a booking belong to, the oldest first."""
        persons = _PERSONS.c
        query = (
            select(persons.visit_id)
            .distinct()
            .where(persons.appointment_id == appointment_id)
            .order_by(persons.visit_id)
        )
        return [VisitId(found) for found in self._keys(query)]

    def forget_persons(self, until: date, limit: int) -> int:
        """Forget the names of at most `limit` visits up to a day; return how many persons.

        The rows stay: what is told to the booking server late finds its participation there.
        """
        visits = self.table.c
        named = _PERSONS.c.family_name + _PERSONS.c.given_name != ""
        old = self._keys(
            select(_PERSONS.c.visit_id)
            .distinct()
            .join(self.table, visits.id == _PERSONS.c.visit_id)
            .where(visits.business_day <= until, named)
            .limit(limit)
        )
        gone = self.connection.execute(
            update(_PERSONS)
            .where(_PERSONS.c.visit_id.in_(old), named)
            .values(family_name="", given_name="")
        )
        return gone.rowcount

    def forget_notes(self, until: date, limit: int) -> int:
        """Forget at most `limit` notes of visits up to a day; return how many."""
        visits = self.table.c
        old = self._keys(
            select(_NOTES.c.visit_id)
            .join(self.table, visits.id == _NOTES.c.visit_id)
            .where(visits.business_day <= until)
            .limit(limit)
        )
        self.connection.execute(delete(_NOTES).where(_NOTES.c.visit_id.in_(old)))
        return len(old)

    def forget(self, until: date, limit: int) -> int:
        """Forget at most `limit` visits up to a day, with all of theirs; return how many."""
        visits = self.table.c
        old = self._keys(
            select(visits.id)
            .where(visits.business_day <= until)
            .order_by(visits.business_day)
            .limit(limit)
        )
        for table in (_CALLS, _STEPS, _OUTCOMES, _NOTES, _PERSONS):
            self.connection.execute(delete(table).where(table.c.visit_id.in_(old)))
        self.connection.execute(delete(self.table).where(visits.id.in_(old)))
        return len(old)

    def _keys(self, query: Select[str]) -> Sequence[str]:
        return self.connection.execute(query).scalars().all()

    def put_note(self, visit_id: str, text: str) -> None:
        """Keep the note of a visit; an empty one goes."""
        self.connection.execute(delete(_NOTES).where(_NOTES.c.visit_id == visit_id))
        if text:
            self.connection.execute(insert(_NOTES), {"visit_id": visit_id, "body": text})

    def note(self, visit_id: str) -> str:
        """Return the note of a visit, or an empty text."""
        query = select(_NOTES.c.body).where(_NOTES.c.visit_id == visit_id)
        return self.connection.execute(query).scalar() or ""

    def put_outcome(self, outcome: ServiceOutcome) -> None:
        """Keep an outcome, in place of an earlier one for the same person and service."""
        outcomes = _OUTCOMES.c
        self.connection.execute(
            delete(_OUTCOMES).where(
                outcomes.visit_id == outcome.visit_id,
                outcomes.person == outcome.person,
                outcomes.service_id == outcome.service_id,
            )
        )
        self.connection.execute(insert(_OUTCOMES), values_of(outcome))

    def put_outcomes(self, visit_id: str, outcomes: Iterable[ServiceOutcome]) -> None:
        """Keep the outcomes of a visit, in place of those that it had."""
        self.connection.execute(delete(_OUTCOMES).where(_OUTCOMES.c.visit_id == visit_id))
        rows = [values_of(outcome) for outcome in outcomes]
        if rows:
            self.connection.execute(insert(_OUTCOMES), rows)

    def outcomes(self, visit_id: str) -> Sequence[ServiceOutcome]:
        """Return the outcomes of a visit, by person."""
        outcomes = _OUTCOMES.c
        return self._outcomes.many(
            self._outcomes.query()
            .where(outcomes.visit_id == visit_id)
            .order_by(outcomes.person, outcomes.recorded_at)
        )
