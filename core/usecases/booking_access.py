"""The site's access to its booking server, as the journal tells of it: who, when, and no secret."""

from dataclasses import dataclass
from typing import Literal

from core.model import AppointmentId, EventKind, VisitId
from core.ports import UnitOfWork
from core.things import Actor, Receipt


@dataclass(frozen=True, slots=True)
class NoteSignIn:
    """Somebody signed the site in at the booking server, by a browser or as in old days."""

    way: Literal["oauth", "headers"]


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link was made with which a person of a visit books again.

    Attributes:
        link: `plan`: an agent goes on with it; `invitation`: the person does, and nobody else.
    """

    visit_id: VisitId
    appointment_id: AppointmentId
    link: Literal["plan", "invitation"]


def note_sign_in(uow: UnitOfWork, actor: Actor, command: NoteSignIn) -> Receipt:
    """Journal that the site is signed in; receipt: way."""
    uow.record(EventKind.BOOKING_SIGNED_IN, actor, way=command.way)
    return {"way": command.way}


def note_sign_out(uow: UnitOfWork, actor: Actor) -> Receipt:
    """Journal that the site is signed in no more; the receipt is empty."""
    uow.record(EventKind.BOOKING_SIGNED_OUT, actor)
    return {}


def note_link(uow: UnitOfWork, actor: Actor, command: NoteLink) -> Receipt:
    """Journal that a link was made, and not the link; receipt: visit_id, appointment_id."""
    uow.record(
        EventKind.BOOKING_LINK_MADE,
        actor,
        visit_id=command.visit_id,
        appointment_id=command.appointment_id,
        link=command.link,
    )
    return {"visit_id": command.visit_id, "appointment_id": command.appointment_id}
