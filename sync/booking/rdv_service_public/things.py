"""Which motifs, places and agents an instance has; read when a person matches them, and seldom.

The lists come page by page without an order. One that moves meanwhile may lack a row: nothing is
withdrawn by these lists, and they can be read again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from sync.booking.gateway import (
    BookingFailed,
    BookingRefused,
    ForeignThing,
    ForeignThings,
    ThingKind,
)
from sync.booking.rdv_service_public.paging import PAGES, read_page
from sync.booking.rdv_service_public.parse import one_line, rdv_id

Get = Callable[[str, Mapping[str, str]], object]
"""Reads a resource; raises `BookingFault`."""

Read = Callable[[Get, Sequence[int]], Iterator[ForeignThing]]

_NOT_FOR_US: Final = frozenset({"forbidden", "not_found"})
"""Refusals of one list, which older instances lack or an agent's role may not read."""


def read_things(get: Get, organisations: Sequence[int]) -> ForeignThings:
    """Read all three lists; one that is not served to this account is told, and others are read.

    Raises:
        BookingFault: The line failed, the account is refused, or an answer is no list.
    """
    things: list[ForeignThing] = []
    unread: list[ThingKind] = []
    for kind, read in _READERS.items():
        try:
            found = {one.id: one for one in read(get, organisations)}
        except BookingRefused as error:
            if error.reason not in _NOT_FOR_US:
                raise
            unread.append(kind)
        else:
            things += sorted(found.values(), key=lambda one: (one.name.casefold(), one.id))
    return ForeignThings(tuple(things), tuple(unread))


def _motifs(get: Get, organisations: Sequence[int]) -> Iterator[ForeignThing]:
    for organisation in organisations:
        path = f"/api/v1/organisations/{organisation}/motifs"
        for row in _rows(get, path, {}, "motifs"):
            # A kind that was deleted is booked no more.
            if row.get("deleted_at") is None:
                yield from _thing(ThingKind.MOTIF, row, row.get("name"))


def _places(get: Get, organisations: Sequence[int]) -> Iterator[ForeignThing]:
    for row in _rows(get, "/api/v1/lieux", {}, "lieux"):
        owner = row.get("organisation_id")
        if owner is None or owner in organisations:
            yield from _thing(ThingKind.PLACE, row, row.get("name"))


def _agents(get: Get, organisations: Sequence[int]) -> Iterator[ForeignThing]:
    for organisation in organisations:
        query = {"organisation_id": str(organisation)}
        for row in _rows(get, "/api/v1/agents", query, "agents"):
            names = (row.get("first_name"), row.get("last_name"))
            yield from _thing(ThingKind.AGENT, row, " ".join(filter(None, map(_text, names))))


def _thing(kind: ThingKind, row: Mapping[str, object], name: object) -> Iterator[ForeignThing]:
    number = rdv_id(row)
    if number is not None:
        yield ForeignThing(kind, str(number), one_line(_text(name)))


def _rows(
    get: Get, path: str, query: Mapping[str, str], plural: str
) -> Iterator[Mapping[str, object]]:
    number = 1
    for _ in range(PAGES):
        page = read_page(get(path, {**query, "page": str(number)}), plural, number)
        yield from (row for row in page.rows if isinstance(row, dict))
        if page.next_page is None:
            return
        number = page.next_page
    raise BookingFailed("list_too_long")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


_READERS: Final[Mapping[ThingKind, Read]] = {
    ThingKind.MOTIF: _motifs,
    ThingKind.PLACE: _places,
    ThingKind.AGENT: _agents,
}
