"""Outcomes for the booking server: made in the transaction of what they tell, and followed up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.errors import Conflict
from core.model import AppointmentId, EventKind, OutboxItemId, OutboxState
from core.ports import UnitOfWork
from core.things import Actor, OutboxItem, Receipt, Visit

OUTCOMES: Final = frozenset({"seen", "noshow", "excused", "revoked", "unknown"})
"""The booking server's words for what became of a participation."""

_DROPPED: Final = "dropped"

LOCAL: Final = "local"
"""The source of appointments that no booking server knows of."""


@dataclass(frozen=True, slots=True)
class MarkSent:
    """The booking server took an outcome."""

    item_id: str


@dataclass(frozen=True, slots=True)
class MarkRejected:
    """The booking server refused an outcome for good; a person must look at it."""

    item_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class MarkRetry:
    """The booking server could not be told; try again at `next_try_at`."""

    item_id: str
    next_try_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Retry:
    """Someone wants a rejected outcome to be sent again."""

    item_id: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Someone decided that an outcome is not to be sent."""

    item_id: str


def mark_sent(uow: UnitOfWork, actor: Actor, command: MarkSent) -> Receipt:
    """Note that an outcome arrived.

    If it was undone while it was under way, the booking server is told to forget it.

    Raises:
        NotFound: `outbox_item_unknown`.
    """
    item = uow.outbox.get(command.item_id)
    if item.state is not OutboxState.SENT:
        uow.outbox.change(
            item.id,
            state=OutboxState.SENT,
            sent_at=uow.now,
            attempts=item.attempts + 1,
            next_try_at=None,
            reason=None,
        )
        uow.record(EventKind.OUTBOX_SENT, actor, **_ids(item), outcome=item.outcome)
        if item.withdrawn_at is not None and _last(uow, item).id == item.id:
            _add(uow, item.source, item.target, item.appointment_id, item.visit_id, "unknown")
    return {"item_id": item.id, "state": OutboxState.SENT.value}


def mark_rejected(uow: UnitOfWork, actor: Actor, command: MarkRejected) -> Receipt:
    """Set an outcome aside for a person to look at; it never blocks the others.

    Raises:
        NotFound: `outbox_item_unknown`.
        Conflict: `wrong_state`, if it was sent.
    """
    item = _unsent(uow, command.item_id)
    uow.outbox.change(
        item.id,
        state=OutboxState.REJECTED,
        reason=command.reason,
        attempts=item.attempts + 1,
        next_try_at=None,
    )
    uow.record(
        EventKind.OUTBOX_REJECTED, actor, **_ids(item), outcome=item.outcome, reason=command.reason
    )
    return {"item_id": item.id, "state": OutboxState.REJECTED.value}


def mark_retry(uow: UnitOfWork, actor: Actor, command: MarkRetry) -> Receipt:
    """Note a try that failed for now; not journaled, since an outage has thousands.

    Raises:
        NotFound: `outbox_item_unknown`.
        Conflict: `wrong_state`, if it was sent.
    """
    item = _unsent(uow, command.item_id)
    uow.outbox.change(
        item.id,
        reason=command.reason,
        attempts=item.attempts + 1,
        next_try_at=command.next_try_at,
    )
    return {"item_id": item.id, "state": item.state.value}


def retry(uow: UnitOfWork, actor: Actor, command: Retry) -> Receipt:
    """Send an outcome again at once, also one that was dropped.

    Raises:
        NotFound: `outbox_item_unknown`.
        Conflict: `wrong_state`, if it was sent, or what it says was undone.
    """
    item = _standing(uow, command.item_id)
    uow.outbox.change(item.id, state=OutboxState.PENDING, next_try_at=None, reason=None)
    uow.record(EventKind.OUTBOX_RETRIED, actor, **_ids(item), outcome=item.outcome)
    return {"item_id": item.id, "state": OutboxState.PENDING.value}


def drop(uow: UnitOfWork, actor: Actor, command: Drop) -> Receipt:
    """Keep an outcome from being sent; it stays listed as rejected, and may be retried.

    Dropping it twice changes nothing.

    Raises:
        NotFound: `outbox_item_unknown`.
        Conflict: `wrong_state`, if it was sent, or what it says was undone.
    """
    item = _standing(uow, command.item_id)
    if (item.state, item.reason) != (OutboxState.REJECTED, _DROPPED):
        uow.outbox.change(item.id, state=OutboxState.REJECTED, reason=_DROPPED, next_try_at=None)
        uow.record(EventKind.OUTBOX_DROPPED, actor, **_ids(item), outcome=item.outcome)
    return {"item_id": item.id, "state": OutboxState.REJECTED.value}


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
    if source == LOCAL:
        return
    if outcome not in OUTCOMES:
        raise ValueError(f"no outcome of a booking server: {outcome}")
    earlier = [item for item in uow.outbox.of_target(source, target) if item.withdrawn_at is None]
    if earlier and earlier[-1].outcome == outcome:
        return
    for item in earlier:
        if item.state is not OutboxState.SENT:
            uow.outbox.change(item.id, withdrawn_at=uow.now)
    sent = [item for item in earlier if item.state is OutboxState.SENT]
    if sent and sent[-1].outcome == outcome:
        return
    _add(uow, source, target, appointment_id, None if visit is None else visit.id, outcome)


def withdraw(uow: UnitOfWork, visit: Visit) -> None:
    """Keep the unsent outcomes of a visit from being sent: what they say was undone."""
    for person in uow.visits.persons(visit.id):
        if person.appointment_id is not None and person.target is not None:
            withdraw_of(uow, person.appointment_id, person.target)


def withdraw_of(uow: UnitOfWork, appointment_id: str, target: str | None = None) -> None:
    """Keep the unsent outcomes of an appointment, or of one participation, from being sent."""
    for item in uow.outbox.of_appointment(appointment_id):
        unsent = item.state is not OutboxState.SENT and item.withdrawn_at is None
        if unsent and target in {None, item.target}:
            uow.outbox.change(item.id, withdrawn_at=uow.now)


def forget(uow: UnitOfWork, visit: Visit) -> None:
    """Undo what the booking server was told, or was about to be told, of a visit."""
    withdraw(uow, visit)
    for person in uow.visits.persons(visit.id):
        if person.appointment_id is not None and person.target is not None:
            forget_one(uow, person.appointment_id, person.target)


def forget_one(uow: UnitOfWork, appointment_id: str, target: str) -> None:
    """Undo what the booking server was told, or was about to be told, of a participation."""
    withdraw_of(uow, appointment_id, target)
    appointment = uow.appointments.get(appointment_id)
    told = [
        item
        for item in uow.outbox.of_target(appointment.source, target)
        if item.state is OutboxState.SENT
    ]
    if told and told[-1].outcome != "unknown":
        _add(uow, appointment.source, target, appointment.id, told[-1].visit_id, "unknown")


def _add(
    uow: UnitOfWork,
    source: str,
    target: str,
    appointment_id: AppointmentId,
    visit_id: str | None,
    outcome: str,
) -> None:
    visit = None if visit_id is None else uow.visits.get(visit_id)
    uow.outbox.add(
        OutboxItem(
            id=OutboxItemId(uow.new_id()),
            source=source,
            target=target,
            appointment_id=appointment_id,
            outcome=outcome,
            state=OutboxState.PENDING,
            created_at=uow.now,
            order=uow.outbox.next_order(),
            visit_id=None if visit is None else visit.id,
        )
    )


def _last(uow: UnitOfWork, item: OutboxItem) -> OutboxItem:
    return uow.outbox.of_target(item.source, item.target)[-1]


def _unsent(uow: UnitOfWork, item_id: str) -> OutboxItem:
    item = uow.outbox.get(item_id)
    if item.state is OutboxState.SENT:
        raise Conflict("wrong_state", state=item.state.value)
    return item


def _standing(uow: UnitOfWork, item_id: str) -> OutboxItem:
    item = _unsent(uow, item_id)
    if item.withdrawn_at is not None:
        raise Conflict("wrong_state", state="withdrawn")
    return item


def _ids(item: OutboxItem) -> dict[str, str | None]:
    return {"visit_id": item.visit_id, "appointment_id": item.appointment_id}
