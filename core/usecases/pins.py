"""PINs, each good for unlocking one agent's sessions at one station."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from core.access import DevicePin, Session
from core.errors import NotFound, Unprocessable
from core.model import EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt
from core.usecases import agents
from core.usecases.agents import SignOut

MOST_TRIES: Final = 3
"""So many wrong ones in a row end the session: a million PINs are soon tried."""
_FEWEST_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class SetPin:
    """An agent wants to unlock sessions at the asking station with a PIN; it comes hashed."""

    session_id: str
    pin_hash: str = field(repr=False)


def refuse_weak_pin(pin: str) -> None:
    """Refuse what is tried first: one digit again and again, runs, and parts that repeat.

    Raises:
        Unprocessable: `pin_weak`.
    """
    steps = {(int(here) - int(before)) % 10 for before, here in pairwise(pin)}
    repeats = (pin + pin).find(pin, 1) < len(pin)
    if len(steps) == 1 or repeats or len(set(pin)) < _FEWEST_DIGITS:
        raise Unprocessable("pin_weak")


def set_pin(uow: UnitOfWork, actor: Actor, command: SetPin) -> Receipt:
    """Keep the PIN of an agent at a station; receipt: agent_id.

    Raises:
        NotFound: `session_unknown`.
    """
    session = _open_session(uow, command.session_id)
    uow.agents.put_pin(
        DevicePin(session.agent_id, session.station_id, command.pin_hash, set_at=uow.now)
    )
    uow.record(EventKind.AGENT_PIN_SET, actor, station_id=session.station_id)
    return {"agent_id": session.agent_id}


def count_try(uow: UnitOfWork, actor: Actor, command: SignOut) -> DevicePin | None:
    """Count a try as wrong before it is compared; None when there were too many already.

    A server that dies between counting and comparing has counted; one that dies before the third
    wrong one ended the session ends it here, at the next.

    Raises:
        NotFound: `session_unknown`; `pin_unknown`, none was set at this station.
    """
    session = _open_session(uow, command.session_id)
    pin = uow.agents.pin(session.agent_id, session.station_id)
    if pin is None:
        raise NotFound("pin_unknown")
    if pin.tries >= MOST_TRIES:
        _give_up(uow, actor, session)
        return None
    counted = DevicePin(
        pin.agent_id, pin.station_id, pin.pin_hash, set_at=pin.set_at, tries=pin.tries + 1
    )
    uow.agents.put_pin(counted)
    return counted


def refuse(uow: UnitOfWork, actor: Actor, command: SignOut) -> Receipt:
    """Note that a try that was counted did not fit; receipt: tries_left.

    The third ends the session, and its agent needs the password to come back.
    """
    session = uow.agents.session(command.session_id)
    if session is None or session.ended_at is not None:
        return {"tries_left": 0}  # others that were tried at the same time have ended it
    pin = uow.agents.pin(session.agent_id, session.station_id)
    tries_left = 0 if pin is None else MOST_TRIES - pin.tries
    if tries_left > 0:
        uow.record(EventKind.AGENT_PIN_REFUSED, actor, tries_left=tries_left)
    else:
        _give_up(uow, actor, session)
    return {"tries_left": tries_left}


def unlock(uow: UnitOfWork, actor: Actor, command: SignOut) -> Receipt:
    """Unlock a session whose agent was recognised, and count wrong PINs from zero again.

    Raises:
        NotFound: `session_unknown`.
    """
    session = _open_session(uow, command.session_id)
    pin = uow.agents.pin(session.agent_id, session.station_id)
    if pin is not None and pin.tries:
        uow.agents.put_pin(DevicePin(pin.agent_id, pin.station_id, pin.pin_hash, set_at=pin.set_at))
    return agents.unlock(uow, actor, command)


def _give_up(uow: UnitOfWork, actor: Actor, session: Session) -> None:
    uow.agents.forget_pins(session.agent_id, session.station_id)
    uow.record(EventKind.AGENT_PIN_REFUSED, actor, tries_left=0)
    agents.end_session(uow, actor, session)


def _open_session(uow: UnitOfWork, session_id: str) -> Session:
    session = uow.agents.session(session_id)
    if session is None or session.ended_at is not None:
        raise NotFound("session_unknown")
    return session
