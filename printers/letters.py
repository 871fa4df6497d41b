"""Text in the printer's own letters: which code page has a letter, and what cannot be said so.

A letter that no page of the printer has is refused; nothing like it is printed in its place.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

_SUREST: Final = ("cp437", "cp850", "cp858", "cp1252", "cp866", "cp852")
"""The pages that slips are written with, surest first.

A printer prints another page's letters, without a word, where it lacks the one it is told to take;
and lists of models promise pages that old printers do not have. These six, from the first of the
makers, all lists name alike; they hold the slips' languages, as far as letters of printers can.
"""

_BLANKS: Final = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NARROW NO-BREAK SPACE}"): " "}
"""Blanks at which no line is broken; on paper they are blanks like any other."""

_MARKS_OF_DIRECTION: Final = dict.fromkeys((8206, 8207, *range(8294, 8298)))
_FIRST_PRINTED: Final = 0x20
_LAST_ASCII: Final = 0x7E


class LettersMissing(Exception):
    """The printer's own letters cannot say this; as a picture it may do.

    Attributes:
        letter: The first one that is missing.
    """

    def __init__(self, letter: str) -> None:
        super().__init__(f"no code page has U+{ord(letter):04X}")
        self.letter = letter


class LetterUndrawable(Exception):
    """No bundled font has a letter; a box in its place would say nothing.

    Attributes:
        letter: The letter.
    """

    def __init__(self, letter: str) -> None:
        super().__init__(f"no bundled font has U+{ord(letter):04X}")
        self.letter = letter


def plain(text: str) -> str:
    """Return a text without the marks that only mixed directions need; width is one a letter."""
    return text.translate(_MARKS_OF_DIRECTION)


class Letters:
    """Writes one slip on one printer, with as few code pages as can say all of it.

    Args:
        pages: Python's codec behind each number of `ESC t`.
        said: All that will be written.

    Raises:
        LettersMissing: A letter of it is in none of the pages that are sure.
    """

    def __init__(self, pages: Mapping[int, str], said: str) -> None:
        self._pages = _fewest(pages, said)
        self._page: int | None = None

    def write(self, text: str) -> bytes:
        """Return what prints a part of what is said, `ESC t` included."""
        return b"".join(self._bytes(text))

    def _bytes(self, text: str) -> Iterator[bytes]:
        for letter in text.translate(_BLANKS):
            if _is_ascii(letter):
                yield letter.encode("ascii")
                continue
            page, byte = self._find(letter)
            if page != self._page:
                self._page = page
                yield b"\x1bt" + bytes((page,))
            yield bytes((byte,))

    def _find(self, letter: str) -> tuple[int, int]:
        """Return a page that has a letter, and its byte: the one that is set, if it has."""
        for page in sorted(self._pages, key=lambda each: each != self._page):
            byte = _byte_of(letter, self._pages[page])
            if byte is not None:
                return page, byte
        raise LettersMissing(letter)


def _fewest(pages: Mapping[int, str], said: str) -> Mapping[int, str]:
    """Return the pages to write with: each turn the one with most of what is missing yet."""
    sure = _sure(pages)
    left = dict.fromkeys(letter for letter in said.translate(_BLANKS) if not _is_ascii(letter))
    taken: dict[int, str] = {}
    while left:
        had = {
            page: [letter for letter in left if _byte_of(letter, codec) is not None]
            for page, codec in sure.items()
        }
        best = max(had, key=lambda page: len(had[page]), default=None)
        if best is None or not had[best]:
            raise LettersMissing(next(iter(left)))
        taken[best] = sure[best]
        for letter in had[best]:
            del left[letter]
    return taken


def _sure(pages: Mapping[int, str]) -> Mapping[int, str]:
    """Return the pages that are believed, surest first, each codec once."""
    numbers: dict[str, int] = {}
    for number, codec in pages.items():
        numbers.setdefault(codec, number)
    return {numbers[codec]: codec for codec in _SUREST if codec in numbers}


def _is_ascii(letter: str) -> bool:
    return _FIRST_PRINTED <= ord(letter) <= _LAST_ASCII


@cache
def _byte_of(letter: str, codec: str) -> int | None:
    """Return the byte that prints a letter; None for one that the page lacks or does not show."""
    try:
        encoded = letter.encode(codec)
    except UnicodeEncodeError:
        return None
    shown = unicodedata.category(letter)[0] not in "CM" and encoded[0] > _LAST_ASCII + 1
    return encoded[0] if shown else None
