"""What the booking server is to be told of people, queued in the transaction of the cause."""

from typing import Final

from core.model import AppointmentId, OutboxItemId, OutboxState
from core.outcomes import UNKNOWN, sent_last, settle, wanted_now
from core.ports import UnitOfWork
from core.site import Site
from core.things import OutboxItem, Visit

OUTCOMES: Final = frozenset({"seen", "noshow", "excused", "revoked", UNKNOWN})
"""The booking server's words for what became of a participation."""

LOCAL: Final = "local"
"""The source of appointments that no booking server knows of."""

FILE: Final = "file"
"""The source of appointments that came from a file."""

BOOKING_SERVERS: Final = frozenset({"rdv_service_public"})
"""Sources that are told outcomes, as long as the site's settings name them."""


def is_told(site: Site, source: str) -> bool:
    """Say whether the source of an appointment hears what becomes of it.

    Nobody hears of what was typed in or came from a file, nor a booking server that the settings
    name no more: what would be queued for it would wait for ever.
    """
    if source in BOOKING_SERVERS:
        return bool(site.booking.get("gateway") == source)
    return source not in {LOCAL, FILE}


def tell(uow: UnitOfWork, visit: Visit, outcome: str) -> None:
    """Queue an outcome for each participation of a visit, in place of what is still unsent."""
    for person in uow.visits.persons(visit.id):
        if person.appointment_id is not None and person.target is not None:
            appointment = uow.appointments.get(person.appointment_id)
            # The people of one booking may have parted, and joined others: while it is checked
            # in, each of them is told of where they are.
            if appointment.visit_id is not None:
                tell_one(uow, appointment.source, person.target, appointment.id, visit, outcome)


def tell_one(
    uow: UnitOfWork,
    source: str,
    target: str,
    appointment_id: AppointmentId,
    visit: Visit | None,
    outcome: str,
) -> None:
    """Queue an outcome for one participation, unless it is known or waits already."""
    if outcome not in OUTCOMES:
        raise ValueError(f"no outcome of a booking server: {outcome}")
    _settle(uow, source, target, appointment_id, None if visit is None else visit.id, outcome)


def withdraw(uow: UnitOfWork, visit: Visit) -> None:
    """Undo what was not told yet of a visit; what may have arrived is taken back there too."""
    for person in uow.visits.persons(visit.id):
        if person.appointment_id is not None and person.target is not None:
            _withdraw_one(uow, person.appointment_id, person.target)


def withdraw_of(uow: UnitOfWork, appointment_id: str) -> None:
    """Undo what was not told yet of an appointment; what may have arrived is taken back too."""
    for target in dict.fromkeys(one.target for one in uow.outbox.of_appointment(appointment_id)):
        _withdraw_one(uow, appointment_id, target)


def forget(uow: UnitOfWork, visit: Visit) -> None:
    """Undo what the booking server was told, or was about to be told, of a visit."""
    for person in uow.visits.persons(visit.id):
        if person.appointment_id is not None and person.target is not None:
            forget_one(uow, person.appointment_id, person.target)


def forget_one(uow: UnitOfWork, appointment_id: str, target: str) -> None:
    """Undo what the booking server was told, or was about to be told, of a participation."""
    appointment = uow.appointments.get(appointment_id)
    _settle(uow, appointment.source, target, appointment.id, None, None)


def mend(uow: UnitOfWork, item: OutboxItem) -> None:
    """Bring the outcomes of a participation in order after news of one that was undone."""
    wanted = wanted_now(uow.outbox.of_target(item.source, item.target))
    _settle(uow, item.source, item.target, item.appointment_id, item.visit_id, wanted)


def _withdraw_one(uow: UnitOfWork, appointment_id: str, target: str) -> None:
    appointment = uow.appointments.get(appointment_id)
    wanted = sent_last(uow.outbox.of_target(appointment.source, target))
    _settle(uow, appointment.source, target, appointment.id, None, wanted)


def _settle(
    uow: UnitOfWork,
    source: str,
    target: str,
    appointment_id: AppointmentId,
    visit_id: str | None,
    wanted: str | None,
) -> None:
    history = uow.outbox.of_target(source, target)
    change = settle(history, wanted)
    if change.withdraw is not None:
        uow.outbox.change(change.withdraw.id, withdrawn_at=uow.now)
    if change.add is not None and is_told(uow.site(), source):
        # What takes something back belongs to the visit that it was told of.
        of = visit_id or next((one.visit_id for one in reversed(history) if one.visit_id), None)
        visit = None if of is None else uow.visits.find(of)
        uow.outbox.add(
            OutboxItem(
                id=OutboxItemId(uow.new_id()),
                source=source,
                target=target,
                appointment_id=appointment_id,
                outcome=change.add,
                state=OutboxState.PENDING,
                created_at=uow.now,
                order=uow.outbox.next_order(),
                visit_id=None if visit is None else visit.id,
            )
        )
