"""Old Excel sheets (BIFF, `.xls`), as RDV Service Public exports them.

Formulas are not evaluated: a cell holds the value that was saved with it. The format is not
compressed and names no other file, so neither bombs of packed data nor outer entities exist in it.
"""

import io
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

import xlrd
from xlrd.sheet import Sheet

from sync.booking.files.content import MOST_COLUMNS, MOST_ROWS, FileRefused
from sync.booking.files.table import Line

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_LINES: Final = 4 * MOST_ROWS
_MINUTE: Final = timedelta(minutes=1)


def xls_lines(data: bytes) -> Iterator[Line]:
    """Yield the rows of the first sheet, all cells as text.

    Raises:
        FileRefused: `file_unreadable`: it is damaged or locked; `file_too_many_rows`.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
        sheet = book.sheet_by_index(0)
    except Exception as error:
        # xlrd trusts what a file says of itself: damage shows as whatever error comes first.
        raise FileRefused("file_unreadable") from error
    if sheet.nrows > _MOST_LINES:
        raise FileRefused("file_too_many_rows", limit=MOST_ROWS)
    for row in range(sheet.nrows):
        width = min(sheet.row_len(row), MOST_COLUMNS)
        yield Line(row + 1, [_text(sheet, row, column, book.datemode) for column in range(width)])


def _text(sheet: Sheet, row: int, column: int, datemode: int) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd.XL_CELL_NUMBER:
        return str(int(value)) if value == int(value) else repr(value)
    if kind == xlrd.XL_CELL_DATE:
        return _moment(float(value), datemode)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "1" if value else "0"
    return ""


def _moment(value: float, datemode: int) -> str:
    """Write a serial date as the text that a table of text would hold."""
    try:
        moment: datetime = xlrd.xldate_as_datetime(value, datemode)
        # A time of day is a fraction: 9:30 may lie a microsecond before itself.
        moment = (moment + _MINUTE / 2).replace(second=0, microsecond=0)
    except (ValueError, OverflowError):
        return repr(value)
    if value < 1:
        return f"{moment:%H:%M}"
    if moment.time() == time.min:
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%d %H:%M}"
