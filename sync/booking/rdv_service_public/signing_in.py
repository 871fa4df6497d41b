"""Signing a site in at RDV Service Public, as one of its agents.

Its OAuth is Doorkeeper's: a code once, for ten minutes; PKCE where it is given; a redirect to
this machine on any port, if `http://127.0.0.1/` was registered, which its production instances do
not let anybody do; else `urn:ietf:wg:oauth:2.0:oob`, whose page shows the code, in an address
without the state.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlencode

from sync.booking.gateway import BookingFailed, BookingRefused
from sync.booking.rdv_service_public.answers import sorted_out
from sync.booking.rdv_service_public.credentials import (
    HeaderTokens,
    NoToken,
    TokenPair,
    check_token,
    client_form,
)
from sync.booking.rdv_service_public.transport import Transport

SCOPE: Final = "write"
"""The only scope that the server has."""
_NAME: Final = 100
_MILLISECONDS: Final = 1e11


@dataclass(frozen=True, slots=True)
class Application:
    """What the team of the server made for this site.

    Attributes:
        client_secret: None for a public client, which shows its verifier alone.
    """

    client_id: str
    client_secret: str | None = field(default=None, repr=False)


def address_for(
    base_url: str, application: Application, *, redirect: str, state: str, challenge: str
) -> str:
    """Return what an agent opens in a browser, to consent.

    Args:
        base_url: Of the instance.
        application: Who asks.
        redirect: Where the browser goes with the code, or the `urn` by which it is shown.
        state: Comes back with the code.
        challenge: The S256 of the verifier.
    """
    asked = {
        "response_type": "code",
        "client_id": application.client_id,
        "redirect_uri": redirect,
        "scope": SCOPE,
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{base_url.rstrip('/')}/oauth/authorize?{urlencode(asked, quote_via=quote)}"


def exchange(
    transport: Transport,
    application: Application,
    *,
    code: str,
    redirect: str,
    verifier: str,
    now: Callable[[], float] = time.time,
) -> TokenPair:
    """Bring a code, and return the tokens that it is good for, once.

    Raises:
        GrantRefused: The server gives none.
        BookingFault: It says nothing of them.
    """
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect,
        "code_verifier": verifier,
        **client_form(application.client_id, application.client_secret),
    }
    answer = transport.ask(form)
    try:
        return TokenPair.of(answer, now())
    except NoToken as error:
        raise BookingFailed("answer_garbled") from error


def by_password(
    transport: Transport, email: str, password: str, now: Callable[[], float] = time.time
) -> HeaderTokens:
    """Sign in as in old days, where the instance still lets anybody; ends the agent's tokens.

    Raises:
        BookingRefused: `unauthorised`: e-mail or password is wrong; `not_found`: this instance
            does not sign in so any more.
        BookingFault: It says nothing of them.
    """
    answer = transport.call("POST", "/api/v1/auth/sign_in", {"email": email, "password": password})
    if answer.status in {401, 422}:
        raise BookingRefused("unauthorised")
    sorted_out("GET", answer.status, answer.body)
    told = answer.headers
    access, client, uid = (told.get(name, "") for name in ("access-token", "client", "uid"))
    try:
        for text in (access, client, uid):
            check_token(text)
    except NoToken as error:
        raise BookingFailed("answer_garbled") from error
    return HeaderTokens(access, client, uid, _expiry(told.get("expiry", ""), now()))


def account_of(transport: Transport) -> str:
    """Return what the agent is called whose account the calls are made with; "" if nameless.

    Raises:
        BookingFault: It is not said.
    """
    body = transport.get("/api/v1/agents/me", {})
    agent = body.get("agent", body) if isinstance(body, Mapping) else None
    if not isinstance(agent, Mapping):
        raise BookingFailed("answer_garbled")
    parts = [agent.get(name) for name in ("first_name", "last_name")]
    name = " ".join(part.strip() for part in parts if isinstance(part, str) and part.strip())
    email = agent.get("email")
    shown = name or (email if isinstance(email, str) else "")
    return "".join(letter for letter in shown if letter.isprintable())[:_NAME]


def _expiry(text: str, now: float) -> float | None:
    if not (text.isascii() and text.isdigit()):
        return None
    ends_at = float(text[:15])
    # Some versions of the library count thousandths.
    ends_at = ends_at / 1000.0 if ends_at > _MILLISECONDS else ends_at
    return ends_at if now < ends_at < math.inf else None
