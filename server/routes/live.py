"""The site at this moment, for leads."""

from core.store.live import LiveReader
from server.doing import Wired
from server.nouns import Noun
from server.views_live import LiveFacts, live_out
from sync.contract.live import LiveOut

router = Noun()


@router.get("/live")
def live(wiring: Wired) -> LiveOut:
    """Return queues, counters, devices, alerts and advice; no item names a person."""
    booking = wiring.booking.report()
    with wiring.store.read() as reader:
        facts = LiveFacts(
            site=reader.site(),
            now=reader.now,
            today=reader.today,
            seq=reader.seq(),
            live=LiveReader(reader).read(),
            stations=reader.stations(),
            helps=reader.unanswered_help(),
            waits=wiring.waits.now(),
            last_call=frozenset(filter(wiring.waits.last_call, wiring.waits.now())),
            booking=booking,
            clock=wiring.clock_watch.health(),
            events_out=wiring.events_out.health(),
        )
    return live_out(facts)
