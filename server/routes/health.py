"""Whether the server is well, for watchdogs."""

from fastapi import APIRouter

from server.about import product_version
from server.doing import Wired
from sync.contract.stations import DataState, HealthOut

router = APIRouter()


@router.get("/healthz")
def healthz(wiring: Wired) -> HealthOut:
    """Return version, newest seq, and the state of data and booking server; needs no token."""
    with wiring.store.read() as reader:
        seq = reader.seq()
    booking = wiring.booking.health()
    data = wiring.inspection.health()
    well = booking.state in ("off", "ok") and data.state in (DataState.CHECKING, DataState.SOUND)
    return HealthOut(
        status="ok" if well else "degraded",
        version=product_version(),
        seq=seq,
        booking=booking,
        data=data,
    )
