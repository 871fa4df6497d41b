"""Signing the site in at its booking server, for the routes and for the command line."""

import logging
from contextlib import closing
from datetime import UTC, datetime
from typing import Final

from core.errors import Conflict, Forbidden
from server.booking_gateways import QUIET
from server.booking_grant import Grant, GrantKeeper
from server.faults import Stop
from sync.booking.gateway import BookingFault
from sync.booking.rdv_service_public.credentials import GrantRefused, Nobody
from sync.booking.rdv_service_public.signing_in import (
    Application,
    account_of,
    address_for,
    by_password,
    exchange,
)
from sync.booking.rdv_service_public.transport import Timeouts, Transport
from sync.contract.booking_sign_in import BookingSignInOut
from sync.contract.settings import BookingSettings

_OF_THE_CODE: Final = frozenset({"invalid_grant", "invalid_request", "access_denied"})
_log = logging.getLogger(__name__)


def application_of(settings: BookingSettings, grants: GrantKeeper) -> Application:
    """Return the application that this site signs in with.

    Raises:
        Conflict: `booking_off`; `booking_sign_in_unset`: the settings name none.
        BookingFault: Its secret cannot be read.
    """
    if settings.gateway in QUIET:
        raise Conflict("booking_off")
    if not settings.sign_in.client_id:
        raise Conflict("booking_sign_in_unset")
    return Application(settings.sign_in.client_id, grants.secret())


def begun_at(
    settings: BookingSettings, grants: GrantKeeper, *, redirect: str, state: str, challenge: str
) -> str:
    """Return what a browser opens for an agent to consent.

    Raises:
        Conflict: As `application_of`.
        BookingFault: As `application_of`.
    """
    application = application_of(settings, grants)
    return address_for(
        settings.base_url, application, redirect=redirect, state=state, challenge=challenge
    )


def finish(
    settings: BookingSettings,
    grants: GrantKeeper,
    *,
    code: str,
    redirect: str,
    verifier: str,
    timeouts: Timeouts,
) -> Grant:
    """Exchange a code, and keep what it gave in place of the sign-in before.

    Raises:
        Forbidden: `booking_code_refused`: the code is none, or too old.
        Conflict: `booking_application_refused`: the booking server does not know this site's
            application, or its secret is another; as `application_of`.
        BookingFault: Nothing is known; the sign-in before stays.
        OSError: It cannot be kept.
    """
    application = application_of(settings, grants)
    with closing(Transport(settings.base_url, Nobody(), timeouts)) as line:
        try:
            pair = exchange(line, application, code=code, redirect=redirect, verifier=verifier)
        except GrantRefused as error:
            _log.warning("the booking server gives no token: %s", error)
            if str(error) in _OF_THE_CODE:
                raise Forbidden("booking_code_refused") from error
            raise Conflict("booking_application_refused") from error
    # At once: a code is good once.
    grant = Grant.by_browser(pair, settings.base_url.rstrip("/"), application.client_id)
    grants.put(grant)
    _name(settings, grants, grant, timeouts)
    return grant


def finish_by_password(
    settings: BookingSettings, grants: GrantKeeper, email: str, password: str, timeouts: Timeouts
) -> Grant:
    """Sign in as in old days, and keep what it gave; neither e-mail nor password is kept.

    Raises:
        Conflict: `booking_off`; `booking_header_tokens_off`: the settings do not let it in.
        BookingFault: Nothing is known, or it is refused; the sign-in before stays.
        OSError: It cannot be kept.
    """
    if settings.gateway in QUIET:
        raise Conflict("booking_off")
    if not settings.sign_in.header_tokens:
        raise Conflict("booking_header_tokens_off")
    with closing(Transport(settings.base_url, Nobody(), timeouts)) as line:
        tokens = by_password(line, email, password)
    grant = Grant.by_password(tokens, settings.base_url.rstrip("/"))
    grants.put(grant)
    _name(settings, grants, grant, timeouts)
    return grant


def sign_in_out(
    settings: BookingSettings, grants: GrantKeeper, *, refused: bool, now: datetime
) -> BookingSignInOut:
    """Return how the site is signed in.

    Args:
        settings: Of the booking server.
        grants: What is kept.
        refused: The booking server does not take it, as far as is known.
        now: By the machine's clock, as tokens are dated.
    """
    if settings.gateway in QUIET:
        return BookingSignInOut(state="off")
    nobody = BookingSignInOut(state="none" if settings.sign_in.client_id else "unset")
    try:
        grant = grants.grant()
    except Stop:
        return nobody.model_copy(update={"state": "lapsed"})
    if grant is None:
        return nobody
    ends_at = grant.pair.ends_at
    over = not grant.may_renew() and grant.pair.has_ended(now.timestamp())
    lapsed = refused or over or not usable(grant, settings)
    return BookingSignInOut(
        state="lapsed" if lapsed else "signed_in",
        kind=grant.kind,
        account=grant.account or None,
        signed_in_at=grant.signed_in_at,
        renews=grant.may_renew(),
        ends_at=None
        if ends_at is None or grant.may_renew()
        else datetime.fromtimestamp(ends_at, UTC),
    )


def grant_for(settings: BookingSettings, grants: GrantKeeper) -> Grant | None:
    """Return the grant that is kept, if it may be used as the settings are.

    Raises:
        Stop: It is damaged.
    """
    grant = grants.grant()
    return grant if grant is not None and usable(grant, settings) else None


def usable(grant: Grant, settings: BookingSettings) -> bool:
    """Whether a grant may be used as the settings are: only where it was given."""
    if grant.kind == "headers" and not settings.sign_in.header_tokens:
        return False
    return grant.is_good_at(settings.base_url)


def _name(settings: BookingSettings, grants: GrantKeeper, grant: Grant, timeouts: Timeouts) -> None:
    """Note whose account it is. It is good without a name as well."""
    try:
        line = Transport(settings.base_url, grants.credentials(grant), timeouts)
        with closing(line):
            grants.name(grant.id, account_of(line))
    except (BookingFault, OSError, Stop) as error:
        _log.warning("whose account it is at the booking server is not known: %s", error)
