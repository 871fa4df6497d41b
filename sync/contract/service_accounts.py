"""Accounts of other tools, for those who manage them."""

from typing import Annotated

from pydantic import Field

from core.model import AccountScope
from sync.contract.wire import Answer, Id, Instant, Request, Text

Days = Annotated[int, Field(ge=1, le=365)]


class ServiceAccountIn(Request):
    """A tool that shall be let in.

    Attributes:
        days: How long its token is good.
    """

    name: Annotated[Text, Field(min_length=1, max_length=80)]
    scopes: Annotated[tuple[AccountScope, ...], Field(min_length=1, max_length=len(AccountScope))]
    days: Days = 365


class NewTokenIn(Request):
    """Another token for a tool.

    Attributes:
        days: How long it is good.
        overlap_h: How long the token of before stays good; 0 where somebody may have seen it.
    """

    days: Days = 365
    overlap_h: Annotated[int, Field(ge=0, le=24)] = 0


class ServiceTokenOut(Answer):
    """A tool's token; it is shown here alone."""

    id: Id
    token: Annotated[str, Field(repr=False)]
    expires_at: Instant


class ServiceAccountOut(Answer):
    """What a tool may do, and until when.

    Attributes:
        ended: An administrator ended it.
        last_seen_at: When it last said how it is; only those with the scope `health` do.
    """

    id: Id
    name: str
    scopes: tuple[AccountScope, ...]
    made_at: Instant
    expires_at: Instant
    ended: bool
    last_seen_at: Instant | None = None


class ServiceAccountsOut(Answer):
    """Every service account, by name."""

    items: tuple[ServiceAccountOut, ...]
    next: str | None = None
