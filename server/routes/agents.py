"""Administrators let agents in, change what they may do, and close their accounts."""

from datetime import datetime

from fastapi import Response

from core.errors import Conflict
from core.model import AgentId
from core.ports import UnitOfWork
from core.store.staff import SqlAgents
from core.things import Agent, Receipt
from core.usecases import agents, identities, invitations
from core.usecases.agents import ChangeAgent, CreateAgent
from core.usecases.identities import Link, Unlink
from core.usecases.invitations import NO_PASSWORD, Invite
from server.auth.gate import Here
from server.doing import Doer, Doing, Wired
from server.nouns import Noun
from sync.contract.accounts import (
    AccountIn,
    AccountOut,
    AccountPatch,
    AccountsOut,
    InvitationOut,
)
from sync.contract.sign_in import IdentityIn
from sync.contract.wire import Id

router = Noun("/agents")


@router.get("")
def all_agents(wiring: Wired) -> AccountsOut:
    """List every account, closed ones too."""
    with wiring.store.read() as reader:
        issuer, staff = reader.site().provider.issuer, SqlAgents(reader.connection)
        linked = {one.agent_id: one.subject for one in staff.identities() if one.issuer == issuer}
        return AccountsOut(
            items=tuple(_account_out(one, linked.get(one.id)) for one in reader.agents())
        )


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
        issuer, staff = reader.site().provider.issuer, SqlAgents(reader.connection)
        subjects = [one.subject for one in staff.identities(agent_id) if one.issuer == issuer]
        return _account_out(staff.get(agent_id), next(iter(subjects), None))


@router.post("/{agent_id}/invitation", status_code=201)
def invite(agent_id: Id, doer: Doing) -> InvitationOut:
    """Let an agent choose a new password; the old one, sessions and PINs end now."""
    code = _code(doer)
    command = Invite(AgentId(agent_id), code)
    receipt = doer.do(None, lambda uow: invitations.invite(uow, doer.caller.actor, command))
    return _invitation_out(code, receipt)


@router.put("/{agent_id}/identity", status_code=204)
def link(agent_id: Id, body: IdentityIn, wiring: Wired, caller: Here) -> Response:
    """Let an agent sign in as a subject of the site's provider, in place of the one before.

    409 `provider_unset`; `identity_taken`: it is another agent's.
    """
    with wiring.store.read() as reader:
        issuer = reader.site().provider.issuer
    if not issuer:
        raise Conflict("provider_unset")
    command = Link(agent_id, issuer, body.subject)
    wiring.store.write(lambda uow: identities.link(uow, caller.actor, command))
    return Response(status_code=204)


@router.delete("/{agent_id}/identity", status_code=204)
def unlink(agent_id: Id, wiring: Wired, caller: Here) -> Response:
    """Let an agent sign in by password alone; the agent's sessions end now."""
    command = Unlink(agent_id)
    wiring.store.write(lambda uow: identities.unlink(uow, caller.actor, command))
    return Response(status_code=204)


def _code(doer: Doer) -> str:
    # Made from the key, so that the same call sent again answers the same code.
    return doer.wiring.secrets.invitation(doer.key, doer.caller.station_id)


def _account_out(agent: Agent, subject: str | None) -> AccountOut:
    return AccountOut(
        id=agent.id,
        username=agent.username,
        roles=agent.roles,
        active=agent.active,
        subject=subject,
    )


def _invitation_out(code: str, receipt: Receipt) -> InvitationOut:
    return InvitationOut(
        agent_id=str(receipt["agent_id"]),
        code=code,
        expires_at=datetime.fromisoformat(str(receipt["expires_at"])),
    )
