"""The site as its stations see it."""

from fastapi import APIRouter

from core.store.busy import busy_since
from server.doing import Wired
from server.screen_lines import screen_lines
from server.trust import trusted_keys
from server.views_site import SiteNow, site_out
from sync.contract.site import SiteOut

router = APIRouter()


@router.get("/site")
def site(wiring: Wired) -> SiteOut:
    """Return names, zone, languages, opening, services, counters and messages."""
    with wiring.store.read() as reader:
        return site_out(
            SiteNow(
                site=reader.site(),
                day=reader.site_day,
                lines=screen_lines(reader),
                counters=reader.counters(),
                busy=busy_since(reader),
                keys=trusted_keys(reader),
                waits=wiring.waits.now(),
                last_calls=wiring.waits.last_calls(),
                now=wiring.clock.now(),
                addresses=reader.server_addresses(),
            )
        )
