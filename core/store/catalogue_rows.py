"""Services and counters in the store: what a site is set up to offer, and where."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, insert, select, update

from core.model import CounterId, CounterKind, CounterState, HolidayOf, LatePolicy, ServiceId
from core.site import (
    Calendar,
    CounterPlace,
    Document,
    ExceptionalDay,
    Holiday,
    Service,
    Window,
)
from core.store.rows import table_of
from core.store.tables_site import CounterRow, ServiceRow

_SERVICES = table_of(ServiceRow)
_COUNTERS = table_of(CounterRow)

_PLAIN: Final = (
    "code",
    "number",
    "letter",
    "icon",
    "typical_min",
    "max_min",
    "walk_in",
    "daily_cap",
    "walk_in_allowance_min",
    "grace_min",
    "check_in_opens_min",
    "sensitive",
    "stream",
    "online_url",
)
"""Fields of a service that stand in its row as they are."""

_LATER: Final[Mapping[str, Any]] = {"family": "", "priority_default": False}
"""The same, of fields that rows from before them lack."""


def read_services(connection: Connection, *, retired: bool) -> list[Service]:
    """Return the services that are offered, or those that are offered no more, in order."""
    query = select(_SERVICES).where(_SERVICES.c.retired == retired).order_by(_SERVICES.c.position)
    return [_service(found) for found in connection.execute(query).mappings()]


def read_counters(connection: Connection, *, retired: bool) -> list[CounterPlace]:
    """Return the counters that are in use, or those that are no more, in order."""
    query = select(_COUNTERS).where(_COUNTERS.c.retired == retired).order_by(_COUNTERS.c.position)
    return [_counter(found) for found in connection.execute(query).mappings()]


def put_services(connection: Connection, services: Sequence[Service]) -> None:
    """Keep services in place of the present ones; ids stay, the rest is retired."""
    known = set(connection.execute(select(_SERVICES.c.id)).scalars())
    connection.execute(update(_SERVICES).values(retired=True))
    for position, service in enumerate(services):
        values = {
            "code": service.code,
            "position": position,
            "definition": _service_definition(service),
            "retired": False,
        }
        if service.id in known:
            query = update(_SERVICES).where(_SERVICES.c.id == service.id)
            connection.execute(query.values(**values))
        else:
            connection.execute(insert(_SERVICES), {"id": service.id, **values})


def put_counters(connection: Connection, counters: Sequence[CounterPlace]) -> None:
    """Keep counters in place of the present ones; ids and states stay, the rest is retired."""
    known = set(connection.execute(select(_COUNTERS.c.id)).scalars())
    connection.execute(update(_COUNTERS).values(retired=True))
    for position, counter in enumerate(counters):
        values: dict[str, Any] = {
            "number": counter.number,
            "position": position,
            "definition": _counter_definition(counter),
            "retired": False,
        }
        if counter.id in known:
            query = update(_COUNTERS).where(_COUNTERS.c.id == counter.id)
            connection.execute(query.values(**values))
        else:
            fresh = {"state": CounterState.CLOSED, "offered": (), "chosen": (), "degraded": ()}
            connection.execute(insert(_COUNTERS), {"id": counter.id, **values, **fresh})


def _service_definition(service: Service) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(service, name) for name in (*_PLAIN, *_LATER)}
    row["labels"] = dict(service.labels)
    row["late_policy"] = service.late_policy.value
    row["flow"] = list(service.flow)
    row["equipment"] = list(service.equipment)
    row["documents"] = [[paper.code, dict(paper.labels)] for paper in service.documents]
    if service.calendar is not None:
        row["calendar"] = _calendar_definition(service.calendar)
    return row


def _service(found: RowMapping) -> Service:
    row = found["definition"]
    hours = row.get("calendar")
    return Service(
        id=ServiceId(found["id"]),
        labels=row["labels"],
        late_policy=LatePolicy(row["late_policy"]),
        flow=tuple(ServiceId(service_id) for service_id in row["flow"]),
        equipment=tuple(row.get("equipment", ())),
        documents=tuple(Document(code, labels) for code, labels in row["documents"]),
        calendar=None if hours is None else _calendar(hours),
        **{name: row[name] for name in _PLAIN},
        **{name: row.get(name, otherwise) for name, otherwise in _LATER.items()},
    )


def _calendar_definition(hours: Calendar) -> dict[str, Any]:
    return {
        "windows": _window_rows(hours.windows),
        "closures": sorted(day.isoformat() for day in hours.closures),
        "holidays": [
            [one.day.isoformat(), one.of.value, dict(one.labels)] for one in hours.holidays
        ],
        "exceptions": [
            [one.day.isoformat(), _window_rows(one.windows), dict(one.labels)]
            for one in hours.exceptions
        ],
        "last_ticket_min": hours.last_ticket_min,
    }


def _calendar(row: Mapping[str, Any]) -> Calendar:
    return Calendar(
        windows=_windows(row["windows"]),
        closures=frozenset(date.fromisoformat(day) for day in row["closures"]),
        holidays=tuple(
            Holiday(date.fromisoformat(day), HolidayOf(of), labels)
            for day, of, labels in row.get("holidays", ())
        ),
        exceptions=tuple(
            ExceptionalDay(date.fromisoformat(day), _windows(windows), labels)
            for day, windows, labels in row.get("exceptions", ())
        ),
        last_ticket_min=row["last_ticket_min"],
    )


def _window_rows(windows: Sequence[Window]) -> list[list[Any]]:
    return [[one.weekday, one.opens.isoformat(), one.closes.isoformat()] for one in windows]


def _windows(rows: Sequence[Sequence[Any]]) -> tuple[Window, ...]:
    return tuple(
        Window(weekday, time.fromisoformat(opens), time.fromisoformat(closes))
        for weekday, opens, closes in rows
    )


def _counter_definition(counter: CounterPlace) -> dict[str, Any]:
    return {
        "name": dict(counter.name),
        "kind": counter.kind.value,
        "zone": counter.zone,
        "services": list(counter.services),
        "secondary": list(counter.secondary),
        "equipment": list(counter.equipment),
        "stream": counter.stream,
        "time_box_min": counter.time_box_min,
    }


def _counter(found: RowMapping) -> CounterPlace:
    row = found["definition"]
    return CounterPlace(
        id=CounterId(found["id"]),
        number=found["number"],
        name=row["name"],
        kind=CounterKind(row["kind"]),
        zone=row["zone"],
        services=tuple(ServiceId(service_id) for service_id in row["services"]),
        secondary=tuple(ServiceId(service_id) for service_id in row.get("secondary", ())),
        equipment=tuple(row.get("equipment", ())),
        stream=row["stream"],
        time_box_min=row["time_box_min"],
    )
