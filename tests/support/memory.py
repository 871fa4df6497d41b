"""What a thing holds in memory, for tests of what must not be there."""

from collections.abc import Mapping
from typing import Any


def texts_in(thing: Any) -> set[str]:  # noqa: ANN401 - anything may hold a text
    """Return every text that a thing holds, in its fields and in what they hold."""
    found: set[str] = set()
    seen: set[int] = set()
    left = [thing]
    while left:
        one = left.pop()
        if isinstance(one, str):
            found.add(one)
        elif id(one) not in seen:
            seen.add(id(one))
            left += _held(one)
    return found


def _held(one: Any) -> list[Any]:  # noqa: ANN401
    if isinstance(one, Mapping):
        return [*one.keys(), *one.values()]
    if isinstance(one, (list, tuple, set, frozenset)):
        return list(one)
    slots = getattr(type(one), "__slots__", ())
    return [*vars(one).values()] if hasattr(one, "__dict__") else [getattr(one, s) for s in slots]
