"""Paths and what stands behind them, found by their segments in one walk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Node(Generic[T]):
    """What may follow a segment; `names` are the parameters on the way here, by method."""

    following: "dict[str, _Node[T]]" = field(default_factory=dict)
    any: "_Node[T] | None" = None
    found: dict[str, T] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)


class PathTable(Generic[T]):
    """What stands behind each method and path, such as `POST /v1/steps/{step_id}/start`.

    A hundred paths tried one after the other cost more than all else that is done before a
    route; this costs one look for each segment.

    Args:
        rows: Method, path and what stands there. A parameter is a whole segment.
    """

    def __init__(self, rows: Iterable[tuple[str, str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for method, path, found in rows:
            node, names = self._root, []
            for segment in path.split("/"):
                if segment.startswith("{"):
                    names.append(segment.strip("{}"))
                    node.any = node = node.any or _Node()
                else:
                    node = node.following.setdefault(segment, _Node())
            node.found[method] = found
            node.names[method] = tuple(names)

    def find(self, method: str, path: str) -> tuple[T, Mapping[str, str]] | None:
        """Return what stands there and the path's parameters; None if nothing does.

        Args:
            method: In capitals.
            path: Decoded, from its first `/`.
        """
        node, values = self._walk(path)
        if node is None or method not in node.found:
            return None
        return node.found[method], dict(zip(node.names[method], values, strict=True))

    def methods(self, path: str) -> tuple[str, ...]:
        """Return the methods that a path answers to; none if there is no such path."""
        node, _ = self._walk(path)
        return () if node is None else tuple(sorted(node.found))

    def _walk(self, path: str) -> tuple[_Node[T] | None, list[str]]:
        values: list[str] = []
        return _lead(self._root, path.split("/"), values), values


def _lead(node: _Node[T], segments: list[str], values: list[str]) -> _Node[T] | None:
    """Return where segments lead, and add what stands for parameters to `values`."""
    if not segments:
        return node if node.found else None
    segment, *rest = segments
    following = node.following.get(segment)
    if following is not None:
        # A path without a parameter comes first: `self` is no id, where it stands for itself.
        found = _lead(following, rest, values)
        if found is not None:
            return found
    if node.any is None or not segment:
        return None
    values.append(segment)
    found = _lead(node.any, rest, values)
    if found is None:
        values.pop()
    return found
