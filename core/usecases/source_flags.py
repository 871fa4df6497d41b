"""What agents must see of a visit whose booking was changed at its source after the check-in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.model import AppointmentStatus, EventKind
from core.policy import minute
from core.ports import UnitOfWork
from core.things import Actor, Appointment, AppointmentPerson, Receipt, Visit
from core.usecases.booked_rows import BookingRow
from core.views import AppointmentCard

CANCELLED: Final = "source_cancelled"
MOVED: Final = "source_moved"
PEOPLE: Final = "source_people"
SERVICE: Final = "source_service"
DELETED: Final = "source_deleted"
DOUBLED: Final = "doubled"

_CANCELLED: Final = frozenset({AppointmentStatus.EXCUSED, AppointmentStatus.REVOKED})
_EXPECTED: Final = frozenset({AppointmentStatus.BOOKED, AppointmentStatus.CHECKED_IN})


@dataclass(frozen=True, slots=True)
class MarkDoubled:
    """Bookings of which a person has another one, for the same service on the same day; or not."""

    doubled: Mapping[str, bool]


def flag_changes(uow: UnitOfWork, actor: Actor, known: Appointment, row: BookingRow | None) -> None:
    """Flag the open visits of a booking for what its source says otherwise now.

    The visit itself stays as it is: the person is here. What is no longer so is taken off: it is
    listed again, or no longer cancelled.

    Args:
        uow: The command's view.
        actor: Who brings the news.
        known: The booking as it stands here still.
        row: As its source tells it; None if it lists it no more.
    """
    if known.visit_id is None:
        return
    if row is None:
        _flag(uow, actor, known, {DELETED}, set())
        return
    flags = _differences(known, uow.appointments.persons(known.id), row)
    _flag(uow, actor, known, flags, {CANCELLED, DELETED} - flags)


def mark_doubled(uow: UnitOfWork, actor: Actor, command: MarkDoubled) -> Receipt:
    """Mark bookings of which a person has another one that day; nothing is cancelled by us."""
    for appointment_id, doubled in command.doubled.items():
        known = uow.appointments.find(appointment_id)
        if known is None or known.doubled is doubled:
            continue
        uow.appointments.change(known.id, doubled=doubled)
        flags = {DOUBLED} if doubled else set()
        _flag(uow, actor, known, flags, {DOUBLED} - flags)
    return {"marked": len(command.doubled)}


def doubled_of(cards: Iterable[AppointmentCard]) -> frozenset[str]:
    """Return the bookings of a day of which a person has another one for the same service."""
    booked: dict[tuple[str, str], set[str]] = {}
    for card in cards:
        one = card.appointment
        if one.withdrawn_at is not None or one.status not in _EXPECTED:
            continue
        for person in card.persons:
            name = " ".join(f"{person.family_name} {person.given_name}".casefold().split())
            if name:
                booked.setdefault((one.service_id, name), set()).add(one.id)
    return frozenset(one for ids in booked.values() if len(ids) > 1 for one in ids)


def _differences(
    known: Appointment, persons: Sequence[AppointmentPerson], row: BookingRow
) -> set[str]:
    targets = {person.target for person in persons} - {None}
    told = {person.target for person in row.people} - {None}
    names = {(person.family_name, person.given_name) for person in persons}
    told_names = {(person.family_name, person.given_name) for person in row.people}
    # Where the source names each participation, another spelling is no other person.
    others = targets != told if targets or told else names != told_names
    found = {
        CANCELLED: row.status in _CANCELLED,
        MOVED: row.starts_at != minute(known.starts_at),
        SERVICE: row.service_id != known.service_id,
        PEOPLE: others and known.erased_at is None,
    }
    return {flag for flag, so in found.items() if so}


def _flag(
    uow: UnitOfWork,
    actor: Actor,
    known: Appointment,
    flags: Collection[str],
    over: Collection[str],
) -> None:
    for visit in _open_visits(uow, known):
        left = [flag for flag in visit.flags if flag not in over]
        shown = tuple(dict.fromkeys((*left, *sorted(flags))))
        if shown != visit.flags:
            uow.visits.change(visit.id, flags=shown)
            uow.record(
                EventKind.VISIT_CHANGED,
                actor,
                visit_id=visit.id,
                appointment_id=known.id,
                fields="flags",
                flags=",".join(shown),
            )


def _open_visits(uow: UnitOfWork, known: Appointment) -> list[Visit]:
    """Return where the people of a booking are: they may have parted, or joined others."""
    if known.visit_id is None:
        return []
    ids = dict.fromkeys((known.visit_id, *uow.visits.with_persons_of(known.id)))
    found = (uow.visits.find(visit_id) for visit_id in ids)
    return [visit for visit in found if visit is not None and visit.ended_at is None]
