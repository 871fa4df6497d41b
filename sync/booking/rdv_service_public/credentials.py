"""The site's right to call RDV Service Public: a bearer token, or the three headers of old."""

import math
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from sync.booking.gateway import BookingFailed, BookingFault, BookingUnauthorised

_EARLY: Final = 0.25
_EARLY_S: Final = 60.0
_AGAIN_S: Final = 60.0
_LONGEST_S: Final = 366 * 86400.0
_LONGEST: Final = 4096

Form = Mapping[str, str]
Ask = Callable[[Form], Mapping[str, object]]
"""Brings a form to the server's `/oauth/token`, and its answer back; raises `GrantRefused`, or
`BookingFault` where it says nothing of the tokens."""


class GrantRefused(Exception):
    """The server gives no token: the text is its code, such as `invalid_grant`."""


class NoToken(ValueError):
    """What should be a token is none; its text never holds it."""


@dataclass(frozen=True, slots=True)
class TokenPair:
    """An OAuth 2.0 access token, and what renews it.

    Attributes:
        ends_at: When the access token ends, in seconds of Unix time by this machine's clock; None
            where the server did not say.
        lives_s: Seconds from when it was given until then.
    """

    access: str = field(repr=False)
    refresh: str | None = field(default=None, repr=False)
    ends_at: float | None = None
    lives_s: float = 0.0

    def __post_init__(self) -> None:
        for text in (self.access, self.refresh):
            if text is not None:
                check_token(text)

    @classmethod
    def of(cls, answer: Mapping[str, object], now: float, former: str | None = None) -> "TokenPair":
        """Read an answer of `/oauth/token`.

        Args:
            answer: What it said.
            now: Unix time.
            former: The refresh token that was used, which goes on where no new one came.

        Raises:
            NoToken: It holds no token that could be used.
        """
        access, refresh = answer.get("access_token"), answer.get("refresh_token")
        lives = answer.get("expires_in")
        if not isinstance(access, str) or not isinstance(refresh, str | None):
            raise NoToken("no token in the answer")
        lives_s = 0.0
        if isinstance(lives, int | float) and not isinstance(lives, bool) and 0 < lives < math.inf:
            lives_s = min(float(lives), _LONGEST_S)
        ends_at = now + lives_s if lives_s else None
        return cls(access, refresh or former, ends_at, lives_s)

    def has_ended(self, now: float) -> bool:
        """Whether the access token is over, as far as is known."""
        return self.ends_at is not None and now >= self.ends_at

    def ends_soon(self, now: float) -> bool:
        """Whether it is time to renew it: a minute before its end, or a quarter of a short life."""
        early = min(_EARLY_S, self.lives_s * _EARLY)
        return self.ends_at is not None and now >= self.ends_at - early


@dataclass(frozen=True, slots=True)
class HeaderTokens:
    """The three headers of old; `ends_at` is Unix time, None where it was not told."""

    access_token: str = field(repr=False)
    client: str = field(repr=False)
    uid: str
    ends_at: float | None = None


class PairKeeper(Protocol):
    """Where a pair is kept, for all threads and processes that call with it."""

    def locked(self) -> AbstractContextManager[None]:
        """Keep all others from renewing.

        Raises:
            BookingFault: Somebody else takes too long about it.
        """
        ...

    def pair(self) -> TokenPair | None:
        """Return the pair that is kept now; None where there is none any more."""
        ...

    def keep(self, pair: TokenPair) -> None:
        """Keep a pair in place of the one before; on disk when it returns.

        Raises:
            BookingFault: It could not be kept.
        """
        ...


class Credentials(Protocol):
    """What signs calls. One thread uses it."""

    def headers(self) -> Mapping[str, str]:
        """Return the headers that go with each call."""
        ...

    def prepare(self, ask: Ask) -> None:
        """Get ready for a call: what ends soon is renewed, where that goes.

        Raises:
            BookingUnauthorised: It is known to have ended, and nothing renews it.
        """
        ...

    def taken(self) -> None:
        """Note that the server took it."""
        ...

    def replaced(self, ask: Ask) -> bool:
        """After a call was refused for it: say whether there is another one now.

        Raises:
            BookingFault: A new one could not be had this time; the old one stays as it is.
        """
        ...


