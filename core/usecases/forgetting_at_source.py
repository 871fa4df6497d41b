"""The booking server has forgotten somebody (`rgpd`): the site forgets them too."""

from dataclasses import dataclass, replace

from core.model import EventKind, OutboxState
from core.ports import UnitOfWork
from core.things import Actor, Appointment, Receipt, Visit

REASON = "rgpd"


@dataclass(frozen=True, slots=True)
class ForgetAtSource:
    """What a source calls by a number was deleted there for good.

    Attributes:
        number: One booking, or all those of a collective one.
    """

    source: str
    number: str


def forget_at_source(uow: UnitOfWork, actor: Actor, command: ForgetAtSource) -> Receipt:
    """Forget whose some bookings are, and what their participations are called there.

    What counts nobody stays: the bookings without names, and the visits. Of a visit that is not
    over the link goes at once and the names with their day, since its person is here. The number
    of the booking itself stays until the booking goes: a reading that began before must not bring
    it back. Done twice it changes nothing, and is journaled once.
    Receipt: appointments, names.
    """
    names = 0
    found = [
        one
        for one in uow.appointments.named(command.source, command.number)
        if one.erased_at is None
    ]
    for booking in found:
        gone = uow.appointments.blank([booking.id])
        people = uow.appointments.persons(booking.id)
        uow.appointments.put_persons(booking.id, [replace(one, target=None) for one in people])
        expected = booking.visit_id is None and booking.withdrawn_at is None
        uow.appointments.change(
            booking.id,
            reference="",
            erased_at=uow.now,
            withdrawn_at=uow.now if expected else booking.withdrawn_at,
        )
        _tell_nothing(uow, booking)
        for visit_id in uow.visits.with_persons_of(booking.id):
            gone += _forget_in(uow, booking, uow.visits.get(visit_id))
        uow.record(
            EventKind.PERSON_ERASED,
            actor,
            appointment_id=booking.id,
            visit_id=booking.visit_id,
            reason=REASON,
            names=gone,
        )
        names += gone
    return {"appointments": len(found), "names": names}


def _tell_nothing(uow: UnitOfWork, booking: Appointment) -> None:
    for item in uow.outbox.of_appointment(booking.id):
        if item.state is OutboxState.PENDING and item.withdrawn_at is None:
            uow.outbox.change(item.id, withdrawn_at=uow.now)


def _forget_in(uow: UnitOfWork, booking: Appointment, visit: Visit) -> int:
    """Forget the people of a booking in a visit, which others may share; return how many names."""
    people = uow.visits.persons(visit.id)
    own = [one for one in people if one.appointment_id == booking.id]
    over = visit.ended_at is not None
    named = sum(1 for one in own if over and (one.family_name or one.given_name))
    kept = [
        one
        if one.appointment_id != booking.id
        else replace(one, target=None, family_name="", given_name="")
        if over
        else replace(one, target=None)
        for one in people
    ]
    uow.visits.put_persons(visit.id, kept)
    if over and len(own) == len(people):
        uow.visits.blank([visit.id])
        uow.visits.put_note(visit.id, "")
        uow.visits.change(visit.id, erased_at=uow.now)
    return named
