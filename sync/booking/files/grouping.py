"""Rows of one file that mean one appointment: families, and rows that contradict one another."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from core.model import AppointmentStatus
from sync.booking.files.content import MOST_PEOPLE, FileRow, Mistake
from sync.booking.files.words import folded


def grouped(rows: Iterable[FileRow], zone: ZoneInfo) -> tuple[list[FileRow], list[Mistake]]:
    """Join the rows of a family: the same key, or else the same reference, day and service.

    Where such rows contradict one another all are refused: none is known to be right. Rows that
    have neither key nor reference stay apart, but the same person twice is refused.
    """
    bundles: dict[tuple[object, ...], list[FileRow]] = {}
    for row in rows:
        bundles.setdefault(_identity(row, zone), []).append(row)
    kept: list[FileRow] = []
    mistakes: list[Mistake] = []
    for bundle in bundles.values():
        first = bundle[0]
        if len({(row.starts_at, folded(row.label), row.reference) for row in bundle}) > 1:
            mistakes += [Mistake(row.line, "key_twice", {"first": first.line}) for row in bundle]
        elif first.key is None and first.reference is None:
            kept.append(first)
            again = bundle[1:]
            mistakes += [Mistake(row.line, "row_twice", {"first": first.line}) for row in again]
        else:
            people = tuple(dict.fromkeys(person for row in bundle for person in row.people))
            if len(people) > MOST_PEOPLE:
                facts = {"limit": MOST_PEOPLE}
                mistakes += [Mistake(row.line, "too_many_people", {**facts}) for row in bundle]
            else:
                notes = tuple(dict.fromkeys(note for row in bundle for note in row.notes))
                kept.append(replace(first, people=people, status=_joint(bundle), notes=notes))
    kept.sort(key=lambda row: row.line)
    mistakes.sort(key=lambda mistake: mistake.line)
    return kept, mistakes


def _identity(row: FileRow, zone: ZoneInfo) -> tuple[object, ...]:
    if row.key is not None:
        return ("key", row.key)
    if row.reference is not None:
        day = row.starts_at.astimezone(zone).date()
        return ("reference", row.reference, day, folded(row.label))
    people = tuple((folded(one.family_name), folded(one.given_name)) for one in row.people)
    return ("row", row.starts_at, folded(row.label), people)


def _joint(bundle: Sequence[FileRow]) -> AppointmentStatus:
    """Sum up a family: as long as one of them is expected, the family is."""
    statuses = [row.status for row in bundle]
    for status in (AppointmentStatus.CHECKED_IN, AppointmentStatus.BOOKED):
        if status in statuses:
            return status
    return statuses[0]
