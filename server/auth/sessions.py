"""Sessions as they are opened, whatever an agent was recognised by."""

from datetime import timedelta

from core.model import AgentId
from core.store.staff import SqlAgents
from core.things import Receipt
from core.usecases.agents import RecordSignIn
from server.auth.recognition import WrongCredentials
from server.doing import Doer
from sync.contract.stations import AgentOut, SessionOut


def opening(doer: Doer, agent_id: AgentId) -> RecordSignIn:
    """Return the command that opens a session of an agent at the caller's station."""
    wiring, station_id = doer.wiring, doer.caller.station_id
    with wiring.store.read() as reader:
        lasts = timedelta(minutes=reader.site().session_lasts_min)
    token = wiring.secrets.token("session", doer.key, station_id)
    return RecordSignIn(agent_id, station_id, token, wiring.clock.now() + lasts)


def opened(doer: Doer, command: RecordSignIn, receipt: Receipt) -> SessionOut:
    """Return the session that was opened.

    Raises:
        WrongCredentials: It has ended since; an old key was sent again.
    """
    with doer.wiring.store.read() as reader:
        signed_in = reader.session_by_token(command.token)
        pin = SqlAgents(reader.connection).pin(command.agent_id, command.station_id)
        lock_after_min = reader.site().lock_after_min
    if signed_in is None or signed_in.session.id != receipt["session_id"]:
        raise WrongCredentials
    agent = signed_in.agent
    return SessionOut(
        token=command.token,
        agent=AgentOut(id=agent.id, username=agent.username),
        roles=agent.roles,
        expires_at=signed_in.session.expires_at,
        has_pin=pin is not None,
        lock_after_min=lock_after_min,
    )
