"""The provider that a site trusts: where a browser goes, and who came back with a code."""

import asyncio
import logging
import re
import threading
from collections.abc import Callable
from typing import Final, Protocol, TypeVar
from urllib.parse import quote, urlencode

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from core.access import IdentityProvider
from core.errors import Conflict, Forbidden
from core.ports import Clock
from server.faults import Stop
from server.oidc.discovery import Endpoints, discover
from server.oidc.flows import Flow, Flows
from server.oidc.keys import Keys
from server.oidc.tokens import Expected, TokenRefused, subject_of
from server.oidc.web import ProviderAway, fetch, send

T = TypeVar("T")
PATIENCE_S: Final = 10.0
"""How long one step of a sign-in may take, however many answers of the provider it needs."""
AT_ONCE: Final = 4
"""Steps that may wait for the provider; others wait for one of these."""
_KNOWN_S: Final = 3600.0
_ERROR: Final = re.compile(r"[a-z_]{1,40}")
_log = logging.getLogger(__name__)


class SecretKeeper(Protocol):
    """Where the client secret is kept."""

    def provider_secret(self) -> str | None: ...


class Provider:
    """Asks the site's provider, in threads of its own and for a bounded time.

    Attributes:
        flows: What is under way.
    """

    def __init__(self, clock: Clock, secrets: SecretKeeper) -> None:
        self.flows = Flows(clock)
        self._clock = clock
        self._secrets = secrets
        self._limit = CapacityLimiter(AT_ONCE)
        self._lock = threading.Lock()
        self._known: tuple[Endpoints, Keys, float] | None = None

    async def address(self, trusted: IdentityProvider, flow: Flow) -> str:
        """Return what a browser opens to sign in.

        Raises:
            Conflict: `provider_away`.
        """
        endpoints, _ = await self._ask(lambda: self._endpoints(trusted.issuer))
        asked = {
            "response_type": "code",
            "client_id": trusted.client_id,
            "redirect_uri": flow.redirect,
            "scope": "openid",
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": flow.challenge,
            "code_challenge_method": "S256",
        }
        joint = "&" if "?" in endpoints.authorization else "?"
        return f"{endpoints.authorization}{joint}{urlencode(asked, quote_via=quote)}"

    async def subject(
        self, trusted: IdentityProvider, flow: Flow, code: str, issuer: str | None
    ) -> str:
        """Return who came back with a code.

        Raises:
            Conflict: `provider_away`.
            Forbidden: `identity_refused`: the code or what it led to is not good.
        """
        try:
            return await self._ask(lambda: self._exchange(trusted, flow, code, issuer))
        except TokenRefused as error:
            _log.warning("what the provider said was refused: %s", error)
            raise Forbidden("identity_refused") from error

    async def _ask(self, work: Callable[[], T]) -> T:
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await run_sync(work, limiter=self._limit, abandon_on_cancel=True)
        except ProviderAway as error:
            _log.warning("the provider is away: %s", error)
            raise Conflict("provider_away") from error
        except TimeoutError as error:
            _log.warning("the provider is away: no answer in time")
            raise Conflict("provider_away") from error

    def _endpoints(self, issuer: str) -> tuple[Endpoints, Keys]:
        now = self._clock.monotonic()
        with self._lock:
            known = self._known
        if known is not None and known[0].issuer == issuer and now - known[2] < _KNOWN_S:
            return known[0], known[1]
        endpoints = discover(issuer)
        keys = Keys(lambda: fetch(endpoints.keys), self._clock.monotonic)
        with self._lock:
            self._known = endpoints, keys, now
        return endpoints, keys

    def _exchange(
        self, trusted: IdentityProvider, flow: Flow, code: str, issuer: str | None
    ) -> str:
        endpoints, keys = self._endpoints(flow.issuer)
        # A browser says who sent it back, where the provider does (RFC 9207).
        if issuer not in (None, flow.issuer):
            raise TokenRefused("mixed_up")
        token = self._token(trusted, endpoints, flow, code)
        expected = Expected(flow.issuer, trusted.client_id, flow.nonce)
        return subject_of(token, expected, keys, self._clock.now())

    def _token(self, trusted: IdentityProvider, endpoints: Endpoints, flow: Flow, code: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": flow.redirect,
            "code_verifier": flow.verifier,
        }
        auth = None
        try:
            secret = self._secrets.provider_secret()
        except Stop as error:
            raise ProviderAway(error.line) from error
        if secret is not None and endpoints.basic:
            auth = quote(trusted.client_id, safe=""), quote(secret, safe="")
        else:
            form["client_id"] = trusted.client_id
            if secret is not None:
                form["client_secret"] = secret
        status, answer = send(endpoints.token, form, auth)
        fault = answer.get("error")
        if status == 400 and fault == "invalid_grant":
            raise TokenRefused("code")
        token = answer.get("id_token")
        if status != 200 or not isinstance(token, str):
            told = fault if isinstance(fault, str) and _ERROR.fullmatch(fault) else "no token"
            raise ProviderAway(f"status {status}, {told}")
        return token
