"""Stations: pairing, health, and the end of their rights."""

from datetime import datetime

from fastapi import Response

from core.model import DEVICES, StationId
from core.things import Actor
from core.usecases import stations
from core.usecases.stations import MakePairingCode, Pair, ReportHealth, Revoke
from server.auth.gate import Here
from server.doing import Doing, DoingOnce, Wired
from server.nouns import Noun
from server.views_site import station_out
from sync.contract.stations import (
    HealthIn,
    PairedOut,
    PairIn,
    PairingCodeIn,
    PairingCodeOut,
    SiteName,
    StationsOut,
)
from sync.contract.wire import Id

router = Noun()

_CODE_LENGTH = len("ABCD-EFGH")


@router.post("/stations/pair", status_code=201)
def pair(body: PairIn, once: DoingOnce, wiring: Wired) -> PairedOut:
    """Enrol a station by its one-time code; the token is shown here and never again."""
    code = body.code[:_CODE_LENGTH]
    # Made from key and code, so that the same call sent again after a lost answer finds it.
    token = wiring.secrets.token("station", once.key, code)
    command = Pair(code, token, body.kind, body.name)
    receipt = once.do(Actor(), body, lambda uow: stations.pair(uow, Actor(), command))
    with wiring.store.read() as reader:
        site = reader.site()
    return PairedOut(
        station_id=str(receipt["station_id"]),
        token=token,
        site=SiteName(id=site.id, name=site.name, zone=site.zone),
    )


@router.post("/pairing-codes", status_code=201)
def pairing_code(body: PairingCodeIn, doer: Doing) -> PairingCodeOut:
    """Make a pairing string, good for one station and ten minutes."""
    # Made from the key, so that the same call sent again answers the same code.
    code = doer.wiring.secrets.pairing_code(doer.key, doer.caller.station_id)
    command = MakePairingCode(code, body.kind, body.name)
    receipt = doer.do(body, lambda uow: stations.make_pairing_code(uow, doer.caller.actor, command))
    return PairingCodeOut(
        pairing=doer.wiring.pairing_string(code),
        expires_at=datetime.fromisoformat(str(receipt["expires_at"])),
    )


@router.get("/stations")
def all_stations(wiring: Wired) -> StationsOut:
    """List every enrolled device with its last health."""
    with wiring.store.read() as reader:
        found = [one for one in reader.stations() if one.kind in DEVICES]
    return StationsOut(items=tuple(station_out(one) for one in found))


@router.delete("/stations/{station_id}", status_code=204)
def revoke(station_id: Id, wiring: Wired, caller: Here) -> Response:
    """Refuse a station's token from now on."""
    command = Revoke(StationId(station_id))
    wiring.store.write(lambda uow: stations.revoke(uow, caller.actor, command))
    return Response(status_code=204)


@router.put("/stations/self/health", status_code=204)
def health(body: HealthIn, wiring: Wired, caller: Here) -> Response:
    """Say how the asking station feels; shown live at reception."""
    command = ReportHealth(
        body.printer,
        body.paper,
        body.scanner,
        body.version,
        body.clock,
        body.sound,
        body.rejected,
        body.second_printer,
        None if body.roll is None else body.roll.model_dump(),
    )
    wiring.store.write(lambda uow: stations.report_health(uow, caller.actor, command))
    return Response(status_code=204)
