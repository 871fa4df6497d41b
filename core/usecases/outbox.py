"""How far the outcomes for the booking server are, and what a person decides of refused ones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.errors import Conflict
from core.model import AppointmentStatus, EventKind, OutboxState
from core.outcomes import DROPPED, holds_status, is_dropped
from core.ports import UnitOfWork
from core.things import Actor, Appointment, OutboxItem, Receipt
from core.usecases import telling
from core.usecases.booked_rows import record

_VERDICTS: Final = {
    "noshow": AppointmentStatus.NO_SHOW,
    "excused": AppointmentStatus.EXCUSED,
    "revoked": AppointmentStatus.REVOKED,
}
"""What an outcome says of a booking that nobody came for."""


@dataclass(frozen=True, slots=True)
class MarkTrying:
    """An outcome is about to be written at the booking server."""

    item_id: str


@dataclass(frozen=True, slots=True)
class MarkSent:
    """The booking server took an outcome."""

    item_id: str


@dataclass(frozen=True, slots=True)
class MarkRejected:
    """The booking server refused an outcome for good; a person must look at it.

    Attributes:
        found: What it holds instead, where that is why.
    """

    item_id: str
    reason: str
    found: str | None = None


@dataclass(frozen=True, slots=True)
class MarkRetry:
    """The booking server could not be told; try again at `next_try_at`."""

    item_id: str
    next_try_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Retry:
    """Someone wants a rejected outcome to be sent again.

    Attributes:
        over: What they saw at the booking server, and want to be replaced.
    """

    item_id: str
    over: str | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """Someone decided that an outcome is not to be sent.

    Attributes:
        reason: Why, as a code.
    """

    item_id: str
    reason: str


def mark_trying(uow: UnitOfWork, _actor: Actor, command: MarkTrying) -> Receipt:
    """Note, before anything is written, that an outcome may have arrived from now on.

    Whoever undoes it afterwards knows by this that it must be taken back there too.

    Raises:
        NotFound: `outbox_item_unknown`.
        Conflict: `wrong_state`: it was undone, or dropped, or sent; it must not be written.
    """
    item = _standing(uow, command.item_id)
    if item.state is not OutboxState.PENDING:
        raise Conflict("wrong_state", state=item.state.value)
    if item.tried_at is None:
        uow.outbox.change(item.id, tried_at=uow.now)
    return {"item_id": item.id, "state": item.state.value}


def mark_sent(uow: UnitOfWork, actor: Actor, command: MarkSent) -> Receipt:
    """Note that an outcome arrived.

    If it was undone while it was under way, the booking server is told what stands now.

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
        if item.withdrawn_at is not None:
            telling.mend(uow, item)
    return {"item_id": item.id, "state": OutboxState.SENT.value}


def mark_rejected(uow: UnitOfWork, actor: Actor, command: MarkRejected) -> Receipt:
    """Set an outcome aside for a person to look at; it never blocks the others.

    What was dropped meanwhile stays dropped.

    Raises:
        NotFound: `outbox_item_unknown`.
        Conflict: `wrong_state`, if it was sent.
    """
    item = _unsent(uow, command.item_id)
    # The booking server was read: what was refused is not there.
    uow.outbox.change(
        item.id,
        found=command.found,
        tried_at=None,
        over=None,
        attempts=item.attempts + 1,
        next_try_at=None,
    )
    if item.state is OutboxState.PENDING:
        uow.outbox.change(item.id, state=OutboxState.REJECTED, reason=command.reason)
        uow.record(
            EventKind.OUTBOX_REJECTED,
            actor,
            **_ids(item),
            outcome=item.outcome,
            reason=command.reason,
        )
    if item.withdrawn_at is not None:
        telling.mend(uow, item)
    return {"item_id": item.id, "state": OutboxState.REJECTED.value}


def mark_retry(uow: UnitOfWork, _actor: Actor, command: MarkRetry) -> Receipt:
    """Note a try that failed for now; not journaled, since an outage has thousands.

    Of one that a person set aside meanwhile nothing changes.

    Raises:
        NotFound: `outbox_item_unknown`.
        Conflict: `wrong_state`, if it was sent.
    """
    item = _unsent(uow, command.item_id)
    if item.state is OutboxState.PENDING:
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
        Conflict: `wrong_state`, if it was sent, or what it says was undone, or the person came
            since; `found_differs`, with what the booking server held when it was last asked, if
            that is not `over`.
    """
    item = _standing(uow, command.item_id)
    known = uow.appointments.get(item.appointment_id)
    if known.visit_id is not None and item.outcome in _VERDICTS and item.visit_id is None:
        raise Conflict("wrong_state", state=known.status.value)
    if command.over is not None and command.over != item.found:
        raise Conflict("found_differs", found=item.found or "")
    uow.outbox.change(
        item.id, state=OutboxState.PENDING, next_try_at=None, reason=None, over=command.over
    )
    if is_dropped(item):
        _say_again(uow, known, item.outcome)
    uow.record(
        EventKind.OUTBOX_RETRIED, actor, **_ids(item), outcome=item.outcome, over=command.over
    )
    return {"item_id": item.id, "state": OutboxState.PENDING.value}


def drop(uow: UnitOfWork, actor: Actor, command: Drop) -> Receipt:
    """Keep an outcome from being sent; it stays listed as rejected, and may be retried.

    Whoever drops it says that the booking server is right: a booking that nobody came for follows
    it from now on. Dropping it twice changes nothing.

    Raises:
        NotFound: `outbox_item_unknown`.
        Conflict: `wrong_state`, if it was sent, or what it says was undone.
    """
    item = _standing(uow, command.item_id)
    if not is_dropped(item):
        uow.outbox.change(
            item.id,
            state=OutboxState.REJECTED,
            reason=f"{DROPPED}:{command.reason}",
            next_try_at=None,
        )
        uow.record(
            EventKind.OUTBOX_DROPPED,
            actor,
            **_ids(item),
            outcome=item.outcome,
            reason=command.reason,
        )
        _follow_source(uow, actor, item)
    return {"item_id": item.id, "state": OutboxState.REJECTED.value}


def _follow_source(uow: UnitOfWork, actor: Actor, item: OutboxItem) -> None:
    known = uow.appointments.get(item.appointment_id)
    if known.visit_id is not None or any(map(holds_status, uow.outbox.of_appointment(known.id))):
        return
    if known.status is not known.source_status:
        uow.appointments.change(known.id, status=known.source_status)
        record(uow, actor, EventKind.APPOINTMENT_CHANGED, known)


def _say_again(uow: UnitOfWork, known: Appointment, outcome: str) -> None:
    """Let a booking stand as the outcome says that is sent after all."""
    status = _VERDICTS.get(outcome)
    if known.visit_id is None and status is not None:
        uow.appointments.change(known.id, status=status)


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
