"""When to open one more counter, and when one can be spared; a person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from core.model import CounterId, CounterState, ServiceId

OPEN_ABOVE_S: Final = 30 * 60
"""A walk-in who would wait longer, in one case of two, needs one counter more."""

CLOSE_BELOW_S: Final = 10 * 60
"""Below this a counter can be spared. The two bounds lie apart, so that none opens and closes
again within minutes."""


@dataclass(frozen=True, slots=True)
class CounterNow:
    """A counter as the advice sees it; `services` are those that it is equipped for."""

    id: CounterId
    state: CounterState
    services: frozenset[ServiceId]
    offered: frozenset[ServiceId] = frozenset()
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """Open or close a counter, for these services; `wait_s` is the wait that asks for it."""

    act: Literal["open", "close"]
    counter_id: CounterId
    services: tuple[ServiceId, ...]
    wait_s: int


def advise(
    counters: Sequence[CounterNow], waits_s: Mapping[ServiceId, int | None]
) -> tuple[Advice, ...]:
    """Say which counters to open or to close; at most one of each, the most useful.

    Args:
        counters: Every counter of the site, in its order.
        waits_s: The median wait of a walk-in who would come now, by service; None is unknown.

    A counter is spared only if it is idle, others go on serving each of its services, and none of
    these has a wait of ten minutes. Nothing is advised on waits that are not known.
    """
    found = (_to_open(counters, waits_s), _to_close(counters, waits_s))
    return tuple(advice for advice in found if advice is not None)


def _to_open(
    counters: Sequence[CounterNow], waits_s: Mapping[ServiceId, int | None]
) -> Advice | None:
    long = {
        service: wait
        for service, wait in waits_s.items()
        if wait is not None and wait > OPEN_ABOVE_S
    }
    best: Advice | None = None
    for counter in counters:
        able = counter.services & long.keys()
        helped = sorted(able, key=lambda service: (-long[service], service))
        if counter.state is not CounterState.CLOSED or not helped:
            continue
        worst_s = long[helped[0]]
        if best is None or (worst_s, len(helped)) > (best.wait_s, len(best.services)):
            best = Advice("open", counter.id, tuple(helped), worst_s)
    return best


def _to_close(
    counters: Sequence[CounterNow], waits_s: Mapping[ServiceId, int | None]
) -> Advice | None:
    working = [counter for counter in counters if counter.state is CounterState.OPEN]
    best: Advice | None = None
    for counter in working:
        waits = [waits_s.get(service) for service in counter.offered]
        known = [wait for wait in waits if wait is not None]
        others = [other.offered for other in working if other.id != counter.id]
        covered = counter.offered <= frozenset[ServiceId]().union(*others)
        if counter.busy or not known or len(known) < len(waits) or not covered:
            continue
        longest_s = max(known)
        if longest_s < CLOSE_BELOW_S and (best is None or longest_s < best.wait_s):
            best = Advice("close", counter.id, tuple(sorted(counter.offered)), longest_s)
    return best
