"""A file of appointments: what taking it over would do, and doing it, some rows at a time.

A part is a command of its own, so that those of the queue pass in between. Each part may be sent
again: what it changed already is the same then.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from core.model import AppointmentStatus
from core.ports import UnitOfWork
from core.site import Site
from core.things import Actor, Appointment, BookedDay, Receipt
from core.usecases import telling
from core.usecases.booked_rows import (
    BookingRow,
    bring_up,
    is_as_told,
    must_hold_here,
    take_in_all,
    withdraw,
)
from core.usecases.references import fresh_code_ids, fresh_references

SOURCE: Final = telling.FILE

DAYS_AHEAD: Final = 14
"""Names of people who come later than that are not kept yet; a later file brings them."""

AT_ONCE: Final = 25
"""Rows, or withdrawn bookings, of one transaction."""

ROW_TWICE: Final = "row_twice"

REMEMBERED: Final = 500
"""Refused lines that a receipt holds."""


class Change(StrEnum):
    """What a row of a file does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One booking of a file.

    Attributes:
        line: Where it stands in the file.
        booking: Its `code_id` is given here; so is its reference, where it is empty.
    """

    line: int
    booking: BookingRow


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken over: `code` says why."""

    line: int
    code: str


@dataclass(frozen=True, slots=True)
class ImportFile:
    """Someone takes over a file of appointments.

    Attributes:
        rows: What could be read of it.
        refused: What could not.
        replace_day: The file is all there is on each of its days: what it does not list, though a
            file listed it before, is withdrawn.
    """

    rows: Sequence[ListedRow]
    refused: Sequence[RefusedRow] = ()
    replace_day: bool = False


@dataclass(frozen=True, slots=True)
class ImportRows:
    """Some rows of a file, at most `AT_ONCE`: a command of the queue waits no longer."""

    rows: Sequence[ListedRow]


@dataclass(frozen=True, slots=True)
class WithdrawListed:
    """Bookings that came from a file and that a later one lists no more, by its names."""

    source_ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class EndImport:
    """All of a file was taken over.

    Attributes:
        counts: Rows by what they did, and bookings that were withdrawn.
        refused: Rows that were refused on the way.
    """

    file: ImportFile
    counts: Mapping[str, int]
    refused: Sequence[RefusedRow]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row would do; `known` is the booking that it would change."""

    listed: ListedRow
    change: Change
    code: str | None = None
    known: Appointment | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do.

    Attributes:
        rows: In the order of the file, without those that could not be read.
        withdrawn: Bookings that it would withdraw.
        blocked: Why it would be refused whole, or None.
    """

    rows: tuple[PlannedRow, ...]
    withdrawn: tuple[Appointment, ...] = ()
    blocked: str | None = None

    def count(self, change: Change) -> int:
        """Return how many rows do something."""
        return sum(row.change is change for row in self.rows)


class KnownBookings(Protocol):
    """What a plan is compared with."""

    def by_sources(self, source: str, source_ids: Collection[str]) -> Mapping[str, Appointment]: ...
    def of_day(self, day: date, source: str) -> Sequence[Appointment]: ...


def plan(known: KnownBookings, site: Site, today: date, command: ImportFile) -> Plan:
    """Return what a file would do on a day, without doing it."""
    found = known.by_sources(SOURCE, [row.booking.source_id for row in command.rows])
    rows = _planned_rows(found, site, today, command.rows)
    if not command.replace_day:
        return Plan(rows)
    if command.refused:
        # Nobody knows whether what seems gone stands in a row that could not be read.
        return Plan(rows, blocked="import_not_clean")
    return Plan(rows, tuple(_gone(known, site, today, rows)))


def rows_once(rows: Iterable[ListedRow]) -> tuple[Sequence[ListedRow], Sequence[RefusedRow]]:
    """Return the rows of a file without those that say again what a line before them said."""
    first: dict[str, ListedRow] = {}
    twice = [row for row in rows if first.setdefault(row.booking.source_id, row) is not row]
    return list(first.values()), [RefusedRow(row.line, ROW_TWICE) for row in twice]


def gone(known: KnownBookings, site: Site, today: date, command: ImportFile) -> Sequence[str]:
    """Return what a file no longer lists on its days, by the names of its source."""
    rows = (PlannedRow(row, Change.SAME) for row in command.rows)
    return [one.source_id for one in _gone(known, site, today, rows)]


