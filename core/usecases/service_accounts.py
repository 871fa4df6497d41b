"""Accounts of other tools: what each may do with its token, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from core.access import ServiceAccount
from core.errors import Conflict, Unprocessable
from core.model import AccountScope, EventKind, StationId, StationKind
from core.ports import UnitOfWork
from core.things import Actor, Receipt
from core.usecases.stations import Enrol, Revoke, enrol, revoke, secret_hash

LONGEST: Final = timedelta(days=365)
"""No token of a tool is good for longer."""
LONGEST_OVERLAP: Final = timedelta(hours=24)
"""A token that was changed is good no longer than that."""


@dataclass(frozen=True, slots=True)
class OpenAccount:
    """A tool shall be let in with `token`, made by `stations.new_token` or from a key."""

    token: str = field(repr=False)
    name: str
    scopes: Sequence[AccountScope]
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class ChangeToken:
    """A tool gets another token; the present one is good for `overlap` still.

    Attributes:
        overlap: Nothing where somebody may have seen the present one.
    """

    station_id: str
    token: str = field(repr=False)
    lasts: timedelta
    overlap: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class EndAccount:
    """A tool may not ask anything any more."""

    station_id: str


def open_account(uow: UnitOfWork, actor: Actor, command: OpenAccount) -> Receipt:
    """Let a tool in; receipt: station_id, expires_at.

    Raises:
        Unprocessable: `token_lasts`: not within a year; `scopes_missing`.
    """
    _require_lasting(command.lasts)
    scopes = tuple(dict.fromkeys(command.scopes))
    if not scopes:
        raise Unprocessable("scopes_missing")
    expires_at = uow.now + command.lasts
    receipt = enrol(
        uow,
        actor,
        Enrol(command.token, StationKind.SERVICE, command.name),
        scopes=",".join(scopes),
        expires_at=expires_at.isoformat(),
    )
    account_id = StationId(str(receipt["station_id"]))
    uow.stations.add_account(ServiceAccount(account_id, scopes, expires_at))
    return {**receipt, "expires_at": expires_at.isoformat()}


def change_token(uow: UnitOfWork, actor: Actor, command: ChangeToken) -> Receipt:
    """Give a tool another token; receipt: station_id, expires_at.

    An account whose time is over lives on by it; one that was ended does not.

    Raises:
        NotFound: `service_account_unknown`.
        Conflict: `service_account_ended`.
        Unprocessable: `token_lasts`, `token_overlap`: not within a day.
    """
    _require_lasting(command.lasts)
    if not timedelta() <= command.overlap <= LONGEST_OVERLAP:
        raise Unprocessable("token_overlap")
    account = uow.stations.account(command.station_id)
    station = uow.stations.get(account.station_id)
    if station.revoked_at is not None:
        raise Conflict("service_account_ended")
    expires_at = uow.now + command.lasts
    # What was over stays so: the overlap is none of its time.
    old_until = min(account.expires_at, uow.now + command.overlap)
    uow.stations.change(station.id, token_hash=secret_hash(command.token))
    uow.stations.change_account(
        station.id,
        expires_at=expires_at,
        old_token_hash=station.token_hash,
        old_until=old_until,
    )
    uow.record(
        EventKind.STATION_RENEWED,
        actor,
        station_id=station.id,
        expires_at=expires_at.isoformat(),
        old_until=old_until.isoformat(),
    )
    return {"station_id": station.id, "expires_at": expires_at.isoformat()}


def end_account(uow: UnitOfWork, actor: Actor, command: EndAccount) -> Receipt:
    """Refuse a tool's tokens from now on; ending it twice changes nothing; receipt: station_id.

    Raises:
        NotFound: `service_account_unknown`.
    """
    account = uow.stations.account(command.station_id)
    return revoke(uow, actor, Revoke(account.station_id))


def _require_lasting(lasts: timedelta) -> None:
    if not timedelta() < lasts <= LONGEST:
        raise Unprocessable("token_lasts")
