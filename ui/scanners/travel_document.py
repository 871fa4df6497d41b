"""Reads the holder's names from the machine readable zone of a travel document, and nothing else.

ICAO Doc 9303, parts 3 to 7, and the French identity card of 1995 to 2021, which is older than those
layouts. Numbers, dates and nationality are checked and left where they are: no function gives them
back, and no error quotes them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

FILLER: Final = "<"
LENGTHS: Final = frozenset({72, 88, 90})
"""Characters of a whole zone: two lines of 36 or 44, three of 30."""
MOST_LINES: Final = 3
_LONGEST: Final = 44

_VALUES: Final = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {FILLER: 0}
_WEIGHTS: Final = (7, 3, 1)
_STATE: Final = re.compile(r"[A-Z]{3}|[A-Z]{2}<|[A-Z]<<")
_NAMES: Final = re.compile(r"[A-Z<]+")
_DATE: Final = re.compile(r"(?:[0-9]{2}|<<)(?:([0-9]{2})|<<)(?:([0-9]{2})|<<)")
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CUT: Final = re.compile(r"[\r\n]+")
_LINE: Final = re.compile(r"[A-Z0-9<]+")
_BEGINNING: Final = re.compile(r"[PVIAC][A-Z<][A-Z][A-Z<]{2}[A-Z0-9<]{2,}")


class DocumentUnreadable(Exception):
    """The names cannot be had from what was read.

    Attributes:
        code: `document_incomplete` (lines are missing), `document_damaged` (a line was misread) or
            `document_nameless` (the document has no name that could be searched for).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class HolderNames:
    """The names as the zone has them: capitals A to Z, perhaps cut at the end, without accents."""

    family: tuple[str, ...] = field(repr=False)
    given: tuple[str, ...] = field(repr=False)

    def searches(self) -> tuple[str, ...]:
        """Return what to look for, the narrowest first.

        Bookings have one given name as a rule, whatever the document has, and may have another.
        """
        family = " ".join(self.family)
        narrow = " ".join((*self.family, *self.given[:1]))
        return tuple(dict.fromkeys((narrow, family)))


def is_line(text: str) -> bool:
    """Whether a text may be a line of a zone: capitals, digits and fillers alone."""
    return _LINE.fullmatch(text) is not None


def begins_zone(text: str) -> bool:
    """Whether a text may be the first line of a zone, its trailing fillers perhaps lost."""
    return _BEGINNING.fullmatch(text) is not None


def holder_names(text: str) -> HolderNames:
    """Return the names of a document's holder.

    Args:
        text: The lines of the zone in capitals, cut by CR or LF or not at all; fillers at their
            ends may be lost.

    Raises:
        DocumentUnreadable: The zone is not whole, a check digit or a field is wrong, or there is no
            name in it.
    """
    lines = [line.strip() for line in _CUT.split(text) if line.strip()]
    if not all(map(is_line, lines)):
        raise DocumentUnreadable("document_damaged")
    for layout in _LAYOUTS:
        zone = layout.whole(lines)
        if zone is not None and layout.holds(zone):
            return layout.names(zone)
    raise DocumentUnreadable("document_incomplete" if _is_part(lines) else "document_damaged")


def _is_part(lines: Sequence[str]) -> bool:
    """Whether lines are missing: there is one alone, or the first two of three."""
    lengths = [len(line) for line in lines]
    return lengths == [30, 30] or (len(lines) == 1 and lengths[0] <= _LONGEST)


