"""Reading a catalogue of services and counters; ids stay with the codes that were known before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.model import (
    LANGUAGES,
    TICKET_LETTERS,
    CounterId,
    CounterKind,
    LatePolicy,
    ServiceId,
)
from core.settings_document import Reading, calendar_document, calendar_from
from core.site import CounterPlace, Document, Service

_SERVICE_KEYS: Final = frozenset(
    {
        "calendar",
        "check_in_opens_min",
        "code",
        "daily_cap",
        "documents",
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
        "sensitive",
        "stream",
        "typical_min",
        "walk_in",
        "walk_in_allowance_min",
    }
)
_COUNTER_KEYS: Final = frozenset(
    {"id", "kind", "name", "number", "services", "stream", "time_box_min", "zone"}
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
    rows = reading.rows(document, "services")
    ids = {service.code: service.id for service in known.services}
    codes: dict[str, ServiceId] = {}
    for row in rows:
        code = str(row.get("code", ""))
        codes[code] = ids.get(code) or ServiceId(new_id())
    services = tuple(_service(reading, row, codes) for row in rows)
    _distinct(reading, [service.code for service in services], "services", "code")
    _distinct(reading, [str(service.number) for service in services], "services", "number")
    places = {place.number: place.id for place in known.counters}
    counters = tuple(
        _counter(reading, row, codes, places, new_id) for row in reading.rows(document, "counters")
    )
    _distinct(reading, [counter.number for counter in counters], "counters", "number")
    reading.finish()
    return Catalogue(services, counters)


def _service(reading: Reading, row: Mapping[str, Any], codes: Mapping[str, ServiceId]) -> Service:
    code = reading.text(row, "code", where="services")
    where = f"services.{code}"
    reading.only(row, _SERVICE_KEYS, where)
    if code in (row.get("flow") or ()):
        reading.mistake(f"{where}.flow", "names the steps after the first, not the service itself")
    letter = reading.text(row, "letter", where=where)
    if len(letter) != 1 or letter not in TICKET_LETTERS:
        reading.mistake(f"{where}.letter", f"one of {TICKET_LETTERS}")
    hours = row.get("calendar")
    return Service(
        id=codes.get(code, ServiceId("")),
        code=code,
        number=reading.whole(row, "number", 0, 1, 65535, where),
        letter=letter,
        labels=_labels(reading, row, "labels", where),
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
        online_url=_web_address(reading, row, "online_url", where),
        documents=tuple(
            Document(
                reading.text(paper, "code", where=f"{where}.documents"),
                _labels(reading, paper, "labels", f"{where}.documents"),
            )
            for paper in reading.rows(row, "documents")
        ),
        flow=_ids(reading, row, "flow", codes, where),
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
    return CounterPlace(
        id=places.get(number) or CounterId(new_id()),
        number=number,
        name=_labels(reading, row, "name", where),
        kind=reading.choice(row, "kind", CounterKind.COUNTER, where),
        zone=reading.text(row, "zone", "", where),
        services=_ids(reading, row, "services", codes, where),
        stream=reading.text(row, "stream", "general", where),
        time_box_min=reading.optional_whole(row, "time_box_min", 1, 480, where),
    )


def _web_address(reading: Reading, row: Mapping[str, Any], name: str, where: str) -> str:
    found = reading.text(row, name, "", where)
    if found and not found.startswith(("https://", "http://")):
        reading.mistake(f"{where}.{name}", "must begin with https://")
    return found


def _labels(reading: Reading, row: Mapping[str, Any], name: str, where: str) -> Mapping[str, str]:
    labels = row.get(name)
    if not isinstance(labels, Mapping) or not labels.get("fr"):
        reading.mistake(f"{where}.{name}", "texts by language, French among them")
        return {"fr": ""}
    unknown = sorted(set(labels) - set(LANGUAGES))
    if unknown:
        reading.mistake(f"{where}.{name}", f"unknown languages: {', '.join(unknown)}")
    return {str(language): str(text) for language, text in labels.items()}


def _ids(
    reading: Reading,
    row: Mapping[str, Any],
    name: str,
    codes: Mapping[str, ServiceId],
    where: str,
) -> tuple[ServiceId, ...]:
    found = []
    for code in row.get(name) or ():
        if code in codes:
            found.append(codes[code])
        else:
            reading.mistake(f"{where}.{name}", f"no service has the code {code}")
    return tuple(found)


def _distinct(reading: Reading, values: Sequence[str], where: str, name: str) -> None:
    for value in sorted({value for value in values if values.count(value) > 1}):
        reading.mistake(where, f"{name} {value} stands twice")


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
                "stream": counter.stream,
                "time_box_min": counter.time_box_min,
            }
            for counter in catalogue.counters
        ],
    }


def _service_row(service: Service, codes: Mapping[ServiceId, str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: getattr(service, name)
        for name in sorted(_SERVICE_KEYS - {"id", "calendar", "documents", "flow", "labels"})
    }
    row["late_policy"] = service.late_policy.value
    row["labels"] = dict(service.labels)
    row["flow"] = [codes[found] for found in service.flow if found in codes]
    row["documents"] = [
        {"code": paper.code, "labels": dict(paper.labels)} for paper in service.documents
    ]
    if service.calendar is not None:
        row["calendar"] = calendar_document(service.calendar)
    return row
