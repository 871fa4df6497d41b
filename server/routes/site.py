"""The site as its stations see it."""

from collections.abc import Sequence
from dataclasses import replace

from core.store.busy import busy_since
from core.things import Counter
from server.auth.gate import Caller, Here
from server.doing import Wired
from server.nouns import Noun
from server.screen_lines import screen_lines
from server.trust import trusted_keys
from server.views_site import SiteNow, site_out
from sync.contract.site import SiteOut

router = Noun()


@router.get("/site")
def site(wiring: Wired, caller: Here) -> SiteOut:
    """Return names, zone, languages, opening, services, counters and messages.

    Who sits at a counter is told to those who are signed in, and to no screen.
    """
    with wiring.store.read() as reader:
        return site_out(
            SiteNow(
                site=reader.site(),
                day=reader.site_day,
                lines=screen_lines(reader),
                counters=_as_seen_by(caller, reader.counters()),
                busy=busy_since(reader),
                keys=trusted_keys(reader),
                waits=wiring.waits.now(),
                last_calls=wiring.waits.last_calls(),
                now=wiring.clock.now(),
                booking=wiring.booking.health(),
                booking_can=wiring.booking.capabilities(),
                addresses=reader.server_addresses(),
            )
        )


def _as_seen_by(caller: Caller, counters: Sequence[Counter]) -> Sequence[Counter]:
    if caller.roles is not None:
        return counters
    return [replace(counter, agent_id=None) for counter in counters]
