"""Pages of a list: `limit` and an opaque `after`."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query

T = TypeVar("T")
Limit = Annotated[int, Query(ge=1, le=500)]


def page(
    found: Sequence[T], limit: int, after: str | None, key: Callable[[T], str]
) -> tuple[tuple[T, ...], str | None]:
    """Return one page and the cursor of the next; a cursor that is gone starts anew."""
    start = 0
    if after is not None:
        start = next((i + 1 for i, item in enumerate(found) if key(item) == after), 0)
    shown = tuple(found[start : start + limit])
    more = start + limit < len(found)
    return shown, key(shown[-1]) if more and shown else None
