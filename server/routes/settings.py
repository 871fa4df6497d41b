"""The site's settings in layers, its catalogue, and how both were before."""

import re
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Query, Response

from core.catalogue import catalogue_document, catalogue_warnings, read_catalogue
from core.errors import NotFound, Refusal, Unprocessable
from core.model import SettingsLayer
from core.runtime.ids import new_id
from core.settings_layers import changed_paths, merged, origins
from core.store.reader import Reader
from core.usecases import settings as site_settings
from core.usecases.settings import (
    ChangeSettings,
    ImportCatalogue,
    ImportSettings,
    RestoreSettings,
)
from server.doing import Doing, Wired
from server.gate import Here
from server.paging import Limit
from server.settings_check import checked, checked_layers
from server.settings_file import (
    known_catalogue,
    layers_of,
    present_catalogue,
    settings_file,
)
from sync.contract.settings import SettingsDocument
from sync.contract.settings_calls import (
    CatalogueDocument,
    CatalogueOut,
    OwnDocument,
    RestoreIn,
    SettingsFile,
    SettingsImportOut,
    SettingsOut,
    SettingsVersionOut,
    SettingsVersionsOut,
)

router = APIRouter(prefix="/settings")


class PreconditionMissing(Refusal):
    """Settings are only changed by who has read the present ones."""

    status = 428

    def __init__(self) -> None:
        super().__init__("if_match_missing")


def read_version(if_match: Annotated[str | None, Header()] = None) -> int:
    """Return the version that a caller has read.

    Raises:
        PreconditionMissing: The caller does not say.
        Unprocessable: `if_match_invalid`.
    """
    if if_match is None:
        raise PreconditionMissing
    found = re.fullmatch(r'"?([0-9]{1,9})"?', if_match.strip())
    if found is None:
        raise Unprocessable("if_match_invalid")
    return int(found[1])


ReadVersion = Annotated[int, Depends(read_version)]


@router.get("")
def settings(wiring: Wired, response: Response) -> SettingsOut:
    """Return the settings, with where each value comes from; their version is the `ETag`."""
    with wiring.store.read() as reader:
        return _present(reader, response)


@router.put("")
def change(
    body: Annotated[OwnDocument, Body()],
    wiring: Wired,
    caller: Here,
    response: Response,
    version: ReadVersion,
    layer: Annotated[SettingsLayer, Query()] = SettingsLayer.SITE,
) -> SettingsOut:
    """Put what a layer says in force, whole; 409 `settings_changed_since` if somebody was faster.

    What the layers below give as well counts as inherited.
    """
    if layer is SettingsLayer.DEFAULT:
        raise Unprocessable("layer_fixed")
    with wiring.store.read() as reader:
        own = checked(layers_of(reader), layer, body)
    command = ChangeSettings(own, version, layer)
    wiring.store.write(lambda uow: site_settings.change(uow, caller.actor, command))
    with wiring.store.read() as reader:
        return _present(reader, response)


@router.get("/versions")
def versions(
    wiring: Wired, limit: Limit = 100, after: Annotated[int | None, Query(ge=1)] = None
) -> SettingsVersionsOut:
    """List the changes, newest first; `after` is the last version that was seen."""
    with wiring.store.read() as reader:
        found = reader.settings.versions(after, limit)
    items = tuple(
        SettingsVersionOut(
            version=one.version,
            layer=one.layer,
            part=one.part,
            at=one.at,
            agent_id=one.agent_id,
            changed=one.changed,
        )
        for one in found
    )
    more = len(items) == limit and items[-1].version > 1
    return SettingsVersionsOut(items=items, next=str(items[-1].version) if more else None)


@router.post("/restore")
def restore(body: RestoreIn, doer: Doing) -> SettingsImportOut:
    """Put settings and catalogue back as they were when a version was the newest."""
    command = RestoreSettings(body.version)
    with doer.wiring.store.read() as reader:
        before = merged(layers_of(reader))
        catalogue = catalogue_document(present_catalogue(reader))
    receipt = doer.do(body, lambda uow: site_settings.restore(uow, doer.caller.actor, command))
    with doer.wiring.store.read() as reader:
        return SettingsImportOut(
            preview=False,
            version=int(receipt["version"] or 0),
            changed=tuple(changed_paths(before, merged(layers_of(reader)))),
            catalogue_changes=catalogue_document(present_catalogue(reader)) != catalogue,
        )


@router.get("/catalogue")
def catalogue(wiring: Wired, response: Response) -> CatalogueOut:
    """Return services and counters as one document; its version is the `ETag`."""
    with wiring.store.read() as reader:
        return _present_catalogue(reader, response)


@router.put("/catalogue")
def change_catalogue(
    body: Annotated[CatalogueDocument, Body()],
    wiring: Wired,
    caller: Here,
    response: Response,
    version: ReadVersion,
) -> CatalogueOut:
    """Put services and counters in force, whole; ids stay with codes and counter numbers."""
    command = ImportCatalogue(body, version)
    wiring.store.write(lambda uow: site_settings.import_catalogue(uow, caller.actor, command))
    with wiring.store.read() as reader:
        return _present_catalogue(reader, response)


@router.get("/export")
def export(wiring: Wired) -> SettingsFile:
    """Return all layers and the catalogue as one file, without any secret."""
    with wiring.store.read() as reader:
        return settings_file(reader)


@router.post("/import")
def import_file(
    body: SettingsFile,
    doer: Doing,
    preview: Annotated[bool, Query()] = False,
) -> SettingsImportOut:
    """Take over a file of settings, all or nothing; with `preview` only say what it would do."""
    with doer.wiring.store.read() as reader:
        present = layers_of(reader)
        given = checked_layers(present, body.layers)
        changed = tuple(changed_paths(merged(present), merged({**present, **given})))
        version = reader.settings.version()
        there = catalogue_document(present_catalogue(reader))
        catalogue_changes = body.catalogue is not None and body.catalogue != there
        known = known_catalogue(reader)
    if preview:
        if body.catalogue is not None:
            read_catalogue(body.catalogue, known=known, new_id=new_id)
        return SettingsImportOut(
            preview=True, version=version, changed=changed, catalogue_changes=catalogue_changes
        )
    command = ImportSettings(given, body.catalogue)
    receipt = doer.do(
        body, lambda uow: site_settings.import_settings(uow, doer.caller.actor, command)
    )
    with doer.wiring.store.read() as reader:
        return SettingsImportOut(
            preview=False,
            version=int(receipt["version"] or 0),
            changed=changed,
            catalogue_changes=catalogue_changes,
            warnings=catalogue_warnings(present_catalogue(reader)),
        )


def _present(reader: Reader, response: Response) -> SettingsOut:
    newest = reader.settings.newest()
    if newest is None:
        raise NotFound("site_unknown")
    layers = layers_of(reader)
    effective = merged(layers)
    response.headers["ETag"] = f'"{newest.version}"'
    return SettingsOut(
        version=newest.version,
        changed_at=newest.at,
        layer=newest.layer,
        settings=SettingsDocument.model_validate(effective),
        origins=origins(effective, layers),
        layers=layers,
    )


def _present_catalogue(reader: Reader, response: Response) -> CatalogueOut:
    version, found = reader.settings.version(), present_catalogue(reader)
    response.headers["ETag"] = f'"{version}"'
    return CatalogueOut(
        version=version,
        catalogue=catalogue_document(found),
        warnings=catalogue_warnings(found),
    )
