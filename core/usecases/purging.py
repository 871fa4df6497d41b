"""What must not be kept longer: each kind of data for as long as the site's settings say."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt
from core.usecases import rolling_up

VISITS_KEPT: Final = timedelta(days=30)
"""The longest that a setting allows."""
ANSWERS_KEPT: Final = timedelta(days=30)
"""How long a station may send a command again; answers hold ids alone."""
SESSIONS_KEPT: Final = timedelta(days=30)
REFUSED_KEPT: Final = timedelta(days=60)
"""How long an outcome that the booking server refused waits for somebody to look at it."""
LEASES_KEPT: Final = timedelta(days=90)
"""A kiosk that was cut off for a season still finds its lease; it names nobody."""


@dataclass(frozen=True, slots=True)
class Purge:
    """Forget what is due to be forgotten now, at most `limit` of each, so that nobody waits."""

    limit: int = 200


def purge(uow: UnitOfWork, actor: Actor, command: Purge) -> Receipt:
    """Forget names with all that tells whose a visit was, then visits, then who did what.

    References go with the names, once the outcome of their booking is told. The journal keeps its
    ids and times, and goes seal by seal: the first row that is kept is linked to the seal before
    it, and the event of the purge says so. A booking stays while its outcome is not told. Visits
    stay until their day is counted; the counts go last.

    Receipt: how many of each kind went, and `more` if a limit was reached. `details` are bookings
    and visits of which more than the names was forgotten. Nothing due changes nothing, and is not
    journaled.
    """
    site, limit, now = uow.site(), command.limit, uow.now
    kept = site.retention
    counts = _persons(uow, limit)
    last = rolling_up.last_to_forget(uow, uow.today() - timedelta(days=kept.visits_days + 1))
    counts["visits"] = uow.visits.forget(last, limit)
    counts["appointments"] = uow.appointments.forget(last, now - REFUSED_KEPT, limit)
    counts["answers"] = uow.forget_answers(now - ANSWERS_KEPT, limit)
    counts["sessions"] = uow.agents.forget_sessions(now - SESSIONS_KEPT, limit)
    counts |= _traces(uow, limit)
    batches = [count for name, count in counts.items() if name != "persons"]
    years = min(timedelta(days=366 * kept.statistics_years), rolling_up.COUNTS_KEPT)
    counts["counted_days"] = uow.statistics.forget(uow.today() - years)
    counts["rows"], until = uow.forget_journal(now - months(kept.journal_months)) or (0, None)
    if any(counts.values()):
        facts: dict[str, Any] = {name: count for name, count in counts.items() if count}
        uow.record(EventKind.PURGE_DONE, actor, **facts, journal_until=until)
    return {**counts, "more": max(batches) >= limit or counts["rows"] > 0}


def _persons(uow: UnitOfWork, limit: int) -> dict[str, int]:
    """Forget whose the visits and bookings of former days were, and what was noted of them."""
    kept = uow.site().retention
    day, noted = _over(uow, kept.names_h), _over(uow, kept.notes_h)
    booked = uow.appointments.naming(day, limit)
    visited = uow.visits.naming(day, limit)
    return {
        "persons": uow.appointments.blank(booked, past=True) + uow.visits.blank(visited),
        "details": max(len(booked), len(visited)),
        "notes": uow.visits.forget_notes(noted, _over(uow, 24), limit),
    }


def _traces(uow: UnitOfWork, limit: int) -> dict[str, int]:
    """Forget what staff and devices left beside visits."""
    kept, gone, now = uow.site().retention, uow.forgetting, uow.now
    before = now - timedelta(days=kept.visits_days)
    return {
        "difficulty_texts": gone.difficulty_texts(
            now - timedelta(days=kept.difficulties_days), limit
        ),
        "difficulties": gone.difficulties(now - rolling_up.COUNTS_KEPT, limit),
        "pairing_codes": gone.pairing_codes(before, limit),
        "help_calls": gone.help_calls(before, limit),
        "alerts": gone.alerts(before, limit),
        "messages": gone.messages(before, limit),
        "leases": gone.leases(uow.today() - LEASES_KEPT, limit),
        "agent_marks": gone.agent_marks(now - months(kept.journal_months), limit),
    }


def _over(uow: UnitOfWork, hours: int) -> date:
    """Return the last business day that ended so many hours ago."""
    days, day = uow.site().days, uow.today()
    while days.bounds(day)[1] + timedelta(hours=hours) > uow.now:
        day -= timedelta(days=1)
    return day


def months(count: int) -> timedelta:
    """Return how long some months are, rounded up to days: 12 are 365."""
    return timedelta(days=-(-365 * count // 12))
