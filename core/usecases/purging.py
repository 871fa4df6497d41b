"""What must not be kept longer: names a day after the visit, visits 30 days, the journal a year."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt
from core.usecases import rolling_up

NAMES_KEPT: Final = timedelta(hours=24)
VISITS_KEPT: Final = timedelta(days=30)
ANSWERS_KEPT: Final = timedelta(days=30)
SESSIONS_KEPT: Final = timedelta(days=30)
JOURNAL_KEPT: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Purge:
    """Forget what is due to be forgotten now, at most `limit` of each, so that nobody waits."""

    limit: int = 200


def purge(uow: UnitOfWork, actor: Actor, command: Purge) -> Receipt:
    """Forget names and notes 24 h after their business day, the rest after 30 days.

    The journal keeps its ids and times for a year, and goes seal by seal: the first row that is
    kept is linked to the seal before it, and the event of the purge says so. A booking stays while
    its outcome is not told. Visits stay until their day is counted; the counts go after three
    years.

    Receipt: persons, notes, visits, appointments, answers, sessions, counted_days, rows, and `more`
    if a limit was reached. Nothing due changes nothing, and is not journaled.
    """
    site, limit = uow.site(), command.limit
    day = uow.today()
    while site.days.bounds(day)[1] + NAMES_KEPT > uow.now:
        day -= timedelta(days=1)
    last = rolling_up.last_to_forget(uow, uow.today() - VISITS_KEPT - timedelta(days=1))
    visitors = uow.visits.forget_persons(day, limit)
    booked = uow.appointments.forget_persons(day, limit)
    notes = uow.visits.forget_notes(day, limit)
    visits = uow.visits.forget(last, limit)
    appointments = uow.appointments.forget(last, limit)
    answers = uow.forget_answers(uow.now - ANSWERS_KEPT, limit)
    sessions = uow.agents.forget_sessions(uow.now - SESSIONS_KEPT, limit)
    counts = uow.statistics.forget(uow.today() - rolling_up.COUNTS_KEPT)
    rows, until = uow.forget_journal(uow.now - JOURNAL_KEPT) or (0, None)
    most = max(visitors, booked, notes, visits, appointments, answers, sessions)
    if most > 0 or counts > 0 or rows > 0:
        uow.record(
            EventKind.PURGE_DONE,
            actor,
            persons=visitors + booked,
            notes=notes,
            visits=visits,
            appointments=appointments,
            answers=answers,
            sessions=sessions,
            counted_days=counts,
            rows=rows,
            journal_until=until,
        )
    return {
        "persons": visitors + booked,
        "notes": notes,
        "visits": visits,
        "appointments": appointments,
        "answers": answers,
        "sessions": sessions,
        "counted_days": counts,
        "rows": rows,
        "more": most >= limit or rows > 0,
    }
