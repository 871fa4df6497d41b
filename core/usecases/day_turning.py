"""A visit whose day is over, and that goes on today: nobody is lost because a day turned."""

from dataclasses import replace
from datetime import date
from typing import Final

from core.business_days import Days
from core.model import TICKET_LETTERS, EventKind
from core.ports import UnitOfWork
from core.things import Actor, Visit
from core.usecases.ticketing import next_number

ANOTHER_DAY: Final = "another_day"
"""Flag of a visit that came over from another day."""


def take_up(uow: UnitOfWork, actor: Actor, visit: Visit) -> Visit:
    """Let a visit of another day go on today, unless it has ended; return it as it is then.

    It keeps its times and its rank. It keeps its number too, unless somebody has it today: then
    it is called by a new one.
    """
    today = uow.today()
    if visit.business_day == today or visit.ended_at is not None:
        return visit
    former, called_as, flags = visit.business_day, visit.called_as, (*visit.flags, ANOTHER_DAY)
    if uow.visits.by_number(today, called_as) is not None:
        called_as = next_number(uow, today, visit.letter)
        flags = (*flags, "number_clash")
    taken = replace(
        visit,
        business_day=today,
        called_as=called_as,
        sequence=uow.visits.next_sequence(today),
        flags=tuple(dict.fromkeys(flags)),
    )
    place = {"business_day": today, "sequence": taken.sequence}
    uow.visits.change(visit.id, called_as=called_as, flags=taken.flags, **place)
    for step in uow.steps.of_visit(visit.id):
        uow.steps.change(step.id, **place)
    uow.statistics.recount(former)
    uow.record(
        EventKind.VISIT_TAKEN_UP,
        actor,
        visit_id=visit.id,
        former_day=former.isoformat(),
        business_day=today.isoformat(),
        number=called_as,
        former_number=visit.called_as,
    )
    return taken


def days_changed(uow: UnitOfWork, actor: Actor, before: Days) -> None:
    """Let people and bookings follow, where the site cuts its days differently from now on.

    Days that are over stay as they were.
    """
    after = uow.site().days
    if after == before:
        return
    former, today = before.of(uow.now), uow.today()
    for booking in uow.appointments.from_day(min(former, today)):
        day = after.of(booking.starts_at)
        if day != booking.business_day:
            uow.appointments.change(booking.id, business_day=day)
    turn(uow, actor, former)


def turn(uow: UnitOfWork, actor: Actor, former: date) -> None:
    """Let all of a day go on today, which did not follow it as days do.

    People in the hall stay in the queue, and no number that somebody holds there is given again.
    """
    today = uow.today()
    for visit in uow.visits.open_of(former):
        take_up(uow, actor, visit)
    for letter in TICKET_LETTERS:
        given, free = (uow.leases.series(day, letter) for day in (former, today))
        following = replace(
            free, lower=max(given.lower, free.lower), upper=max(given.upper, free.upper)
        )
        if following != free:
            uow.leases.put_series(today, letter, following)
    uow.leases.move(former, today, uow.site().days.bounds(today)[1])
