"""A file of appointments: what taking it over would do, and doing it, whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from core.errors import Unprocessable
from core.model import AppointmentStatus
from core.ports import UnitOfWork
from core.site import Site
from core.things import Actor, Appointment, Receipt
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


def import_file(uow: UnitOfWork, actor: Actor, command: ImportFile) -> Receipt:
    """Take over all rows of a file that mean something, in one go.

    The same file again changes nothing. Receipt: new, changed, same, withdrawn, refused, and
    `refused_lines` as `line:code`, separated by commas.

    Raises:
        Unprocessable: `import_not_clean`: a day cannot be replaced by a file with rows that could
            not be read.
    """
    site = uow.site()
    planned = plan(uow.appointments, site, uow.today(), command)
    if planned.blocked is not None:
        raise Unprocessable("import_not_clean", refused=len(command.refused))
    _take_over(uow, actor, site, planned)
    for gone in planned.withdrawn:
        withdraw(uow, actor, gone)
    refused = [*command.refused]
    refused += [RefusedRow(row.listed.line, row.code) for row in planned.rows if row.code]
    refused.sort(key=lambda row: row.line)
    return {
        "new": planned.count(Change.NEW),
        "changed": planned.count(Change.CHANGED),
        "same": planned.count(Change.SAME),
        "withdrawn": len(planned.withdrawn),
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
            planned.append(PlannedRow(listed, Change.REFUSED, "row_twice"))
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
            standing = found.visit_id is None and found.withdrawn_at is None
            expected = found.status is AppointmentStatus.BOOKED
            if found.source_id not in listed and standing and expected:
                yield found


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
