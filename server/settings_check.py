"""Settings as they come in from outside: checked together with the layers that they stand on."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from core.errors import SettingsInvalid
from core.model import SettingsLayer
from core.runtime.settings import mistakes_of
from core.settings_document import check_document
from core.settings_layers import Document, below, merge, merged, own_part
from sync.contract.settings import SettingsDocument

_UNKNOWN: Final = "Extra inputs are not permitted"
Layers = Mapping[SettingsLayer, Document]


def whole(document: Document) -> dict[str, Any]:
    """Return a document with every value that the program gives by itself.

    Raises:
        SettingsInvalid: Lists every mistake, and no value.
    """
    try:
        found = SettingsDocument.model_validate(document).model_dump(mode="json")
    except ValidationError as error:
        told = [one for one in mistakes_of(error) if not one.endswith(_UNKNOWN)]
        found_names = _unknown_names(document)
        raise SettingsInvalid([*told, *found_names] or mistakes_of(error)) from error
    check_document(document)
    return found


def _unknown_names(document: Document) -> list[str]:
    """Return what the rules' own reading says of names: it knows which one may be meant."""
    try:
        check_document(document)
    except SettingsInvalid as error:
        return [one for one in error.mistakes if "unknown name" in one]
    return []


def checked(layers: Layers, layer: SettingsLayer, document: Document) -> dict[str, Any]:
    """Return what a layer says itself, if a document stands in its place from now on.

    The document may be part of the settings or all of them: what the layers below give as well is
    inherited, so that whoever reads all, changes one value and sends all back changes one value.

    Raises:
        SettingsInvalid: What all layers would give together is wrong.
    """
    whole(merged({**layers, layer: document}))
    return _own(layers, layer, document)


def checked_layers(present: Layers, given: Layers) -> dict[SettingsLayer, dict[str, Any]]:
    """Return what each layer of a file says itself, from the bottom up.

    Raises:
        SettingsInvalid: What all layers would give together is wrong.
    """
    found: dict[SettingsLayer, dict[str, Any]] = {}
    whole(merged({**present, **given}))
    for layer in SettingsLayer:
        if layer in given:
            found[layer] = _own({**present, **found}, layer, given[layer])
    return found


def _own(layers: Layers, layer: SettingsLayer, document: Document) -> dict[str, Any]:
    if layer is SettingsLayer.DEFAULT:
        # It says everything, so that a later version of the program changes nothing by itself.
        return own_part(whole(document), {})
    lower = merged(below(layers, layer))
    return own_part(whole(merge(lower, document)), whole(lower))


def strict_json(text: str) -> Any:  # noqa: ANN401 - JSON
    """Read JSON in which no name stands twice.

    Raises:
        ValueError: It is no JSON, a name stands twice, or a number is none.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name stands twice in one object")
        return found

    def no_number(name: str) -> None:
        raise ValueError(f"{name} is no number")

    return json.loads(text, object_pairs_hook=once, parse_constant=no_number)
