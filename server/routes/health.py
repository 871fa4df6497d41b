"""Whether the server is well, for watchdogs."""

from core.errors import DataDamaged, StoreUnavailable
from core.model import StoreState
from server.about import product_version
from server.doing import Wired
from server.nouns import Noun
from sync.contract.stations import DataState, HealthOut

router = Noun()


@router.get("/healthz")
def healthz(wiring: Wired) -> HealthOut:
    """Return version, newest seq, and how all that it needs is; needs no token."""
    try:
        seq = wiring.store.seq()
    except (StoreUnavailable, DataDamaged):
        seq = wiring.hub.newest
    store = wiring.store.state
    data = wiring.inspection.health()
    booking = wiring.booking.health()
    standby = wiring.copies.health()
    superseded = wiring.epochs.superseded
    well = (
        store is StoreState.OK
        and data.state in (DataState.CHECKING, DataState.SOUND)
        and booking.state in ("off", "ok")
        and standby.state != "away"
        and not superseded
        and not wiring.clock_watch.doubted()
    )
    return HealthOut(
        status="ok" if well else "degraded",
        version=product_version(),
        seq=seq,
        store=store,
        data=data,
        booking=booking,
        events_out=wiring.events_out.health(),
        standby=standby,
        superseded=superseded,
        clock=wiring.clock_watch.health(),
    )
