"""What a person may ask for: to see what is held about them, and to have it forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.errors import Conflict, Forbidden
from core.model import AgentId, EventKind, Role
from core.ports import UnitOfWork
from core.things import Actor, Appointment, Receipt, Visit
from core.usecases.telling import LOCAL

MOST: Final = 50
"""Bookings, and visits, of one request."""

_MAY_CONFIRM: Final = frozenset({Role.LEAD, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class NoteExport:
    """What is held about bookings and visits was given out.

    Attributes:
        rows: How many rows that was.
    """

    appointment_ids: Sequence[str]
    visit_ids: Sequence[str]
    rows: int


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Whose bookings and visits these are shall be forgotten now.

    Attributes:
        reason: A code.
        confirmed_by: A second person, whose password was checked; None at the server's own console.
    """

    appointment_ids: Sequence[str]
    visit_ids: Sequence[str]
    reason: str
    confirmed_by: AgentId | None = None


def note_export(uow: UnitOfWork, actor: Actor, command: NoteExport) -> Receipt:
    """Journal whose data were given out, as ids; receipt: rows.

    Raises:
        NotFound: `appointment_unknown`, `visit_unknown`.
    """
    for appointment_id in command.appointment_ids:
        booking = uow.appointments.get(appointment_id)
        uow.record(EventKind.PERSON_EXPORTED, actor, appointment_id=booking.id, rows=command.rows)
    for visit_id in command.visit_ids:
        visit = uow.visits.get(visit_id)
        uow.record(EventKind.PERSON_EXPORTED, actor, visit_id=visit.id, rows=command.rows)
    return {"rows": command.rows}


def erase(uow: UnitOfWork, actor: Actor, command: ErasePerson) -> Receipt:
    """Forget whose some bookings and visits are; the rest of them goes in its time.

    The visits of a booking go with it. A visit is forgotten whole, with all who came for it
    together. The source of a booking cannot bring back what was erased.
    Receipt: appointments, visits, names, notes, `told_elsewhere` (a booking server knows of one).

    Raises:
        NotFound: `appointment_unknown`, `visit_unknown`.
        Conflict: `still_here`, for a visit that is not over; `second_person_needed`.
        Forbidden: `confirmation_refused`, for a second person who is neither lead nor admin.
    """
    _require_second(uow, actor, command.confirmed_by)
    bookings = [uow.appointments.get(one) for one in dict.fromkeys(command.appointment_ids)]
    visits = _visits(uow, bookings, command.visit_ids)
    names = notes = 0
    for booking in bookings:
        gone = uow.appointments.blank([booking.id])
        # A source that lists it again finds it by its own name for it; nobody else lists ours.
        called = booking.id if booking.source == LOCAL else booking.source_id
        uow.appointments.change(booking.id, reference="", source_id=called, erased_at=uow.now)
        _record(uow, actor, command, gone, appointment_id=booking.id)
        names += gone
    for visit in visits:
        notes += bool(uow.visits.note(visit.id))
        gone = uow.visits.blank([visit.id])
        uow.visits.put_note(visit.id, "")
        uow.visits.change(visit.id, erased_at=uow.now)
        _record(uow, actor, command, gone, visit_id=visit.id)
        names += gone
    return {
        "appointments": len(bookings),
        "visits": len(visits),
        "names": names,
        "notes": notes,
        "told_elsewhere": any(
            person.target is not None
            for booking in bookings
            for person in uow.appointments.persons(booking.id)
        ),
    }


def _visits(uow: UnitOfWork, bookings: Sequence[Appointment], given: Sequence[str]) -> list[Visit]:
    of_bookings = [
        visit_id for booking in bookings for visit_id in uow.visits.with_persons_of(booking.id)
    ]
    own = [booking.visit_id for booking in bookings if booking.visit_id is not None]
    found = [uow.visits.find(one) for one in dict.fromkeys((*own, *of_bookings))]
    visits = {visit.id: visit for visit in found if visit is not None}
    visits |= {visit.id: visit for visit in map(uow.visits.get, given)}
    for visit in visits.values():
        if visit.ended_at is None:
            raise Conflict("still_here", visit_id=visit.id, number=visit.called_as)
    return list(visits.values())


def _record(
    uow: UnitOfWork,
    actor: Actor,
    command: ErasePerson,
    names: int,
    *,
    appointment_id: str | None = None,
    visit_id: str | None = None,
) -> None:
    uow.record(
        EventKind.PERSON_ERASED,
        actor,
        appointment_id=appointment_id,
        visit_id=visit_id,
        reason=command.reason,
        confirmed_by=command.confirmed_by,
        names=names,
    )


def _require_second(uow: UnitOfWork, actor: Actor, agent_id: AgentId | None) -> None:
    """Ask for another agent's word, as long as an agent asks: whoever has the server has all."""
    if actor.agent_id is None:
        return
    if agent_id is None or agent_id == actor.agent_id:
        raise Conflict("second_person_needed")
    second = uow.agents.get(agent_id)
    if not second.active or not _MAY_CONFIRM & set(second.roles):
        raise Forbidden("confirmation_refused")
