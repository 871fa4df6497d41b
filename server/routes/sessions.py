"""Agents sign in and out at a counter station."""

from datetime import timedelta

from fastapi import Response

from core.model import AgentId
from core.store.staff import SqlAgents
from core.things import Actor
from core.usecases import agents
from core.usecases.agents import RecordSignIn, SignOut
from server.doing import Doing, Wired
from server.gate import Here
from server.nouns import Noun
from server.recognition import WrongCredentials, recognise
from sync.contract.stations import AgentOut, LockOut, SessionIn, SessionOut, UnlockIn

router = Noun("/sessions")


@router.post("", status_code=201)
def sign_in(body: SessionIn, doer: Doing) -> SessionOut:
    """Open a session; 401 `wrong_credentials`, 429 `too_many_tries` with `Retry-After`."""
    wiring, station_id = doer.wiring, doer.caller.station_id
    with wiring.store.read() as reader:
        found = reader.agent_by_username(body.username)
        lasts_min = reader.site().session_lasts_min
    agent = recognise(doer, body.username, body.password, found)
    expires_at = wiring.clock.now() + timedelta(minutes=lasts_min)
    token = wiring.secrets.token("session", doer.key, station_id)
    command = RecordSignIn(AgentId(agent.id), station_id, token, expires_at)
    receipt = doer.do(body, lambda uow: agents.record_sign_in(uow, Actor(station_id), command))
    with wiring.store.read() as reader:
        signed_in = reader.session_by_token(token)
    if signed_in is None or signed_in.session.id != receipt["session_id"]:
        raise WrongCredentials  # an old key was sent again, after its session had ended
    return SessionOut(
        token=token,
        agent=AgentOut(id=agent.id, username=agent.username),
        roles=agent.roles,
        expires_at=signed_in.session.expires_at,
    )


@router.post("/self/lock")
def lock(doer: Doing) -> LockOut:
    """Lock the session while its agent is away; counters and visits stay with the agent."""
    session_id = doer.caller.session_id or ""
    doer.do(None, lambda uow: agents.lock(uow, doer.caller.actor, SignOut(session_id)))
    return LockOut(locked=True)


@router.post("/self/unlock")
def unlock(body: UnlockIn, doer: Doing) -> LockOut:
    """Unlock the session; 401 `wrong_credentials`, 429 `too_many_tries` with `Retry-After`."""
    session_id = doer.caller.session_id or ""
    with doer.wiring.store.read() as reader:
        found = SqlAgents(reader.connection).get(doer.caller.agent_id or "")
    recognise(doer, found.username, body.password, found)
    doer.do(body, lambda uow: agents.unlock(uow, doer.caller.actor, SignOut(session_id)))
    return LockOut(locked=False)


@router.delete("/self", status_code=204)
def sign_out(wiring: Wired, caller: Here) -> Response:
    """End the session; the agent's idle counters close."""
    if caller.session_id is not None:
        command = SignOut(caller.session_id)
        wiring.store.write(lambda uow: agents.sign_out(uow, caller.actor, command))
    return Response(status_code=204)
