"""What a provider says of itself, believed only where it says who it is to the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from server.oidc.web import Json, ProviderAway, fetch
from sync.contract.sign_in import LOOPBACK, is_secure

_PATH: Final = "/.well-known/openid-configuration"
_BASIC: Final = "client_secret_basic"
_POST: Final = "client_secret_post"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a provider is asked, and how.

    Attributes:
        basic: The client secret goes into a header; else into the form.
    """

    issuer: str
    authorization: str
    token: str
    keys: str
    basic: bool


def discover(issuer: str) -> Endpoints:
    """Ask a provider where its endpoints are.

    Raises:
        ProviderAway: It does not answer, is not who was asked, or cannot do what is needed.
    """
    return endpoints_of(fetch(issuer.rstrip("/") + _PATH), issuer)


def endpoints_of(document: Json, issuer: str) -> Endpoints:
    """Read a provider's document.

    Raises:
        ProviderAway: It is another provider's, leads over open lines, or lacks PKCE with S256.
    """
    if document.get("issuer") != issuer:
        raise ProviderAway("another issuer")
    if "code" not in _texts(document, "response_types_supported", ["code"]):
        raise ProviderAway("no code flow")
    if "S256" not in _texts(document, "code_challenge_methods_supported", ["S256"]):
        raise ProviderAway("no PKCE by S256")
    ways = _texts(document, "token_endpoint_auth_methods_supported", [_BASIC])
    return Endpoints(
        issuer,
        _place(document, "authorization_endpoint", issuer),
        _place(document, "token_endpoint", issuer),
        _place(document, "jwks_uri", issuer),
        basic=_BASIC in ways or _POST not in ways,
    )


def _place(document: Json, name: str, issuer: str) -> str:
    found = document.get(name)
    if not isinstance(found, str) or len(found) > 500 or not is_secure(found):
        raise ProviderAway(f"{name} is no secure address")
    if urlsplit(found).scheme == "http" and urlsplit(issuer).hostname not in LOOPBACK:
        raise ProviderAway(f"{name} leads to this machine")
    return found


def _texts(document: Json, name: str, default: Sequence[str]) -> Sequence[Any]:
    found = document.get(name, default)
    if not isinstance(found, list):
        raise ProviderAway(f"{name} is no list")
    return found
