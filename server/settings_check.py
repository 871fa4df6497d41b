"""Settings as they come in from outside: checked together with the layers that they stand on."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from core.errors import SettingsInvalid
from core.model import SettingsLayer
from core.reading import shown
from core.runtime.settings import mistakes_of
from core.settings_document import check_document
from core.settings_layers import Document, below, difference, merge, merged, own_part
from server.slip_check import not_for_slips
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
    unsaid = not_for_slips(found["waiting_room"], found["privacy_url"])
    if unsaid:
        raise SettingsInvalid([f"{name}: {told}" for name, told in unsaid.items()])
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
    """Return the layers of a file, which stand there as they were kept.

    Raises:
        SettingsInvalid: What all layers would give together is wrong.
    """
    whole(merged({**present, **given}))
    return {
        layer: _own(present, layer, document) if layer is SettingsLayer.DEFAULT else dict(document)
        for layer, document in given.items()
    }


def _own(layers: Layers, layer: SettingsLayer, document: Document) -> dict[str, Any]:
    if layer is SettingsLayer.DEFAULT:
        # It says everything, so that a later version of the program changes nothing by itself.
        return own_part(whole(document), {})
    lower = merged(below(layers, layer))
    upper = merge(lower, document)
    try:
        return difference(whole(upper), whole(lower))
    except SettingsInvalid:
        # Lower layers may be right only together with those above them.
        return difference(upper, lower)


class NotStrict(ValueError):
    """JSON that readers may understand differently, or that cannot be kept."""


def strict_json(text: str | bytes) -> Any:  # noqa: ANN401 - JSON
    """Read JSON in which no name stands twice, and no text that UTF-8 cannot carry.

    Raises:
        NotStrict: A name stands twice, a number is none, or half a character stands alone.
        ValueError: It is no JSON.
        RecursionError: It is too deep.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in found if names.count(name) > 1)
            raise NotStrict(f"the name {shown(twice)} stands twice in one object")
        return found

    def no_number(name: str) -> None:
        raise NotStrict(f"{name} is no number")

    found = json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise NotStrict("a text holds half a character") from error
    return found
