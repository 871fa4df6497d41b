"""All that a site is set up to be, as one file."""

from typing import Any

from core.catalogue import Catalogue, catalogue_document
from core.model import SettingsLayer
from core.store.reader import Reader
from sync.contract.settings_calls import NamedSite, SettingsFile


def settings_file(reader: Reader) -> SettingsFile:
    """Return every layer and the catalogue; no secret is among them."""
    site = reader.site()
    return SettingsFile(
        site=NamedSite(name=site.name, zone=site.zone),
        # A layer that says nothing stands there too: to take the file over empties it again.
        layers={layer: {} for layer in SettingsLayer} | layers_of(reader),
        catalogue=catalogue_document(present_catalogue(reader)),
    )


def layers_of(reader: Reader) -> dict[SettingsLayer, dict[str, Any]]:
    """Return what each layer says itself."""
    return {layer: dict(found.document) for layer, found in reader.settings.layers().items()}


def documents_at(reader: Reader, version: int) -> dict[SettingsLayer, dict[str, Any]]:
    """Return what each layer said itself when a version was the newest."""
    found = reader.settings.layers(version)
    return {layer: dict(one.document) for layer, one in found.items()}


def present_catalogue(reader: Reader) -> Catalogue:
    """Return the services and counters that are in force."""
    site = reader.site()
    return Catalogue(site.services, site.counters)


def known_catalogue(reader: Reader) -> Catalogue:
    """Return all services and counters whose ids stay with their codes and numbers."""
    site = reader.site()
    return Catalogue(
        (*site.services, *site.retired_services), (*site.counters, *site.retired_counters)
    )
