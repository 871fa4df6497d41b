"""The machine's clock jumped: what is under way is dated anew, so that every length stays right."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt
from core.usecases.day_turning import turn


@dataclass(frozen=True, slots=True)
class ChangeClock:
    """The clock jumped ahead, or back (below zero), to the moment of the command.

    Attributes:
        running: A server saw it jump; else it is what the journal says at a start.
    """

    by: timedelta
    running: bool = True


@dataclass(frozen=True, slots=True)
class DoubtClock:
    """At a start the clock is so far ahead of the last event that it may be wrong.

    Attributes:
        last: When that was.
    """

    last: datetime


def change_clock(uow: UnitOfWork, actor: Actor, command: ChangeClock) -> Receipt:
    """Date anew what is not over; receipt: by_s, visits.

    Waits, services and holds go on as long as they were, and people keep their order. If the
    jump leads to another business day, who is here goes on there.
    """
    before, after = uow.now - command.by, uow.now
    former = uow.site().days.of(before)
    visits = uow.redate_open(command.by, former)
    by_s = round(command.by.total_seconds())
    uow.record(
        EventKind.SITE_CLOCK_CHANGED,
        actor,
        by_s=by_s,
        before=before,
        after=after,
        running=command.running,
        visits=visits,
    )
    if former != uow.today():
        turn(uow, actor, former)
    return {"by_s": by_s, "visits": visits}


def doubt_clock(uow: UnitOfWork, actor: Actor, command: DoubtClock) -> Receipt:
    """Journal that the clock may be wrong; nothing is dated anew. Receipt: by_s."""
    by_s = round((uow.now - command.last).total_seconds())
    uow.record(EventKind.SITE_CLOCK_DOUBTED, actor, by_s=by_s, last=command.last, now=uow.now)
    return {"by_s": by_s}
