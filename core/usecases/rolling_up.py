"""Counts each business day once it is over, so that its numbers outlive its visits."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.ports import UnitOfWork
from core.statistics.day import count_day
from core.statistics.periods import MOST_DAYS
from core.things import Actor, Receipt

COUNTS_KEPT: Final = timedelta(days=MOST_DAYS)


@dataclass(frozen=True, slots=True)
class RollUp:
    """Count at most `limit` days that are over and not counted, or that changed since."""

    limit: int = 1


def roll_up(uow: UnitOfWork, _: Actor, command: RollUp) -> Receipt:
    """Count days; receipt: days, visits, and `more` if a limit was reached.

    A day is counted whole each time, so that counting it again changes nothing by itself. A visit
    that comes in late (a kiosk was cut off) or ends late has its day counted again, until the
    day's visits are forgotten.
    """
    uow.statistics.notice(uow.today())
    due = uow.statistics.due(uow.today(), command.limit)
    visits = sum(_count(uow, day) for day in due)
    return {"days": len(due), "visits": visits, "more": len(due) == command.limit}


def last_to_forget(uow: UnitOfWork, last: date) -> date:
    """Return the last day up to `last` whose visits may be forgotten: all before it are counted.

    At most one day is counted for that now. The counts of those days are closed, since what comes
    in for them later cannot be told from what was counted already.
    """
    uow.statistics.notice(uow.today())
    due = list(uow.statistics.due(uow.today(), 2))
    if due and due[0] <= last:
        _count(uow, due.pop(0))
    if due:
        last = min(last, due[0] - timedelta(days=1))
    uow.statistics.close(last)
    return last


def _count(uow: UnitOfWork, day: date) -> int:
    records = uow.statistics.records(day)
    uow.statistics.put(day, count_day(records, uow.site().days), uow.now)
    return len(records.visits)
