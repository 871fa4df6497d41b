"""Signing in with a provider of identities: its settings, and the way of one sign-in."""

from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from sync.contract.wire import Answer, Instant, Request, Text

PASTED: Final = "urn:ietf:wg:oauth:2.0:oob"
"""A redirect by which the provider itself shows the code."""
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_WORD: Final = r"^[\x21-\x7e]*$"

Address = Annotated[str, Field(max_length=300, pattern=_WORD)]
Opaque = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]
Subject = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[\x20-\x7e]+$")]
"""Who somebody is at a provider; it never changes there, and is no name."""


def is_secure(address: str) -> bool:
    """Tell whether an address is `https`, or `http` on this machine alone; nothing but a place."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.password is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


class SignInSettings(BaseModel):
    """Which provider of OpenID Connect the site trusts; the client secret is kept apart.

    Attributes:
        issuer: As the provider writes it, to the letter.
        name: What the button of the counter app calls it.
        redirect: Empty where the provider lets the browser go back to the desk
            (`http://127.0.0.1`, any port); else an address that shows the code for pasting.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: Address = ""
    client_id: Annotated[str, Field(max_length=200, pattern=_WORD)] = ""
    name: Annotated[Text, Field(max_length=40)] = ""
    redirect: Address = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.issuer and not (self.client_id and self.name.strip()):
            raise ValueError("issuer needs client_id and name")
        if self.issuer and (not is_secure(self.issuer) or "?" in self.issuer):
            raise ValueError("issuer is an https address")
        if self.redirect not in ("", PASTED) and not is_secure(self.redirect):
            raise ValueError(f"redirect is empty, an https address or {PASTED}")
        return self


class SignInBegunIn(Request):
    """An agent at a desk wants to sign in with the site's provider.

    Attributes:
        port: Where the desk listens on 127.0.0.1 for the browser that comes back.
    """

    port: Annotated[int, Field(ge=1024, le=65535)]


class SignInBegunOut(Answer):
    """What a browser opens, and what is known of the way back.

    Attributes:
        state: Comes back with the code, and names this sign-in.
        paste: The browser does not come back by itself: the code is shown there.
    """

    url: str
    state: Annotated[str, Field(repr=False)]
    paste: bool
    expires_at: Instant


class SignInCodeIn(Request):
    """What a browser brought back.

    Attributes:
        issuer: `iss` of the same answer, where the provider gives it.
    """

    state: Opaque
    code: Annotated[SecretStr, Field(min_length=1, max_length=2048)]
    issuer: Annotated[str, Field(max_length=300)] | None = None


class IdentityIn(Request):
    """Who an agent is at the site's provider."""

    subject: Subject
