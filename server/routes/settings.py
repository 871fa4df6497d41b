"""The site's settings in layers, its catalogue, and how both were before."""

import re
from typing import Annotated, Final

from fastapi import Body, Depends, Header, Query, Request, Response

from core.catalogue import by_code, catalogue_document, catalogue_warnings, read_catalogue
from core.errors import NotFound, Refusal, SettingsInvalid, Unprocessable
from core.model import SettingsLayer
from core.ports import UnitOfWork
from core.runtime.ids import new_id
from core.settings_layers import Document, changed_paths, merged, origins
from core.store.reader import Reader
from core.things import Receipt
from core.usecases import settings as site_settings
from core.usecases.searching import NoteTaking, note_taking
from core.usecases.settings import (
    ChangeSettings,
    ImportCatalogue,
    ImportSettings,
    RestoreSettings,
)
from server.auth.gate import Here
from server.doing import Doing, Wired
from server.nouns import Noun
from server.paging import Limit
from server.settings_check import NotStrict, checked, checked_layers, strict_json
from server.settings_file import (
    documents_at,
    known_catalogue,
    layers_of,
    present_catalogue,
    settings_file,
)
from server.wiring import Wiring
from sync.contract.settings import SettingsDocument
from sync.contract.settings_calls import (
    FORMAT,
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

router = Noun("/settings")

MOST_PATHS: Final = 500
"""Paths of a catalogue that an answer names."""


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


def maybe_read_version(if_match: Annotated[str | None, Header()] = None) -> int | None:
    """Return the version that a caller has read, if it says so; `if_match_invalid`."""
    return None if if_match is None else read_version(if_match)


MaybeReadVersion = Annotated[int | None, Depends(maybe_read_version)]


async def _sent(request: Request) -> bytes:
    return await request.body()


def _strict(sent: Annotated[bytes, Depends(_sent)]) -> None:
    """Refuse a body that means two things: what stands twice, and texts that cannot be kept."""
    try:
        strict_json(sent)
    except NotStrict as error:
        raise SettingsInvalid([f"document: {error}"]) from error


STRICT: Final = [Depends(_strict)]


@router.get("")
def settings(wiring: Wired, response: Response) -> SettingsOut:
    """Return the settings, with where each value comes from; their version is the `ETag`."""
    with wiring.store.read() as reader:
        return _present(reader, response)


@router.put("", dependencies=STRICT)
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
def restore(body: RestoreIn, doer: Doing, version: MaybeReadVersion) -> SettingsImportOut:
    """Put settings and catalogue back as they were when a version was the newest."""
    command = RestoreSettings(body.version, version)
    receipt = doer.do(body, lambda uow: site_settings.restore(uow, doer.caller.actor, command))
    return _done(doer.wiring, receipt)


@router.get("/catalogue")
def catalogue(wiring: Wired, response: Response) -> CatalogueOut:
    """Return services and counters as one document; its version is the `ETag`."""
    with wiring.store.read() as reader:
        return _present_catalogue(reader, response)


@router.put("/catalogue", dependencies=STRICT)
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
def export(wiring: Wired, caller: Here) -> SettingsFile:
    """Return all layers and the catalogue as one file, without any secret; it is journaled."""
    taking = NoteTaking("settings")
    wiring.store.write(lambda uow: note_taking(uow, caller.actor, taking))
    with wiring.store.read() as reader:
        return settings_file(reader)


@router.post("/import", dependencies=STRICT)
def import_file(
    body: SettingsFile,
    doer: Doing,
    version: MaybeReadVersion,
    preview: Annotated[bool, Query()] = False,
) -> SettingsImportOut:
    """Take over a file of settings, all or nothing; with `preview` only say what it would do."""
    if body.format > FORMAT:
        raise Unprocessable("settings_format_newer", format=body.format, known=FORMAT)
    if preview:
        with doer.wiring.store.read() as reader:
            return _preview(reader, body)

    def work(uow: UnitOfWork) -> Receipt:
        layers = {layer: found.document for layer, found in uow.settings.layers().items()}
        given = checked_layers(layers, body.layers)
        command = ImportSettings(given, body.catalogue, version)
        return site_settings.import_settings(uow, doer.caller.actor, command)

    return _done(doer.wiring, doer.do(body, work))


def _preview(reader: Reader, file: SettingsFile) -> SettingsImportOut:
    present = layers_of(reader)
    given = checked_layers(present, file.layers)
    there = present_catalogue(reader)
    wanted = there
    if file.catalogue is not None:
        known = known_catalogue(reader)
        wanted = read_catalogue(file.catalogue, known=known, new_id=new_id)
    return SettingsImportOut(
        preview=True,
        version=reader.settings.version(),
        changed=tuple(changed_paths(merged(present), merged({**present, **given}))),
        catalogue_changes=catalogue_document(wanted) != catalogue_document(there),
        catalogue_changed=_catalogue_paths(
            by_code(catalogue_document(there)), by_code(catalogue_document(wanted))
        ),
        warnings=catalogue_warnings(wanted),
    )


def _done(wiring: Wiring, receipt: Receipt) -> SettingsImportOut:
    """Say what a change did, from the versions before and after it: a replay says the same."""
    before, after = int(receipt["before"] or 0), int(receipt["version"] or 0)
    with wiring.store.read() as reader:
        old, new = documents_at(reader, before), documents_at(reader, after)
        was, became = reader.settings.catalogue(before), reader.settings.catalogue(after)
        return SettingsImportOut(
            preview=False,
            version=after,
            changed=tuple(changed_paths(merged(old), merged(new))),
            catalogue_changes=was != became,
            catalogue_changed=_catalogue_paths(
                by_code(was) if was else {}, by_code(became) if became else {}
            ),
            warnings=catalogue_warnings(present_catalogue(reader)),
        )


def _catalogue_paths(before: Document, after: Document) -> tuple[str, ...]:
    return tuple(changed_paths(before, after)[:MOST_PATHS])


def _present(reader: Reader, response: Response) -> SettingsOut:
    newest = reader.settings.newest()
    if newest is None:
        raise NotFound("site_unknown")
    layers = layers_of(reader)
    found = SettingsDocument.model_validate(merged(layers))
    response.headers["ETag"] = f'"{newest.version}"'
    return SettingsOut(
        version=newest.version,
        changed_at=newest.at,
        layer=newest.layer,
        settings=found,
        origins=origins(found.model_dump(mode="json"), layers),
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
