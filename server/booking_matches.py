"""Things of the booking server beside what they are here, and taking matches over as settings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from core.errors import NotFound
from core.model import SettingsLayer
from core.settings_layers import below, difference, merge, merged
from core.site import Site
from server.booking_day import ListedDay
from server.settings_check import Layers, checked
from sync.booking.gateway import ForeignThing, ForeignThings, ThingKind
from sync.booking.proposing import propose
from sync.contract.booking_matches import BookingMatchesIn, BookingMatchOut, MatchKind
from sync.contract.settings import BookingSettings

_PARTS: Final[Mapping[ThingKind, str]] = {
    ThingKind.MOTIF: "motifs",
    ThingKind.PLACE: "places",
    ThingKind.AGENT: "agents",
}
_HERE: Final = "here"


def matches_out(
    site: Site, found: ForeignThings, read: Iterable[ListedDay] = ()
) -> tuple[BookingMatchOut, ...]:
    """Return every thing of the booking server, with what it is here and what it may be.

    Args:
        site: With its settings, services and counters.
        found: What the booking server has.
        read: The days as they were last read: who is named there, but not listed, is told too.
    """
    days = tuple(read)
    settings = BookingSettings.model_validate(site.booking)
    return tuple(
        one for kind in ThingKind for one in _of_kind(kind, site, settings, found.things, days)
    )


def with_matches(layers: Layers, site: Site, wanted: BookingMatchesIn) -> dict[str, Any]:
    """Return what the site's own layer says once these matches hold.

    Raises:
        NotFound: `service_unknown`, `counter_unknown`: a match names what is not there.
        SettingsInvalid: What all layers would give together is wrong.
    """
    codes, numbers = {one.code for one in site.services}, {one.number for one in site.counters}
    for code in wanted.motifs.values():
        if code is not None and code not in codes:
            raise NotFound("service_unknown", service=code)
    for number in wanted.agents.values():
        if number is not None and number not in numbers:
            raise NotFound("counter_unknown", counter=number)
    patch = {"booking": wanted.model_dump(mode="json")}
    whole = merge(merged(layers), patch)
    own = difference(whole, merged(below(layers, SettingsLayer.SITE)))
    return checked(layers, SettingsLayer.SITE, own)


def proposals(items: Iterable[BookingMatchOut]) -> BookingMatchesIn:
    """Return the proposals of what nobody matched yet, to be taken over."""
    parts: dict[str, dict[str, str]] = {part: {} for part in _PARTS.values()}
    for one in items:
        if one.mapped_to is None and one.proposed is not None:
            parts[_PARTS[ThingKind(one.kind)]][one.id] = one.proposed
    return BookingMatchesIn.model_validate(parts)


def _of_kind(
    kind: ThingKind,
    site: Site,
    settings: BookingSettings,
    things: Iterable[ForeignThing],
    days: Iterable[ListedDay],
) -> Iterator[BookingMatchOut]:
    here = _names_here(kind, site)
    names = {one.id: one.name for one in things if one.kind is kind}
    mapped: Mapping[str, str] = getattr(settings, _PARTS[kind])
    booked = sum((Counter(getattr(day, _PARTS[kind])) for day in days), Counter[str]())
    # What is booked, or mapped, and not listed is told by its number alone.
    unlisted = sorted((booked.keys() | mapped.keys()) - names.keys() - {"None"})
    for number in (*names, *unlisted):
        name = names.get(number, "")
        likely = propose(name, here)
        yield BookingMatchOut(
            kind=_kind(kind),
            id=number,
            name=name,
            mapped_to=mapped.get(number),
            proposed=None if likely is None else likely.key,
            score=None if likely is None else likely.score,
            booked=booked[number],
        )


def _names_here(kind: ThingKind, site: Site) -> dict[str, tuple[str, ...]]:
    """Return what things of a kind are called here, by what they are mapped to."""
    match kind:
        case ThingKind.MOTIF:
            return {one.code: (one.code, *one.labels.values()) for one in site.services}
        case ThingKind.PLACE:
            return {_HERE: (site.name, site.waiting_room)}
        case ThingKind.AGENT:
            return {one.number: (one.number, *one.name.values()) for one in site.counters}


def _kind(kind: ThingKind) -> MatchKind:
    match kind:
        case ThingKind.MOTIF:
            return "motif"
        case ThingKind.PLACE:
            return "place"
        case ThingKind.AGENT:
            return "agent"
