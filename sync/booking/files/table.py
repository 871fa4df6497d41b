"""From the rows of a table to appointments: finds the headings, then reads cell by cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from core.model import (
    PRE_APPLICATION,
    AppointmentMode,
    Completeness,
    VisitKind,
)
from sync.booking.files import values
from sync.booking.files.content import (
    LONGEST_CELL,
    MOST_PEOPLE,
    MOST_ROWS,
    FilePerson,
    FileRefused,
    FileRow,
    Mistake,
    RowUnreadable,
)
from sync.booking.files.headings import columns_of, missing
from sync.booking.files.moments import (
    WallMoment,
    at_wall,
    length_min,
    read_clock,
    read_day,
    read_minutes,
    read_start,
)
from sync.booking.files.words import folded, one_line

_HEADINGS_WITHIN: Final = 10
"""Lines at the top of a table among which its headings stand; titles may come before them."""

_NAME_LENGTH: Final = 100
_CASE_LENGTH: Final = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, and where it begins in the file, from 1."""

    number: int
    cells: Sequence[str]


def find_columns(lines: Iterable[Line]) -> tuple[Line, dict[str, int]] | None:
    """Return the row of headings and what it names; None where no row names anything."""
    best: tuple[Line, dict[str, int]] | None = None
    for line in islice(lines, _HEADINGS_WITHIN):
        columns = columns_of(line.cells)
        if columns and (best is None or len(columns) > len(best[1])):
            best = (line, columns)
    return best


def read_table(
    lines: Iterable[Line], zone: ZoneInfo, reference_column: str | None = None
) -> tuple[list[FileRow], list[Mistake]]:
    """Turn the rows below the headings into appointments; empty rows are passed over.

    Args:
        lines: All rows of the table, headings included.
        zone: Whose wall clock the times were read from.
        reference_column: Heading of the column with what people type, in place of the usual ones.

    Raises:
        FileRefused: `file_empty`, `file_headings_missing`, `reference_column_unknown`,
            `file_too_many_rows`.
    """
    source = iter(lines)
    top = list(islice(source, _HEADINGS_WITHIN))
    found = find_columns(top)
    if not any(any(line.cells) for line in top):
        raise FileRefused("file_empty")
    lacking = missing(found[1] if found else {})
    if found is None or lacking:
        raise FileRefused("file_headings_missing", missing=",".join(lacking))
    headings, columns = found
    if reference_column is not None:
        columns["reference"] = _place_of(reference_column, headings)
    below = [line for line in top if line.number > headings.number]
    reader = _RowReader(columns, zone)
    rows: list[FileRow] = []
    mistakes: list[Mistake] = []
    for line in _filled(below, source):
        if len(rows) + len(mistakes) >= MOST_ROWS:
            raise FileRefused("file_too_many_rows", limit=MOST_ROWS)
        try:
            rows.append(reader.read(line))
        except RowUnreadable as error:
            mistakes.append(error.at(line.number))
    return rows, mistakes


def _place_of(heading: str, headings: Line) -> int:
    wanted = folded(heading)
    for place, cell in enumerate(headings.cells):
        if wanted and folded(cell) == wanted:
            return place
    raise FileRefused("reference_column_unknown")


def _filled(*sources: Iterable[Line]) -> Iterator[Line]:
    for source in sources:
        for line in source:
            if any(cell.strip() for cell in line.cells):
                yield line


class _RowReader:
    """Reads rows of one table."""

    def __init__(self, columns: Mapping[str, int], zone: ZoneInfo) -> None:
        self._columns = columns
        self._zone = zone

    def read(self, line: Line) -> FileRow:
        """Return the appointment of a row, or raise `RowUnreadable`."""
        cells = {name: self._cell(line, name) for name in self._columns}
        start = self._start(cells)
        label = cells["label"]
        if not label:
            raise RowUnreadable("service_missing")
        status, notes = values.read_status(cells.get("status", ""))
        return FileRow(
            line=line.number,
            starts_at=start.instant,
            label=label,
            key=cells.get("key") or None,
            reference=values.read_reference(cells.get("reference", "")),
            minutes=self._minutes(cells, start),
            mode=values.choose(
                values.MODES, cells.get("mode", ""), AppointmentMode.IN_PERSON, "mode_unknown"
            ),
            status=status,
            visit_kind=values.choose(
                values.VISIT_KINDS,
                cells.get("visit_kind", ""),
                VisitKind.FIRST,
                "visit_kind_unknown",
            ),
            completeness=values.choose(
                values.COMPLETENESS,
                cells.get("completeness", ""),
                Completeness.UNKNOWN,
                "completeness_unknown",
            ),
            people=_people(cells),
            case_ref=_case_ref(cells.get("case_ref", "")),
            pre_application=_pre_application(cells.get("pre_application", "")),
            notes=(*start.notes, *notes),
        )

    def _cell(self, line: Line, name: str) -> str:
        place = self._columns[name]
        cell = line.cells[place] if place < len(line.cells) else ""
        if len(cell) > LONGEST_CELL:
            raise RowUnreadable("cell_too_long", column=name, limit=LONGEST_CELL)
        return one_line(cell)

    def _start(self, cells: Mapping[str, str]) -> WallMoment:
        if "start" in cells:
            if not cells["start"]:
                raise RowUnreadable("day_missing")
            return read_start(cells["start"], self._zone)
        if not cells["day"]:
            raise RowUnreadable("day_missing")
        if not cells["time"]:
            raise RowUnreadable("time_missing")
        return at_wall(read_day(cells["day"]), read_clock(cells["time"]), self._zone)

    def _minutes(self, cells: Mapping[str, str], start: WallMoment) -> int | None:
        if cells.get("minutes"):
            return read_minutes(cells["minutes"])
        if not cells.get("end"):
            return None
        try:
            end = read_start(cells["end"], self._zone)
        except RowUnreadable:
            # A time alone ends on the day that it began.
            day = start.instant.astimezone(self._zone).date()
            end = at_wall(day, read_clock(cells["end"]), self._zone)
        return length_min(start.instant, end.instant)


def _people(cells: Mapping[str, str]) -> tuple[FilePerson, ...]:
    family, given = cells.get("family_name", ""), cells.get("given_name", "")
    people: tuple[FilePerson, ...] = ()
    if family or given:
        people = (FilePerson(family, given),)
    elif cells.get("full_name"):
        people = (values.read_person(cells["full_name"]),)
    elif cells.get("full_names"):
        people = values.read_people(cells["full_names"])
    if len(people) > MOST_PEOPLE:
        raise RowUnreadable("too_many_people", limit=MOST_PEOPLE)
    for person in people:
        if max(len(person.family_name), len(person.given_name)) > _NAME_LENGTH:
            raise RowUnreadable("cell_too_long", column="name", limit=_NAME_LENGTH)
    return people


def _case_ref(cell: str) -> str | None:
    if len(cell) > _CASE_LENGTH:
        raise RowUnreadable("cell_too_long", column="case_ref", limit=_CASE_LENGTH)
    return cell or None


def _pre_application(cell: str) -> str | None:
    if not cell:
        return None
    written = cell.replace(" ", "").upper()
    if PRE_APPLICATION.fullmatch(written) is None:
        raise RowUnreadable("pre_application_refused")
    return written
