"""The site as its stations see it."""

from fastapi import APIRouter

from server.doing import Wired
from server.trust import trusted_keys
from server.views_site import site_out
from sync.contract.site import SiteOut

router = APIRouter()


@router.get("/site")
def site(wiring: Wired) -> SiteOut:
    """Return names, zone, languages, opening, services, counters and messages."""
    with wiring.store.read() as reader:
        return site_out(
            reader.site(),
            reader.counters(),
            trusted_keys(reader),
            wiring.waits.now(),
            wiring.clock.now(),
        )
