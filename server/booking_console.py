"""Signing in at the booking server from the server's console."""

import secrets
import sys
from typing import Final

from core.errors import Refusal
from core.store import Store
from core.things import Actor
from core.usecases import booking_access
from core.usecases.booking_access import NoteSignIn
from server.booking import settings_of
from server.booking_grant import Grant, GrantKeeper
from server.booking_sign_in import begun_at, finish, finish_by_password
from server.data_folder import DataFolder
from server.faults import Stop
from server.oidc.flows import challenge_of
from server.options import secret_from_stdin
from sync.booking.gateway import BookingFault
from sync.booking.rdv_service_public.transport import Timeouts
from sync.client.sign_in_browser import read_back
from sync.contract.settings import BookingSettings

_NOBODY: Final = "http://127.0.0.1:8459/"
"""Where a browser goes back to: nobody listens there, and its address holds the code."""
_TIMEOUTS: Final = Timeouts(whole_s=30.0)
_WHY: Final = {
    "booking_off": "the settings name no booking server",
    "booking_sign_in_unset": "the settings name no application: set booking.sign_in.client_id",
    "booking_header_tokens_off": "the settings do not allow it: set booking.sign_in.header_tokens",
    "booking_code_refused": "the booking server refuses the code: begin anew",
    "booking_application_refused": "the booking server does not know the application, or its"
    " secret is another: see `booking-secret`",
}


def sign_in(store: Store, folder: DataFolder, email: str | None) -> None:
    """Sign the site in, by a browser or, with an e-mail, as in old days.

    Args:
        store: The site's data.
        folder: Where the right is kept.
        email: The agent's, whose password then comes on standard input.

    Raises:
        Stop: The settings do not allow it, the booking server refuses it, or nobody answers.
    """
    with store.read() as reader:
        settings = settings_of(reader.site())
    grants = GrantKeeper(folder)
    try:
        if email is None:
            _by_browser(settings, grants)
        else:
            password = secret_from_stdin("password")
            finish_by_password(settings, grants, email, password, _TIMEOUTS)
    except Refusal as refusal:
        raise Stop(_WHY.get(refusal.code, refusal.code)) from refusal
    except BookingFault as fault:
        raise Stop(f"the booking server: {fault}; the sign-in before stays") from fault
    command = NoteSignIn("oauth" if email is None else "headers")
    store.write(lambda uow: booking_access.note_sign_in(uow, Actor(), command))
    kept = grants.grant()
    if kept is not None and kept.account:
        sys.stdout.write(f"signed in as {kept.account}\n")


def _by_browser(settings: BookingSettings, grants: GrantKeeper) -> Grant:
    redirect = settings.sign_in.redirect or _NOBODY
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    address = begun_at(
        settings, grants, redirect=redirect, state=state, challenge=challenge_of(verifier)
    )
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    sys.stderr.write(
        "Open this address in a browser and sign in there. Then paste the code, or the whole"
        " address that the browser shows at the end:\n"
    )
    shown = bool(settings.sign_in.redirect)
    brought = read_back(secret_from_stdin("code"), state, shown=shown)
    if brought is None:
        raise Stop("this is not what the browser shows at the end: begin anew")
    if not brought.code:
        raise Stop("the booking server, or whoever sat at the browser, refused")
    return finish(
        settings,
        grants,
        code=brought.code,
        redirect=redirect,
        verifier=verifier,
        timeouts=_TIMEOUTS,
    )
