"""The site's right to call RDV Service Public: a bearer token, or the three headers of old."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Credentials(Protocol):
    """What signs a call."""

    def headers(self) -> Mapping[str, str]:
        """Return the headers that go with each call."""
        ...

    def reloaded(self) -> bool:
        """Take over what somebody else put in place meanwhile; False where nothing changed."""
        ...

    def renewal(self) -> Mapping[str, str] | None:
        """Return the form that asks for a new token, or None where none can be had."""
        ...

    def renewed(self, answer: Mapping[str, object]) -> bool:
        """Take over the answer to `renewal`; False where it holds no token."""
        ...


@dataclass(frozen=True, slots=True)
class TokenPair:
    """An OAuth 2.0 access token, and what renews it."""

    access: str = field(repr=False)
    refresh: str | None = field(default=None, repr=False)


class OAuthTokens:
    """A bearer token that renews itself where it can.

    Args:
        tokens: The pair of the last sign-in or renewal.
        client_id: The application at the server; with `client_secret`, what a renewal needs.
        keep: Called with each new pair, which must be on disk when it returns: the old refresh
            token is dead by then.
        reload: Reads the pair that is kept, which an administrator may have replaced.

    Raises:
        ValueError: The access token is no token.
    """

    def __init__(
        self,
        tokens: TokenPair,
        *,
        client_id: str = "",
        client_secret: str = "",
        keep: Callable[[TokenPair], None] | None = None,
        reload: Callable[[], TokenPair | None] | None = None,
    ) -> None:
        _check(tokens.access)
        self._tokens = tokens
        self._client_id = client_id
        self._client_secret = client_secret
        self._keep = keep
        self._reload = reload

    def headers(self) -> Mapping[str, str]:
        """Return the bearer header."""
        return {"Authorization": f"Bearer {self._tokens.access}"}

    def reloaded(self) -> bool:
        """Take the pair that is kept, if it is another one."""
        kept = None if self._reload is None else self._reload()
        if kept is None or kept.access == self._tokens.access or not _fits_a_header(kept.access):
            return False
        self._tokens = kept
        return True

    def renewal(self) -> Mapping[str, str] | None:
        """Return the refresh form, where there is a refresh token."""
        if not self._tokens.refresh:
            return None
        form = {"grant_type": "refresh_token", "refresh_token": self._tokens.refresh}
        if self._client_id:
            form["client_id"] = self._client_id
        if self._client_secret:
            form["client_secret"] = self._client_secret
        return form

    def renewed(self, answer: Mapping[str, object]) -> bool:
        """Take the new pair; the old refresh token stays where no new one came."""
        access, refresh = answer.get("access_token"), answer.get("refresh_token")
        if not isinstance(access, str) or not _fits_a_header(access):
            return False
        kept = refresh if isinstance(refresh, str) and refresh else self._tokens.refresh
        self._tokens = TokenPair(access, kept)
        if self._keep is not None:
            self._keep(self._tokens)
        return True


class AgentTokens:
    """The deprecated headers `access-token`, `client` and `uid`; they cannot be renewed.

    Raises:
        ValueError: One of them is no token.
    """

    def __init__(self, access_token: str, client: str, uid: str) -> None:
        for text in (access_token, client, uid):
            _check(text)
        self._headers = {"access-token": access_token, "client": client, "uid": uid}

    def headers(self) -> Mapping[str, str]:
        """Return the three headers."""
        return self._headers

    def reloaded(self) -> bool:
        """Return False: they stand in the settings."""
        return False

    def renewal(self) -> Mapping[str, str] | None:
        """Return None: a person must sign in again."""
        return None

    def renewed(self, answer: Mapping[str, object]) -> bool:
        """Return False: there is nothing to take over."""
        del answer
        return False


def _check(text: str) -> None:
    if not _fits_a_header(text):
        # Never the text itself: it may be a token with a stray line end.
        raise ValueError("a token is one word of ASCII letters, digits and signs")


def _fits_a_header(text: str) -> bool:
    return bool(text) and text.isascii() and text.isprintable() and " " not in text
