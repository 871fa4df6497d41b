"""Text in the printer's own letters: which code page has a letter, and what cannot be said so.

A letter that no page of the printer has is refused; nothing like it is printed in its place.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

_BLANKS: Final = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NARROW NO-BREAK SPACE}"): " "}
"""Blanks at which no line is broken; on paper they are blanks like any other."""

_MARKS_OF_DIRECTION: Final = dict.fromkeys((8206, 8207, *range(8294, 8298)))
_FIRST_PRINTED: Final = 0x20
_LAST_ASCII: Final = 0x7E
_FROM_LEFT: Final = frozenset({"L", "EN", "ES", "ET", "CS", "ON", "WS", "BN", "NSM", "S", "B"})


class LettersMissing(Exception):
    """The printer's own letters cannot say this; as a picture it may do.

    Attributes:
        letter: The first one that is missing.
    """

    def __init__(self, letter: str) -> None:
        super().__init__(f"no code page has U+{ord(letter):04X}")
        self.letter = letter


class LetterUndrawable(Exception):
    """No font has a letter; a box in its place would say nothing.

    Attributes:
        letter: The letter.
    """

    def __init__(self, letter: str) -> None:
        super().__init__(f"no font has U+{ord(letter):04X}")
        self.letter = letter


def plain(text: str) -> str:
    """Return a text without the marks that only mixed directions need; width is one a letter."""
    return text.translate(_MARKS_OF_DIRECTION)


class Letters:
    """Writes text on one printer, changing its code page where a letter asks for it.

    Args:
        pages: Python's codec behind each number of `ESC t`.
    """

    def __init__(self, pages: Mapping[int, str]) -> None:
        self._pages = pages
        self._page: int | None = None

    def write(self, text: str) -> bytes:
        """Return what prints a text, `ESC t` included.

        Raises:
            LettersMissing: A letter is in no page, or its script runs or joins otherwise.
        """
        return b"".join(self._bytes(text))

    def _bytes(self, text: str) -> Iterator[bytes]:
        for letter in text.translate(_BLANKS):
            if _FIRST_PRINTED <= ord(letter) <= _LAST_ASCII:
                yield letter.encode("ascii")
                continue
            page, byte = self._find(letter)
            if page != self._page:
                self._page = page
                yield b"\x1bt" + bytes((page,))
            yield bytes((byte,))

    def _find(self, letter: str) -> tuple[int, int]:
        if not _stands_alone(letter):
            raise LettersMissing(letter)
        if self._page is not None:
            byte = _byte_of(letter, self._pages[self._page])
            if byte is not None:
                return self._page, byte
        for page, codec in self._pages.items():
            byte = _byte_of(letter, codec)
            if byte is not None:
                return page, byte
        raise LettersMissing(letter)


@cache
def _byte_of(letter: str, codec: str) -> int | None:
    try:
        encoded = letter.encode(codec)
    except UnicodeEncodeError:
        return None
    return encoded[0] if len(encoded) == 1 and encoded[0] > _LAST_ASCII + 1 else None


@cache
def _stands_alone(letter: str) -> bool:
    """Tell whether a letter is drawn by itself, from left to right, as printers' letters are."""
    return (
        unicodedata.bidirectional(letter) in _FROM_LEFT
        and unicodedata.combining(letter) == 0
        and unicodedata.category(letter)[0] not in "CM"
    )
