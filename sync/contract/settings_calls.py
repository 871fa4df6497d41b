"""Calls about the settings: what is in force, where it comes from, and how it was before."""

from typing import Annotated, Any, Final

from pydantic import Field

from core.model import SettingsLayer, SettingsPart
from sync.contract.settings import SettingsDocument
from sync.contract.wire import Answer, Id, Instant, Request

FORMAT: Final = 1
"""Of a file of settings; a later program may write a higher one, which this one refuses."""

OwnDocument = Annotated[dict[str, Any], Field(max_length=100)]
"""What one layer says itself: any part of a `SettingsDocument`; `null` takes away what is below."""

CatalogueDocument = Annotated[dict[str, Any], Field(max_length=10)]
"""`{"services": […], "counters": […]}`."""


class SettingsOut(Answer):
    """The settings in force; `version` goes back in `If-Match`.

    Attributes:
        layer: Who made the newest version.
        settings: What all layers give together.
        origins: For each value that is not left to the program, by its path, who says so.
        layers: What each layer says itself.
    """

    version: int
    changed_at: Instant | None = None
    layer: SettingsLayer = SettingsLayer.SITE
    settings: SettingsDocument
    origins: dict[str, SettingsLayer] = Field(default_factory=dict)
    layers: dict[SettingsLayer, OwnDocument] = Field(default_factory=dict)


class SettingsVersionOut(Answer):
    """One change of the settings.

    Attributes:
        changed: Paths of what differs from the version before, cut where there are many.
    """

    version: int
    layer: SettingsLayer
    part: SettingsPart
    at: Instant
    agent_id: Id | None = None
    changed: tuple[str, ...] = ()


class SettingsVersionsOut(Answer):
    """Changes of the settings, newest first."""

    items: tuple[SettingsVersionOut, ...]
    next: str | None = None


class RestoreIn(Request):
    """Put settings and catalogue back as they were when this version was the newest."""

    version: Annotated[int, Field(ge=1, le=999_999_999)]


class CatalogueOut(Answer):
    """The services and counters in force.

    Attributes:
        warnings: What is allowed and probably not meant, as `code:what`.
    """

    version: int
    catalogue: CatalogueDocument
    warnings: tuple[str, ...] = ()


class NamedSite(Request):
    """Which site a file of settings was written at; nothing is taken from it."""

    name: Annotated[str, Field(max_length=120)]
    zone: Annotated[str, Field(max_length=64)]


class SettingsFile(Request):
    """All settings of a site in one file; no secret is among them."""

    format: Annotated[int, Field(ge=1, le=999_999_999)] = FORMAT
    site: NamedSite | None = None
    layers: dict[SettingsLayer, OwnDocument] = Field(default_factory=dict)
    catalogue: CatalogueDocument | None = None


class SettingsImportOut(Answer):
    """What a file of settings did, or (`preview`) would do: the paths that change.

    Attributes:
        catalogue_changed: Paths by code of a service or number of a counter, cut where many.
    """

    preview: bool
    version: int
    changed: tuple[str, ...] = ()
    catalogue_changes: bool = False
    catalogue_changed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