@dataclass(frozen=True, slots=True)
class _Checked:
    """A field with its check digit; places in the zone without its line ends."""

    start: int
    end: int
    optional: bool = False
    """It may be empty, with a filler as its digit."""
    overflow: tuple[int, int] | None = None
    """Where a number goes on that is too long for its field: its digit is a filler then."""

    def holds(self, zone: str) -> bool:
        text, digit = zone[self.start : self.end], zone[self.end]
        if digit == FILLER:
            if self.optional:
                # Older Dutch passports have a filler where the digit is 0, whose value it has.
                return check_digit(text) == "0"
            if self.overflow is None:
                return False
            rest = zone[slice(*self.overflow)].split(FILLER, 1)[0]
            text, digit = text + rest[:-1], rest[-1:]
        return bool(text.strip(FILLER) or self.optional) and digit == check_digit(text)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a kind of document has what."""

    lines: int
    length: int
    begins: re.Pattern[str]
    states: tuple[int, ...]
    checked: tuple[_Checked, ...]
    dates: tuple[int, ...]
    sex: int
    composite: tuple[tuple[int, int], ...]
    """The ranges that the last check digit is made of, none where there is no such digit."""
    composite_at: int
    family: tuple[int, int]
    given: tuple[int, int] | None = None
    """Where given names have a field of their own."""

    def whole(self, lines: Sequence[str]) -> str | None:
        """Return the zone with the fillers that were lost, None if it cannot be of this kind."""
        if len(lines) == 1:
            (line,) = lines
            if not (self.lines - 1) * self.length < len(line) <= self.lines * self.length:
                return None
            lines = [line[at : at + self.length] for at in range(0, len(line), self.length)]
        if len(lines) != self.lines or any(len(line) > self.length for line in lines):
            return None
        zone = "".join(line.ljust(self.length, FILLER) for line in lines)
        return None if self._lost_letters(lines, zone) else zone

    def _lost_letters(self, lines: Sequence[str], zone: str) -> bool:
        """Whether the line of the names is short for another reason than all its last fillers.

        No digit guards the names, and half a name would find somebody else. Whoever has no given
        name and whose reader drops fillers is not read: that looks like a name that was cut.
        """
        line = lines[self.family[0] // self.length]
        if self.given is not None or len(line) == self.length:
            return False
        ended = FILLER * 2 in line[self.family[0] % self.length :]
        return not ended or line.endswith(FILLER) or self._shifted(zone)

    def _shifted(self, zone: str) -> bool:
        """Whether a letter before the names is missing, so that the state has one of the name.

        The state is that of the nationality as a rule, so it then begins with two of its letters.
        """
        at, nationality_at = self.states
        state, of = zone[at : at + 3], zone[nationality_at : nationality_at + 3]
        return at < self.family[0] < self.length and state != of and state[:2] in {
            of[:2], of[1:], of[0] + of[2],
        }  # fmt: skip

    def holds(self, zone: str) -> bool:
        """Whether everything in a zone that can be checked is right."""
        composed = "".join(zone[start:end] for start, end in self.composite)
        return (
            self.begins.match(zone) is not None
            and all(_STATE.fullmatch(zone[at : at + 3]) for at in self.states)
            and all(each.holds(zone) for each in self.checked)
            and all(_is_date(zone[at : at + 6]) for at in self.dates)
            and zone[self.sex] in "MFX<"
            and (not composed or zone[self.composite_at] == check_digit(composed))
            and all(
                _NAMES.fullmatch(zone[slice(*part)]) for part in (self.family, self.given) if part
            )
        )

    def names(self, zone: str) -> HolderNames:
        """Return the names; no digit guards them, but letters they are."""
        family, _, given = zone[slice(*self.family)].strip(FILLER).partition(FILLER * 2)
        if self.given is not None:
            family, given = zone[slice(*self.family)], zone[slice(*self.given)]
        found = HolderNames(_words(family), _words(given))
        if not found.family:
            raise DocumentUnreadable("document_nameless")
        return found


def check_digit(text: str) -> str:
    """Return the check digit of a field: values weighted 7, 3, 1, modulo 10."""
    weighed = (_VALUES[char] * weight for char, weight in zip(text, cycle(_WEIGHTS), strict=False))
    return str(sum(weighed) % 10)


def _is_date(text: str) -> bool:
    """Whether six characters are a date; what is unknown of it is fillers.

    Two digits of the year do: only 1900 breaks the rule of four, and nobody is as old as that.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    month, day = int(match[1] or 1), int(match[2] or 1)
    if not 1 <= month <= len(_DAYS) or not 1 <= day <= _DAYS[month - 1]:
        return False
    return (month, day) != (2, 29) or text[:2] == FILLER * 2 or int(text[:2]) % 4 == 0


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(FILLER) if word)


def _two_lines(length: int, kinds: str, *, visa: bool) -> _Layout:
    """Return a layout of two lines, which differ in their length and in what guards the rest."""
    number, birth, expiry, rest = length, length + 13, length + 21, length + 28
    last = 2 * length - 1
    long = length == _LONGEST
    checked = [
        _Checked(number, number + 9, overflow=None if visa or long else (rest, last)),
        _Checked(birth, birth + 6, optional=True),
        _Checked(expiry, expiry + 6, optional=True),
    ]
    if long and not visa:
        checked.append(_Checked(rest, last - 1, optional=True))
    composite = ((number, number + 10), (birth, birth + 7), (expiry, last))
    return _Layout(
        lines=2,
        length=length,
        begins=re.compile(f"[{kinds}][A-Z<]"),
        states=(2, number + 10),
        checked=tuple(checked),
        dates=(birth, expiry),
        sex=birth + 7,
        composite=() if visa else composite,
        composite_at=last,
        family=(5, length),
    )


_TD1: Final = _Layout(
    lines=3,
    length=30,
    begins=re.compile("[IAC][A-Z<]"),
    states=(2, 45),
    checked=(
        _Checked(5, 14, overflow=(15, 30)),
        _Checked(30, 36, optional=True),
        _Checked(38, 44, optional=True),
    ),
    dates=(30, 38),
    sex=37,
    composite=((5, 37), (38, 45), (48, 59)),
    composite_at=59,
    family=(60, 90),
)
_FRENCH_CARD: Final = _Layout(
    lines=2,
    length=36,
    begins=re.compile("IDFRA"),
    states=(2,),
    checked=(_Checked(36, 48), _Checked(63, 69)),
    dates=(63,),
    sex=70,
    composite=((0, 71),),
    composite_at=71,
    family=(5, 30),
    given=(49, 63),
)
_LAYOUTS: Final = (
    _two_lines(_LONGEST, "P", visa=False),
    _TD1,
    _FRENCH_CARD,
    _two_lines(36, "IAC", visa=False),
    _two_lines(_LONGEST, "V", visa=True),
    _two_lines(36, "V", visa=True),
)
