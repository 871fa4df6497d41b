"""Settings in layers: what each one holds of its own, and what they give together.

Objects merge by name, lists and single values replace. `null` takes away what the layers below
say, as in RFC 7396 (JSON Merge Patch). A path is the names from the outside in, with dots between
them; a list is one value, and so is an empty object.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from core.model import AgentId, SettingsLayer, SettingsPart

Document = Mapping[str, Any]

_WORDS: Final = frozenset(
    {
        "day_starts_at",
        "gateway",
        "kind",
        "late_policy",
        "letter",
        "meeting",
        "person",
        "priority_mode",
        "seen_on",
        "theme",
        "times",
        "zone",
    }
)
"""Names whose texts are words of the program, times or zones."""

ORDER: Final = tuple(SettingsLayer)
"""From the bottom up."""


@dataclass(frozen=True, slots=True)
class SettingsVersion:
    """One change of the settings; a layer's newest version holds all that it says.

    Attributes:
        document: What the layer says itself.
        catalogue: The catalogue that came into force with it; None where it stayed.
        changed: Paths that differ from the version before, cut where there are many.
    """

    version: int
    layer: SettingsLayer
    part: SettingsPart
    at: datetime
    document: Document = field(repr=False)
    agent_id: AgentId | None = None
    catalogue: Document | None = field(default=None, repr=False)
    changed: tuple[str, ...] = ()


def merge(lower: Document, upper: Document) -> dict[str, Any]:
    """Return what two layers give together."""
    found = dict(lower)
    for name, value in upper.items():
        below = found.get(name)
        if value is None:
            found.pop(name, None)
        elif isinstance(value, Mapping):
            found[name] = merge(below if isinstance(below, Mapping) else {}, value)
        else:
            found[name] = value
    return found


def merged(layers: Mapping[SettingsLayer, Document]) -> dict[str, Any]:
    """Return what all layers give together."""
    found: dict[str, Any] = {}
    for layer in ORDER:
        found = merge(found, layers.get(layer, {}))
    return found


def below(
    layers: Mapping[SettingsLayer, Document], layer: SettingsLayer
) -> dict[SettingsLayer, Document]:
    """Return the layers that lie below one."""
    return {one: layers.get(one, {}) for one in ORDER[: ORDER.index(layer)]}


def own_part(document: Document, lower: Document) -> dict[str, Any]:
    """Return what a document says beyond the layers below; what is the same is inherited."""
    found: dict[str, Any] = {}
    for name, value in document.items():
        if name not in lower:
            if value is not None:
                found[name] = value
        elif isinstance(value, Mapping) and isinstance(lower[name], Mapping):
            own = own_part(value, lower[name])
            if own:
                found[name] = own
        elif not _same(value, lower[name]):
            found[name] = value
    return found


def difference(whole: Document, lower: Document) -> dict[str, Any]:
    """Return what must be said over `lower` to give `whole`: `null` for what is not there."""
    found = own_part(whole, lower)
    for name, value in lower.items():
        if name not in whole:
            if value is not None:
                found[name] = None
        elif isinstance(value, Mapping) and isinstance(whole[name], Mapping):
            inside = difference(whole[name], value)
            if inside:
                found[name] = inside
    return found


def origins(
    complete: Document, layers: Mapping[SettingsLayer, Document]
) -> dict[str, SettingsLayer]:
    """Return which layer each value of the whole settings comes from, by path."""
    parts = [(layer, layers.get(layer, {})) for layer in reversed(ORDER)]
    return dict(_origins(complete, parts, SettingsLayer.DEFAULT, ""))


def _origins(
    complete: Document,
    parts: Sequence[tuple[SettingsLayer, Document]],
    otherwise: SettingsLayer,
    path: str,
) -> Iterator[tuple[str, SettingsLayer]]:
    for name, value in complete.items():
        place = f"{path}{name}"
        inside: list[tuple[SettingsLayer, Document]] = []
        owner = otherwise
        for layer, part in parts:
            if name not in part:
                continue
            given = part[name]
            if isinstance(given, Mapping) and isinstance(value, Mapping):
                inside.append((layer, given))
                continue
            # What lies below a value, or below `null`, does not count.
            owner = layer
            break
        if isinstance(value, Mapping) and value:
            yield from _origins(value, inside, owner, f"{place}.")
        else:
            yield place, inside[0][0] if inside else owner


def leaves(document: Document, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of a document with its path."""
    for name, value in document.items():
        place = f"{path}{name}"
        if isinstance(value, Mapping) and value:
            yield from leaves(value, f"{place}.")
        else:
            yield place, value


def changed_paths(before: Document, after: Document) -> list[str]:
    """Return the paths whose values differ between two documents, in order."""
    old, new = dict(leaves(before)), dict(leaves(after))
    return sorted(
        path
        for path in old.keys() | new.keys()
        if path not in old or path not in new or not _same(old[path], new[path])
    )


def changed_values(before: Document, after: Document) -> list[str]:
    """Return `path: old → new` where both are numbers, switches or words of ours; no free text.

    Texts that people write and addresses may hold names or secrets; they are left out.
    """
    old, new = dict(leaves(before)), dict(leaves(after))
    return [
        f"{path}: {_told(old.get(path))} → {_told(new.get(path))}"
        for path in changed_paths(before, after)
        if _tellable(path, old.get(path)) and _tellable(path, new.get(path))
    ]


def _tellable(path: str, value: object) -> bool:
    if isinstance(value, str):
        return path.rpartition(".")[2] in _WORDS
    return value is None or isinstance(value, bool | int)


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value is None else str(value)


def _same(one: object, other: object) -> bool:
    # In Python `1 == True`; in a document they are two values.
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    return one == other
