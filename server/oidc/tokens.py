"""What a provider signed of somebody, held against what was asked."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

import jwt
from jwt.exceptions import PyJWTError

from server.oidc.keys import ALGORITHMS, PublicKey

LONGEST: Final = 16 * 1024
LEEWAY_S: Final = 60
"""How far the provider's clock may be from the site's, in seconds."""
OLDEST_S: Final = 600
"""A token is made for a sign-in, and none takes longer."""
_SUBJECT: Final = 255


class TokenRefused(Exception):
    """A token does not show what it should; its text is a code for the log."""


class FindKey(Protocol):
    """Knows the provider's keys."""

    def find(self, kid: str | None, algorithm: str) -> PublicKey | None: ...


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say."""

    issuer: str
    client_id: str
    nonce: str


def subject_of(token: str, expected: Expected, keys: FindKey, now: datetime) -> str:
    """Return who signed in at the provider.

    Raises:
        TokenRefused: The token is another's, for another, of another time, or signed by nobody.
        ProviderAway: The keys cannot be read.
    """
    claims = _signed(token, keys)
    if claims.get("iss") != expected.issuer:
        raise TokenRefused("issuer")
    _require_audience(claims, expected.client_id)
    _require_time(claims, now.timestamp())
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(
        nonce.encode("utf-8", "replace"), expected.nonce.encode()
    ):
        raise TokenRefused("nonce")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= _SUBJECT:
        raise TokenRefused("subject")
    if not (subject.isascii() and subject.isprintable()):
        raise TokenRefused("subject")
    return subject


def _signed(token: str, keys: FindKey) -> Mapping[str, Any]:
    if len(token) > LONGEST:
        raise TokenRefused("huge")
    try:
        header = jwt.get_unverified_header(token)
    except PyJWTError as error:
        raise TokenRefused("malformed") from error
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise TokenRefused("algorithm")
    # What must be understood is not: nothing is asked for that needs it.
    if "crit" in header or "b64" in header or not isinstance(kid, str | None):
        raise TokenRefused("header")
    key = keys.find(kid, algorithm)
    if key is None:
        raise TokenRefused("key")
    try:
        signed = jwt.api_jws.decode(token, key, algorithms=[algorithm])
        claims = json.loads(signed)
    except (PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise TokenRefused("signature") from error
    if not isinstance(claims, dict):
        raise TokenRefused("malformed")
    return claims


def _require_audience(claims: Mapping[str, Any], client_id: str) -> None:
    audience = claims.get("aud")
    many = [audience] if isinstance(audience, str) else audience
    if not isinstance(many, list) or client_id not in many:
        raise TokenRefused("audience")
    # One that is for others too says whose it is; and what it says must be true.
    party = claims.get("azp", None if len(many) > 1 else client_id)
    if party != client_id:
        raise TokenRefused("authorised_party")


def _require_time(claims: Mapping[str, Any], now_s: float) -> None:
    expires, issued = _moment(claims, "exp"), _moment(claims, "iat")
    if expires is None or issued is None:
        raise TokenRefused("no_time")
    if expires + LEEWAY_S <= now_s:
        raise TokenRefused("expired")
    starts = _moment(claims, "nbf")
    if max(issued, issued if starts is None else starts) - LEEWAY_S > now_s:
        raise TokenRefused("future")
    if issued + OLDEST_S + LEEWAY_S <= now_s:
        raise TokenRefused("old")


def _moment(claims: Mapping[str, Any], name: str) -> float | None:
    """Return a claim that is a time; None where it is absent."""
    found = claims.get(name)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise TokenRefused("no_time")
    return float(found)
