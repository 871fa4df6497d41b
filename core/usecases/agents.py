"""Staff: their accounts, and their sessions at a station."""

from dataclasses import dataclass, field
from datetime import datetime

from core.errors import Conflict, NotFound
from core.model import AgentId, EventKind, Role, SessionId, StationId
from core.ports import UnitOfWork
from core.things import Actor, Agent, Receipt, Session
from core.usecases import counters
from core.usecases.stations import secret_hash


@dataclass(frozen=True, slots=True)
class CreateAgent:
    """A new member of staff; the password comes hashed."""

    username: str
    password_hash: str = field(repr=False)
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class ChangeAgent:
    """Other roles or password of a member of staff; None leaves as is.

    Attributes:
        but: The session in which an agent changes the own password; it goes on.
    """

    username: str
    password_hash: str | None = field(default=None, repr=False)
    roles: tuple[Role, ...] | None = None
    active: bool | None = None
    but: SessionId | None = None


@dataclass(frozen=True, slots=True)
class RecordSignIn:
    """An agent who was recognised signs in, with `token`, made by `stations.new_token`.

    Attributes:
        by: What recognised the agent, where it was no password; a code.
    """

    agent_id: AgentId
    station_id: StationId
    token: str = field(repr=False)
    expires_at: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True)
class SignOut:
    """A session ends."""

    session_id: str


def create(uow: UnitOfWork, actor: Actor, command: CreateAgent) -> Receipt:
    """Add a member of staff; receipt: agent_id.

    Raises:
        Conflict: `username_taken`, `roles_exclusive`.
    """
    _refuse_mixed(command.roles)
    if uow.agents.by_username(command.username) is not None:
        raise Conflict("username_taken")
    agent = Agent(
        id=AgentId(uow.new_id()),
        username=command.username,
        password_hash=command.password_hash,
        roles=command.roles,
        active=True,
        created_at=uow.now,
    )
    uow.agents.add(agent)
    uow.record(EventKind.AGENT_CREATED, actor, agent_id=agent.id, roles=_joined(agent.roles))
    return {"agent_id": agent.id}


def change(uow: UnitOfWork, actor: Actor, command: ChangeAgent) -> Receipt:
    """Change a member of staff; receipt: agent_id.

    Another password, or a closed account, ends every session and PIN: whoever has one may be a
    thief. Only the session that `command.but` names goes on.

    Raises:
        NotFound: `agent_unknown`.
        Conflict: `roles_exclusive`; `last_admin`, nobody could manage accounts any more.
    """
    agent = uow.agents.by_username(command.username)
    if agent is None:
        raise NotFound("agent_unknown")
    if command.roles is not None:
        _refuse_mixed(command.roles)
    _keep_an_admin(uow, agent, command)
    values: dict[str, object] = {
        "password_hash": command.password_hash,
        "roles": command.roles,
        "active": command.active,
    }
    given = {name: value for name, value in values.items() if value is not None}
    if given:
        uow.agents.change(agent.id, **given)
        if command.password_hash is not None or command.active is False:
            end_access(uow, actor, agent.id, but=command.but)
        uow.record(
            EventKind.AGENT_CHANGED,
            actor,
            agent_id=agent.id,
            roles_before=None if command.roles is None else _joined(agent.roles),
            roles=None if command.roles is None else _joined(command.roles),
            active=command.active,
            password=command.password_hash is not None,
        )
    return {"agent_id": agent.id}


def end_access(uow: UnitOfWork, actor: Actor, agent_id: str, *, but: str | None = None) -> None:
    """End the sessions of an agent and forget the PINs; one session may go on."""
    uow.agents.forget_pins(agent_id)
    for session in uow.agents.open_sessions(agent_id):
        if session.id != but:
            end_session(uow, actor, session)


def end_session(uow: UnitOfWork, actor: Actor, session: Session) -> None:
    """End a session and close the idle counters of its agent."""
    uow.agents.change_session(session.id, ended_at=uow.now)
    who = Actor(actor.station_id or session.station_id, session.agent_id)
    counters.release(uow, who)
    uow.record(EventKind.AGENT_SIGNED_OUT, who, station_id=session.station_id)


def record_sign_in(uow: UnitOfWork, actor: Actor, command: RecordSignIn) -> Receipt:
    """Open a session; receipt: session_id, agent_id.

    Raises:
        NotFound: `agent_unknown`.
    """
    agent = uow.agents.get(command.agent_id)
    session = Session(
        id=SessionId(uow.new_id()),
        agent_id=agent.id,
        station_id=command.station_id,
        token_hash=secret_hash(command.token),
        created_at=uow.now,
        expires_at=command.expires_at,
    )
    uow.agents.add_session(session)
    who = Actor(actor.station_id or command.station_id, agent.id)
    by = {} if command.by is None else {"by": command.by}
    uow.record(EventKind.AGENT_SIGNED_IN, who, station_id=command.station_id, **by)
    return {"session_id": session.id, "agent_id": agent.id}


def sign_out(uow: UnitOfWork, actor: Actor, command: SignOut) -> Receipt:
    """End a session and close the agent's idle counters; ending it twice changes nothing.

    Raises:
        NotFound: `session_unknown`.
    """
    session = uow.agents.session(command.session_id)
    if session is None:
        raise NotFound("session_unknown")
    if session.ended_at is None:
        end_session(uow, actor, session)
    return {"session_id": session.id}


def lock(uow: UnitOfWork, actor: Actor, command: SignOut) -> Receipt:
    """Lock a session until `unlock`; visits and counters stay with their agent.

    Raises:
        NotFound: `session_unknown`.
    """
    session = uow.agents.session(command.session_id)
    if session is None or session.ended_at is not None:
        raise NotFound("session_unknown")
    if not session.locked:
        uow.agents.change_session(session.id, locked=True)
        uow.record(EventKind.AGENT_LOCKED, actor, station_id=session.station_id)
    return {"session_id": session.id}


def unlock(uow: UnitOfWork, actor: Actor, command: SignOut) -> Receipt:
    """Unlock a session, after the password fitted again.

    Raises:
        NotFound: `session_unknown`.
    """
    session = uow.agents.session(command.session_id)
    if session is None or session.ended_at is not None:
        raise NotFound("session_unknown")
    if session.locked:
        uow.agents.change_session(session.id, locked=False)
        uow.record(EventKind.AGENT_UNLOCKED, actor, station_id=session.station_id)
    return {"session_id": session.id}


def has_admin(uow: UnitOfWork, *, but: str | None = None) -> bool:
    """Tell whether an account that is open may manage accounts; `but` names one left aside."""
    return any(one.active and Role.ADMIN in one.roles and one.id != but for one in uow.agents.all())


def _keep_an_admin(uow: UnitOfWork, agent: Agent, command: ChangeAgent) -> None:
    was = agent.active and Role.ADMIN in agent.roles
    roles = agent.roles if command.roles is None else command.roles
    stays = command.active is not False and Role.ADMIN in roles
    if was and not stays and not has_admin(uow, but=agent.id):
        raise Conflict("last_admin")


def _refuse_mixed(roles: tuple[Role, ...]) -> None:
    """Keep apart who sets rules and who reads what was done under them."""
    if Role.ADMIN in roles and Role.AUDITOR in roles:
        raise Conflict("roles_exclusive")


def _joined(roles: tuple[Role, ...]) -> str:
    return ",".join(role.value for role in roles)
