"""Reading a site's settings document into values, all mistakes at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any, Final

from core.access import IdentityProvider
from core.calendar_document import calendar_from, outside_day, read_time
from core.errors import SettingsInvalid
from core.model import LANGUAGES, PriorityMode, SiteId
from core.reading import Reading, shown
from core.site import (
    Calendar,
    CodeKey,
    CounterPlace,
    LeaseRule,
    Message,
    Partner,
    Policy,
    ReferenceShape,
    Retention,
    Service,
    Site,
    Vocabulary,
    Webhook,
)

POLICY_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "walk_in_allowance_min": (0, 480),
    "grace_min": (0, 240),
    "late_allowance_min": (0, 480),
    "priority_bonus_min": (0, 480),
    "early_call_min": (0, 60),
    "check_in_opens_min": (0, 720),
    "on_time_before_min": (0, 240),
    "recall_after_s": (0, 600),
    "max_calls": (1, 10),
    "absent_after_s": (0, 3600),
    "undo_s": (0, 120),
    "return_within_min": (0, 240),
    "hold_min": (0, 240),
    "absolute_in_a_row": (1, 10),
    "urgent_credit_min": (0, 480),
    "urgent_cap": (0, 20),
    "max_holds": (0, 10),
    "max_transactions": (1, 20),
    "secondary_offset_min": (0, 240),
    "last_call_margin_min": (0, 240),
}
"""Least and greatest value of each dial of the queue that is a number."""

RETENTION_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "names_h": (0, 24),
    "notes_h": (0, 24),
    "visits_days": (1, 30),
    "journal_months": (6, 12),
    "statistics_years": (1, 3),
    "difficulties_days": (1, 365),
}
"""Least and greatest time that each kind of data may be kept."""

AT_MOST_THE_ALLOWANCE: Final = ("late_allowance_min", "priority_bonus_min")
"""Dials that are bounded by `walk_in_allowance_min`."""

LATEST_DAY_START: Final = time(6)
"""Later than that, a day would begin while people are served."""

_KEYS: Final = frozenset(
    {
        "booking",
        "brand_pack",
        "calendar",
        "case_link",
        "day_starts_at",
        "event_file",
        "file_presets",
        "languages",
        "leases",
        "messages",
        "partners",
        "policy",
        "privacy_url",
        "reference",
        "retention",
        "sessions",
        "sign_in",
        "theme",
        "vocabulary",
        "waiting_room",
        "webhooks",
    }
)


def build_site(
    *,
    site_id: str,
    name: str,
    zone: str,
    epoch: int,
    version: int,
    document: Mapping[str, Any],
    services: Sequence[Service] = (),
    counters: Sequence[CounterPlace] = (),
    retired_services: Sequence[Service] = (),
    retired_counters: Sequence[CounterPlace] = (),
) -> Site:
    """Return the site that a settings document and a catalogue describe.

    Raises:
        SettingsInvalid: Lists every mistake.
    """
    reading = Reading()
    reading.only(document, _KEYS, "settings")
    booking = dict(reading.part(document, "booking"))
    seen_on = booking.get("seen_on", "completion")
    if seen_on not in ("completion", "arrival"):
        reading.mistake("booking.seen_on", "one of completion, arrival")
    hours = document.get("calendar")
    site = Site(
        id=SiteId(site_id),
        name=name,
        zone=zone,
        languages=_languages(reading, document),
        services=tuple(services),
        counters=tuple(counters),
        retired_services=tuple(retired_services),
        retired_counters=tuple(retired_counters),
        policy=_policy(reading, document),
        leases=_leases(reading, document),
        retention=_retention(reading, document),
        calendar=Calendar() if hours is None else calendar_from(reading, hours),
        day_starts_at=_day_starts_at(reading, document),
        messages=tuple(
            Message(
                reading.labels(row, "texts", "messages"),
                reading.text(row, "level", "info", "messages"),
            )
            for row in reading.rows(document, "messages")
        ),
        reference=_reference(reading, document),
        code_keys=_code_keys(reading, booking),
        theme=reading.text(document, "theme", "light", "settings"),
        session_lasts_min=reading.whole(
            reading.part(document, "sessions"), "lasts_min", 720, 5, 1440, "sessions"
        ),
        lock_after_min=reading.whole(
            reading.part(document, "sessions"), "lock_after_min", 5, 1, 60, "sessions"
        ),
        provider=_provider(reading, document),
        waiting_room=reading.text(document, "waiting_room", "", "settings"),
        privacy_url=reading.text(document, "privacy_url", "", "settings"),
        brand_pack=reading.text(document, "brand_pack", "", "settings"),
        vocabulary=_vocabulary(reading, document),
        case_link=reading.text(document, "case_link", "", "settings"),
        partners=tuple(
            Partner(
                reading.text(row, "code", where="partners"),
                reading.labels(row, "labels", "partners"),
                reading.labels(row, "texts", "partners"),
                reading.text(row, "url", "", "partners"),
            )
            for row in reading.rows(document, "partners")
        ),
        webhooks=tuple(
            Webhook(
                reading.text(row, "name", where="webhooks"),
                reading.text(row, "url", where="webhooks"),
                reading.texts(row, "kinds", "webhooks"),
            )
            for row in reading.rows(document, "webhooks")
        ),
        event_file=reading.flag(document, "event_file", False, "settings"),
        file_presets=dict(reading.part(document, "file_presets")),
        booking=booking,
        seen_on=str(seen_on),
        version=version,
        epoch=epoch,
    )
    reading.finish()
    return site


def check_document(document: Mapping[str, Any]) -> None:
    """Read a settings document for its mistakes alone.

    Raises:
        SettingsInvalid: Lists every mistake.
    """
    site = build_site(site_id="", name="", zone="UTC", epoch=1, version=1, document=document)
    # Not in `build_site`: hours from before this was asked are read all the same.
    require_hours(site)


def require_hours(site: Site) -> None:
    """Refuse hours that lie in two business days, where a site says when its day begins.

    A site that says nothing, and serves past midnight, begins a new day in the middle: whoever is
    there then stays in sight, with numbers that begin anew for those who come.

    Raises:
        SettingsInvalid: Lists every such window, of the site and of its services.
    """
    if site.day_starts_at == time.min:
        return
    found = outside_day(site.calendar, site.day_starts_at, "calendar")
    for service in site.services:
        if service.calendar is not None:
            where = f"services.{service.code}.calendar"
            found += outside_day(service.calendar, site.day_starts_at, where)
    if found:
        raise SettingsInvalid(found)


def _day_starts_at(reading: Reading, document: Mapping[str, Any]) -> time:
    found = read_time(document.get("day_starts_at", "00:00"))
    if found is None or found > LATEST_DAY_START:
        reading.mistake("day_starts_at", f"a time from 00:00 to {LATEST_DAY_START:%H:%M}")
        return time.min
    return found


def _languages(reading: Reading, document: Mapping[str, Any]) -> tuple[str, ...]:
    languages = reading.texts(document, "languages") or LANGUAGES
    for language in languages:
        if language not in LANGUAGES:
            reading.mistake("languages", f"unknown language {shown(language)}")
    return languages


def _policy(reading: Reading, document: Mapping[str, Any]) -> Policy:
    row = reading.part(document, "policy")
    reading.only(row, frozenset({*POLICY_RANGES, "priority_mode"}), "policy")
    mode = reading.choice(row, "priority_mode", PriorityMode.BONUS, "policy")
    given: dict[str, Any] = {
        name: reading.whole(row, name, getattr(Policy(), name), least, most, "policy")
        for name, (least, most) in POLICY_RANGES.items()
    }
    rules = replace(Policy(priority_mode=mode), **given)
    for name in AT_MOST_THE_ALLOWANCE:
        if given[name] > rules.walk_in_allowance_min:
            reading.mistake(f"policy.{name}", "at most walk_in_allowance_min")
    return rules


def _leases(reading: Reading, document: Mapping[str, Any]) -> LeaseRule:
    row = reading.part(document, "leases")
    return LeaseRule(
        reading.whole(row, "working", 10, 1, 100, "leases"),
        reading.whole(row, "reserve", 100, 0, 400, "leases"),
    )


def _retention(reading: Reading, document: Mapping[str, Any]) -> Retention:
    row = reading.part(document, "retention")
    reading.only(row, frozenset(RETENTION_RANGES), "retention")
    given: dict[str, Any] = {
        name: reading.whole(row, name, getattr(Retention(), name), least, most, "retention")
        for name, (least, most) in RETENTION_RANGES.items()
    }
    return replace(Retention(), **given)


def _provider(reading: Reading, document: Mapping[str, Any]) -> IdentityProvider:
    row = reading.part(document, "sign_in")
    names = ("issuer", "client_id", "name", "redirect")
    reading.only(row, frozenset(names), "sign_in")
    return IdentityProvider(*(reading.text(row, name, "", "sign_in") for name in names))


def _code_keys(reading: Reading, booking: Mapping[str, Any]) -> tuple[CodeKey, ...]:
    where = "booking.trusted_code_keys"
    return tuple(
        CodeKey(
            reading.whole(row, "key_id", 0, 0, 255, where),
            reading.text(row, "public_key", where=where),
        )
        for row in reading.rows(booking, "trusted_code_keys", "booking")
    )


def _vocabulary(reading: Reading, document: Mapping[str, Any]) -> Vocabulary:
    row = reading.part(document, "vocabulary")
    return Vocabulary(
        reading.text(row, "meeting", "appointment", "vocabulary"),
        reading.text(row, "person", "visitor", "vocabulary"),
    )


def _reference(reading: Reading, document: Mapping[str, Any]) -> ReferenceShape:
    row = reading.part(document, "reference")
    least = reading.whole(row, "min_length", 1, 1, 16, "reference")
    most = reading.whole(row, "max_length", 12, 1, 16, "reference")
    if least > most:
        reading.mistake("reference.min_length", "at most max_length")
    return ReferenceShape(
        least,
        most,
        reading.flag(row, "letters", False, "reference"),
        reading.flag(row, "ask_time", True, "reference"),
    )
