"""The site's row and its settings by version, and the site that they describe."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from core.errors import NotFound
from core.model import AgentId, SettingsLayer
from core.settings_document import build_site
from core.settings_layers import Document, SettingsVersion, merged
from core.site import CounterPlace, Service, Site
from core.store import catalogue_rows
from core.store.prepared import Prepared
from core.store.rows import table_of
from core.store.tables_site import SettingsRow, SiteRow

_SITE = table_of(SiteRow)
_SETTINGS = table_of(SettingsRow)
_SITE_ROW = Prepared(select(_SITE))


class SiteCache:
    """The last site that was read; a version that is on disk never changes, so it is safe to keep.

    What a writer reads may be of a version that is rolled back, and whose number is given again:
    until the commit it is kept apart.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._site: Site | None = None
        self._written: Site | None = None

    def get(self, connection: Connection, *, writing: bool = False) -> Site:
        """Return the site at the version that this connection sees.

        Raises:
            NotFound: `site_unknown`, before it is set up.
        """
        found = _SITE_ROW.first(connection)
        if found is None:
            raise NotFound("site_unknown")
        row = dict(zip(_SITE.c.keys(), found, strict=True))
        with self._lock:
            known = [self._site, self._written] if writing else [self._site]
        for site in known:
            if site is not None and (site.version, site.epoch, site.id) == (
                row["version"],
                row["epoch"],
                row["id"],
            ):
                return site
        site = _load(connection, row)
        with self._lock:
            if writing:
                self._written = site
            else:
                self._site = site
        return site

    def committed(self) -> None:
        """Keep what the writer read: it is on disk now."""
        with self._lock:
            if self._written is not None:
                self._site, self._written = self._written, None

    def rolled_back(self) -> None:
        """Forget what the writer read: it may never have been."""
        with self._lock:
            self._written = None


def _load(connection: Connection, row: Mapping[str, Any]) -> Site:
    settings = SqlSiteSettings(connection)
    return build_site(
        site_id=row["id"],
        name=row["name"],
        zone=row["zone"],
        epoch=row["epoch"],
        version=row["version"],
        document=settings.effective(),
        services=catalogue_rows.read_services(connection, retired=False),
        counters=catalogue_rows.read_counters(connection, retired=False),
        retired_services=catalogue_rows.read_services(connection, retired=True),
        retired_counters=catalogue_rows.read_counters(connection, retired=True),
    )


class SqlSiteSettings:
    """`core.ports.SiteSettings` on SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> int:
        """Return the present settings version; 0 before the site is set up."""
        return self._connection.execute(select(_SITE.c.version)).scalar() or 0

    def newest(self) -> SettingsVersion | None:
        """Return the present version; None before the site is set up."""
        return next(iter(self.versions(None, 1)), None)

    def layers(self, version: int | None = None) -> Mapping[SettingsLayer, SettingsVersion]:
        """Return the newest version of each layer, at present or as of a version."""
        newest = select(func.max(_SETTINGS.c.version)).group_by(_SETTINGS.c.layer)
        if version is not None:
            newest = newest.where(_SETTINGS.c.version <= version)
        query = select(_SETTINGS).where(_SETTINGS.c.version.in_(newest))
        found = map(_version, self._connection.execute(query).mappings())
        return {one.layer: one for one in found}

    def effective(self) -> dict[str, Any]:
        """Return what all layers give together now."""
        return merged({layer: found.document for layer, found in self.layers().items()})

    def catalogue(self, version: int | None = None) -> Document | None:
        """Return the catalogue's document, at present or as of a version; None if none is kept."""
        settings = _SETTINGS.c
        query = select(settings.catalogue).where(settings.catalogue.is_not(None))
        if version is not None:
            query = query.where(settings.version <= version)
        query = query.order_by(settings.version.desc()).limit(1)
        found: Document | None = self._connection.execute(query).scalar()
        return found

    def versions(self, before: int | None, limit: int) -> Sequence[SettingsVersion]:
        """Return at most `limit` versions, newest first; those before one, if it is given."""
        query = select(_SETTINGS).order_by(_SETTINGS.c.version.desc()).limit(limit)
        if before is not None:
            query = query.where(_SETTINGS.c.version < before)
        return [_version(found) for found in self._connection.execute(query).mappings()]

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

    def change_site(self, name: str, zone: str) -> None:
        """Change name and zone of the site; a version must follow, which puts them in force."""
        self._connection.execute(update(_SITE).values(name=name, zone=zone))

    def put_version(self, version: SettingsVersion) -> None:
        """Keep a new version of the settings; it is in force from now on."""
        self._connection.execute(
            insert(_SETTINGS),
            {
                "version": version.version,
                "layer": version.layer,
                "part": version.part,
                "changed_at": version.at,
                "document": dict(version.document),
                "agent_id": version.agent_id,
                "catalogue": None if version.catalogue is None else dict(version.catalogue),
                "changed": version.changed,
            },
        )
        self._connection.execute(update(_SITE).values(version=version.version))

    def put_services(self, services: Sequence[Service]) -> None:
        """Keep the catalogue's services in place of the present ones; ids stay."""
        catalogue_rows.put_services(self._connection, services)

    def put_counters(self, counters: Sequence[CounterPlace]) -> None:
        """Keep the counters in place of the present ones; ids and states stay."""
        catalogue_rows.put_counters(self._connection, counters)

    def put_epoch(self, epoch: int) -> None:
        """Keep a new epoch, after a restore."""
        self._connection.execute(update(_SITE).values(epoch=epoch))


def _version(found: RowMapping) -> SettingsVersion:
    return SettingsVersion(
        version=found["version"],
        layer=found["layer"],
        part=found["part"],
        at=found["changed_at"],
        document=found["document"],
        agent_id=None if found["agent_id"] is None else AgentId(found["agent_id"]),
        catalogue=found["catalogue"],
        changed=found["changed"],
    )
