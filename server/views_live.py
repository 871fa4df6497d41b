"""The live view as the contract tells it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core.access import Help, Station
from core.advice import CounterNow, advise
from core.model import DEVICES, CounterState, StepState
from core.site import CounterPlace, Site
from core.store.live import HeldNow, Live, ServiceNow
from core.things import Counter
from server.booking_report import not_taken
from server.slip_check import left_out
from server.views_site import station_out
from sync.contract.booking_report import BookingOut
from sync.contract.live import (
    LiveAdvice,
    LiveAlert,
    LiveCounter,
    LiveDay,
    LiveOffer,
    LiveOut,
    LiveService,
    LiveStation,
    LiveSwitches,
    LiveZone,
)
from sync.contract.outgoing import EventsOutHealth
from sync.contract.site import EstimateOut
from sync.contract.stations import ClockHealth

SILENT_AFTER: Final = timedelta(seconds=90)
"""Stations tell how they feel every 30 s; three times missed is silence."""

PAPER_WITHIN: Final = timedelta(seconds=30)
"""How long a slip may be on its way before it is worth a look."""

MOST_PRIORITY: Final = 0.25
"""Share of priority visits of a day above which a lead should look at who is given it."""

_FEWEST_VISITS: Final = 20
"""Below this many visits a share says little."""

_HELD: Final = frozenset({StepState.CALLED, StepState.SERVING})


@dataclass(frozen=True, slots=True)
class LiveFacts:
    """What the live view is made from, of one moment."""

    site: Site
    now: datetime
    today: date
    seq: int
    live: Live
    stations: Sequence[Station]
    helps: Sequence[Help]
    waits: Mapping[str, EstimateOut]
    last_call: frozenset[str]
    booking: BookingOut
    clock: ClockHealth
    events_out: EventsOutHealth


def live_out(facts: LiveFacts) -> LiveOut:
    """Return the live view."""
    live = facts.live
    states = {counter.id: counter for counter in live.counters}
    busy = {one.step.counter_id: one for one in live.held if one.step.state in _HELD}
    counters = tuple(
        _counter(facts, place, states.get(place.id), busy.get(place.id))
        for place in facts.site.counters
    )
    stations = tuple(
        _station(station, facts.now)
        for station in facts.stations
        if station.revoked_at is None and station.kind in DEVICES
    )
    day = _day(live)
    return LiveOut(
        now=facts.now,
        business_day=facts.today.isoformat(),
        seq=facts.seq,
        services=tuple(_services(facts)),
        counters=counters,
        zones=tuple(_zones(facts, counters)),
        stations=stations,
        alerts=tuple(_alerts(facts, stations, day)),
        advice=tuple(_advice(facts, counters)),
        day=day,
        switches=_switches(facts),
        booking=facts.booking.health,
    )


def _seconds(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(0, int((now - since).total_seconds()))


def _services(facts: LiveFacts) -> Iterator[LiveService]:
    for service in facts.site.services:
        found = facts.live.services.get(service.id, ServiceNow())
        yield LiveService(
            service_id=service.id,
            code=service.code,
            waiting=found.waiting,
            oldest_wait_s=_seconds(found.oldest_since, facts.now),
            past_rank=found.past_rank,
            wait=facts.waits.get(service.id),
            last_called_at=facts.live.last_calls.get(service.id),
            last_call=service.id in facts.last_call,
        )


def _counter(
    facts: LiveFacts, place: CounterPlace, counter: Counter | None, held: HeldNow | None
) -> LiveCounter:
    now = counter or Counter(place.id, place.number)
    paused = now.state is CounterState.PAUSED
    offer = facts.live.offered.get(place.id)
    called_at = None if held is None else held.step.called_at
    box = place.time_box_min
    return LiveCounter(
        counter_id=place.id,
        number=place.number,
        kind=place.kind,
        zone=place.zone,
        state=now.state,
        since=facts.live.paused_since.get(place.id) if paused else now.opened_at,
        offered=now.offered,
        degraded=now.degraded,
        pause_reason=now.pause_reason,
        pause_until=now.pause_until,
        step_id=None if held is None else held.step.id,
        step_state=None if held is None else held.step.state,
        ticket=None if held is None else held.number,
        service_id=None if held is None else held.step.service_id,
        busy_s=_seconds(called_at, facts.now),
        target_s=None
        if held is None
        else facts.site.service(held.step.service_id).typical_min * 60,
        free_at=None if box is None or called_at is None else called_at + timedelta(minutes=box),
        offer=None
        if offer is None
        else LiveOffer(
            step_id=offer.step_id,
            visit_id=offer.visit_id,
            number=offer.number,
            service_id=offer.service_id,
        ),
    )


def _zones(facts: LiveFacts, counters: Sequence[LiveCounter]) -> Iterator[LiveZone]:
    for zone in dict.fromkeys(counter.zone for counter in counters):
        here = [counter for counter in counters if counter.zone == zone]
        working = [counter for counter in here if counter.state is CounterState.OPEN]
        offered = {service_id for counter in working for service_id in counter.offered}
        yield LiveZone(
            zone=zone,
            open=len(working),
            busy=sum(counter.step_id is not None for counter in here),
            paused=sum(counter.state is CounterState.PAUSED for counter in here),
            waiting=sum(
                found.waiting
                for service_id, found in facts.live.services.items()
                if service_id in offered
            ),
        )


def _station(station: Station, now: datetime) -> LiveStation:
    seen = station.last_seen_at
    silent = seen is None or now - seen > SILENT_AFTER
    return LiveStation(**dict(station_out(station)), silent=silent)


def _day(live: Live) -> LiveDay:
    day = live.day
    share = round(day.priority / day.arrivals, 4) if day.arrivals else None
    return LiveDay(
        arrivals=day.arrivals,
        persons=day.persons,
        walk_ins=day.walk_ins,
        priority=day.priority,
        ended=day.ended,
        priority_share=share,
    )


def _alerts(facts: LiveFacts, stations: Sequence[LiveStation], day: LiveDay) -> Iterator[LiveAlert]:
    yield from _of_people(facts)
    yield from _of_devices(stations)
    live = facts.live
    yield from _of_booking(facts.booking)
    yield from _of_webhooks(facts)
    if facts.clock.state != "ok":
        yield LiveAlert(
            code="clock", state=facts.clock.state, since=facts.clock.since, by_s=facts.clock.by_s
        )
    for place in left_out(facts.site):
        yield LiveAlert(code="slip_words", state=place)
    if live.left:
        yield LiveAlert(code="earlier_days", count=live.left)
    count, since = live.unsent
    # With no booking server, nothing is ever unsent; within a minute nothing is late.
    if since is not None and facts.now - since > timedelta(minutes=1):
        yield LiveAlert(code="outcomes_unsent", count=count, since=since)
    if live.refused:
        yield LiveAlert(code="outcomes_refused", count=live.refused)
    if day.arrivals >= _FEWEST_VISITS and (day.priority_share or 0) > MOST_PRIORITY:
        yield LiveAlert(code="priority_share", share=day.priority_share, count=day.priority)


def _of_booking(booking: BookingOut) -> Iterator[LiveAlert]:
    health, days = booking.health, booking.days
    if health.state not in ("off", "ok"):
        yield LiveAlert(code="booking_server", state=health.state, since=health.last_success_at)
    if health.held_days:
        yield LiveAlert(code="booking_held", count=len(health.held_days))
    if left_out := sum(map(not_taken, days)):
        yield LiveAlert(code="booking_not_taken", count=left_out)
    notes = [note for day in days for note in day.notes]
    if differ := sum(note.count for note in notes if note.code == "zone_differs"):
        yield LiveAlert(code="booking_zone", count=differ)


def _of_webhooks(facts: LiveFacts) -> Iterator[LiveAlert]:
    webhooks = facts.booking.health.webhooks
    if webhooks is not None and webhooks.silent_since is not None:
        yield LiveAlert(code="booking_webhooks_silent", since=webhooks.silent_since)
    if facts.events_out.failing:
        yield LiveAlert(code="events_unsent", count=facts.events_out.failing)


def _of_people(facts: LiveFacts) -> Iterator[LiveAlert]:
    for alert in facts.live.alerts:
        coming = alert.coming_at is not None
        yield LiveAlert(
            code="discreet_alert",
            alert_id=alert.id,
            counter_id=alert.counter_id,
            since=alert.raised_at,
            state="coming" if coming else "raised",
        )
    for call in facts.helps:
        yield LiveAlert(
            code="help_asked", help_id=call.id, station_id=call.station_id, since=call.asked_at
        )
    for ticket in facts.live.paperless:
        if facts.now - ticket.since > PAPER_WITHIN:
            yield LiveAlert(
                code="ticket_without_paper",
                visit_id=ticket.visit_id,
                number=ticket.number,
                state=ticket.slip.value,
                since=ticket.since,
            )
    for held in facts.live.held:
        until = held.step.park_until
        if held.step.state is StepState.PARKED and until is None and held.step.parked_at:
            until = held.step.parked_at + timedelta(minutes=facts.site.policy.hold_min)
        if held.step.state is StepState.PARKED and until is not None and until < facts.now:
            yield LiveAlert(
                code="parked_too_long",
                visit_id=held.step.visit_id,
                step_id=held.step.id,
                counter_id=held.step.counter_id,
                number=held.number,
                since=until,
            )
    for service_id, found in facts.live.services.items():
        if found.past_rank:
            yield LiveAlert(
                code="past_rank",
                service_id=service_id,
                count=found.past_rank,
                since=found.oldest_since,
            )


def _of_devices(stations: Sequence[LiveStation]) -> Iterator[LiveAlert]:
    for station in stations:
        if station.silent:
            yield LiveAlert(
                code="station_silent", station_id=station.id, since=station.last_seen_at
            )
            continue
        if station.printer in ("warning", "error"):
            yield LiveAlert(code="printer", station_id=station.id, state=station.printer)
        if station.paper in ("low", "out"):
            yield LiveAlert(code="paper", station_id=station.id, state=station.paper)


def _advice(facts: LiveFacts, counters: Sequence[LiveCounter]) -> Iterator[LiveAdvice]:
    places = {place.id: frozenset(place.services) for place in facts.site.counters}
    seen = [
        CounterNow(
            place.id,
            counter.state,
            places[place.id],
            frozenset(service for service in place.services if service in counter.offered),
            busy=counter.step_id is not None,
        )
        for place, counter in zip(facts.site.counters, counters, strict=True)
    ]
    waits = {
        service.id: None if wait is None else wait.p50_s
        for service in facts.site.services
        for wait in (facts.waits.get(service.id),)
    }
    for found in advise(seen, waits):
        yield LiveAdvice(
            act=found.act,
            counter_id=found.counter_id,
            services=found.services,
            wait_s=found.wait_s,
        )


def _switches(facts: LiveFacts) -> LiveSwitches:
    day = facts.live.switches
    return LiveSwitches(
        crisis_since=day.crisis_since,
        drill=day.drill,
        frozen_since=day.frozen_since,
        freeze_reason=day.freeze_reason,
        closes_early_at=day.closes_at(facts.today),
        day_closed=day.closed_on == facts.today,
    )
