"""The site, its services, counters and stations, as the contract tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from core.access import Help, Station
from core.calendar import Opening, opening
from core.model import CounterId
from core.policy import check_in_opens_min, grace_min
from core.site import CodeKey, CounterPlace, Message, Service, Site
from core.site_day import SiteDay
from core.things import Counter
from core.usecases.openness import door, is_offered
from core.views import OutboxCard
from sync.contract.booking import (
    BookingCapabilities,
    BookingHealth,
    BookingServerWord,
    FoundWord,
    OutboxItemOut,
)
from sync.contract.site import (
    CodeKeyOut,
    CounterOut,
    DocumentOut,
    EstimateOut,
    MessageOut,
    OpeningOut,
    PartnerOut,
    ReferenceRule,
    ServiceOut,
    SiteOut,
    SwitchesOut,
    VocabularyOut,
)
from sync.contract.stations import (
    DeviceState,
    HelpOut,
    PaperState,
    RollState,
    StationOut,
)

UNKNOWN_WAIT: Final = EstimateOut(p50_s=None, p90_s=None, ahead=None)
Waits = Mapping[str, EstimateOut]
"""The wait of a newcomer, by service id."""

_DEVICE: Final[Mapping[str, DeviceState]] = {state: state for state in get_args(DeviceState)}
_PAPER: Final[Mapping[str, PaperState]] = {state: state for state in get_args(PaperState)}
_FOUND: Final[Mapping[str, FoundWord]] = {word: word for word in get_args(FoundWord)}
_WORD: Final[Mapping[str, BookingServerWord]] = {word: word for word in get_args(BookingServerWord)}
_LEVELS: Final[Mapping[str, Literal["info", "warning", "crisis"]]] = {
    "info": "info",
    "warning": "warning",
    "crisis": "crisis",
}


@dataclass(frozen=True, slots=True)
class SiteNow:
    """What the site's view is made from, of one moment.

    Attributes:
        day: The switches.
        lines: What the screens say besides.
        counters: As they stand.
        busy: Since when, by counter.
        keys: Trusted for signed appointment codes.
        waits: Of a newcomer, by service id.
        last_calls: Services whose walk-in tickets end, since closing is near.
        now: Aware.
        booking: How the booking server stands.
        booking_can: What it does for the site.
        addresses: Of the site's servers, where it has several.
    """

    site: Site
    day: SiteDay
    lines: Sequence[Message]
    counters: Sequence[Counter]
    busy: Mapping[CounterId, datetime]
    keys: Sequence[CodeKey]
    waits: Waits
    last_calls: frozenset[str]
    now: datetime
    booking: BookingHealth
    booking_can: BookingCapabilities
    addresses: Sequence[str] = ()


def site_out(found: SiteNow) -> SiteOut:
    """Return the site as any of its stations may see it."""
    site, now, day = found.site, found.now, found.day
    today = site.days.of(now)
    states = {counter.id: counter for counter in found.counters}
    return SiteOut(
        id=site.id,
        name=site.name,
        zone=site.zone,
        languages=site.languages,
        business_day=today.isoformat(),
        now=now,
        opening=opening_out(opening(site.calendar, site.days, now, day)),
        services=tuple(service_out(found, service) for service in site.services),
        counters=tuple(
            counter_out(place, states.get(place.id), found.busy.get(place.id))
            for place in site.counters
        ),
        messages=tuple(
            MessageOut(texts=dict(line.texts), level=level_of(line.level)) for line in found.lines
        ),
        switches=SwitchesOut(
            crisis=day.crisis,
            drill=day.drill,
            frozen=day.frozen,
            day_closed=day.closed_on == today,
            closes_early_at=day.closes_at(today),
        ),
        booking=found.booking,
        booking_can=found.booking_can,
        file_presets=tuple(sorted(site.file_presets)),
        day_starts_at=f"{site.day_starts_at:%H:%M}",
        theme=site.theme,
        addresses=tuple(found.addresses),
        sign_in_with=site.provider.name if site.provider.issuer else "",
        reference=ReferenceRule(
            min_length=site.reference.min_length,
            max_length=site.reference.max_length,
            letters=site.reference.letters,
            ask_time=site.reference.ask_time,
        ),
        code_keys=tuple(
            CodeKeyOut(key_id=key.key_id, public_key=key.public_key) for key in found.keys
        ),
        on_time_before_min=site.policy.on_time_before_min,
        waiting_room=site.waiting_room,
        privacy_url=site.privacy_url,
        brand_pack=site.brand_pack,
        vocabulary=VocabularyOut(meeting=site.vocabulary.meeting, person=site.vocabulary.person),
        case_link=site.case_link,
        partners=tuple(
            PartnerOut(code=one.code, labels=dict(one.labels), texts=dict(one.texts), url=one.url)
            for one in site.partners
        ),
    )


def level_of(level: str) -> Literal["info", "warning", "crisis"]:
    """Return the level of a message as the contract names it."""
    return _LEVELS.get(level, "info")


def opening_out(hours: Opening) -> OpeningOut:
    """Return whether something is open, and why not."""
    return OpeningOut(
        open=hours.open,
        opens_at=hours.opens_at,
        closes_at=hours.closes_at,
        last_ticket_at=hours.last_ticket_at,
        closed_because=hours.closed,
        labels=dict(hours.labels),
    )


def service_out(found: SiteNow, service: Service) -> ServiceOut:
    """Return a service, and whether a kiosk may offer it now."""
    site = found.site
    state = door(site, service, found.day, found.now, last_call=service.id in found.last_calls)
    return ServiceOut(
        id=service.id,
        code=service.code,
        number=service.number,
        labels=dict(service.labels),
        letter=service.letter,
        icon=service.icon,
        typical_min=service.typical_min,
        walk_in=service.walk_in and is_offered(service, found.day),
        walk_in_open=state.open,
        opens_at=state.opens_at,
        closed_because=state.closed,
        sensitive=service.sensitive,
        check_in_opens_min=check_in_opens_min(site.policy, service),
        grace_min=grace_min(site.policy, service),
        late_policy=service.late_policy,
        documents=tuple(
            DocumentOut(code=paper.code, labels=dict(paper.labels)) for paper in service.documents
        ),
        flow=service.flow,
        stream=service.stream,
        online_url=service.online_url,
        wait=found.waits.get(service.id),
    )


def counter_out(
    place: CounterPlace, counter: Counter | None, busy_since: datetime | None
) -> CounterOut:
    """Return a counter's equipment and its present state."""
    now = counter or Counter(place.id, place.number)
    free_at = None
    if busy_since is not None and place.time_box_min is not None:
        free_at = busy_since + timedelta(minutes=place.time_box_min)
    return CounterOut(
        id=place.id,
        number=place.number,
        name=dict(place.name),
        kind=place.kind,
        zone=place.zone,
        state=now.state,
        services=place.services,
        offered=now.offered,
        agent_id=now.agent_id,
        pause_reason=now.pause_reason,
        pause_until=now.pause_until,
        stream=place.stream,
        time_box_min=place.time_box_min,
        equipment=place.equipment,
        degraded=now.degraded,
        busy_since=busy_since,
        free_at=free_at,
    )


