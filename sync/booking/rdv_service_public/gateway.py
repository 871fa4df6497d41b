"""`BookingGateway` for RDV Service Public: the day's appointments in, outcomes out."""

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from core.business_days import Days
from sync.booking.gateway import (
    CHANGED,
    BeforeWrite,
    BookingFailed,
    BookingRefused,
    BookingRejected,
    Capabilities,
    ForeignThings,
    OutcomeItem,
    OutcomeVerdict,
    noted_elsewhere,
)
from sync.booking.rdv_service_public.including import RdvLists
from sync.booking.rdv_service_public.pages import Pages
from sync.booking.rdv_service_public.paging import Span, SpanReader, read_page
from sync.booking.rdv_service_public.parse import rdv_id, read_bookings, read_participation
from sync.booking.rdv_service_public.things import read_things
from sync.booking.rdv_service_public.transport import Transport
from sync.booking.rdv_service_public.zones import as_filter
from sync.booking.rows import Booking, DayOfBookings, FoundRows, RemoteStatus, SetAside
from sync.contract.matching import BookedTimes

WRITABLE: Final = frozenset(RemoteStatus)
"""What may be written. The server answers 500 to anything else, so it is checked here."""

_ASKED_AT_ONCE: Final = 50
_SHOWN_S: Final = 240.0
"""How long an organisation is known to be shown: the free days ahead ask once together."""
_NO_MARGIN: Final = timedelta(0)
_MARGIN: Final = timedelta(hours=26)
"""As far as two clocks on two walls of the world can be apart."""
_NAME: Final = re.compile(r"[0-9]{1,12}(/[0-9]{1,12})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class RdvServicePublicSettings:
    """Where the post's appointments are.

    Attributes:
        organisation_ids: The post's organisations at the server; at least one.
        days: The post's zone, and how it cuts time into business days.
        times: Whose clock the digits of a time are.
        base_url: Of the instance; pages elsewhere are opened by nobody.
        has_webhooks: The post has set up that changes are told to it.
    """

    organisation_ids: tuple[int, ...]
    days: Days
    times: BookedTimes = "auto"
    base_url: str = ""
    has_webhooks: bool = False

    def capabilities(self) -> Capabilities:
        """Return what is used of what the API can do; it knows neither arrivals nor free slots."""
        return Capabilities(
            can_list_days=True,
            can_write_outcome=True,
            can_notify=True,
            has_time_zone=True,
            has_webhooks=self.has_webhooks,
            can_start_booking_url=True,
            can_open_url=bool(self.base_url),
        )


class RdvServicePublic:
    """One post at one instance of RDV Service Public, through one agent's account."""

    def __init__(self, transport: Transport, settings: RdvServicePublicSettings) -> None:
        self._transport = transport
        self._lists = RdvLists(transport)
        self._settings = settings
        self._readers = {
            organisation: SpanReader(partial(self._page, organisation), "rdvs")
            for organisation in settings.organisation_ids
        }
        self._filters_ids = True
        self._margin = _NO_MARGIN
        self._shown_until: dict[int, float] = {}
        self._pages = Pages(settings.base_url)

    def capabilities(self) -> Capabilities:
        """Return what the post uses of this server."""
        return self._settings.capabilities()

    def list_day(self, day: date) -> DayOfBookings:
        """Read the RDVs of a business day in all organisations of the post.

        Raises:
            BookingFault: The day could not be read whole.
        """
        found = self._read(day)
        if self._margin == _NO_MARGIN and any(one.day != day for one in found.bookings):
            # Some organisation's wall clock is another one than the post's: its rows of this day
            # may stand under the digits of the days beside.
            self._margin = _MARGIN
            found = self._read(day)
        found = replace(found, bookings=tuple(one for one in found.bookings if one.day == day))
        self._pages.keep(day, found.bookings)
        return found

    def _read(self, day: date) -> DayOfBookings:
        rows: dict[int, object] = {}
        nameless: list[object] = []
        for organisation in self._settings.organisation_ids:
            for row in self._day_of(organisation, day):
                number = rdv_id(row)
                if number is None:
                    nameless.append(row)
                else:
                    rows[number] = row
        return DayOfBookings(day, *self._understood((*rows.values(), *nameless)))

    def get(self, source_ids: AbstractSet[str]) -> FoundRows | None:
        """Look for RDVs by their numbers, on whatever day; older servers cannot say.

        Raises:
            BookingFault: It is not known.
        """
        rows: list[object] = []
        numbers = sorted({_rdv_number(one) for one in source_ids if _NAME.fullmatch(one)})
        for first in range(0, len(numbers), _ASKED_AT_ONCE):
            found = self._by_number(numbers[first : first + _ASKED_AT_ONCE])
            if found is None:
                return None
            rows.extend(row for row in found if self._is_ours(row))
        return FoundRows(*self._understood(rows))

    def _understood(
        self, rows: Iterable[object]
    ) -> tuple[tuple[Booking, ...], tuple[SetAside, ...]]:
        return read_bookings(rows, self._settings.days, self._settings.times)

    def set_outcome(
        self, item: OutcomeItem, before_write: BeforeWrite = noted_elsewhere
    ) -> OutcomeVerdict:
        """Write the status of one participation, unless somebody else decided meanwhile.

        A repeat after a lost answer finds its own value there and writes nothing.

        Raises:
            BookingRejected: `changed_at_booking_server`, `answer_differs`,
                `unknown_at_booking_server`, or the server refuses this change.
            BookingUndone: `before_write` said so.
            BookingFault: It was not written, or that is not known.
        """
        if item.target not in WRITABLE:
            raise BookingRejected("invalid")
        rdv, participation = _numbers(item)
        found = self._status_now(rdv, participation, item.day)
        if found is item.target:
            return OutcomeVerdict.ALREADY_THERE
        replaced = item.over_unread if found is None else found in item.own
        if found is not RemoteStatus.UNKNOWN and not replaced:
            raise BookingRejected(CHANGED, found=found)
        before_write()
        answer = self._transport.patch(
            f"/api/v1/participations/{participation}",
            {"participation": {"status": item.target.value}},
        )
        row = answer.get("rdv") if isinstance(answer, Mapping) else None
        told = read_participation(row, participation)
        # An answer that does not tell: ask, since a write that is not seen is not done.
        after = told.status if told else self._status_now(rdv, participation, item.day)
        if after is not item.target:
            raise BookingRejected("answer_differs", found=after)
        return OutcomeVerdict.WRITTEN

    def line_is_open(self) -> bool:
        """Try to connect to the server, without calling it."""
        return self._transport.line_is_open()

    def list_things(self) -> ForeignThings:
        """Read the motifs of the post's organisations, their places and their agents.

        Raises:
            BookingFault: It is not known.
        """
        return read_things(self._transport.get, self._settings.organisation_ids)

    def open_url(self, source_id: str) -> str | None:
        """Return the page of an RDV for agents, as the day's list named it."""
        return self._pages.of(source_id)

    def _status_now(self, rdv: int, participation: int, day: date) -> RemoteStatus | None:
        """Read one participation; a list is the only way, since the API serves no single RDV.

        Returns:
            Its status; None where that has no meaning here.
        """
        row = self._find(rdv, day)
        if row is None:
            # An agent who may see nothing any more is given an empty list.
            raise BookingRejected("unknown_at_booking_server", proven=False)
        found = read_participation(row, participation)
        if found is None:
            raise BookingRejected("unknown_at_booking_server")
        return found.status

    def _find(self, rdv: int, day: date) -> object | None:
        for organisation in self._settings.organisation_ids:
            for row in self._rows_like(organisation, rdv, day):
                if rdv_id(row) == rdv:
                    return row
        elsewhere = self._by_number([rdv]) or []
        return next((row for row in elsewhere if rdv_id(row) == rdv), None)

    def _rows_like(self, organisation: int, rdv: int, day: date) -> tuple[object, ...]:
        """Return rows of a day, among which one RDV is if it is there at all."""
        if self._filters_ids:
            body = self._page(organisation, self._span(day), 1, rdv=rdv)
            rows = read_page(body, "rdvs").rows
            # Older servers ignore the filter, and the rows of the day come all.
            self._filters_ids = all(rdv_id(row) == rdv for row in rows)
            if self._filters_ids or any(rdv_id(row) == rdv for row in rows):
                return rows
        return self._readers[organisation].read(self._span(day))

    def _by_number(self, numbers: Sequence[int]) -> list[object] | None:
        """Ask for RDVs wherever they are; None where the server cannot be asked so."""
        try:
            query = {"id": ",".join(map(str, numbers))}
            body = self._lists.get("/api/v1/rdvs", query, "organisation")
        except BookingRefused as error:
            # The list of an organisation was served just before: it is this path that is not.
            if error.reason == "not_found":
                return None
            raise
        page = read_page(body, "rdvs")
        if any(rdv_id(row) not in numbers for row in page.rows):
            return None
        if page.next_page is None or len(numbers) == 1:
            return list(page.rows)
        # Pages of a list without an order: smaller questions have one page each.
        middle = len(numbers) // 2
        halves = self._by_number(numbers[:middle]), self._by_number(numbers[middle:])
        return None if None in halves else [row for half in halves for row in half or ()]

    def _is_ours(self, row: object) -> bool:
        """Whether a row is not one that was handed to an organisation of somebody else."""
        organisation = rdv_id(row.get("organisation")) if isinstance(row, dict) else None
        return organisation is None or organisation in self._settings.organisation_ids

    def _day_of(self, organisation: int, day: date) -> tuple[object, ...]:
        rows = self._readers[organisation].read(self._span(day))
        if not rows:
            self._make_sure_of(organisation)
        return rows

    def _make_sure_of(self, organisation: int) -> None:
        """Ask for an organisation: of one that it does not show us the server lists nothing at 200.

        Raises:
            BookingRefused: It is not shown.
        """
        if time.monotonic() < self._shown_until.get(organisation, 0.0):
            return
        body = self._transport.get(f"/api/v1/organisations/{organisation}", {})
        if rdv_id(body.get("organisation") if isinstance(body, dict) else None) != organisation:
            raise BookingFailed("answer_garbled")
        self._shown_until[organisation] = time.monotonic() + _SHOWN_S

    def _page(self, organisation: int, span: Span, page: int, *, rdv: int | None = None) -> object:
        query = {
            "starts_after": as_filter(span.begin),
            "starts_before": as_filter(span.end),
            "page": str(page),
        }
        path = f"/api/v1/organisations/{organisation}/rdvs"
        if rdv is not None:
            return self._lists.get(path, {**query, "id": str(rdv)})
        return self._lists.get(path, query, remembered=True)

    def _span(self, day: date) -> Span:
        begin = datetime.combine(day, self._settings.days.starts_at)
        return Span(begin - self._margin, begin + self._margin + timedelta(days=1, seconds=-1))


def _numbers(item: OutcomeItem) -> tuple[int, int]:
    """Return RDV and participation of an item."""
    try:
        return _rdv_number(item.source_id), int(item.person_source_id)
    except ValueError as error:
        raise BookingRejected("unknown_at_booking_server") from error


def _rdv_number(source_id: str) -> int:
    """Return the RDV of an appointment; one of a collective RDV is named `rdv/participation`."""
    return int(source_id.partition("/")[0])
