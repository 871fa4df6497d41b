"""`service-account`: lets another tool of the post in, for a time and for what it needs."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from core.errors import Refusal
from core.model import AccountScope, StationKind
from core.store import Store
from core.store.staff import SqlStations
from core.things import Actor, Receipt, Station
from core.usecases import service_accounts
from core.usecases.service_accounts import LONGEST, ChangeToken, EndAccount, OpenAccount
from core.usecases.stations import new_token
from server.commands import opened
from server.faults import Stop
from server.options import OneLineParser

_SENTENCES: Final = {
    "service_account_unknown": "there is no service account of this name or id",
    "service_account_ended": "this account was ended: make another one",
    "token_lasts": f"--days: from 1 to {LONGEST.days}",
    "token_overlap": "--overlap-h: from 0 to 24",
}


def service_account(parser: OneLineParser, arguments: Sequence[str]) -> None:
    """Make, list or end accounts of tools, or give one another token; a token is printed once.

    Raises:
        Stop: Nothing was named, or what was named is refused.
    """
    parser.add_argument("what", choices=sorted(_DOES))
    parser.add_argument("--name", help="make: what the tool is called; else its name or its id")
    parser.add_argument("--scopes", help=f"make: separated by commas: {', '.join(AccountScope)}")
    parser.add_argument("--days", type=int, default=LONGEST.days, help="how long the token is good")
    parser.add_argument(
        "--overlap-h", type=int, default=0, help="token: how long the one of before stays good"
    )
    options = parser.parse_args(arguments)
    if not 1 <= options.days <= LONGEST.days:
        raise Stop(_SENTENCES["token_lasts"])
    with opened(options) as store:
        try:
            _DOES[options.what](store, options)
        except Refusal as refusal:
            raise Stop(_SENTENCES.get(refusal.code, refusal.code)) from refusal


def _make(store: Store, options: argparse.Namespace) -> None:
    name = _name(options)
    if name in (station.name for station in _accounts(store)):
        raise Stop("there is a service account of this name already")
    token = new_token()
    command = OpenAccount(token, name, _scopes(options), timedelta(days=options.days))
    _told(
        token,
        store.write(lambda uow: service_accounts.open_account(uow, Actor(), command)),
    )


def _change_token(store: Store, options: argparse.Namespace) -> None:
    if not 0 <= options.overlap_h <= 24:
        raise Stop(_SENTENCES["token_overlap"])
    token = new_token()
    command = ChangeToken(
        _named(store, options),
        token,
        timedelta(days=options.days),
        timedelta(hours=options.overlap_h),
    )
    _told(token, store.write(lambda uow: service_accounts.change_token(uow, Actor(), command)))


def _end(store: Store, options: argparse.Namespace) -> None:
    command = EndAccount(_named(store, options))
    store.write(lambda uow: service_accounts.end_account(uow, Actor(), command))


def _list(store: Store, options: argparse.Namespace) -> None:
    del options
    with store.read() as reader:
        known = {one.station_id: one for one in SqlStations(reader.connection).accounts()}
        for station in reader.stations():
            if station.id in known:
                account = known[station.id]
                over = station.revoked_at is not None or account.expires_at <= reader.now
                state = "over" if over else f"until {account.expires_at:%Y-%m-%d}"
                scopes = ",".join(account.scopes)
                sys.stdout.write(f"{station.id}\t{station.name}\t{scopes}\t{state}\n")


_DOES: Final[Mapping[str, Callable[[Store, argparse.Namespace], None]]] = {
    "make": _make,
    "list": _list,
    "token": _change_token,
    "end": _end,
}


def _accounts(store: Store) -> Sequence[Station]:
    """Return the accounts that were not ended."""
    with store.read() as reader:
        return [
            one
            for one in reader.stations()
            if one.kind is StationKind.SERVICE and one.revoked_at is None
        ]


def _named(store: Store, options: argparse.Namespace) -> str:
    name = _name(options)
    found = [one.id for one in _accounts(store) if name in (one.name, one.id)]
    if len(found) > 1:
        raise Stop("several accounts have this name: give the id of one (`list` tells them)")
    # An id that is unknown, or an account that was ended, is refused by its own name.
    return found[0] if found else name


def _name(options: argparse.Namespace) -> str:
    name = str(options.name or "").strip()
    if not 0 < len(name) <= 80 or not name.isprintable():
        raise Stop("--name: a line of 1 to 80 characters")
    return name


def _scopes(options: argparse.Namespace) -> tuple[AccountScope, ...]:
    names = [name.strip() for name in str(options.scopes or "").split(",") if name.strip()]
    try:
        scopes = tuple(dict.fromkeys(AccountScope(name) for name in names))
    except ValueError as error:
        raise Stop(f"--scopes: {error} (there are {', '.join(AccountScope)})") from error
    if not scopes:
        raise Stop(f"--scopes: at least one of {', '.join(AccountScope)}")
    return scopes


def _told(token: str, receipt: Receipt) -> None:
    sys.stdout.write(f"{token}\n")
    sys.stderr.write(f"account {receipt['station_id']}, good until {receipt['expires_at']}\n")
