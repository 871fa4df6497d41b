"""Reading a catalogue of services and counters; ids stay with the codes that were known before."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.calendar_document import calendar_document, calendar_from
from core.model import (
    CRISIS_STREAM,
    TICKET_LETTERS,
    CounterId,
    CounterKind,
    LatePolicy,
    ServiceId,
)
from core.reading import Reading, shown
from core.site import CounterPlace, Document, Service

MOST_ROWS: Final = 500
"""Services of a site, and counters."""

MOST_STEPS: Final = 10
"""Queues that follow the first one of a service."""

LONGEST_NUMBER: Final = 20
"""Characters of a counter's number, which a display shows in large type."""

_CODE: Final = re.compile(r"[a-z0-9_]{1,40}")
_SERVICE_KEYS: Final = frozenset(
    {
        "calendar",
        "check_in_opens_min",
        "code",
        "daily_cap",
        "documents",
        "equipment",
        "family",
        "flow",
        "grace_min",
        "icon",
        "id",
        "labels",
        "late_policy",
        "letter",
        "max_min",
        "number",
        "online_url",
        "priority_default",
        "sensitive",
        "stream",
        "typical_min",
        "walk_in",
        "walk_in_allowance_min",
    }
)
_COUNTER_KEYS: Final = frozenset(
    {
        "equipment",
        "id",
        "kind",
        "name",
        "number",
        "secondary",
        "services",
        "stream",
        "time_box_min",
        "zone",
    }
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a site offers, and where."""

    services: tuple[Service, ...]
    counters: tuple[CounterPlace, ...]


def read_catalogue(
    document: Mapping[str, Any],
    *,
    known: Catalogue,
    new_id: Callable[[], str],
) -> Catalogue:
    """Read `{"services": […], "counters": […]}`.

    Services refer to each other (`flow`), and counters to services, by code.

    Raises:
        SettingsInvalid: Lists every mistake.
    """
    reading = Reading()
    reading.only(document, frozenset({"services", "counters"}), "catalogue")
    rows = _at_most(reading, document, "services")
    ids = {service.code: service.id for service in known.services}
    codes: dict[str, ServiceId] = {}
    for row in rows:
        code = str(row.get("code", ""))
        codes[code] = ids.get(code) or ServiceId(new_id())
    services = tuple(_service(reading, row, codes) for row in rows)
    _distinct(reading, [service.code for service in services], "services", "code")
    _distinct(reading, [str(service.number) for service in services], "services", "number")
    _no_circles(reading, services)
    places = {place.number: place.id for place in known.counters}
    counters = tuple(
        _counter(reading, row, codes, places, new_id)
        for row in _at_most(reading, document, "counters")
    )
    _distinct(reading, [counter.number for counter in counters], "counters", "number")
    reading.finish()
    return Catalogue(services, counters)


def catalogue_warnings(catalogue: Catalogue) -> tuple[str, ...]:
    """Return what is allowed and probably not meant, as `code:what`.

    `unserved:<service>` is served at no counter, `idle:<counter>` serves nothing, and
    `letter_alone:<letter>` tells that a ticket of that letter is always for a sensitive matter.
    """
    served = {
        found for place in catalogue.counters for found in (*place.services, *place.secondary)
    }
    queues = {queue for service in catalogue.services for queue in service.steps}
    codes = {service.id: service.code for service in catalogue.services}
    # Those of a crisis are taken by every counter, as long as it lasts.
    crisis = {one.id for one in catalogue.services if one.stream == CRISIS_STREAM}
    told = [f"unserved:{codes[queue]}" for queue in queues - served - crisis if queue in codes]
    told += [
        f"idle:{place.number}"
        for place in catalogue.counters
        if not (place.services or place.secondary)
    ]
    ordinary = {service.letter for service in catalogue.services if not service.sensitive}
    told += [
        f"letter_alone:{letter}"
        for letter in {service.letter for service in catalogue.services} - ordinary
    ]
    return tuple(sorted(told))


def _service(reading: Reading, row: Mapping[str, Any], codes: Mapping[str, ServiceId]) -> Service:
    code = reading.text(row, "code", where="services")
    where = f"services.{code}"
    reading.only(row, _SERVICE_KEYS, where)
    if code and _CODE.fullmatch(code) is None:
        reading.mistake(where, "a code has 1 to 40 characters of a-z, 0-9 and _")
    if code in reading.texts(row, "flow", where):
        reading.mistake(f"{where}.flow", "names the steps after the first, not the service itself")
    letter = reading.text(row, "letter", where=where)
    if len(letter) != 1 or letter not in TICKET_LETTERS:
        reading.mistake(f"{where}.letter", f"one of {TICKET_LETTERS}")
    hours = row.get("calendar")
    flow = _ids(reading, row, "flow", codes, where)
    if len(flow) > MOST_STEPS:
        reading.mistake(f"{where}.flow", f"at most {MOST_STEPS} steps")
    return Service(
        id=codes.get(code, ServiceId("")),
        code=code,
        number=reading.whole(row, "number", 0, 1, 65535, where),
        letter=letter,
        labels=reading.labels(row, "labels", where),
        icon=reading.text(row, "icon", "file-text", where),
        typical_min=reading.whole(row, "typical_min", 15, 1, 480, where),
        max_min=reading.whole(row, "max_min", 60, 1, 960, where),
        walk_in=reading.flag(row, "walk_in", True, where),
        daily_cap=reading.optional_whole(row, "daily_cap", 0, 100_000, where),
        walk_in_allowance_min=reading.optional_whole(row, "walk_in_allowance_min", 0, 480, where),
        grace_min=reading.optional_whole(row, "grace_min", 0, 240, where),
        check_in_opens_min=reading.optional_whole(row, "check_in_opens_min", 0, 720, where),
        late_policy=reading.choice(row, "late_policy", LatePolicy.WAIT, where),
        sensitive=reading.flag(row, "sensitive", False, where),
        stream=reading.text(row, "stream", "general", where),
        family=reading.text(row, "family", "", where),
        equipment=reading.texts(row, "equipment", where),
        priority_default=reading.flag(row, "priority_default", False, where),
        online_url=_web_address(reading, row, "online_url", where),
        documents=tuple(
            Document(
                reading.text(paper, "code", where=f"{where}.documents"),
                reading.labels(paper, "labels", f"{where}.documents"),
            )
            for paper in reading.rows(row, "documents", where)
        ),
        flow=flow[:MOST_STEPS],
        calendar=None if hours is None else calendar_from(reading, hours, f"{where}.calendar"),
    )


def _counter(
    reading: Reading,
    row: Mapping[str, Any],
    codes: Mapping[str, ServiceId],
    places: Mapping[str, CounterId],
    new_id: Callable[[], str],
) -> CounterPlace:
    number = reading.text(row, "number", where="counters")
    where = f"counters.{number}"
    reading.only(row, _COUNTER_KEYS, where)
    if len(number) > LONGEST_NUMBER:
        reading.mistake(where, f"a number has at most {LONGEST_NUMBER} characters")
    services = _ids(reading, row, "services", codes, where)
    secondary = _ids(reading, row, "secondary", codes, where)
    if set(services) & set(secondary):
        reading.mistake(f"{where}.secondary", "a service stands in services too")
    return CounterPlace(
        id=places.get(number) or CounterId(new_id()),
        number=number,
        name=reading.labels(row, "name", where),
        kind=reading.choice(row, "kind", CounterKind.COUNTER, where),
        zone=reading.text(row, "zone", "", where),
        services=services,
        secondary=secondary,
        equipment=reading.texts(row, "equipment", where),
        stream=reading.text(row, "stream", "general", where),
        time_box_min=reading.optional_whole(row, "time_box_min", 1, 480, where),
    )


def _web_address(reading: Reading, row: Mapping[str, Any], name: str, where: str) -> str:
    found = reading.text(row, name, "", where)
    if found and not found.startswith(("https://", "http://")):
        reading.mistake(f"{where}.{name}", "must begin with https://")
    return found


def _ids(
    reading: Reading,
    row: Mapping[str, Any],
    name: str,
    codes: Mapping[str, ServiceId],
    where: str,
) -> tuple[ServiceId, ...]:
    found = []
    given = reading.texts(row, name, where)
    for code, times in Counter(given).items():
        if times > 1:
            reading.mistake(f"{where}.{name}", f"{shown(code)} stands twice")
        if code in codes:
            found.append(codes[code])
        else:
            reading.mistake(f"{where}.{name}", f"no service has the code {shown(code)}")
    return tuple(found)


def _at_most(reading: Reading, document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = reading.rows(document, name)
    if len(rows) > MOST_ROWS:
        reading.mistake(name, f"at most {MOST_ROWS}")
    return rows[:MOST_ROWS]


def _distinct(reading: Reading, values: Sequence[str], where: str, name: str) -> None:
    for value in sorted(value for value, times in Counter(values).items() if times > 1):
        reading.mistake(where, f"{name} {shown(value)} stands twice")


def _no_circles(reading: Reading, services: Sequence[Service]) -> None:
    """Refuse flows that lead back to where they began."""
    flows = {service.id: service.flow for service in services}
    for service in services:
        ahead, seen = list(service.flow), set[ServiceId]()
        while ahead:
            queue = ahead.pop()
            if queue not in seen:
                seen.add(queue)
                ahead += flows.get(queue, ())
        if service.id in seen and service.id not in service.flow:
            reading.mistake(f"services.{service.code}.flow", "leads back to the service itself")


def catalogue_document(catalogue: Catalogue) -> dict[str, Any]:
    """Return a catalogue as the document that `read_catalogue` reads, for export."""
    codes = {service.id: service.code for service in catalogue.services}
    return {
        "services": [_service_row(service, codes) for service in catalogue.services],
        "counters": [
            {
                "number": counter.number,
                "name": dict(counter.name),
                "kind": counter.kind.value,
                "zone": counter.zone,
                "services": [codes[found] for found in counter.services if found in codes],
                "secondary": [codes[found] for found in counter.secondary if found in codes],
                "equipment": list(counter.equipment),
                "stream": counter.stream,
                "time_box_min": counter.time_box_min,
            }
            for counter in catalogue.counters
        ],
    }


def by_code(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a catalogue's document by code and number, so that its values have paths."""
    return {
        "services": {row["code"]: row for row in document["services"]},
        "counters": {row["number"]: row for row in document["counters"]},
    }


def _service_row(service: Service, codes: Mapping[ServiceId, str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: getattr(service, name)
        for name in sorted(
            _SERVICE_KEYS - {"id", "calendar", "documents", "equipment", "flow", "labels"}
        )
    }
    row["equipment"] = list(service.equipment)
    row["late_policy"] = service.late_policy.value
    row["labels"] = dict(service.labels)
    row["flow"] = [codes[found] for found in service.flow if found in codes]
    row["documents"] = [
        {"code": paper.code, "labels": dict(paper.labels)} for paper in service.documents
    ]
    if service.calendar is not None:
        row["calendar"] = calendar_document(service.calendar)
    return row
