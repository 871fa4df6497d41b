"""Agents sign in with the site's provider: it says who they are, their account what they may."""

from dataclasses import replace
from datetime import timedelta

from anyio.to_thread import run_sync

from core.access import AgentIdentity, IdentityProvider
from core.errors import Conflict, Forbidden, Throttled
from core.store.staff import SqlAgents
from core.things import Actor, Agent
from core.usecases import identities
from server.auth.recognition import journal_refusal
from server.auth.sessions import opened, opening
from server.doing import Doer, Doing
from server.nouns import Noun
from server.oidc.flows import LASTS_S, Flow
from sync.contract.sign_in import SignInBegunIn, SignInBegunOut, SignInCodeIn
from sync.contract.stations import SessionOut

router = Noun("/sessions/oidc")


@router.post("", status_code=201)
async def begin(body: SignInBegunIn, doer: Doing) -> SignInBegunOut:
    """Return what a browser opens; 409 `provider_unset`, `provider_away`."""
    trusted = await run_sync(_trusted, doer)
    parts = (doer.key, doer.caller.station_id)
    secret = doer.wiring.secrets.token
    # Made from the key, so that the same call sent again is about the same sign-in.
    flow = doer.wiring.provider.flows.begin(
        Flow(
            station_id=doer.caller.station_id,
            issuer=trusted.issuer,
            redirect=trusted.redirect or f"http://127.0.0.1:{body.port}/",
            state=secret("sign-in state", *parts),
            nonce=secret("sign-in nonce", *parts),
            verifier=secret("sign-in verifier", *parts),
        )
    )
    return SignInBegunOut(
        url=await doer.wiring.provider.address(trusted, flow),
        state=flow.state,
        paste=bool(trusted.redirect),
        expires_at=doer.wiring.clock.now() + timedelta(seconds=LASTS_S),
    )


@router.post("/code", status_code=201)
async def bring_code(body: SignInCodeIn, doer: Doing) -> SessionOut:
    """Open a session with the code that a browser brought back.

    403 `sign_in_lapsed`: begin anew; `identity_refused`: what the provider says of the code is
    not good; `identity_unknown` with `subject`: an administrator links it to an account;
    `account_closed`. 409 `provider_away`; 429 `too_many_tries`.
    """
    trusted = await run_sync(_trusted, doer)
    flows = doer.wiring.provider.flows
    flow = flows.take(body.state, doer.caller.station_id, doer.key)
    try:
        if flow.subject is None:
            flows.finish(flow, doer.key, await _recognised(doer, trusted, flow, body))
        return await run_sync(_open, doer, body, flow)
    except Forbidden:
        flows.drop(flow)
        raise
    finally:
        flows.put_back(flow)


async def _recognised(doer: Doer, trusted: IdentityProvider, flow: Flow, body: SignInCodeIn) -> str:
    """Return the subject that the provider knows.

    Raises:
        Refusal: As `bring_code`.
    """
    throttle, brake = doer.wiring.throttle, f"provider {doer.caller.station_id}"
    wait_s = throttle.attempt(brake)
    if wait_s:
        raise Throttled("too_many_tries", retry_after_s=wait_s)
    if flow.issuer != trusted.issuer:
        raise Forbidden("sign_in_lapsed")  # the site trusts another since it began
    code = body.code.get_secret_value()
    try:
        subject = await doer.wiring.provider.subject(trusted, flow, code, body.issuer)
    except Conflict:
        throttle.give_back(brake)  # nobody guessed: nobody was asked
        raise
    except Forbidden:
        await run_sync(journal_refusal, doer.wiring, doer.caller, None)
        raise
    throttle.succeeded(brake)
    return subject


def _open(doer: Doer, body: SignInCodeIn, flow: Flow) -> SessionOut:
    identity, agent = _linked(doer, flow)
    command = replace(opening(doer, agent.id), by="provider")
    actor = Actor(doer.caller.station_id)
    receipt = doer.do(body, lambda uow: identities.record_sign_in(uow, actor, identity, command))
    return opened(doer, command, receipt)


def _linked(doer: Doer, flow: Flow) -> tuple[AgentIdentity, Agent]:
    """Return whom a subject is linked to; the refusal says it to nobody but its owner."""
    subject = flow.subject or ""
    with doer.wiring.store.read() as reader:
        staff = SqlAgents(reader.connection)
        identity = staff.identity(flow.issuer, subject)
        agent = None if identity is None else staff.get(identity.agent_id)
    if identity is None or agent is None:
        journal_refusal(doer.wiring, doer.caller, None)
        raise Forbidden("identity_unknown", subject=subject)
    if not agent.active:
        journal_refusal(doer.wiring, doer.caller, agent)
        raise Forbidden("account_closed")
    return identity, agent


def _trusted(doer: Doer) -> IdentityProvider:
    with doer.wiring.store.read() as reader:
        trusted = reader.site().provider
    if not trusted.issuer:
        raise Conflict("provider_unset")
    return trusted
