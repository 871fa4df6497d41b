"""Reads a file of appointments, after finding out what it is from its first bytes."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sync.booking.files.content import (
    MOST_BYTES,
    FileContent,
    FileKind,
    FileKindUnsupported,
    FileRefused,
)
from sync.booking.files.csv_text import csv_lines, decode
from sync.booking.files.grouping import grouped
from sync.booking.files.ics import read_calendar
from sync.booking.files.table import read_table
from sync.booking.files.xls import MAGIC, xls_lines

_OTHERS = {b"PK\x03\x04": "zip", b"%PDF": "pdf", b"{\\rtf": "rtf", b"<": "markup", b"{": "json"}


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """How a file is to be understood.

    Attributes:
        zone: Whose wall clock its times were read from.
        wall_clock: So are those that the file calls another zone's (calendars only).
        reference_column: Heading of the column with what people type.
    """

    zone: ZoneInfo
    wall_clock: bool = False
    reference_column: str | None = None


def read_file(data: bytes, rule: ReadingRule) -> FileContent:
    """Return the appointments of a file, and which of its rows mean nothing.

    Neither the name nor the type that a browser gives a file is believed.

    Raises:
        FileKindUnsupported: It is no CSV, ICS or XLS.
        FileRefused: `file_empty`, `file_too_large`, `file_unreadable`, `file_headings_missing`,
            `file_too_many_rows`, `file_too_many_columns`, `reference_column_unknown`.
    """
    if len(data) > MOST_BYTES:
        raise FileRefused("file_too_large", limit=MOST_BYTES)
    kind: FileKind
    if data.startswith(MAGIC):
        kind = "xls"
        rows, mistakes = read_table(xls_lines(data), rule.zone, rule.reference_column)
    else:
        text = _text_of(data)
        if text.lstrip()[:15].upper() == "BEGIN:VCALENDAR":
            kind = "ics"
            rows, mistakes = read_calendar(text.lstrip(), rule.zone, wall_clock=rule.wall_clock)
        else:
            kind = "csv"
            rows, mistakes = read_table(csv_lines(text), rule.zone, rule.reference_column)
    kept, doubled = grouped(rows, rule.zone)
    mistakes = sorted([*mistakes, *doubled], key=lambda mistake: mistake.line)
    return FileContent(kind, tuple(kept), tuple(mistakes))


def _text_of(data: bytes) -> str:
    for start, name in _OTHERS.items():
        if data.lstrip().startswith(start):
            raise FileKindUnsupported(name)
    text = decode(data)
    if not text.strip():
        raise FileRefused("file_empty")
    return text
