"""Administrators let other tools of the post in, each with what it needs and for a time."""

from datetime import datetime, timedelta

from fastapi import Response

from core.store.staff import SqlStations
from core.things import Receipt
from core.usecases import service_accounts
from core.usecases.service_accounts import ChangeToken, EndAccount, OpenAccount
from server.auth.gate import Here
from server.doing import Doer, Doing, Wired
from server.nouns import Noun
from sync.contract.service_accounts import (
    NewTokenIn,
    ServiceAccountIn,
    ServiceAccountOut,
    ServiceAccountsOut,
    ServiceTokenOut,
)
from sync.contract.wire import Id

router = Noun("/service-accounts")


@router.get("")
def all_accounts(wiring: Wired) -> ServiceAccountsOut:
    """List every service account, the ended ones too; no token is shown again."""
    with wiring.store.read() as reader:
        known = {one.station_id: one for one in SqlStations(reader.connection).accounts()}
        stations = reader.stations()
    return ServiceAccountsOut(
        items=tuple(
            ServiceAccountOut(
                id=one.id,
                name=one.name,
                scopes=known[one.id].scopes,
                made_at=one.enrolled_at,
                expires_at=known[one.id].expires_at,
                ended=one.revoked_at is not None,
                last_seen_at=one.last_seen_at,
            )
            for one in stations
            if one.id in known
        )
    )


@router.post("", status_code=201)
def make(body: ServiceAccountIn, doer: Doing) -> ServiceTokenOut:
    """Let a tool in; the token is shown here and never again."""
    token = _token(doer)
    command = OpenAccount(token, body.name, body.scopes, timedelta(days=body.days))
    receipt = doer.do(
        body, lambda uow: service_accounts.open_account(uow, doer.caller.actor, command)
    )
    return _token_out(token, receipt)


@router.post("/{account_id}/token", status_code=201)
def change_token(account_id: Id, body: NewTokenIn, doer: Doing) -> ServiceTokenOut:
    """Give a tool another token; 409 `service_account_ended`.

    The one of before is good for `overlap_h` hours still, so that the tool is never shut out.
    """
    token = _token(doer)
    command = ChangeToken(
        account_id, token, timedelta(days=body.days), timedelta(hours=body.overlap_h)
    )
    receipt = doer.do(
        body, lambda uow: service_accounts.change_token(uow, doer.caller.actor, command)
    )
    return _token_out(token, receipt)


@router.delete("/{account_id}", status_code=204)
def end(account_id: Id, wiring: Wired, caller: Here) -> Response:
    """Refuse a tool's tokens from now on; its open feeds end."""
    command = EndAccount(account_id)
    wiring.store.write(lambda uow: service_accounts.end_account(uow, caller.actor, command))
    return Response(status_code=204)


def _token(doer: Doer) -> str:
    # Made from the key, so that the same call sent again answers the same token.
    return doer.wiring.secrets.token("service account", doer.key, doer.caller.station_id)


def _token_out(token: str, receipt: Receipt) -> ServiceTokenOut:
    return ServiceTokenOut(
        id=str(receipt["station_id"]),
        token=token,
        expires_at=datetime.fromisoformat(str(receipt["expires_at"])),
    )
