"""Agents sign in and out at a counter station, lock it, and choose what opens it."""

from fastapi import Response
from pydantic import SecretStr

from core.errors import Forbidden, Unprocessable
from core.model import AgentId
from core.ports import UnitOfWork
from core.store.staff import SqlAgents
from core.things import Actor, Agent, Receipt
from core.usecases import agents, invitations, pins
from core.usecases.agents import ChangeAgent, SignOut
from core.usecases.invitations import Redeem
from core.usecases.pins import SetPin
from server.auth.gate import Caller, Here
from server.auth.passwords import hash_password, hash_pin
from server.auth.recognition import WrongCredentials, hash_invited, recognise, recognise_pin
from server.auth.sessions import opened, opening
from server.doing import Doing, Wired
from server.nouns import Noun
from server.wiring import Wiring
from sync.contract.accounts import InvitedIn, PasswordIn, PinIn
from sync.contract.stations import (
    LockOut,
    SessionIn,
    SessionOut,
    UnlockIn,
)

router = Noun("/sessions")


@router.post("", status_code=201)
def sign_in(body: SessionIn, doer: Doing) -> SessionOut:
    """Open a session; 401 `wrong_credentials`, 429 `too_many_tries` with `Retry-After`."""
    with doer.wiring.store.read() as reader:
        found = reader.agent_by_username(body.username)
    agent = recognise(doer.wiring, doer.caller, body.username, body.password, found)
    command = opening(doer, agent.id)
    receipt = doer.do(
        body, lambda uow: agents.record_sign_in(uow, Actor(doer.caller.station_id), command)
    )
    return opened(doer, command, receipt)


@router.post("/invited", status_code=201)
def choose_password(body: InvitedIn, doer: Doing) -> SessionOut:
    """Choose a password with an invitation, and open a session; 403 `invitation_refused`.

    422 `password_short`, `password_alike` or `password_known` leaves the invitation as it is.
    """
    code = body.code.get_secret_value().strip().upper()
    hashed = hash_invited(doer.wiring, doer.caller, body.username, code, body.password)
    with doer.wiring.store.read() as reader:
        found = reader.agent_by_username(body.username)
    command = opening(doer, AgentId("" if found is None else found.id))
    redemption = Redeem(code, body.username, hashed)

    def work(uow: UnitOfWork) -> Receipt:
        actor = Actor(doer.caller.station_id)
        invitations.redeem(uow, actor, redemption)
        return agents.record_sign_in(uow, actor, command)

    return opened(doer, command, doer.do(body, work))


@router.put("/self/password", status_code=204)
def change_password(body: PasswordIn, wiring: Wired, caller: Here) -> Response:
    """Change the own password; the agent's other sessions and all PINs end.

    403 `password_refused` where the old one does not fit; 422 `password_short`,
    `password_alike` or `password_known`.
    """
    agent = _agent(wiring, caller)
    try:
        recognise(wiring, caller, agent.username, body.old, agent)
    except WrongCredentials:
        # It may have been changed, and the answer was lost: then the new one fits.
        _confirm(wiring, caller, agent, body.new)
        return Response(status_code=204)
    with wiring.store.read() as reader:
        site_name = reader.site().name
    hashed = hash_password(
        body.new.get_secret_value(), username=agent.username, site_name=site_name
    )
    command = ChangeAgent(agent.username, hashed, but=caller.session_id)
    wiring.store.write(lambda uow: agents.change(uow, caller.actor, command))
    return Response(status_code=204)


@router.put("/self/pin", status_code=204)
def set_pin(body: PinIn, wiring: Wired, caller: Here) -> Response:
    """Set what unlocks the agent's sessions at this station; 422 `pin_weak`.

    403 `password_refused` where the password does not fit.
    """
    pin = body.pin.get_secret_value()
    pins.refuse_weak_pin(pin)
    _confirm(wiring, caller, _agent(wiring, caller), body.password)
    command = SetPin(caller.session_id or "", hash_pin(pin))
    wiring.store.write(lambda uow: pins.set_pin(uow, caller.actor, command))
    return Response(status_code=204)


@router.post("/self/lock")
def lock(doer: Doing) -> LockOut:
    """Lock the session while its agent is away; counters and visits stay with the agent."""
    session_id = doer.caller.session_id or ""
    doer.do(None, lambda uow: agents.lock(uow, doer.caller.actor, SignOut(session_id)))
    return LockOut(locked=True)


@router.post("/self/unlock")
def unlock(body: UnlockIn, doer: Doing) -> LockOut:
    """Unlock the session by password or by the PIN of this station.

    401 `wrong_credentials`, 429 `too_many_tries` with `Retry-After`; 401 `pin_refused` with
    `tries_left`, and none left means that the session has ended; 404 `pin_unknown`.
    """
    wiring, caller = doer.wiring, doer.caller
    if body.pin is not None:
        recognise_pin(wiring, caller, body.pin)
    elif body.password is not None:
        agent = _agent(wiring, caller)
        recognise(wiring, caller, agent.username, body.password, agent)
    else:
        raise Unprocessable("invalid_request")
    command = SignOut(caller.session_id or "")
    doer.do(body, lambda uow: pins.unlock(uow, caller.actor, command))
    return LockOut(locked=False)


@router.delete("/self", status_code=204)
def sign_out(wiring: Wired, caller: Here) -> Response:
    """End the session; the agent's idle counters close."""
    if caller.session_id is not None:
        command = SignOut(caller.session_id)
        wiring.store.write(lambda uow: agents.sign_out(uow, caller.actor, command))
    return Response(status_code=204)


def _agent(wiring: Wiring, caller: Caller) -> Agent:
    with wiring.store.read() as reader:
        return SqlAgents(reader.connection).get(caller.agent_id or "")


def _confirm(wiring: Wiring, caller: Caller, agent: Agent, password: SecretStr) -> None:
    """Refuse a password of the caller's own without ending the session, as 401 would."""
    try:
        recognise(wiring, caller, agent.username, password, agent)
    except WrongCredentials as error:
        raise Forbidden("password_refused") from error
