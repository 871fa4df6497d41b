"""Codes with which agents choose their passwords, so that nobody else ever knows one."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from core.access import Invitation
from core.errors import Forbidden
from core.model import AgentId, EventKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt
from core.usecases import agents
from core.usecases.agents import ChangeAgent
from core.usecases.stations import secret_hash

INVITATION_LASTS: Final = timedelta(hours=24)
NO_PASSWORD: Final = ""
"""Stands where an account has no password yet; nothing fits it."""
_LETTERS: Final = "346789ABCDEFGHJKMNPQRTVWXY"
"""No look-alikes: people type these from paper."""


@dataclass(frozen=True, slots=True)
class Invite:
    """An agent shall choose a password with `code`, made by `new_code` or from a key."""

    agent_id: AgentId
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Redeem:
    """An agent presents a code with a new password, hashed."""

    code: str = field(repr=False)
    username: str
    password_hash: str = field(repr=False)


def new_code() -> str:
    """Return a new code, `ABCD-EFGH-JKLM-NPQR`, of 75 bits."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def invite(uow: UnitOfWork, actor: Actor, command: Invite) -> Receipt:
    """Let an agent choose a password within 24 hours; receipt: agent_id, expires_at.

    The password of before, sessions, PINs and earlier codes are good for nothing from now on.

    Raises:
        NotFound: `agent_unknown`.
    """
    agent = uow.agents.get(command.agent_id)
    agents.end_access(uow, actor, agent.id)
    uow.agents.change(agent.id, password_hash=NO_PASSWORD)
    expires_at = uow.now + INVITATION_LASTS
    uow.agents.put_invitation(Invitation(secret_hash(command.code), agent.id, expires_at))
    uow.record(EventKind.AGENT_INVITED, actor, agent_id=agent.id)
    return {"agent_id": agent.id, "expires_at": expires_at.isoformat()}


def redeem(uow: UnitOfWork, actor: Actor, command: Redeem) -> Receipt:
    """Give an agent the password that was chosen; receipt: agent_id.

    Raises:
        Forbidden: `invitation_refused`: unknown, used, too old, or another agent's.
    """
    kept = uow.agents.invitation(secret_hash(command.code))
    agent = uow.agents.by_username(command.username)
    if (
        kept is None
        or agent is None
        or kept.agent_id != agent.id
        or kept.used_at is not None
        or kept.expires_at <= uow.now
        or not agent.active
    ):
        raise Forbidden("invitation_refused")
    uow.agents.use_invitation(kept.code_hash, uow.now)
    change = ChangeAgent(agent.username, command.password_hash)
    return agents.change(uow, Actor(actor.station_id, agent.id), change)
