"""Reading a site's settings document into values, all mistakes at once."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, time
from enum import StrEnum
from typing import Any, Final, TypeVar

from core.errors import SettingsInvalid
from core.model import LANGUAGES, PriorityMode, SiteId
from core.site import (
    Calendar,
    CodeKey,
    CounterPlace,
    LeaseRule,
    Message,
    Partner,
    Policy,
    ReferenceShape,
    Service,
    Site,
    Vocabulary,
    Webhook,
    Window,
)

WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_KEYS: Final = frozenset(
    {
        "booking",
        "brand_pack",
        "calendar",
        "case_link",
        "event_file",
        "languages",
        "leases",
        "messages",
        "partners",
        "policy",
        "privacy_url",
        "reference",
        "sessions",
        "theme",
        "vocabulary",
        "waiting_room",
        "webhooks",
    }
)
EnumT = TypeVar("EnumT", bound=StrEnum)


class Reading:
    """Takes values out of a document and remembers every mistake."""

    def __init__(self) -> None:
        self._mistakes: list[str] = []

    def mistake(self, where: str, what: str) -> None:
        """Remember a mistake."""
        self._mistakes.append(f"{where}: {what}")

    def finish(self) -> None:
        """Raise `SettingsInvalid` if there was any mistake."""
        if self._mistakes:
            raise SettingsInvalid(self._mistakes)

    def only(self, row: Mapping[str, Any], names: frozenset[str], where: str) -> None:
        """Refuse names that nothing reads."""
        for name in sorted(set(row) - names):
            self.mistake(where, f"unknown name {name}")

    def part(self, row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """Return a part of the document, empty if absent."""
        found = row.get(name) or {}
        if not isinstance(found, Mapping):
            self.mistake(name, "must be an object")
            return {}
        return found

    def rows(self, row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
        """Return a list of objects, empty if absent."""
        found = row.get(name) or []
        if not isinstance(found, Sequence) or not all(isinstance(one, Mapping) for one in found):
            self.mistake(name, "must be a list of objects")
            return []
        return list(found)

    def text(
        self, row: Mapping[str, Any], name: str, default: str | None = None, where: str = ""
    ) -> str:
        """Return a text; without a default it must be there."""
        found = row.get(name, default)
        if not isinstance(found, str) or (default is None and not found):
            self.mistake(f"{where}.{name}", "a text is missing")
            return ""
        return found

    def flag(self, row: Mapping[str, Any], name: str, default: bool, where: str) -> bool:
        """Return true or false."""
        found = row.get(name, default)
        if not isinstance(found, bool):
            self.mistake(f"{where}.{name}", "must be true or false")
            return default
        return found

    def whole(
        self, row: Mapping[str, Any], name: str, default: int, least: int, most: int, where: str
    ) -> int:
        """Return a whole number within a range."""
        found = row.get(name, default)
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            self.mistake(f"{where}.{name}", f"must be a whole number from {least} to {most}")
            return default
        return found

    def optional_whole(
        self, row: Mapping[str, Any], name: str, least: int, most: int, where: str
    ) -> int | None:
        """Return a whole number within a range, or None."""
        if row.get(name) is None:
            return None
        return self.whole(row, name, least, least, most, where)

    def choice(self, row: Mapping[str, Any], name: str, default: EnumT, where: str) -> EnumT:
        """Return one of the values that a name allows."""
        kind = type(default)
        found = row.get(name, default.value)
        if found not in {value.value for value in kind}:
            self.mistake(f"{where}.{name}", f"one of {', '.join(value.value for value in kind)}")
            return default
        return kind(found)


def calendar_from(reading: Reading, row: Mapping[str, Any], where: str = "calendar") -> Calendar:
    """Read `{"weekly": {"monday": [{"opens", "closes"}]}, "closures", "last_ticket_min"}`."""
    windows = []
    weekly = reading.part(row, "weekly")
    for name in sorted(set(weekly) - set(WEEKDAYS)):
        reading.mistake(f"{where}.weekly", f"unknown weekday {name}")
    for index, name in enumerate(WEEKDAYS):
        for window in reading.rows(weekly, name):
            try:
                windows.append(
                    Window(
                        index,
                        time.fromisoformat(str(window.get("opens"))),
                        time.fromisoformat(str(window.get("closes"))),
                    )
                )
            except ValueError:
                reading.mistake(f"{where}.weekly.{name}", "opens and closes are times, 09:30")
    closures = set()
    for text in row.get("closures") or ():
        try:
            closures.add(date.fromisoformat(str(text)))
        except ValueError:
            reading.mistake(f"{where}.closures", f"{text} is not a date")
    last_ticket = reading.whole(row, "last_ticket_min", 0, 0, 240, where)
    return Calendar(tuple(windows), frozenset(closures), last_ticket)


def calendar_document(calendar: Calendar) -> dict[str, Any]:
    """Return hours as the document that `calendar_from` reads."""
    weekly: dict[str, list[dict[str, str]]] = {}
    for window in calendar.windows:
        weekly.setdefault(WEEKDAYS[window.weekday], []).append(
            {"opens": f"{window.opens:%H:%M}", "closes": f"{window.closes:%H:%M}"}
        )
    return {
        "weekly": weekly,
        "closures": sorted(day.isoformat() for day in calendar.closures),
        "last_ticket_min": calendar.last_ticket_min,
    }


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
    languages = tuple(document.get("languages") or LANGUAGES)
    for language in languages:
        if language not in LANGUAGES:
            reading.mistake("languages", f"unknown language {language}")
    booking = dict(reading.part(document, "booking"))
    seen_on = booking.get("seen_on", "completion")
    if seen_on not in {"completion", "arrival"}:
        reading.mistake("booking.seen_on", "one of completion, arrival")
    hours = document.get("calendar")
    site = Site(
        id=SiteId(site_id),
        name=name,
        zone=zone,
        languages=languages,
        services=tuple(services),
        counters=tuple(counters),
        retired_services=tuple(retired_services),
        retired_counters=tuple(retired_counters),
        policy=_policy(reading, document),
        leases=_leases(reading, document),
        calendar=Calendar() if hours is None else calendar_from(reading, hours),
        messages=tuple(
            Message(dict(row.get("texts") or {}), str(row.get("level", "info")))
            for row in reading.rows(document, "messages")
        ),
        reference=_reference(reading, document),
        code_keys=tuple(
            CodeKey(
                reading.whole(row, "key_id", 0, 0, 255, "booking.trusted_code_keys"),
                reading.text(row, "public_key", where="booking.trusted_code_keys"),
            )
            for row in reading.rows(booking, "trusted_code_keys")
        ),
        theme=reading.text(document, "theme", "light", "settings"),
        session_lasts_min=reading.whole(
            reading.part(document, "sessions"), "lasts_min", 720, 5, 1440, "sessions"
        ),
        waiting_room=reading.text(document, "waiting_room", "", "settings"),
        privacy_url=reading.text(document, "privacy_url", "", "settings"),
        brand_pack=reading.text(document, "brand_pack", "", "settings"),
        vocabulary=_vocabulary(reading, document),
        case_link=reading.text(document, "case_link", "", "settings"),
        partners=tuple(
            Partner(
                reading.text(row, "code", where="partners"),
                dict(reading.part(row, "labels")),
                dict(reading.part(row, "texts")),
                reading.text(row, "url", "", "partners"),
            )
            for row in reading.rows(document, "partners")
        ),
        webhooks=tuple(
            Webhook(
                reading.text(row, "name", where="webhooks"),
                reading.text(row, "url", where="webhooks"),
                tuple(str(kind) for kind in row.get("kinds") or ()),
            )
            for row in reading.rows(document, "webhooks")
        ),
        event_file=reading.flag(document, "event_file", False, "settings"),
        booking=booking,
        seen_on=seen_on,
        version=version,
        epoch=epoch,
    )
    reading.finish()
    return site


def _policy(reading: Reading, document: Mapping[str, Any]) -> Policy:
    row = reading.part(document, "policy")
    names = [known.name for known in fields(Policy)]
    reading.only(row, frozenset(names), "policy")
    mode = reading.choice(row, "priority_mode", PriorityMode.BONUS, "policy")
    given: dict[str, Any] = {
        name: reading.whole(row, name, getattr(Policy(), name), 0, 3600, "policy")
        for name in names
        if name != "priority_mode"
    }
    rules = replace(Policy(priority_mode=mode), **given)
    for name in ("late_allowance_min", "priority_bonus_min"):
        if given[name] > rules.walk_in_allowance_min:
            reading.mistake(f"policy.{name}", "at most walk_in_allowance_min")
    return rules


def _leases(reading: Reading, document: Mapping[str, Any]) -> LeaseRule:
    row = reading.part(document, "leases")
    return LeaseRule(
        reading.whole(row, "working", 10, 1, 100, "leases"),
        reading.whole(row, "reserve", 100, 0, 400, "leases"),
    )


def _vocabulary(reading: Reading, document: Mapping[str, Any]) -> Vocabulary:
    row = reading.part(document, "vocabulary")
    return Vocabulary(
        reading.text(row, "meeting", "appointment", "vocabulary"),
        reading.text(row, "person", "visitor", "vocabulary"),
    )


def _reference(reading: Reading, document: Mapping[str, Any]) -> ReferenceShape:
    row = reading.part(document, "reference")
    return ReferenceShape(
        reading.whole(row, "min_length", 1, 1, 16, "reference"),
        reading.whole(row, "max_length", 12, 1, 16, "reference"),
        reading.flag(row, "letters", False, "reference"),
        reading.flag(row, "ask_time", True, "reference"),
    )
