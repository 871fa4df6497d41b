"""Someone at a kiosk needs a person."""

from dataclasses import dataclass

from core.errors import Unprocessable
from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Help, Receipt


@dataclass(frozen=True, slots=True)
class AskHelp:
    """Someone pressed the button, on this page of the kiosk."""

    page: str = ""


@dataclass(frozen=True, slots=True)
class AnswerHelp:
    """Someone is on the way."""

    help_id: str


def ask(uow: UnitOfWork, actor: Actor, command: AskHelp) -> Receipt:
    """Call for help; one call a station until it is answered; receipt: help_id.

    Raises:
        Unprocessable: `station_missing`.
    """
    if actor.station_id is None:
        raise Unprocessable("station_missing")
    known = uow.help_calls.open_of(actor.station_id)
    if known is not None:
        return {"help_id": known.id}
    asked = Help(uow.new_id(), actor.station_id, command.page, uow.now)
    uow.help_calls.add(asked)
    uow.record(
        EventKind.HELP_ASKED,
        actor,
        station_id=asked.station_id,
        help_id=asked.id,
        page=asked.page,
    )
    return {"help_id": asked.id}


def answer(uow: UnitOfWork, actor: Actor, command: AnswerHelp) -> Receipt:
    """Note that someone goes; answering twice changes nothing; receipt: help_id.

    Raises:
        NotFound: `help_unknown`.
    """
    asked = uow.help_calls.get(command.help_id)
    if asked.answered_at is None:
        uow.help_calls.change(asked.id, answered_at=uow.now, answered_by=actor.agent_id)
        uow.record(EventKind.HELP_ANSWERED, actor, station_id=asked.station_id, help_id=asked.id)
    return {"help_id": asked.id}
