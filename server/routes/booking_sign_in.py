"""An administrator or a lead signs the site in at its booking server, by a browser."""

from datetime import UTC, datetime, timedelta

from anyio.to_thread import run_sync
from fastapi import Response

from core.errors import Conflict, Forbidden
from core.usecases import booking_access
from core.usecases.booking_access import NoteSignIn
from server.auth.gate import Caller, Here
from server.booking import settings_of
from server.booking_calls import TIMEOUTS
from server.booking_sign_in import begun_at, finish, sign_in_out
from server.doing import Doer, Doing, Wired
from server.nouns import Noun
from server.oidc.flows import LASTS_S, Flow
from server.wiring import Wiring
from sync.booking.gateway import BookingFault
from sync.contract.booking_sign_in import BookingCodeIn, BookingSignInOut
from sync.contract.settings import BookingSettings
from sync.contract.sign_in import SignInBegunIn, SignInBegunOut

router = Noun("/booking/sign-in")


@router.get("")
def sign_in(wiring: Wired) -> BookingSignInOut:
    """Return whether the site is signed in at its booking server, and as whom."""
    return _out(wiring)


@router.post("", status_code=201)
def begin(body: SignInBegunIn, doer: Doing) -> SignInBegunOut:
    """Return what a browser opens; one sign-in is under way at a time, the latest.

    409 `booking_off`; `booking_sign_in_unset`: the settings name no application.
    """
    settings = _settings(doer.wiring)
    parts = (doer.key, doer.caller.station_id)
    secret = doer.wiring.secrets.token
    # Made from the key, so that the same call sent again is about the same sign-in.
    flow = Flow(
        station_id=doer.caller.station_id,
        issuer=settings.base_url,
        redirect=settings.sign_in.redirect or f"http://127.0.0.1:{body.port}/",
        state=secret("booking sign-in state", *parts),
        verifier=secret("booking sign-in verifier", *parts),
    )
    try:
        url = begun_at(
            settings,
            doer.wiring.booking_calls.grants,
            redirect=flow.redirect,
            state=flow.state,
            challenge=flow.challenge,
        )
    except BookingFault as error:
        raise Conflict("booking_sign_in_unset") from error
    doer.wiring.booking_flows.begin(flow)
    return SignInBegunOut(
        url=url,
        state=flow.state,
        paste=bool(settings.sign_in.redirect),
        expires_at=doer.wiring.clock.now() + timedelta(seconds=LASTS_S),
    )


@router.post("/code", status_code=201)
async def bring_code(body: BookingCodeIn, doer: Doing) -> BookingSignInOut:
    """Sign the site in with the code that a browser brought back.

    403 `sign_in_lapsed`: begin anew; `booking_code_refused`. 409 `booking_away`,
    `booking_application_refused`: the application or its secret is not known there.
    """
    flows = doer.wiring.booking_flows
    flow = flows.take(body.state, doer.caller.station_id, doer.key)
    try:
        if flow.subject is None:
            flows.finish(flow, doer.key, await _exchanged(doer, flow, body))
        return await run_sync(_noted, doer, body)
    except Forbidden:
        flows.drop(flow)
        raise
    finally:
        flows.put_back(flow)


@router.delete("", status_code=204)
async def sign_out(wiring: Wired, caller: Here) -> Response:
    """Forget the sign-in: nothing is read or told until somebody signs in again."""
    there = await wiring.booking_calls.ask(wiring.booking_calls.grants.forget)
    if there:
        await run_sync(_forgotten, wiring, caller)
    return Response(status_code=204)


def _forgotten(wiring: Wiring, caller: Caller) -> None:
    wiring.store.write(lambda uow: booking_access.note_sign_out(uow, caller.actor))
    wiring.booking.refresh()


async def _exchanged(doer: Doer, flow: Flow, body: BookingCodeIn) -> str:
    """Return the sign-in that a code gave, once it is kept.

    Raises:
        Refusal: As `bring_code`.
    """
    settings = await run_sync(_settings, doer.wiring)
    if flow.issuer != settings.base_url:
        raise Forbidden("sign_in_lapsed")  # the site has another booking server since it began
    calls = doer.wiring.booking_calls
    grant = await calls.ask(
        lambda: finish(
            settings,
            calls.grants,
            code=body.code.get_secret_value(),
            redirect=flow.redirect,
            verifier=flow.verifier,
            timeouts=TIMEOUTS,
        )
    )
    return grant.id


def _noted(doer: Doer, body: BookingCodeIn) -> BookingSignInOut:
    command = NoteSignIn("oauth")
    doer.do(body, lambda uow: booking_access.note_sign_in(uow, doer.caller.actor, command))
    doer.wiring.booking.refresh()
    return _out(doer.wiring)


def _out(wiring: Wiring) -> BookingSignInOut:
    refused = wiring.booking.health().state == "refused"
    return sign_in_out(
        _settings(wiring), wiring.booking_calls.grants, refused=refused, now=datetime.now(UTC)
    )


def _settings(wiring: Wiring) -> BookingSettings:
    with wiring.store.read() as reader:
        return settings_of(reader.site())
