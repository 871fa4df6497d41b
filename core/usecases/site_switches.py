"""Switches that a lead turns during a day: messages, early closing, crisis, freeze."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from core.errors import Conflict, Unprocessable
from core.model import EventKind
from core.ports import UnitOfWork
from core.site_day import SiteDay, SiteMessage
from core.things import Actor, Receipt
from core.usecases import counters

MOST_MESSAGES: Final = 10
"""Lines that may stand on the screens at a time."""


@dataclass(frozen=True, slots=True)
class PutMessage:
    """A line for the site's screens, until it is taken off or its time is over."""

    texts: Mapping[str, str]
    level: str = "info"
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClearMessages:
    """Every line that was put there by hand is taken off."""


@dataclass(frozen=True, slots=True)
class CloseEarly:
    """Today ends before its hours; without a time, now."""

    closes_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reopen:
    """Today has its hours again, also after it was closed by hand."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SetCrisis:
    """The crisis mode begins or ends; `texts` is what the screens say of it, by language."""

    active: bool
    drill: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class SetFreeze:
    """Nobody is called any more, or all goes on; no rank changes by either."""

    active: bool
    reason: str | None = None


def put_message(uow: UnitOfWork, actor: Actor, command: PutMessage) -> Receipt:
    """Put a line on the screens; one that stands there already stays; receipt: message_id.

    Raises:
        Unprocessable: `until_past`.
        Conflict: `messages_full`.
    """
    if command.until is not None and command.until <= uow.now:
        raise Unprocessable("until_past")
    held = uow.site_days.messages(uow.now)
    for message in held:
        same = dict(message.texts) == dict(command.texts) and message.level == command.level
        if same and message.until == command.until:
            return {"message_id": message.id}
    if len(held) >= MOST_MESSAGES:
        raise Conflict("messages_full", most=MOST_MESSAGES)
    message = SiteMessage(uow.new_id(), command.texts, command.level, uow.now, command.until)
    uow.site_days.add_message(message)
    # Its words are no fact of the journal: somebody may have typed a name.
    uow.record(
        EventKind.DISPLAY_MESSAGE,
        actor,
        message_id=message.id,
        level=message.level,
        until=message.until,
    )
    return {"message_id": message.id}


def clear_messages(uow: UnitOfWork, actor: Actor, command: ClearMessages) -> Receipt:
    """Take every line off; receipt: cleared, how many."""
    cleared = uow.site_days.end_messages(uow.now)
    if cleared:
        uow.record(EventKind.DISPLAY_MESSAGE, actor, cleared=cleared)
    return {"cleared": cleared}


def close_early(uow: UnitOfWork, actor: Actor, command: CloseEarly) -> Receipt:
    """Let today end before its hours; the same again changes nothing; receipt: closes_at.

    Raises:
        Unprocessable: `closes_at_refused`, on another day than today.
    """
    switches, today = uow.site_day(), uow.today()
    standing = switches.closes_at(today)
    closes_at = command.closes_at or uow.now
    if command.closes_at is None and standing is not None and standing <= uow.now:
        closes_at = standing
    if uow.site().days.of(closes_at) != today:
        raise Unprocessable("closes_at_refused", business_day=today.isoformat())
    if closes_at != standing:
        uow.site_days.put(replace(switches, closes_early_on=today, closes_early_at=closes_at))
        uow.record(EventKind.SITE_CLOSED_EARLY, actor, closes_at=closes_at, reason=command.reason)
    return {"business_day": today.isoformat()}


def reopen(uow: UnitOfWork, actor: Actor, command: Reopen) -> Receipt:
    """Give today its hours back; visits and verdicts of a closed day stay as they are."""
    switches, today = uow.site_day(), uow.today()
    if switches.closes_at(today) is not None or switches.closed_on == today:
        uow.site_days.put(
            replace(switches, closes_early_on=None, closes_early_at=None, closed_on=None)
        )
        uow.record(
            EventKind.SITE_REOPENED,
            actor,
            was_closed=switches.closed_on == today,
            reason=command.reason,
        )
    return {"business_day": today.isoformat()}


def set_crisis(uow: UnitOfWork, actor: Actor, command: SetCrisis) -> Receipt:
    """Begin or end the crisis mode; the same again changes nothing; receipt: active.

    Raises:
        Conflict: `confirm_needed`.
    """
    if not command.confirm:
        raise Conflict("confirm_needed")
    switches = uow.site_day()
    if command.active:
        wanted = _in_crisis(uow, switches, command)
        if wanted != switches:
            uow.site_days.put(wanted)
            uow.record(EventKind.SITE_CRISIS_STARTED, actor, drill=command.drill)
            counters.offer_anew(uow)
    elif switches.crisis:
        uow.site_days.put(replace(switches, crisis_since=None, drill=False, crisis_texts={}))
        uow.record(
            EventKind.SITE_CRISIS_ENDED, actor, drill=switches.drill, since=switches.crisis_since
        )
        counters.offer_anew(uow)
    return {"active": command.active}


def _in_crisis(uow: UnitOfWork, switches: SiteDay, command: SetCrisis) -> SiteDay:
    return replace(
        switches,
        crisis_since=switches.crisis_since or uow.now,
        drill=command.drill,
        crisis_texts=dict(command.texts) or switches.crisis_texts,
    )


def set_freeze(uow: UnitOfWork, actor: Actor, command: SetFreeze) -> Receipt:
    """Freeze the queue or let it go on; the same again changes nothing; receipt: active."""
    switches = uow.site_day()
    if command.active and not switches.frozen:
        uow.site_days.put(replace(switches, frozen_since=uow.now, freeze_reason=command.reason))
        uow.record(EventKind.SITE_FROZEN, actor, reason=command.reason)
    elif not command.active and switches.frozen:
        uow.site_days.put(replace(switches, frozen_since=None, freeze_reason=None))
        uow.record(
            EventKind.SITE_THAWED,
            actor,
            since=switches.frozen_since,
            reason=switches.freeze_reason,
        )
    return {"active": command.active}
