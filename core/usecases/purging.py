"""What must not be kept longer: names a day after the visit, answers to commands 30 days."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from core.calendar import day_bounds
from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt

NAMES_KEPT: Final = timedelta(hours=24)
ANSWERS_KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Purge:
    """Forget what is due to be forgotten now."""


def purge(uow: UnitOfWork, actor: Actor, command: Purge) -> Receipt:
    """Forget names and notes 24 h after their business day, and answers after 30 days.

    Receipt: persons, answers. Nothing due changes nothing, and is not journaled.
    """
    del command
    site = uow.site()
    day = uow.today()
    while day_bounds(day, site.tz)[1] + NAMES_KEPT > uow.now:
        day -= timedelta(days=1)
    persons = uow.visits.forget_persons(day) + uow.appointments.forget_persons(day)
    answers = uow.forget_answers(uow.now - ANSWERS_KEPT)
    if persons or answers:
        uow.record(EventKind.PURGE_DONE, actor, persons=persons, answers=answers)
    return {"persons": persons, "answers": answers}
