"""A site is set up, and its settings change; every version is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.business_days import Days
from core.catalogue import (
    Catalogue,
    by_code,
    catalogue_document,
    catalogue_warnings,
    read_catalogue,
)
from core.errors import Conflict, NotFound, Unprocessable
from core.model import EventKind, SettingsLayer, SettingsPart
from core.ports import UnitOfWork
from core.settings_document import check_document, require_hours
from core.settings_layers import (
    ORDER,
    Document,
    SettingsVersion,
    below,
    changed_paths,
    changed_values,
    merged,
    own_part,
)
from core.site import Site
from core.things import Actor, Receipt, SigningKey
from core.usecases.day_turning import days_changed

_EPOCHS_BEGIN: Final = datetime(2020, 1, 1, tzinfo=UTC)
_PATHS_KEPT: Final = 200
_PATHS_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Initialise:
    """A new site: its name, its IANA zone, its settings and its catalogue."""

    name: str
    zone: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    catalogue: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """What a layer says from now on, whole; what the layers below say too is inherited.

    Attributes:
        expected_version: Refuses to overwrite somebody else's change.
    """

    document: Document
    expected_version: int | None = None
    layer: SettingsLayer = SettingsLayer.SITE


@dataclass(frozen=True, slots=True)
class ImportCatalogue:
    """A new catalogue, whole: `{"services": […], "counters": […]}`."""

    document: Document
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """Layers, a catalogue or both, from one file; what it does not name stays.

    Of a layer that is named, all that it says is replaced.
    """

    layers: Mapping[SettingsLayer, Document] = field(default_factory=dict)
    catalogue: Document | None = None
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class RestoreSettings:
    """Settings and catalogue shall be again as they were when `version` was the newest one."""

    version: int
    expected_version: int | None = None


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
    require_zone(command.zone)
    site_id = uow.new_id()
    uow.settings.create_site(site_id, command.name, command.zone, uow.now)
    _put_layer(uow, actor, SettingsLayer.DEFAULT, command.settings)
    if command.catalogue:
        _put_catalogue(uow, actor, command.catalogue)
    require_hours(uow.site())
    return {"site_id": site_id, "created": True}


def change(uow: UnitOfWork, actor: Actor, command: ChangeSettings) -> Receipt:
    """Put new settings of one layer in force; receipt: version.

    Raises:
        Conflict: `settings_changed_since`.
        SettingsInvalid: Lists every mistake of what the layers give together.
    """
    _require_version(uow, command.expected_version)
    days = uow.site().days
    _put_layer(uow, actor, command.layer, command.document)
    _settle(uow, actor, days)
    return {"version": uow.settings.version()}


def import_catalogue(uow: UnitOfWork, actor: Actor, command: ImportCatalogue) -> Receipt:
    """Put a new catalogue in force; codes and counter numbers keep their ids.

    What is not listed any more is kept for the visits that name it, and offered no more.
    Receipt: version, and `warnings`, what is allowed and probably not meant, with commas between.

    Raises:
        Conflict: `settings_changed_since`.
        SettingsInvalid: Lists every mistake.
    """
    _require_version(uow, command.expected_version)
    found = _put_catalogue(uow, actor, command.document)
    require_hours(uow.site())
    return {
        "version": uow.settings.version(),
        "warnings": ",".join(catalogue_warnings(found)),
    }


def import_settings(uow: UnitOfWork, actor: Actor, command: ImportSettings) -> Receipt:
    """Put layers and a catalogue in force, all or nothing; what stays the same makes no version.

    Receipt: before, version, changed (how many parts).

    Raises:
        Conflict: `settings_changed_since`.
        SettingsInvalid: Lists every mistake.
    """
    _require_version(uow, command.expected_version)
    before, days = uow.settings.version(), uow.site().days
    changed = _put_layers(uow, actor, command.layers)
    if command.catalogue is not None and _differs(uow.site(), command.catalogue):
        _put_catalogue(uow, actor, command.catalogue)
        changed += 1
    _settle(uow, actor, days)
    return {"before": before, "version": uow.settings.version(), "changed": changed}


def restore(uow: UnitOfWork, actor: Actor, command: RestoreSettings) -> Receipt:
    """Put back what was in force when a version was the newest; receipt: before, version, changed.

    It is a change like others: new versions, so that it can be taken back in its turn.

    Raises:
        NotFound: `settings_version_unknown`.
        Conflict: `settings_changed_since`.
    """
    if not 1 <= command.version <= uow.settings.version():
        raise NotFound("settings_version_unknown", version=uow.settings.version())
    former = uow.settings.layers(command.version)
    layers = {layer: found.document for layer, found in former.items()}
    for layer in uow.settings.layers():
        layers.setdefault(layer, {})
    return import_settings(
        uow,
        actor,
        ImportSettings(layers, uow.settings.catalogue(command.version), command.expected_version),
    )


def raise_epoch(uow: UnitOfWork, actor: Actor, above: int = 0) -> Receipt:
    """Note that a backup or a copy is in force: leases given since it was made are unknown here.

    The new epoch is above the one of these data and above `above`, and not below the seconds since
    2020: so two backups that are restored one after the other never share an epoch, nor do two
    machines that take over at different times. Receipt: epoch.
    """
    since_2020 = int((uow.now - _EPOCHS_BEGIN).total_seconds())
    epoch = max(uow.site().epoch + 1, above + 1, since_2020)
    uow.settings.put_epoch(epoch)
    newest = uow.settings.newest()
    layer = SettingsLayer.DEFAULT if newest is None else newest.layer
    document = own_document(uow, layer)
    put_version(uow, actor, layer, SettingsPart.EPOCH, document, changed=(), epoch=epoch)
    return {"epoch": epoch}


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


def require_zone(zone: str) -> None:
    """Refuse what is no zone.

    Raises:
        Unprocessable: `zone_unknown`.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Unprocessable("zone_unknown", zone=zone) from error


