"""What the waiting room sees: calls, waits and messages, never a name."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Query

from core.model import CounterState
from core.site import Site
from core.store.reader import Reader
from server.doing import Wired
from server.nouns import Noun
from server.screen_lines import screen_lines
from server.views_site import UNKNOWN_WAIT, level_of
from server.views_visits import board_item
from sync.contract.calls import BoardMessage, BoardOut, BoardWait
from sync.contract.site import EstimateOut
from sync.contract.wire import Text

router = Noun()


@router.get("/board")
def board(wiring: Wired, zone: Annotated[Text, Query(max_length=40)] = "") -> BoardOut:
    """Return calls that stand and the last ones, of the site or of one zone of it."""
    with wiring.store.read() as reader:
        site, shown, day = reader.site(), reader.board(), reader.site_day
        return BoardOut(
            site_name=site.name,
            languages=site.languages,
            zone=zone,
            current=tuple(board_item(call) for call in shown.current if zone in ("", call.zone)),
            recent=tuple(board_item(call) for call in shown.recent if zone in ("", call.zone)),
            waits=_waits(reader, site, wiring.waits.now()),
            messages=tuple(
                BoardMessage(texts=dict(message.texts), level=level_of(message.level))
                for message in screen_lines(reader)
            ),
            crisis=day.crisis,
            drill=day.drill,
            frozen=day.frozen,
            now=wiring.clock.now(),
            seq=reader.seq(),
        )


def _waits(reader: Reader, site: Site, waits: Mapping[str, EstimateOut]) -> tuple[BoardWait, ...]:
    """Return the waits of what is served or waited for; sensitive services are never named.

    A wait that is not known yet is told only to people who wait for it.
    """
    served = {
        service_id
        for counter in reader.counters()
        if counter.state is CounterState.OPEN
        for service_id in counter.offered
    }
    waited_for = reader.services_waited_for()
    shown = []
    for service in site.services:
        wait = waits.get(service.id, UNKNOWN_WAIT)
        known = wait.p50_s is not None and service.id in served
        if not service.sensitive and (known or service.id in waited_for):
            shown.append(BoardWait(labels=dict(service.labels), p50_s=wait.p50_s, p90_s=wait.p90_s))
    return tuple(shown)
