"""A file of appointments, compared with the site's services, and told to whoever brought it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from core.site import Site
from core.things import Receipt
from core.usecases.bookings import BookedPerson, BookingRow
from core.usecases.importing import Change, ImportFile, ListedRow, Plan, PlannedRow, RefusedRow
from sync.booking.files.content import FileContent, FileRow, Mistake
from sync.booking.files.services import LabelMatch, match_labels
from sync.booking.files.words import folded
from sync.contract.appointments import ImportLabelOut, ImportOut, ImportRowOut

UNMATCHED: Final = "service_unmatched"
Fingerprint = Callable[..., str]
"""Gives a keyed digest of JSON values: equal for equal ones, and no way back to a name."""


@dataclass(frozen=True, slots=True)
class FileImport:
    """A file that was read.

    Attributes:
        listed: Rows whose service is known.
        mistakes: All others.
        rows: By line, what the file says there.
        labels: What is known of each label.
    """

    content: FileContent
    listed: tuple[ListedRow, ...]
    mistakes: tuple[Mistake, ...]
    rows: Mapping[int, FileRow]
    labels: Mapping[str, LabelMatch]

    def command(self, *, replace_day: bool) -> ImportFile:
        """Return the command that takes it over."""
        refused = tuple(RefusedRow(one.line, one.code) for one in self.mistakes)
        return ImportFile(self.listed, refused, replace_day)


def compared(
    content: FileContent, site: Site, mapping: Mapping[str, str], fingerprint: Fingerprint
) -> FileImport:
    """Return a file with what its labels mean.

    Raises:
        NotFound: `service_unknown`: the mapping names a service that is not there.
    """
    labels = match_labels((row.label for row in content.rows), site.services, mapping)
    listed, mistakes = [], [*content.mistakes]
    for row in content.rows:
        service_id = labels[row.label].service_id
        if service_id is None:
            mistakes.append(Mistake(row.line, UNMATCHED, {"label": row.label}))
            continue
        booking = BookingRow(
            source_id=_source_id(row, site, fingerprint),
            code_id=0,
            reference=row.reference or "",
            service_id=service_id,
            starts_at=row.starts_at,
            duration_min=row.minutes or site.service(service_id).typical_min,
            mode=row.mode,
            status=row.status,
            people=tuple(
                BookedPerson(None, person.family_name, person.given_name) for person in row.people
            ),
            visit_kind=row.visit_kind,
            completeness=row.completeness,
            case_ref=row.case_ref,
            pre_application=row.pre_application,
        )
        listed.append(ListedRow(row.line, booking))
    mistakes.sort(key=lambda mistake: mistake.line)
    rows = {row.line: row for row in content.rows}
    return FileImport(content, tuple(listed), tuple(mistakes), rows, labels)


def preview_out(found: FileImport, plan: Plan) -> ImportOut:
    """Return what a file would do, row by row."""
    rows = [_planned_out(found, row) for row in plan.rows]
    rows += [_mistake_out(found, mistake) for mistake in found.mistakes]
    rows.sort(key=lambda row: row.line)
    return ImportOut(
        preview=True,
        kind=found.content.kind,
        new=plan.count(Change.NEW),
        changed=plan.count(Change.CHANGED),
        same=plan.count(Change.SAME),
        withdrawn=len(plan.withdrawn),
        refused=plan.count(Change.REFUSED) + len(found.mistakes),
        blocked=plan.blocked,
        labels=_labels_out(found),
        rows=tuple(rows),
    )


def applied_out(found: FileImport, receipt: Receipt) -> ImportOut:
    """Return what a file did, from its receipt; the same when it is asked again."""
    known = {mistake.line: mistake for mistake in found.mistakes}
    rows = []
    for part in str(receipt["refused_lines"]).split(","):
        line, _, code = part.partition(":")
        if code:
            number = int(line)
            told = known.get(number, Mistake(number, code))
            rows.append(_mistake_out(found, told))
    return ImportOut(
        preview=False,
        kind=found.content.kind,
        new=int(receipt["new"] or 0),
        changed=int(receipt["changed"] or 0),
        same=int(receipt["same"] or 0),
        withdrawn=int(receipt["withdrawn"] or 0),
        refused=int(receipt["refused"] or 0),
        labels=_labels_out(found),
        rows=tuple(rows),
    )


def _source_id(row: FileRow, site: Site, fingerprint: Fingerprint) -> str:
    """Return what a row is known by when its file comes again.

    A key is the file's own and moves with the appointment. A reference may be a number that begins
    anew each day, or one person's for several services: it moves within its day and service. Of a
    row with neither all that it says is its name.
    """
    day = site.days.of(row.starts_at).isoformat()
    if row.key is not None:
        return f"key:{row.key}"
    if row.reference is not None:
        return f"reference:{day}:{row.reference}:{folded(row.label)}"
    people = [[folded(one.family_name), folded(one.given_name)] for one in row.people]
    return f"row:{fingerprint('row', row.starts_at.isoformat(), folded(row.label), people)}"


def _planned_out(found: FileImport, row: PlannedRow) -> ImportRowOut:
    booking = row.listed.booking
    return ImportRowOut(
        line=row.listed.line,
        change=row.change.value,
        code=row.code,
        reference=booking.reference or None,
        label=found.rows[row.listed.line].label,
        service_id=booking.service_id,
        starts_at=booking.starts_at,
        persons=len(booking.people),
        notes=found.rows[row.listed.line].notes,
    )


def _mistake_out(found: FileImport, mistake: Mistake) -> ImportRowOut:
    row = found.rows.get(mistake.line)
    return ImportRowOut(
        line=mistake.line,
        change="refused",
        code=mistake.code,
        facts=mistake.facts,
        reference=row.reference if row else None,
        label=row.label if row else None,
        starts_at=row.starts_at if row else None,
        persons=len(row.people) if row else None,
        notes=row.notes if row else (),
    )


def _labels_out(found: FileImport) -> tuple[ImportLabelOut, ...]:
    counts = Counter(row.label for row in found.content.rows)
    return tuple(
        ImportLabelOut(
            label=match.label,
            rows=counts[match.label],
            service_id=match.service_id,
            found_by=match.found_by,
            proposed=match.proposed,
        )
        for match in found.labels.values()
    )