class OAuthTokens:
    """A bearer token that renews itself where it can, once, whoever else calls with it.

    A refresh token is good once: the new pair is kept before it is used, and one that the server
    takes no more is never brought to it again.

    Args:
        tokens: The pair of the last sign-in or renewal.
        keeper: Where the pair is kept; without one it lives in memory alone.
        client_id: The application at the server; with `client_secret`, what a renewal needs.
        client_secret: Returns the secret, or None for an application without one.
        now: Unix time.
    """

    def __init__(
        self,
        tokens: TokenPair,
        keeper: PairKeeper | None = None,
        *,
        client_id: str = "",
        client_secret: Callable[[], str | None] = lambda: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._tokens = tokens
        self._keeper = keeper or _Memory(tokens)
        self._client_id = client_id
        self._client_secret = client_secret
        self._now = now
        self._early_at: float | None = None
        self._untried = False

    def headers(self) -> Mapping[str, str]:
        """Return the bearer header."""
        return {"Authorization": f"Bearer {self._tokens.access}"}

    def prepare(self, ask: Ask) -> None:
        """Renew what ends soon; where that does not go, the old one is used to its end."""
        now = self._now()
        tried = self._early_at is not None and 0 <= now - self._early_at < _AGAIN_S
        if tried or not self._tokens.ends_soon(now):
            return
        # Not before each call: the endpoint may be dead, and take its time about it.
        self._early_at = now
        with suppress(BookingFault):
            if self._renew(ask):
                self._early_at = None

    def taken(self) -> None:
        """Note that the server took it."""
        self._untried = False

    def replaced(self, ask: Ask) -> bool:
        """Take the pair that somebody else put in place, or renew once."""
        if self._untried and not self._tokens.has_ended(self._now()):
            # A new token that is refused at once is not what is wrong: the next would be as well.
            return False
        return self._renew(ask)

    def _renew(self, ask: Ask) -> bool:
        with self._keeper.locked():
            kept = self._keeper.pair()
            if kept is None:
                return False
            former, self._tokens = self._tokens, kept
            if kept.access != former.access:
                return True
            if kept.refresh is None:
                return False
            try:
                answer = ask(self._form(kept.refresh))
                pair = TokenPair.of(answer, self._now(), kept.refresh)
            except GrantRefused as error:
                if str(error) == "invalid_grant":
                    self._take(replace(kept, refresh=None))
                return False
            except NoToken as error:
                raise BookingFailed("answer_garbled") from error
            self._take(pair)
            self._untried = True
            return True

    def _take(self, pair: TokenPair) -> None:
        # Kept before it is used: a kill in between costs a sign-in, which a person is asked for.
        self._keeper.keep(pair)
        self._tokens = pair

    def _form(self, refresh: str) -> Form:
        form = {"grant_type": "refresh_token", "refresh_token": refresh}
        return {**form, **client_form(self._client_id, self._client_secret())}


class AgentTokens:
    """The deprecated headers `access-token`, `client` and `uid`; nothing renews them.

    Args:
        ends_at: When they end, in Unix time by this machine's clock; None where that is not known.

    Raises:
        NoToken: One of them is none.
    """

    def __init__(
        self,
        access_token: str,
        client: str,
        uid: str,
        ends_at: float | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        for text in (access_token, client, uid):
            check_token(text)
        self._headers = {"access-token": access_token, "client": client, "uid": uid}
        self._ends_at = ends_at
        self._now = now

    def headers(self) -> Mapping[str, str]:
        """Return the three headers."""
        return self._headers

    def prepare(self, ask: Ask) -> None:
        """Do nothing, until they have ended.

        Raises:
            BookingUnauthorised: They have.
        """
        del ask
        if self._ends_at is not None and self._now() >= self._ends_at:
            raise BookingUnauthorised

    def taken(self) -> None:
        """Note nothing."""

    def replaced(self, ask: Ask) -> bool:
        """Return False: a person must sign in again."""
        del ask
        return False


class Nobody:
    """Signs nothing: for the calls with which somebody signs in."""

    def headers(self) -> Mapping[str, str]:
        """Return no headers."""
        return {}

    def prepare(self, ask: Ask) -> None:
        """Do nothing."""
        del ask

    def taken(self) -> None:
        """Note nothing."""

    def replaced(self, ask: Ask) -> bool:
        """Return False."""
        del ask
        return False


class _Memory:
    """Keeps a pair for one caller."""

    def __init__(self, pair: TokenPair) -> None:
        self._pair = pair

    def locked(self) -> AbstractContextManager[None]:
        return nullcontext()

    def pair(self) -> TokenPair:
        return self._pair

    def keep(self, pair: TokenPair) -> None:
        self._pair = pair


def client_form(client_id: str, client_secret: str | None) -> Form:
    """Return what names the application in a form; one without a secret is a public client."""
    named = {"client_id": client_id} if client_id else {}
    return {**named, "client_secret": client_secret} if client_secret else named


def check_token(text: str) -> None:
    """Refuse what would not fit a header.

    Raises:
        NoToken: It is no word of ASCII letters, digits and signs.
    """
    word = text.isascii() and text.isprintable() and " " not in text
    if not text or not word or len(text) > _LONGEST:
        # Never the text itself: it may be a token with a stray line end.
        raise NoToken("a token is one word of ASCII letters, digits and signs")
