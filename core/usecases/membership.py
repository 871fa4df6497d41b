"""The persons of a visit, with their outcomes, as groups and splits move them about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from core.model import VisitId
from core.ports import UnitOfWork
from core.things import ServiceOutcome, Visit, VisitPerson


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a visit; of walk-ins, nobody knows more than that they are there."""

    person: VisitPerson
    outcomes: tuple[ServiceOutcome, ...] = ()


def members_of(uow: UnitOfWork, visit: Visit) -> tuple[Member, ...]:
    """Return every person of a visit by ordinal, those without a row too."""
    known = {person.ordinal: person for person in uow.visits.persons(visit.id)}
    outcomes = uow.visits.outcomes(visit.id)
    return tuple(
        Member(
            known.get(ordinal, VisitPerson(visit.id, ordinal)),
            tuple(found for found in outcomes if found.person == ordinal),
        )
        for ordinal in range(1, visit.persons + 1)
    )


def came_as(member: Member) -> VisitId:
    """Return the visit that a person came as."""
    return member.person.came_as or member.person.visit_id


def seat(
    uow: UnitOfWork,
    visit_id: VisitId,
    members: Iterable[Member],
    services: Collection[str] | None = None,
) -> None:
    """Make some people the persons of a visit, in this order, with what is concluded for them.

    Args:
        uow: The command's view of the store.
        visit_id: Their visit from now on; who came as this very visit is no guest there.
        members: Who they are.
        services: Outcomes of others are left behind; None keeps all.
    """
    persons, outcomes = [], []
    for ordinal, member in enumerate(members, start=1):
        origin = came_as(member)
        persons.append(
            replace(
                member.person,
                visit_id=visit_id,
                ordinal=ordinal,
                came_as=None if origin == visit_id else origin,
            )
        )
        outcomes += [
            replace(found, visit_id=visit_id, person=ordinal)
            for found in member.outcomes
            if services is None or found.service_id in services
        ]
    uow.visits.put_persons(visit_id, persons)
    uow.visits.put_outcomes(visit_id, outcomes)


def move_bookings(uow: UnitOfWork, members: Sequence[Member], visit_id: VisitId) -> None:
    """Let the bookings of some people be checked in as a visit."""
    for booking in dict.fromkeys(member.person.appointment_id for member in members):
        if booking is not None:
            uow.appointments.change(booking, visit_id=visit_id)
