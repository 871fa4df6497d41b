"""What a file of appointments says, in the site's words, whatever format it has."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from core.errors import Fact, Refusal, Unprocessable
from core.model import AppointmentMode, AppointmentStatus, Completeness, VisitKind

FileKind = Literal["csv", "ics", "xls"]

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 256
LONGEST_CELL: Final = 500
"""Characters of a cell that is read; what is not read may be longer."""

MOST_PEOPLE: Final = 20
"""People who come together for one appointment."""

TIME_IN_GAP: Final = "time_in_gap"
"""The clock on the wall never shows this time: it was put forward over it."""
TIME_TWICE: Final = "time_twice"
"""The clock on the wall shows this time twice; the first was taken."""
STATUS_UNKNOWN: Final = "status_unknown"
"""The state is in words that nobody explained; the person is expected, since a row says so."""


class FileRefused(Unprocessable):
    """Nothing of a file can be read; the code says why."""


class FileKindUnsupported(Refusal):
    """A file is neither a table of text, nor a calendar, nor an old Excel sheet."""

    status = 415

    def __init__(self, found: str) -> None:
        super().__init__("file_kind_unsupported", found=found)


@dataclass(frozen=True, slots=True)
class FilePerson:
    """A person of a row."""

    family_name: str = field(default="", repr=False)
    given_name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One appointment of a file.

    Attributes:
        line: Where it stands in the file, from 1; for a family, its first row.
        key: What the file calls it, wherever it moves; None where it has no such column.
        reference: What a person types, 1–16 of 0–9 and A–Z; None where the file has none.
        starts_at: Aware, UTC.
        minutes: Booked length; None where the file does not say.
        label: The service, in the file's words.
        notes: `time_in_gap`, `time_twice`, `status_unknown`.
    """

    line: int
    starts_at: datetime
    label: str
    key: str | None = None
    reference: str | None = None
    minutes: int | None = None
    mode: AppointmentMode = AppointmentMode.IN_PERSON
    status: AppointmentStatus = AppointmentStatus.BOOKED
    visit_kind: VisitKind = VisitKind.FIRST
    completeness: Completeness = Completeness.UNKNOWN
    people: tuple[FilePerson, ...] = ()
    case_ref: str | None = None
    pre_application: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a row cannot be read: a stable code and its facts, never what stands in a cell."""

    line: int
    code: str
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileContent:
    """All of a file, row by row; one bad row never costs another."""

    kind: FileKind
    rows: tuple[FileRow, ...]
    mistakes: tuple[Mistake, ...] = ()


class RowUnreadable(Exception):
    """A row of a file means nothing.

    Attributes:
        code: Stable, snake_case.
        facts: What the sentence needs; never what stands in a cell.
    """

    def __init__(self, code: str, /, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, Fact] = facts

    def at(self, line: int) -> Mistake:
        """Return it with its place."""
        return Mistake(line, self.code, self.facts)
