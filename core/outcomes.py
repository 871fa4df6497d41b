"""What a booking server may hold of a participation, and what it is still to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.model import OutboxState
from core.things import OutboxItem

UNKNOWN: Final = "unknown"
"""The booking server's word for an outcome that nobody has filled in, or that was taken back."""

OTHER: Final = "other"
"""Stands for what a booking server holds and nobody here understands."""

DROPPED: Final = "dropped"
"""Begins the reason of an outcome that a person decided not to send; why follows a colon."""


@dataclass(frozen=True, slots=True)
class Change:
    """What to do with the outcomes of a participation.

    Attributes:
        withdraw: Must not be sent any more; one that is under way may arrive all the same.
        add: Is to be sent.
    """

    withdraw: OutboxItem | None = None
    add: str | None = None


def standing(history: Sequence[OutboxItem]) -> OutboxItem | None:
    """Return the outcome that is still to be sent, or waits for a person; there is one at most."""
    unsent = (
        item
        for item in reversed(history)
        if item.withdrawn_at is None and item.state is not OutboxState.SENT
    )
    return next(unsent, None)


def may_hold(history: Sequence[OutboxItem]) -> frozenset[str | None]:
    """Return what the booking server may hold of a participation, as far as the site can know.

    None stands for what others gave it. An outcome that was tried may have arrived although
    nobody heard of it, or may arrive yet; one that is known to be sent replaces all before it; and
    where others' value was found, nothing of ours is left.

    Args:
        history: Every item about the participation, oldest first.
    """
    held: frozenset[str | None] = frozenset({None})
    for item in history:
        if item.found is not None:
            held = frozenset({None})
        if item.state is OutboxState.SENT:
            held = frozenset({item.outcome})
        elif item.tried_at is not None:
            held |= {item.outcome}
    return held


def may_write_over(history: Sequence[OutboxItem], item: OutboxItem) -> frozenset[str]:
    """Return the values at the booking server that an item may replace.

    They are those that the site may have written itself, and the one that a person saw there and
    gave up (`over`). Any other is a colleague's, also one that was found there when the site came
    to write the same.
    """
    own: frozenset[str] = frozenset()
    for one in history:
        if one.found is not None:
            own = frozenset()
        wrote = frozenset({one.outcome}) if one.tried_at is not None else frozenset()
        if one.state is OutboxState.SENT:
            own = wrote or own & {one.outcome}
        else:
            own |= wrote
    return own if item.over is None else own | {item.over}


def due(history: Sequence[OutboxItem], wanted: str | None) -> str | None:
    """Return the outcome that the booking server must be told; None where it holds it already.

    Args:
        history: Every item about the participation, oldest first.
        wanted: What the site says became of the person; None where it says nothing. Then what it
            told, or may have told, is taken back.
    """
    held = may_hold(history)
    if wanted in (None, UNKNOWN):
        return UNKNOWN if held - {None, UNKNOWN} else None
    return wanted if held != {wanted} else None


def settle(history: Sequence[OutboxItem], wanted: str | None) -> Change:
    """Return what brings the outcomes of a participation to what the site says now.

    An item that says so already stays, also one that was refused: it waits for a person.
    """
    needed, live = due(history, wanted), standing(history)
    if live is not None and live.outcome in (needed, wanted):
        return Change()
    return Change(live, needed)


def sent_last(history: Sequence[OutboxItem]) -> str | None:
    """Return what the booking server was told last and the site still stands by."""
    told = (
        item
        for item in reversed(history)
        if item.withdrawn_at is None and item.state is OutboxState.SENT
    )
    last = next(told, None)
    return None if last is None or last.outcome == UNKNOWN else last.outcome


def wanted_now(history: Sequence[OutboxItem]) -> str | None:
    """Return what the site says of a participation, by the items that were not withdrawn."""
    live = standing(history)
    if live is not None:
        return None if live.outcome == UNKNOWN else live.outcome
    return sent_last(history)


def is_dropped(item: OutboxItem) -> bool:
    """Say whether a person decided that an outcome is not to be sent."""
    return item.state is OutboxState.REJECTED and (item.reason or "").split(":")[0] == DROPPED


def holds_status(item: OutboxItem) -> bool:
    """Say whether a booking stays as it stands here, since its source is to hear of it.

    Of a dropped outcome it never will: there its source is right.
    """
    unsent = item.state is not OutboxState.SENT and item.withdrawn_at is None
    return unsent and not is_dropped(item)
