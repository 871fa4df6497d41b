"""Content lines of iCalendar (RFC 5545, 3.1): unfolded, and taken apart."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sync.booking.files.content import MOST_ROWS, FileRefused

_MOST_LINES: Final = 100 * MOST_ROWS
_LONGEST: Final = 100_000
_NAME: Final = re.compile(r"[A-Za-z0-9\-]{1,64}")
_PARAMETER: Final = re.compile(
    r';([A-Za-z0-9\-]{1,64})=((?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)'
    r'(?:,(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*))*)'
)
_ESCAPED: Final = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class ContentLine:
    """`NAME;PARAMETER=…:VALUE`, and where it begins in the file, from 1; names in capitals."""

    number: int
    name: str
    parameters: Mapping[str, str]
    value: str


def content_lines(text: str) -> Iterator[ContentLine]:
    """Yield the content lines of a calendar.

    Raises:
        FileRefused: `file_unreadable` with its `line`; `file_too_many_rows`.
    """
    for number, line in _unfolded(text):
        name = _NAME.match(line)
        if name is None:
            raise FileRefused("file_unreadable", line=number)
        place = name.end()
        parameters: dict[str, str] = {}
        while parameter := _PARAMETER.match(line, place):
            parameters[parameter[1].upper()] = parameter[2].strip('"')
            place = parameter.end()
        if line[place : place + 1] != ":":
            raise FileRefused("file_unreadable", line=number)
        yield ContentLine(number, name[0].upper(), parameters, line[place + 1 :])


def unescaped(value: str) -> str:
    r"""Return a text value as it reads: `\,` `\;` `\\` and `\n` stand for themselves."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Join lines that go on after a space or tab; calendars in the wild end lines as they like."""
    begun, parts, size = 0, list[str](), 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if number > _MOST_LINES:
            raise FileRefused("file_too_many_rows", limit=MOST_ROWS)
        if line[:1] in {" ", "\t"} and parts:
            parts.append(line[1:])
            size += len(line)
            if size > _LONGEST:
                raise FileRefused("file_unreadable", line=begun)
            continue
        if parts:
            yield begun, "".join(parts)
        begun, parts, size = number, [line] if line.strip() else [], len(line)
    if parts:
        yield begun, "".join(parts)