def _settle(uow: UnitOfWork, actor: Actor, before: Days) -> None:
    """Judge what all that changed gives together, and let the business days follow it."""
    require_hours(uow.site())
    days_changed(uow, actor, before)


def _require_version(uow: UnitOfWork, expected: int | None) -> None:
    present = uow.settings.version()
    if expected not in {None, present}:
        raise Conflict("settings_changed_since", version=present)


def own_document(uow: UnitOfWork, layer: SettingsLayer) -> Document:
    """Return what a layer says itself."""
    found = uow.settings.layers().get(layer)
    return {} if found is None else found.document


def _put_layer(uow: UnitOfWork, actor: Actor, layer: SettingsLayer, document: Document) -> None:
    layers = {one: found.document for one, found in uow.settings.layers().items()}
    own = own_part(document, merged(below(layers, layer)))
    before, after = merged(layers), merged({**layers, layer: own})
    check_document(after)
    _put_settings(uow, actor, layer, own, before, after)


def _put_settings(
    uow: UnitOfWork,
    actor: Actor,
    layer: SettingsLayer,
    own: Document,
    before: Document,
    after: Document,
) -> None:
    put_version(
        uow,
        actor,
        layer,
        SettingsPart.SETTINGS,
        own,
        changed=tuple(changed_paths(before, after)),
        values=changed_values(before, after),
    )


def _put_layers(uow: UnitOfWork, actor: Actor, documents: Mapping[SettingsLayer, Document]) -> int:
    """Put several layers in force; return how many of them changed.

    They are judged together: one alone may be wrong over what another one still said.
    """
    layers = {one: found.document for one, found in uow.settings.layers().items()}
    changing = [
        layer
        for layer in ORDER
        if layer in documents and changed_paths(layers.get(layer, {}), documents[layer])
    ]
    if changing:
        check_document(merged({**layers, **documents}))
    for layer in changing:
        before = merged(layers)
        layers[layer] = documents[layer]
        _put_settings(uow, actor, layer, documents[layer], before, merged(layers))
    return len(changing)


def _put_catalogue(uow: UnitOfWork, actor: Actor, document: Document) -> Catalogue:
    site = uow.site()
    known = Catalogue(
        (*site.services, *site.retired_services), (*site.counters, *site.retired_counters)
    )
    found = read_catalogue(document, known=known, new_id=uow.new_id)
    before = by_code(catalogue_document(Catalogue(site.services, site.counters)))
    after = by_code(catalogue_document(found))
    uow.settings.put_services(found.services)
    uow.settings.put_counters(found.counters)
    layer = SettingsLayer.SITE if uow.settings.version() > 1 else SettingsLayer.DEFAULT
    put_version(
        uow,
        actor,
        layer,
        SettingsPart.CATALOGUE,
        own_document(uow, layer),
        changed=tuple(changed_paths(before, after)),
        catalogue=catalogue_document(found),
        values=changed_values(before, after),
    )
    return found


def _differs(site: Site, document: Document) -> bool:
    return dict(document) != catalogue_document(Catalogue(site.services, site.counters))


def put_version(
    uow: UnitOfWork,
    actor: Actor,
    layer: SettingsLayer,
    part: SettingsPart,
    document: Document,
    *,
    changed: tuple[str, ...],
    catalogue: Document | None = None,
    values: Sequence[str] = (),
    epoch: int | None = None,
) -> None:
    """Put a version in force that says `document` of its layer, and journal it."""
    version = uow.settings.version() + 1
    uow.settings.put_version(
        SettingsVersion(
            version,
            layer,
            part,
            uow.now,
            document,
            actor.agent_id,
            catalogue,
            changed[:_PATHS_KEPT],
        )
    )
    uow.record(
        EventKind.SITE_SETTINGS_CHANGED,
        actor,
        version=version,
        part=part.value,
        layer=layer.value,
        changes=len(changed),
        paths=",".join(changed[:_PATHS_TOLD]),
        values="; ".join(values[:_PATHS_TOLD]),
        epoch=epoch,
    )
