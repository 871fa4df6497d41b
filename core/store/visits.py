"""Visits, their persons, notes and outcomes in the store."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from core.model import VisitId
from core.store.prepared import Prepared
from core.store.rows import SqlRows, every, table_of, values_of
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
_VISITS = table_of(VisitRow)
_NOBODYS: Final[dict[str, Any]] = {
    "case_ref": None,
    "pre_application": None,
    "missing_documents": (),
    "documents_shown": (),
}
"""What a visit says once nobody can tell whose it is."""

_DAY = _VISITS.c.business_day == bindparam("day")
_LAST_SEQUENCE = Prepared(select(func.max(_VISITS.c.sequence)).where(_DAY))
_WALK_INS = Prepared(
    select(func.count()).where(
        _DAY, _VISITS.c.service_id == bindparam("service"), _VISITS.c.kind == "walk_in"
    )
)
_BY_NUMBER = Prepared(
    every(Visit, VisitRow).where(_DAY, _VISITS.c.called_as == bindparam("number"))
)
_BY_LEASE = Prepared(
    every(Visit, VisitRow).where(
        _VISITS.c.lease_id == bindparam("lease"), _VISITS.c.number == bindparam("number")
    )
)
_PERSONS_OF = Prepared(
    every(VisitPerson, VisitPersonRow)
    .where(_PERSONS.c.visit_id == bindparam("visit"))
    .order_by(_PERSONS.c.ordinal)
)
_OUTCOMES_OF = Prepared(
    every(ServiceOutcome, OutcomeRow)
    .where(_OUTCOMES.c.visit_id == bindparam("visit"))
    .order_by(_OUTCOMES.c.person, _OUTCOMES.c.recorded_at)
)
_NOTE = Prepared(select(_NOTES.c.body).where(_NOTES.c.visit_id == bindparam("visit")))

# In the text, not in a parameter: only then does SQLite use the partial index.
_OPEN = every(Visit, VisitRow).where(text("visit.ended_at IS NULL"))
_OPEN_OF = Prepared(_OPEN.where(_DAY).order_by(_VISITS.c.sequence))
# Without an order: for one, SQLite would walk every visit of earlier days.
_OPEN_BEFORE = Prepared(_OPEN.where(_VISITS.c.business_day < bindparam("day")))


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
        return (_LAST_SEQUENCE.scalar(self.connection, {"day": day}) or 0) + 1

    def by_number(self, day: date, called_as: str) -> Visit | None:
        """Return the visit that is called by this number on a day."""
        return self.one(_BY_NUMBER, day=day, number=called_as)

    def by_lease(self, lease_id: str, number: str) -> Visit | None:
        """Return the visit that was given this number of a lease, ever."""
        return self.one(_BY_LEASE, lease=lease_id, number=number)

    def open_of(self, day: date) -> Sequence[Visit]:
        """Return every visit of a day that has not ended, in the order of arrival."""
        return self.many(_OPEN_OF, day=day)

    def open_before(self, day: date) -> Sequence[Visit]:
        """Return every visit of earlier days that has not ended, the oldest first."""
        found = self.many(_OPEN_BEFORE, day=day)
        return sorted(found, key=lambda visit: (visit.business_day, visit.sequence))

    def count_walk_ins(self, day: date, service_id: str) -> int:
        """Return how many walk-in visits a service has on a day."""
        bound = {"day": day, "service": service_id}
        return int(_WALK_INS.scalar(self.connection, bound))

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
        return self._persons.many(_PERSONS_OF, visit=visit_id)

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

    def naming(self, until: date, limit: int) -> Sequence[str]:
        """Return at most `limit` visits up to a day that can still be told whose they are."""
        own, persons = self.table.c, _PERSONS.c
        named = select(persons.ordinal).where(
            persons.visit_id == own.id, persons.family_name + persons.given_name != ""
        )
        return self._keys(
            select(own.id)
            .where(
                own.business_day <= until,
                or_(
                    own.case_ref.is_not(None),
                    own.pre_application.is_not(None),
                    own.missing_documents != (),
                    own.documents_shown != (),
                    named.exists(),
                ),
            )
            .limit(limit)
        )

    def blank(self, ids: Collection[str]) -> int:
        """Forget whose visits these are: names, cases, papers; return how many names that was.

        The rows stay: what is told to the booking server late finds its participation there.
        """
        own, persons = self.table.c, _PERSONS.c
        named = persons.family_name + persons.given_name != ""
        gone = self.connection.execute(
            update(_PERSONS)
            .where(persons.visit_id.in_(ids), named)
            .values(family_name="", given_name="")
        )
        self.connection.execute(update(self.table).where(own.id.in_(ids)).values(_NOBODYS))
        return gone.rowcount

    def forget_notes(self, until: date, open_until: date, limit: int) -> int:
        """Forget at most `limit` notes of visits up to a day; return how many.

        Args:
            until: Of visits that ended.
            open_until: Of those that did not.
            limit: The most.
        """
        own = self.table.c
        ended = own.ended_at.is_not(None) & (own.business_day <= until)
        old = self._keys(
            select(_NOTES.c.visit_id)
            .join(self.table, own.id == _NOTES.c.visit_id)
            .where(or_(ended, own.business_day <= open_until))
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
        return _NOTE.scalar(self.connection, {"visit": visit_id}) or ""

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
        return self._outcomes.many(_OUTCOMES_OF, visit=visit_id)
