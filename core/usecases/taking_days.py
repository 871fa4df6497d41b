"""A day as its source lists it is compared with what is known, and what differs is taken over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.ports import UnitOfWork
from core.site import Site
from core.things import Actor, Appointment, Receipt
from core.usecases.booked_rows import (
    BookingRow,
    bring_up,
    code_id_free,
    hold_here,
    is_as_told,
    is_held,
    is_held_as_told,
    must_hold_here,
    take_in_all,
    withdraw,
)
from core.usecases.source_flags import flag_changes

COUNTS: Final = ("imported", "changed", "same", "withdrawn", "refused")
GONE: Final = ""
"""The digest of a booking that its source lists no more, and that somebody came for."""


@dataclass(frozen=True, slots=True)
class ApplyDay:
    """All that a source has for one business day; what it lists no more is withdrawn.

    Attributes:
        kept: Ids at the source that are listed there, but could not be read: they stay as they are.
    """

    day: date
    source: str
    rows: Sequence[BookingRow]
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ApplyRows:
    """Some rows of a source; nothing is said of others."""

    source: str
    rows: Sequence[BookingRow]


@dataclass(frozen=True, slots=True)
class WithdrawRows:
    """Some bookings of a day that their source lists no more, by its ids."""

    day: date
    source: str
    source_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between a day as its source lists it and as it is known.

    Attributes:
        rows: New or changed.
        gone: Ids at the source of what it lists no more.
        same: How many rows stand here as they are told.
        refused: How many rows cannot be kept.
    """

    rows: Sequence[BookingRow]
    gone: Sequence[str]
    same: int
    refused: int


def compare_day(
    site: Site,
    today: date,
    command: ApplyDay,
    known: Mapping[str, Appointment],
    of_day: Iterable[Appointment],
) -> Differences:
    """Compare a day with what is known, changing nothing; an unchanged day has no differences.

    Args:
        site: With the services that rows may name.
        today: The business day.
        command: The day as its source lists it.
        known: The bookings that its rows name, by their ids at the source.
        of_day: All that is known of the day from this source.
    """
    services = {service.id for service in site.services}
    rows, refused = [], 0
    for row in command.rows:
        one = known.get(row.source_id)
        if row.service_id not in services:
            refused += 1
        elif one is None or not _stands(one, site, row, today):
            rows.append(row)
    listed = {row.source_id for row in command.rows} | command.kept
    gone = [one.source_id for one in of_day if one.source_id not in listed and _is_lost(one)]
    return Differences(rows, gone, len(command.rows) - len(rows) - refused, refused)


def apply_day(uow: UnitOfWork, actor: Actor, command: ApplyDay) -> Receipt:
    """Bring a day up to what a source says; with counts as receipt.

    What happened here beats what the source says: a person who checked in stays checked in, and
    a verdict that was not sent yet stays. A row that cannot be kept is counted, not raised.
    """
    site = uow.site()
    found = compare_day(
        site,
        uow.today(),
        command,
        uow.appointments.by_sources(command.source, [row.source_id for row in command.rows]),
        uow.appointments.of_day(command.day, command.source),
    )
    gone = WithdrawRows(command.day, command.source, frozenset(found.gone))
    counts: dict[str, int] = dict.fromkeys(COUNTS, 0)
    counts["same"], counts["refused"] = found.same, found.refused
    done = (
        apply_rows(uow, actor, ApplyRows(command.source, found.rows)),
        withdraw_rows(uow, actor, gone),
    )
    for receipt in done:
        for kind, count in receipt.items():
            counts[kind] += int(count or 0)
    return {**counts}


def apply_rows(uow: UnitOfWork, actor: Actor, command: ApplyRows) -> Receipt:
    """Take over some rows of a source, as far as they can be kept; with counts as receipt."""
    site, today = uow.site(), uow.today()
    services = {service.id for service in site.services}
    known = uow.appointments.by_sources(command.source, [row.source_id for row in command.rows])
    counts: dict[str, int] = dict.fromkeys(COUNTS, 0)
    new: dict[str, BookingRow] = {}
    codes: set[int] = set()
    for row in command.rows:
        one = known.get(row.source_id)
        if row.service_id not in services or row.source_id in new:
            counts["refused"] += 1
        elif one is None:
            if row.code_id in codes or not code_id_free(uow, row.code_id):
                counts["refused"] += 1
                continue
            codes.add(row.code_id)
            new[row.source_id] = row
        elif _stands(one, site, row, today):
            counts["same"] += 1
        else:
            flag_changes(uow, actor, one, row)
            if must_hold_here(one, site.days.of(row.starts_at), today):
                hold_here(uow, one, row)
                counts["same"] += 1
            else:
                bring_up(uow, actor, site, one, row)
                counts["changed"] += 1
    take_in_all(uow, actor, site, command.source, list(new.values()))
    counts["imported"] = len(new)
    return {**counts}


def withdraw_rows(uow: UnitOfWork, actor: Actor, command: WithdrawRows) -> Receipt:
    """Withdraw what a source lists no more; who came for it stays, and is flagged."""
    withdrawn = 0
    for one in uow.appointments.by_sources(command.source, command.source_ids).values():
        if one.business_day != command.day or not _is_lost(one):
            continue
        if one.visit_id is None:
            withdraw(uow, actor, one)
            withdrawn += 1
        else:
            flag_changes(uow, actor, one, None)
            uow.appointments.change(one.id, digest=GONE)
    return {"withdrawn": withdrawn}


def _stands(known: Appointment, site: Site, row: BookingRow, today: date) -> bool:
    """Say whether nothing is to be done for a row."""
    if is_as_told(known, row):
        return True
    held = must_hold_here(known, site.days.of(row.starts_at), today)
    return held and is_held_as_told(known, row)


def _is_lost(known: Appointment) -> bool:
    """Say whether a booking that its source lists no more is not yet known to be gone."""
    if known.visit_id is None:
        return known.withdrawn_at is None
    # One that is held here stands on another day of its source, and is not looked for on this one.
    return known.digest != GONE and not is_held(known)
