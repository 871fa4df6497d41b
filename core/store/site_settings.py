"""The site's row, its catalogue and its settings in the store, and the site that they describe."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from threading import Lock
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from core.errors import NotFound
from core.model import CounterId, CounterKind, CounterState, LatePolicy, ServiceId, SettingsLayer
from core.settings_document import build_site
from core.site import Calendar, CounterPlace, Document, Service, Site, Window
from core.store.rows import table_of
from core.store.tables_site import CounterRow, ServiceRow, SettingsRow, SiteRow

_SITE = table_of(SiteRow)
_SETTINGS = table_of(SettingsRow)
_SERVICES = table_of(ServiceRow)
_COUNTERS = table_of(CounterRow)


class SiteCache:
    """The last site that was read; a version never changes, so it is safe to keep."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._site: Site | None = None

    def get(self, connection: Connection) -> Site:
        """Return the site at the version that this connection sees.

        Raises:
            NotFound: `site_unknown`, before it is set up.
        """
        row = connection.execute(select(_SITE)).mappings().first()
        if row is None:
            raise NotFound("site_unknown")
        with self._lock:
            known = self._site
        if known is not None and (known.version, known.id) == (row["version"], row["id"]):
            return known
        site = _load(connection, row)
        with self._lock:
            self._site = site
        return site


def _load(connection: Connection, row: RowMapping) -> Site:
    query = select(_SETTINGS.c.document).where(_SETTINGS.c.version == row["version"])
    services = connection.execute(select(_SERVICES).order_by(_SERVICES.c.position)).mappings().all()
    counters = connection.execute(select(_COUNTERS).order_by(_COUNTERS.c.position)).mappings().all()
    return build_site(
        site_id=row["id"],
        name=row["name"],
        zone=row["zone"],
        epoch=row["epoch"],
        version=row["version"],
        document=connection.execute(query).scalar_one(),
        services=[_service(found) for found in services if not found["retired"]],
        counters=[_counter(found) for found in counters if not found["retired"]],
        retired_services=[_service(found) for found in services if found["retired"]],
        retired_counters=[_counter(found) for found in counters if found["retired"]],
    )


class SqlSiteSettings:
    """`core.ports.SiteSettings` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> int:
        """Return the present settings version; 0 before the site is set up."""
        return self._connection.execute(select(_SITE.c.version)).scalar() or 0

    def document(self) -> dict[str, Any]:
        """Return the present settings document."""
        query = select(_SETTINGS.c.document).where(_SETTINGS.c.version == self.version())
        return dict(self._connection.execute(query).scalar() or {})

    def changed_at(self) -> datetime | None:
        """Return when the present settings came into force."""
        query = select(_SETTINGS.c.changed_at).where(_SETTINGS.c.version == self.version())
        return self._connection.execute(query).scalar()

    def create_site(self, site_id: str, name: str, zone: str, now: datetime) -> None:
        """Keep the site's row; once."""
        self._connection.execute(
            insert(_SITE),
            {
                "id": site_id,
                "name": name,
                "zone": zone,
                "version": 0,
                "epoch": 1,
                "created_at": now,
            },
        )

    def layer(self) -> SettingsLayer | None:
        """Return who set the present settings; None before the site is set up."""
        query = select(_SETTINGS.c.layer).where(_SETTINGS.c.version == self.version())
        return self._connection.execute(query).scalar()

    def put_document(
        self, version: int, document: dict[str, object], now: datetime, layer: SettingsLayer
    ) -> None:
        """Keep a new version of the settings, and who set it."""
        self._connection.execute(
            insert(_SETTINGS),
            {"version": version, "document": document, "changed_at": now, "layer": layer},
        )
        self._connection.execute(update(_SITE).values(version=version))

    def put_services(self, services: Sequence[Service]) -> None:
        """Keep the catalogue's services in place of the present ones; ids stay."""
        known = set(self._connection.execute(select(_SERVICES.c.id)).scalars())
        self._connection.execute(update(_SERVICES).values(retired=True))
        for position, service in enumerate(services):
            values = {
                "code": service.code,
                "position": position,
                "definition": _service_definition(service),
                "retired": False,
            }
            if service.id in known:
                query = update(_SERVICES).where(_SERVICES.c.id == service.id)
                self._connection.execute(query.values(**values))
            else:
                self._connection.execute(insert(_SERVICES), {"id": service.id, **values})

    def put_counters(self, counters: Sequence[CounterPlace]) -> None:
        """Keep the counters in place of the present ones; ids and states stay."""
        known = set(self._connection.execute(select(_COUNTERS.c.id)).scalars())
        self._connection.execute(update(_COUNTERS).values(retired=True))
        for position, counter in enumerate(counters):
            values: dict[str, Any] = {
                "number": counter.number,
                "position": position,
                "definition": _counter_definition(counter),
                "retired": False,
            }
            if counter.id in known:
                query = update(_COUNTERS).where(_COUNTERS.c.id == counter.id)
                self._connection.execute(query.values(**values))
            else:
                fresh = {"state": CounterState.CLOSED, "offered": (), "degraded": ()}
                self._connection.execute(insert(_COUNTERS), {"id": counter.id, **values, **fresh})

    def raise_epoch(self) -> int:
        """Raise the epoch, after a restore; return the new one."""
        self._connection.execute(update(_SITE).values(epoch=_SITE.c.epoch + 1))
        return int(self._connection.execute(select(_SITE.c.epoch)).scalar_one())


_PLAIN = (
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


def _service_definition(service: Service) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(service, name) for name in _PLAIN}
    row["labels"] = dict(service.labels)
    row["late_policy"] = service.late_policy.value
    row["flow"] = list(service.flow)
    row["documents"] = [[paper.code, dict(paper.labels)] for paper in service.documents]
    hours = service.calendar
    if hours is not None:
        row["calendar"] = {
            "windows": [
                [found.weekday, found.opens.isoformat(), found.closes.isoformat()]
                for found in hours.windows
            ],
            "closures": sorted(day.isoformat() for day in hours.closures),
            "last_ticket_min": hours.last_ticket_min,
        }
    return row


def _service(found: RowMapping) -> Service:
    row = found["definition"]
    hours = row.get("calendar")
    return Service(
        id=ServiceId(found["id"]),
        labels=row["labels"],
        late_policy=LatePolicy(row["late_policy"]),
        flow=tuple(ServiceId(service_id) for service_id in row["flow"]),
        documents=tuple(Document(code, labels) for code, labels in row["documents"]),
        calendar=None if hours is None else _calendar(hours),
        **{name: row[name] for name in _PLAIN},
    )


def _calendar(row: Mapping[str, Any]) -> Calendar:
    return Calendar(
        tuple(
            Window(weekday, time.fromisoformat(opens), time.fromisoformat(closes))
            for weekday, opens, closes in row["windows"]
        ),
        frozenset(date.fromisoformat(day) for day in row["closures"]),
        row["last_ticket_min"],
    )


def _counter_definition(counter: CounterPlace) -> dict[str, Any]:
    return {
        "name": dict(counter.name),
        "kind": counter.kind.value,
        "zone": counter.zone,
        "services": list(counter.services),
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
        stream=row["stream"],
        time_box_min=row["time_box_min"],
    )
