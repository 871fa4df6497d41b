"""Reading a whole list that has no order and may move while it is read.

Of a list of several pages nothing is believed: a row that another one pushed to a page that was
read already is never seen, and a count says nothing, since one made and one deleted balance. A
list of one page is one answer, which cannot move. So a span of time whose list has several pages
is read in parts, each of one page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, Protocol

from sync.booking.gateway import BookingFailed
from sync.booking.rdv_service_public.parse import rdv_id

READINGS: Final = 3
"""How often a span is read again that moved while it was read, before it is given up for now."""
PARTS: Final = 80
PASSES: Final = 12
"""How often the pages of a part that cannot be divided are read to find two readings alike."""
PAGES: Final = 20
_SECOND: Final = timedelta(seconds=1)
_MINUTE: Final = timedelta(minutes=1)
_FILL: Final = 0.7


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of wall-clock time, both ends included, in whole seconds."""

    begin: datetime
    end: datetime

    def cut(self, at: Iterable[datetime]) -> list["Span"]:
        """Return the parts of this span between moments that begin a part."""
        inside = sorted({one for one in at if self.begin < one <= self.end})
        begins = [self.begin, *inside, self.end + _SECOND]
        return [Span(begin, until - _SECOND) for begin, until in pairwise(begins)]

    def halves(self) -> list["Span"]:
        """Return two parts, or this span where it is a minute or less."""
        length = self.end + _SECOND - self.begin
        if length <= _MINUTE:
            return [self]
        return self.cut([self.begin + timedelta(minutes=max(1, length // _MINUTE // 2))])


class FetchPage(Protocol):
    """Asks for one page of the list of a span."""

    def __call__(self, span: Span, page: int) -> object:
        """Return the parsed body of a page, counted from 1."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """One answer; `total` is what the server counts in the whole list, where it says so."""

    rows: tuple[object, ...]
    total: int | None
    next_page: int | None


@dataclass(frozen=True, slots=True)
class _Part:
    span: Span
    rows: tuple[object, ...]
    count: int


class SpanReader:
    """Reads spans of one list, and keeps in mind where a span of several pages was divided."""

    def __init__(self, fetch: FetchPage, plural: str) -> None:
        self._fetch = fetch
        self._plural = plural
        self._cuts: tuple[timedelta, ...] = ()

    def read(self, span: Span) -> tuple[object, ...]:
        """Read every row of a span once, in no order.

        A span of several pages is read in parts, until the parts hold as many rows as the server
        counted in the whole just before. A row that was moved from a part not yet read to one read
        already, while another one was made, can still be missed: whoever misses a row asks for it.

        Raises:
            BookingFailed: The answers are no list, or the list does not stand still.
            BookingFault: A page could not be had.
        """
        for _ in range(READINGS):
            first = self._page(span, 1)
            if first.next_page is None:
                return _joined([first.rows])
            cuts = [span.begin + cut for cut in self._cuts]
            parts = self._parts(span.cut(cuts) if cuts else span.halves())
            self._cuts = _cuts_of(span, parts, len(first.rows))
            if first.total in {None, sum(part.count for part in parts)}:
                return _joined(part.rows for part in parts)
        raise BookingFailed("list_unsettled")

    def _parts(self, spans: Sequence[Span]) -> list[_Part]:
        parts: list[_Part] = []
        waiting = list(reversed(spans))
        for _ in range(PARTS):
            if not waiting:
                return parts
            span = waiting.pop()
            page = self._page(span, 1)
            halves = span.halves()
            if page.next_page is None:
                count = len(page.rows) if page.total is None else page.total
                parts.append(_Part(span, page.rows, count))
            elif len(halves) > 1:
                waiting.extend(reversed(halves))
            else:
                parts.append(self._by_pages(span))
        raise BookingFailed("list_too_long")

    def _by_pages(self, span: Span) -> _Part:
        """Read a minute that has several pages: only two whole readings alike are believed."""
        before: set[int] | None = None
        for _ in range(PASSES):
            rows, count = self._pass(span)
            numbers = {number for row in rows if (number := rdv_id(row)) is not None}
            if len(numbers) == count:
                if numbers == before:
                    return _Part(span, rows, count)
                before = numbers
        raise BookingFailed("list_unsettled")

    def _pass(self, span: Span) -> tuple[tuple[object, ...], int]:
        rows: list[object] = []
        number = 1
        for _ in range(PAGES):
            page = self._page(span, number)
            rows.extend(page.rows)
            if page.next_page is None:
                return tuple(rows), len(rows) if page.total is None else page.total
            number = page.next_page
        raise BookingFailed("list_too_long")

    def _page(self, span: Span, number: int) -> Page:
        return read_page(self._fetch(span, number), self._plural, number)


def read_page(body: object, plural: str, number: int = 1) -> Page:
    """Return one page of a list.

    Raises:
        BookingFailed: `answer_garbled`, or `paging_loops`: the next page does not go on.
    """
    rows = body.get(plural) if isinstance(body, dict) else None
    meta = (body.get("meta") or {}) if isinstance(body, dict) else None
    if not isinstance(rows, list) or not isinstance(meta, dict):
        raise BookingFailed("answer_garbled")
    following, pages = meta.get("next_page"), _count(meta.get("total_pages"))
    if following is None:
        if pages is not None and pages > number:
            # More pages, and none that follows: part of a list must not pass for the whole.
            raise BookingFailed("answer_garbled")
    elif _count(following) is None:
        raise BookingFailed("answer_garbled")
    elif following <= number:
        raise BookingFailed("paging_loops")
    return Page(tuple(rows), _count(meta.get("total_count")), following)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _joined(parts: Iterable[Sequence[object]]) -> tuple[object, ...]:
    """Join rows by `id`: a server may list an RDV once for each agent. The nameless come last."""
    known: dict[int, object] = {}
    nameless: list[object] = []
    for rows in parts:
        for row in rows:
            number = rdv_id(row)
            if number is None:
                nameless.append(row)
            else:
                known[number] = row
    return (*known.values(), *nameless)


def _cuts_of(span: Span, parts: Sequence[_Part], page_size: int) -> tuple[timedelta, ...]:
    """Return where the next reading begins its parts, so that each is a page not quite full."""
    cuts: list[timedelta] = []
    held = 0
    for part in parts:
        if held and held + part.count > page_size * _FILL:
            cuts.append(part.span.begin - span.begin)
            held = 0
        held += part.count
    return tuple(cuts)
