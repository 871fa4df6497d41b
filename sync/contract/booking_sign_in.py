"""Signing the site in at its booking server: its settings, and how that stands."""

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from sync.contract.sign_in import PASTED, Address, Opaque, is_secure
from sync.contract.wire import Answer, Instant, Request

_WORD: Final = r"^[\x21-\x7e]*$"


class BookingSignInSettings(BaseModel):
    """How an agent signs the site in; the application's secret is kept apart.

    Attributes:
        client_id: Of the application that the booking server's team made for the post; empty
            where nobody signs in by a browser.
        redirect: Empty where that team registered `http://127.0.0.1/`, so that the browser comes
            back to the desk by itself; else what it registered: an address that shows the code,
            or the `urn` by which the booking server itself shows it.
        header_tokens: The deprecated sign-in by e-mail and password is let in as well.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    client_id: Annotated[str, Field(max_length=200, pattern=_WORD)] = ""
    redirect: Address = PASTED
    header_tokens: bool = False

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.redirect not in ("", PASTED) and not is_secure(self.redirect):
            raise ValueError(f"redirect is empty, an https address or {PASTED}")
        return self


class BookingSignInOut(Answer):
    """Whether the site is signed in at its booking server, and as whom.

    Attributes:
        state: `off`: there is no booking server; `unset`: nobody can sign in by a browser, since
            the settings name no application; `none`: nobody has; `signed_in`; `lapsed`: somebody
            must again.
        kind: `token`: given bare at the server's console; `oauth`; `headers`: the deprecated ones.
        account: Whose account it is there; null where that is not known.
        renews: It goes on by itself.
        ends_at: When it ends, where it does not go on by itself and that is known.
    """

    state: Literal["off", "unset", "none", "signed_in", "lapsed"]
    kind: Literal["token", "oauth", "headers"] | None = None
    account: str | None = None
    signed_in_at: Instant | None = None
    renews: bool = False
    ends_at: Instant | None = None


class BookingCodeIn(Request):
    """What a browser brought back from the booking server."""

    state: Opaque
    code: Annotated[SecretStr, Field(min_length=1, max_length=2048)]