def station_out(station: Station) -> StationOut:
    """Return a device and its last health."""
    health = station.health
    return StationOut(
        id=station.id,
        kind=station.kind,
        name=station.name,
        revoked=station.revoked_at is not None,
        last_seen_at=station.last_seen_at,
        printer=_DEVICE.get(str(health.get("printer")), "unknown"),
        paper=_PAPER.get(str(health.get("paper")), "unknown"),
        scanner=_DEVICE.get(str(health.get("scanner")), "unknown"),
        sound=_DEVICE.get(str(health.get("sound")), "unknown"),
        version=str(health.get("version", "")),
        rejected=int(health.get("rejected", 0)),
        second_printer=_DEVICE.get(str(health.get("second_printer")), "absent"),
        roll=RollState.model_validate(health["roll"]) if "roll" in health else None,
    )


def help_out(call: Help) -> HelpOut:
    """Return a call for help."""
    return HelpOut(
        id=call.id,
        station_id=call.station_id,
        asked_at=call.asked_at,
        answered_at=call.answered_at,
    )


def outbox_item_out(told: OutboxCard) -> OutboxItemOut:
    """Return an outcome for the booking server, and how far it is."""
    item, appointment = told.item, told.appointment
    return OutboxItemOut(
        id=item.id,
        appointment_id=item.appointment_id,
        target=_WORD[item.outcome],
        business_day=appointment.business_day.isoformat(),
        starts_at=appointment.starts_at,
        service_id=appointment.service_id,
        state=item.state,
        created_at=item.created_at,
        attempts=item.attempts,
        next_try_at=item.next_try_at,
        reason=item.reason,
        found=None if item.found is None else _FOUND[item.found],
    )
