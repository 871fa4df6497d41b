"""Who agents are at the provider that the site trusts: an administrator links them."""

from dataclasses import dataclass

from core.access import AgentIdentity
from core.errors import Conflict, Forbidden
from core.model import AgentId, EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt
from core.usecases import agents
from core.usecases.agents import RecordSignIn


@dataclass(frozen=True, slots=True)
class Link:
    """An agent is this subject at a provider, and nobody else there."""

    agent_id: str
    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Unlink:
    """An agent is nobody at a provider any more."""

    agent_id: str


def link(uow: UnitOfWork, actor: Actor, command: Link) -> Receipt:
    """Let an agent sign in as a subject of a provider; receipt: agent_id.

    Whom the agent was there before may not any more, and what was opened so ends.

    Raises:
        NotFound: `agent_unknown`.
        Conflict: `identity_taken`: it is another agent's.
    """
    agent = uow.agents.get(command.agent_id)
    known = uow.agents.identity(command.issuer, command.subject)
    if known is not None and known.agent_id != agent.id:
        raise Conflict("identity_taken")
    if known is None:
        _forget(uow, actor, agent.id)
        uow.agents.add_identity(
            AgentIdentity(command.issuer, command.subject, agent.id, linked_at=uow.now)
        )
        uow.record(EventKind.AGENT_IDENTITY_CHANGED, actor, agent_id=agent.id, linked=True)
    return {"agent_id": agent.id}


def unlink(uow: UnitOfWork, actor: Actor, command: Unlink) -> Receipt:
    """Forget who an agent is at providers, and end the agent's sessions; receipt: agent_id.

    Raises:
        NotFound: `agent_unknown`.
    """
    agent = uow.agents.get(command.agent_id)
    if _forget(uow, actor, agent.id):
        uow.record(EventKind.AGENT_IDENTITY_CHANGED, actor, agent_id=agent.id, linked=False)
    return {"agent_id": agent.id}


def record_sign_in(
    uow: UnitOfWork, actor: Actor, identity: AgentIdentity, command: RecordSignIn
) -> Receipt:
    """Open a session of the agent whom a provider's subject is linked to, as `agents` does.

    Raises:
        Forbidden: `identity_unknown`, it is linked to that agent no more; `account_closed`.
    """
    known = uow.agents.identity(identity.issuer, identity.subject)
    if known is None or known.agent_id != command.agent_id:
        raise Forbidden("identity_unknown")
    if not uow.agents.get(known.agent_id).active:
        raise Forbidden("account_closed")
    return agents.record_sign_in(uow, actor, command)


def _forget(uow: UnitOfWork, actor: Actor, agent_id: AgentId) -> bool:
    if not uow.agents.forget_identities(agent_id):
        return False
    agents.end_access(uow, actor, agent_id)
    return True
