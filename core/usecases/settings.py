"""A site is set up, and its settings change; every version is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.catalogue import Catalogue, read_catalogue
from core.errors import Conflict, Unprocessable
from core.model import EventKind, SettingsLayer
from core.ports import UnitOfWork
from core.settings_document import build_site
from core.things import Actor, Receipt, SigningKey


@dataclass(frozen=True, slots=True)
class Initialise:
    """A new site: its name, its IANA zone, its settings and its catalogue."""

    name: str
    zone: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    catalogue: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """New settings, whole, and who sets them.

    Attributes:
        expected_version: Refuses to overwrite somebody else's change.
    """

    document: Mapping[str, Any]
    expected_version: int | None = None
    layer: SettingsLayer = SettingsLayer.SITE


@dataclass(frozen=True, slots=True)
class ImportCatalogue:
    """A new catalogue, whole: `{"services": […], "counters": […]}`."""

    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AddSigningKey:
    """A key pair for appointment codes, 0 to 255; the seed has 32 bytes."""

    key_id: int
    seed: bytes = field(repr=False)
    public_key: str


def initialise(uow: UnitOfWork, actor: Actor, command: Initialise) -> Receipt:
    """Set a site up, once; a site that is there stays as it is; receipt: site_id, created.

    Raises:
        Unprocessable: `zone_unknown`.
        SettingsInvalid: Settings or catalogue are wrong.
    """
    if uow.settings.version() > 0:
        return {"site_id": uow.site().id, "created": False}
    try:
        ZoneInfo(command.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Unprocessable("zone_unknown", zone=command.zone) from error
    site_id = uow.new_id()
    uow.settings.create_site(site_id, command.name, command.zone, uow.now)
    change(uow, actor, ChangeSettings(command.settings, layer=SettingsLayer.DEFAULT))
    if command.catalogue:
        import_catalogue(uow, actor, ImportCatalogue(command.catalogue))
    return {"site_id": site_id, "created": True}


def change(uow: UnitOfWork, actor: Actor, command: ChangeSettings) -> Receipt:
    """Put new settings in force; receipt: version.

    Raises:
        Conflict: `settings_changed_since`.
        SettingsInvalid: Lists every mistake.
    """
    present = uow.settings.version()
    if command.expected_version not in {None, present}:
        raise Conflict("settings_changed_since", version=present)
    build_site(
        site_id="", name="", zone="UTC", epoch=1, version=present + 1, document=command.document
    )
    uow.settings.put_document(present + 1, dict(command.document), uow.now, command.layer)
    uow.record(
        EventKind.SITE_SETTINGS_CHANGED,
        actor,
        version=present + 1,
        part="settings",
        layer=command.layer.value,
    )
    return {"version": present + 1}


def import_catalogue(uow: UnitOfWork, actor: Actor, command: ImportCatalogue) -> Receipt:
    """Put a new catalogue in force; codes and counter numbers keep their ids; receipt: version.

    What is not listed any more is kept for the visits that name it, and offered no more.

    Raises:
        SettingsInvalid: Lists every mistake.
    """
    site = uow.site()
    known = Catalogue(
        (*site.services, *site.retired_services), (*site.counters, *site.retired_counters)
    )
    found = read_catalogue(command.document, known=known, new_id=uow.new_id)
    uow.settings.put_services(found.services)
    uow.settings.put_counters(found.counters)
    version = _next_version(uow)
    uow.record(EventKind.SITE_SETTINGS_CHANGED, actor, version=version, part="catalogue")
    return {"version": version}


def raise_epoch(uow: UnitOfWork, actor: Actor) -> Receipt:
    """Note that a backup was restored: leases given since it was made are unknown here."""
    epoch = uow.settings.raise_epoch()
    version = _next_version(uow)
    uow.record(EventKind.SITE_SETTINGS_CHANGED, actor, version=version, part="epoch", epoch=epoch)
    return {"epoch": epoch}


def _next_version(uow: UnitOfWork) -> int:
    """Count a version with the settings as they are: what beside them changed is seen by it."""
    version = uow.settings.version() + 1
    layer = uow.settings.layer() or SettingsLayer.DEFAULT
    uow.settings.put_document(version, uow.settings.document(), uow.now, layer)
    return version


def add_signing_key(uow: UnitOfWork, actor: Actor, command: AddSigningKey) -> Receipt:
    """Keep a key that signs appointment codes from now on; receipt: key_id.

    Raises:
        Unprocessable: `key_refused`.
        Conflict: `key_exists`.
    """
    if not 0 <= command.key_id <= 255 or len(command.seed) != 32:
        raise Unprocessable("key_refused")
    if any(key.key_id == command.key_id for key in uow.signing_keys.all()):
        raise Conflict("key_exists", key_id=command.key_id)
    uow.signing_keys.add(SigningKey(command.key_id, command.seed, command.public_key, uow.now))
    uow.record(EventKind.SITE_SETTINGS_CHANGED, actor, part="signing_key", key_id=command.key_id)
    return {"key_id": command.key_id}
