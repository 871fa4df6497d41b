"""The site's right to call its booking server, as it is kept sealed in the data folder."""

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final, Literal, Protocol, get_args

from server.faults import LockBusy, Stop
from server.kept_secrets import SecretKeeper
from sync.booking.gateway import BookingFailed, BookingUnreachable
from sync.booking.rdv_service_public.credentials import (
    AgentTokens,
    Credentials,
    HeaderTokens,
    OAuthTokens,
    TokenPair,
)

GrantKind = Literal["token", "oauth", "headers"]
"""A token that was given bare, a sign-in by a browser, or the deprecated headers."""

WAIT_S: Final = 70.0
"""How long one who calls waits for another who renews: a little more than a call lasts."""
_DAMAGED: Final = "the booking token is damaged: sign in again"


class TokenKeeper(SecretKeeper, Protocol):
    """Where token and secrets of the booking server are kept, sealed."""

    def booking_token(self) -> str | None: ...
    def keep_booking_token(self, token: str) -> None: ...
    def forget_booking_token(self) -> None: ...
    def booking_secret(self) -> str | None: ...
    def locked_booking_token(self, wait_s: float) -> AbstractContextManager[None]: ...


@dataclass(frozen=True, slots=True)
class Grant:
    """What one sign-in gave.

    Attributes:
        id: The sign-in's; a renewal changes the pair and not this.
        pair: The access token, and what renews it.
        client: Of header tokens, as `uid`.
        base_url: Where it is good, so that it is brought nowhere else; "" if that was not told.
        client_id: The application that it was given to.
        account: Whose account it is at the booking server.
        signed_in_at: None of a token that was given bare.
    """

    id: str
    kind: GrantKind
    pair: TokenPair = field(repr=False)
    client: str = field(default="", repr=False)
    uid: str = field(default="", repr=False)
    base_url: str = ""
    client_id: str = ""
    account: str = field(default="", repr=False)
    signed_in_at: datetime | None = None

    @classmethod
    def bare(cls, token: str) -> "Grant":
        """Return the right that a token alone gives.

        Raises:
            NoToken: It is none.
        """
        name = hashlib.sha256(token.encode()).hexdigest()[:32]
        return cls(name, "token", TokenPair(token))

    @classmethod
    def by_browser(cls, pair: TokenPair, base_url: str, client_id: str) -> "Grant":
        """Return what an agent's consent gave."""
        return cls(
            secrets.token_hex(16), "oauth", pair,
            base_url=base_url, client_id=client_id, signed_in_at=datetime.now(UTC),
        )  # fmt: skip

    @classmethod
    def by_password(cls, tokens: HeaderTokens, base_url: str) -> "Grant":
        """Return what a sign-in of old gave."""
        pair = TokenPair(tokens.access_token, ends_at=tokens.ends_at)
        return cls(
            secrets.token_hex(16), "headers", pair, tokens.client, tokens.uid,
            base_url=base_url, signed_in_at=datetime.now(UTC),
        )  # fmt: skip

    @classmethod
    def read(cls, text: str) -> "Grant":
        """Read what `text` wrote, or a bare token.

        Raises:
            ValueError: It is neither.
        """
        if not text.startswith("{"):
            return cls.bare(text)
        try:
            told: dict[str, Any] = json.loads(text)
            at = told["signed_in_at"]
            kind = told["kind"]
            grant = cls(
                str(told["id"]),
                kind,
                TokenPair(told["access"], told["refresh"], told["ends_at"], told["lives_s"]),
                client=str(told["client"]),
                uid=str(told["uid"]),
                base_url=str(told["base_url"]),
                client_id=str(told["client_id"]),
                account=str(told["account"]),
                signed_in_at=None if at is None else datetime.fromisoformat(at),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not what was kept") from error
        if kind not in get_args(GrantKind):
            raise ValueError("no such kind")
        return grant

    def text(self) -> str:
        """Write it, to be sealed."""
        at = self.signed_in_at
        return json.dumps(
            {
                "id": self.id,
                "kind": self.kind,
                "access": self.pair.access,
                "refresh": self.pair.refresh,
                "ends_at": self.pair.ends_at,
                "lives_s": self.pair.lives_s,
                "client": self.client,
                "uid": self.uid,
                "base_url": self.base_url,
                "client_id": self.client_id,
                "account": self.account,
                "signed_in_at": None if at is None else at.isoformat(),
            }
        )

    def is_good_at(self, base_url: str) -> bool:
        """Whether it was given by this booking server, or nobody said by which."""
        return not self.base_url or self.base_url == base_url.rstrip("/")

    def may_renew(self) -> bool:
        """Whether it goes on when its access token ends."""
        return self.pair.refresh is not None


class GrantKeeper:
    """Reads and keeps the grant, for the threads of a server and the commands beside it.

    Attributes:
        keeper: Where it is kept, and what webhooks are signed with.
    """

    def __init__(self, keeper: TokenKeeper) -> None:
        self.keeper = keeper

    def grant(self) -> Grant | None:
        """Return the grant that is kept; None where nobody has signed in.

        Raises:
            Stop: It is damaged.
        """
        text = self.keeper.booking_token()
        if text is None:
            return None
        try:
            return Grant.read(text)
        except ValueError as error:
            raise Stop(_DAMAGED) from error

    def put(self, grant: Grant) -> None:
        """Keep another sign-in's grant, once nobody renews the one before.

        Raises:
            BookingFault: Somebody takes too long about it.
            OSError: It cannot be written.
        """
        with self._locked():
            self.keeper.keep_booking_token(grant.text())

    def name(self, grant_id: str, account: str) -> None:
        """Note whose account it is.

        Raises:
            BookingFault: As `put`.
            OSError: It cannot be written.
            Stop: What is kept is damaged.
        """
        with self._locked():
            kept = self.grant()
            if kept is not None and kept.id == grant_id:
                self.keeper.keep_booking_token(replace(kept, account=account).text())

    def forget(self) -> bool:
        """Forget the grant; say whether there was one.

        Raises:
            BookingFault: As `put`.
            OSError: It cannot be removed.
        """
        with self._locked():
            there = self.keeper.booking_token() is not None
            self.keeper.forget_booking_token()
            return there

    def credentials(
        self, grant: Grant, wait_s: float = WAIT_S, now: Callable[[], float] = time.time
    ) -> Credentials:
        """Return what signs calls with a grant.

        Args:
            grant: What is kept.
            wait_s: How long a call may wait for another one's renewal.
            now: Unix time.
        """
        pair = grant.pair
        if grant.kind == "headers":
            return AgentTokens(pair.access, grant.client, grant.uid, pair.ends_at, now)
        return OAuthTokens(
            pair,
            _OnDisk(self, grant.id, wait_s),
            client_id=grant.client_id,
            client_secret=self.secret,
            now=now,
        )

    def secret(self) -> str | None:
        """Return the secret of the application, or None where it has none.

        Raises:
            BookingFailed: It cannot be read.
        """
        try:
            return self.keeper.booking_secret()
        except Stop as stop:
            raise BookingFailed("secret_unreadable") from stop

    @contextmanager
    def _locked(self, wait_s: float = WAIT_S) -> Iterator[None]:
        try:
            with self.keeper.locked_booking_token(wait_s):
                yield
        except LockBusy as error:
            raise BookingUnreachable("renewal_busy", answered=True) from error


class _OnDisk:
    """The pair of one grant, for all who call with it."""

    def __init__(self, grants: GrantKeeper, grant_id: str, wait_s: float) -> None:
        self._grants = grants
        self._id = grant_id
        self._wait_s = wait_s

    def locked(self) -> AbstractContextManager[None]:
        return self._grants._locked(self._wait_s)  # noqa: SLF001 - of one file

    def pair(self) -> TokenPair | None:
        grant = self._grant()
        return None if grant is None else grant.pair

    def keep(self, pair: TokenPair) -> None:
        grant = self._grant()
        if grant is not None:
            try:
                self._grants.keeper.keep_booking_token(replace(grant, pair=pair).text())
            except (OSError, Stop) as error:
                raise BookingFailed("token_not_kept") from error

    def _grant(self) -> Grant | None:
        try:
            grant = self._grants.grant()
        except Stop as stop:
            raise BookingFailed("token_unreadable") from stop
        return grant if grant is not None and grant.id == self._id else None
