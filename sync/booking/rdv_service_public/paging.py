"""Reading a whole list that has no order and may move while it is read."""

from dataclasses import dataclass
from typing import Final, Protocol

from pydantic import ValidationError

from sync.booking.gateway import BookingFailed
from sync.booking.rdv_service_public.parse import PageMeta, rdv_id

PASSES: Final = 12
"""How often a list is read again before it is given up for now."""
PAGES: Final = 100
_STILL: Final = 4


class FetchPage(Protocol):
    """Asks for one page of a list."""

    def __call__(self, page: int) -> object:
        """Return the parsed body of a page, counted from 1."""
        ...


@dataclass(frozen=True, slots=True)
class _Pass:
    """One reading of all pages; `total` is None where it moved meanwhile."""

    rows: tuple[object, ...]
    total: int | None
    pages: int


def read_whole_list(fetch: FetchPage, plural: str) -> tuple[object, ...]:
    """Read every row of a list once, whatever the pages skip or repeat.

    The rows of several readings are joined by `id`, until there are as many as the server counts.
    A server may count a row twice (several holders of one RDV): it is taken to be read when it was
    read as often as may be, and the last readings brought nothing new. When the count moves, all
    begins again.

    Returns:
        The rows, in no order; those without a readable `id` come last, from the last reading.

    Raises:
        BookingFailed: The answers are no list, or the list does not stand still.
        BookingFault: A page could not be had.
    """
    known: dict[int, object] = {}
    nameless: list[object] = []
    total: int | None = None
    still = 0
    for _ in range(PASSES):
        one = _read_pages(fetch, plural)
        if one.total is None or (total is not None and one.total != total):
            known, total, still = {}, None, 0
            if one.total is None:
                continue
        total = one.total
        before = len(known)
        nameless = []
        for row in one.rows:
            number = rdv_id(row)
            if number is None:
                nameless.append(row)
            else:
                known[number] = row
        still = still + 1 if len(known) == before else 0
        # One page is one answer: it cannot have moved under the reader.
        if one.pages == 1 or len(known) + len(nameless) >= total:
            return (*known.values(), *nameless)
    if total is not None and still >= _STILL:
        return (*known.values(), *nameless)
    raise BookingFailed("list_unsettled")


def _read_pages(fetch: FetchPage, plural: str) -> _Pass:
    rows: list[object] = []
    total: int | None = None
    page = 1
    for count in range(1, PAGES + 1):
        found, meta = _read_page(fetch(page), plural)
        rows.extend(found)
        if count == 1:
            total = meta.total_count
        elif meta.total_count != total:
            return _Pass((), None, count)
        if meta.next_page is None:
            return _Pass(tuple(rows), len(rows) if total is None else total, count)
        if meta.next_page <= page:
            raise BookingFailed("paging_loops")
        page = meta.next_page
    raise BookingFailed("list_too_long")


def _read_page(body: object, plural: str) -> tuple[list[object], PageMeta]:
    rows = body.get(plural) if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(rows, list):
        raise BookingFailed("answer_garbled")
    try:
        return rows, PageMeta.model_validate(body.get("meta") or {})
    except ValidationError as error:
        raise BookingFailed("answer_garbled") from error
