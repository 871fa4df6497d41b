"""Administrators let agents in, change what they may do, and close their accounts."""

from datetime import datetime

from core.model import AgentId
from core.ports import UnitOfWork
from core.store.staff import SqlAgents
from core.things import Agent, Receipt
from core.usecases import agents, invitations
from core.usecases.agents import ChangeAgent, CreateAgent
from core.usecases.invitations import NO_PASSWORD, Invite
from server.doing import Doer, Doing, Wired
from server.nouns import Noun
from sync.contract.accounts import (
    AccountIn,
    AccountOut,
    AccountPatch,
    AccountsOut,
    InvitationOut,
)
from sync.contract.wire import Id

router = Noun("/agents")


@router.get("")
def all_agents(wiring: Wired) -> AccountsOut:
    """List every account, closed ones too."""
    with wiring.store.read() as reader:
        return AccountsOut(items=tuple(_account_out(one) for one in reader.agents()))


@router.post("", status_code=201)
def create(body: AccountIn, doer: Doing) -> InvitationOut:
    """Make an account, whose agent chooses a password with the code that is answered.

    409 `username_taken`, `roles_exclusive`.
    """
    code = _code(doer)
    command = CreateAgent(body.username, NO_PASSWORD, tuple(dict.fromkeys(body.roles)))

    def work(uow: UnitOfWork) -> Receipt:
        made = agents.create(uow, doer.caller.actor, command)
        invitation = Invite(AgentId(str(made["agent_id"])), code)
        return invitations.invite(uow, doer.caller.actor, invitation)

    return _invitation_out(code, doer.do(body, work))


@router.patch("/{agent_id}")
def change(agent_id: Id, body: AccountPatch, doer: Doing) -> AccountOut:
    """Change roles, close or open an account; 409 `last_admin`, `roles_exclusive`."""

    def work(uow: UnitOfWork) -> Receipt:
        agent = uow.agents.get(agent_id)
        roles = None if body.roles is None else tuple(dict.fromkeys(body.roles))
        command = ChangeAgent(agent.username, roles=roles, active=body.active)
        return agents.change(uow, doer.caller.actor, command)

    doer.do(body, work)
    with doer.wiring.store.read() as reader:
        return _account_out(SqlAgents(reader.connection).get(agent_id))


@router.post("/{agent_id}/invitation", status_code=201)
def invite(agent_id: Id, doer: Doing) -> InvitationOut:
    """Let an agent choose a new password; the old one, sessions and PINs end now."""
    code = _code(doer)
    command = Invite(AgentId(agent_id), code)
    receipt = doer.do(None, lambda uow: invitations.invite(uow, doer.caller.actor, command))
    return _invitation_out(code, receipt)


def _code(doer: Doer) -> str:
    # Made from the key, so that the same call sent again answers the same code.
    return doer.wiring.secrets.invitation(doer.key, doer.caller.station_id)


def _account_out(agent: Agent) -> AccountOut:
    return AccountOut(id=agent.id, username=agent.username, roles=agent.roles, active=agent.active)


def _invitation_out(code: str, receipt: Receipt) -> InvitationOut:
    return InvitationOut(
        agent_id=str(receipt["agent_id"]),
        code=code,
        expires_at=datetime.fromisoformat(str(receipt["expires_at"])),
    )
