"""Tables of text: their encoding, their separator, and their rows with quoted line ends."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from sync.booking.files.content import (
    MOST_COLUMNS,
    MOST_ROWS,
    FileKindUnsupported,
    FileRefused,
)
from sync.booking.files.headings import missing
from sync.booking.files.table import Line, find_columns

_SEPARATORS: Final = (";", "\t", ",")
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_MOST_LINES: Final = 4 * MOST_ROWS
"""Rows that are read at all: empty ones count too, or a file of line ends would take for ever."""


def decode(data: bytes) -> str:
    """Return a file's text: UTF-8, UTF-16 with its mark, else Windows-1252.

    Text in Windows-1252 is hardly ever valid UTF-8 by chance: each accented letter would have to
    be followed by a sign of the upper half.

    Raises:
        FileKindUnsupported: It is not text.
        FileRefused: `file_unreadable`, text in an encoding that we do not know.
    """
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = data.decode("utf-16")
        else:
            text = _utf8_or_1252(data)
    except UnicodeDecodeError as error:
        raise FileRefused("file_unreadable") from error
    if _NO_TEXT.search(text):
        raise FileKindUnsupported("binary")
    return text.removeprefix("\ufeff")


def _utf8_or_1252(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def csv_lines(text: str) -> Iterator[Line]:
    """Yield the rows of a table of text, split at the separator that shows most headings.

    Counting characters would take a comma in a name for a separator; headings cannot be mistaken.

    Raises:
        FileRefused: `file_unreadable` with its `line`: a quote that never ends, or stands wrong;
            `file_too_many_rows`, `file_too_many_columns`.
    """
    # Excel writes the separator on a line of its own before the table, if it is asked to.
    told = re.match(r"sep=(.)\r?\n", text)
    separators = (told[1],) if told and told[1] in _SEPARATORS else _SEPARATORS
    best, most = separators[0], (False, 0)
    for separator in separators:
        try:
            found = find_columns(_split(text, separator))
        except FileRefused:
            continue
        shown = (bool(found) and not missing(found[1]), len(found[1])) if found else (False, 0)
        if shown > most:
            best, most = separator, shown
    return _split(text, best)


def _split(text: str, separator: str) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for _ in range(_MOST_LINES):
        number = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise FileRefused("file_unreadable", line=number) from error
        if cells is None:
            return
        if len(cells) > MOST_COLUMNS:
            raise FileRefused("file_too_many_columns", limit=MOST_COLUMNS, line=number)
        yield Line(number, cells)
    raise FileRefused("file_too_many_rows", limit=MOST_ROWS)