def import_rows(uow: UnitOfWork, actor: Actor, command: ImportRows) -> Receipt:
    """Take over some rows of a file as far as they mean something; others are not touched.

    The same rows again change nothing. Receipt: new, changed, same, and `refused_lines` as
    `line:code`, separated by commas.
    """
    site = uow.site()
    known = uow.appointments.by_sources(SOURCE, [row.booking.source_id for row in command.rows])
    planned = Plan(_planned_rows(known, site, uow.today(), command.rows))
    _take_over(uow, actor, site, planned)
    refused = (f"{row.listed.line}:{row.code}" for row in planned.rows if row.code)
    return {
        "new": planned.count(Change.NEW),
        "changed": planned.count(Change.CHANGED),
        "same": planned.count(Change.SAME),
        "refused_lines": ",".join(refused),
    }


def withdraw_listed(uow: UnitOfWork, actor: Actor, command: WithdrawListed) -> Receipt:
    """Withdraw what a file lists no more, and nobody came for meanwhile."""
    found = uow.appointments.by_sources(SOURCE, command.source_ids).values()
    lost = [one for one in found if _may_go(one)]
    for one in lost:
        withdraw(uow, actor, one)
    return {"withdrawn": len(lost)}


def end_import(uow: UnitOfWork, _actor: Actor, command: EndImport) -> Receipt:
    """Note that a file was taken over whole, which says how old its days are.

    Receipt: what became of its rows, with at most `REMEMBERED` lines that were refused.
    """
    days = uow.site().days
    counts = Counter(days.of(row.booking.starts_at) for row in command.file.rows)
    read = [BookedDay(SOURCE, day, uow.now, rows, 0) for day, rows in counts.items()]
    uow.appointments.put_days_read(
        [one for one in read if one.business_day >= uow.today()], uow.today()
    )
    refused = sorted([*command.file.refused, *command.refused], key=lambda row: row.line)
    return {
        **command.counts,
        "refused": len(refused),
        "refused_lines": ",".join(f"{row.line}:{row.code}" for row in refused[:REMEMBERED]),
    }


def _planned_rows(
    known: Mapping[str, Appointment], site: Site, today: date, rows: Iterable[ListedRow]
) -> tuple[PlannedRow, ...]:
    planned: list[PlannedRow] = []
    seen: set[str] = set()
    for listed in rows:
        if listed.booking.source_id in seen:
            planned.append(PlannedRow(listed, Change.REFUSED, ROW_TWICE))
        else:
            seen.add(listed.booking.source_id)
            planned.append(_planned(known, site, today, listed))
    return tuple(planned)


def _planned(
    known: Mapping[str, Appointment], site: Site, today: date, listed: ListedRow
) -> PlannedRow:
    booking = listed.booking
    day = site.days.of(booking.starts_at)
    if day < today:
        return PlannedRow(listed, Change.REFUSED, "day_past")
    if day > today + timedelta(days=DAYS_AHEAD):
        return PlannedRow(listed, Change.REFUSED, "day_too_far")
    found = known.get(booking.source_id)
    if found is None:
        return PlannedRow(listed, Change.NEW)
    if must_hold_here(found, day, today):
        return PlannedRow(listed, Change.REFUSED, "already_checked_in", found)
    kept = ListedRow(
        listed.line,
        replace(booking, code_id=found.code_id, reference=booking.reference or found.reference),
    )
    same = is_as_told(found, kept.booking)
    return PlannedRow(kept, Change.SAME if same else Change.CHANGED, known=found)


def _gone(
    known: KnownBookings, site: Site, today: date, rows: Iterable[PlannedRow]
) -> Iterable[Appointment]:
    """Yield what the days of a file hold that it lists no more, and that nobody came for."""
    bookings = [row.listed.booking for row in rows]
    listed = {booking.source_id for booking in bookings}
    days = {site.days.of(booking.starts_at) for booking in bookings}
    for day in sorted(day for day in days if day >= today):
        for found in known.of_day(day, SOURCE):
            if found.source_id not in listed and _may_go(found):
                yield found


def _may_go(found: Appointment) -> bool:
    standing = found.visit_id is None and found.withdrawn_at is None
    return standing and found.status is AppointmentStatus.BOOKED


def _take_over(uow: UnitOfWork, actor: Actor, site: Site, planned: Plan) -> None:
    new = [row.listed.booking for row in planned.rows if row.change is Change.NEW]
    unnumbered = sum(not booking.reference for booking in new)
    references = iter(fresh_references(uow.appointments, unnumbered))
    code_ids = iter(fresh_code_ids(uow.appointments, len(new)))
    numbered = [
        replace(
            booking,
            code_id=next(code_ids),
            reference=booking.reference or next(references),
        )
        for booking in new
    ]
    take_in_all(uow, actor, site, SOURCE, numbered)
    for row in planned.rows:
        if row.change is Change.CHANGED and row.known is not None:
            bring_up(uow, actor, site, row.known, row.listed.booking)
