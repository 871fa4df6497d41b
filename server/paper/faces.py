"""The faces that are printed with, and which letters they have.

Names of people come in any script. A letter that no face has is never printed as a box or as
another one: `lacking` names it, and each document says what it does then.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from core.runtime.paths import resource

PLAIN: Final = ("NotoSans_400Regular", "NotoSansArabic_400Regular", "NotoSansSC_400Regular")
BOLD: Final = ("NotoSans_700Bold", "NotoSansArabic_700Bold", "NotoSansSC_400Regular")
"""Faces by turn: the first that has a letter prints it.

Of Chinese one weight is bundled; where it stands for a bold one it is thickened.
"""

_JOINERS: Final = "\u200c\u200d"
"""They join or part letters, and have no form of their own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters in a row that one face prints.

    Attributes:
        text: In the order in which it is read.
        face: Name of a registered face.
    """

    text: str
    face: str


def plain(text: str) -> str:
    """Return a text as one line that can be set: composed, its blanks single, its marks in order.

    Control characters become blanks; marks that would turn a line round (a right-to-left override
    in a name) are taken out, as is what has no form.
    """
    kept = []
    for letter in unicodedata.normalize("NFC", text):
        category = unicodedata.category(letter)
        if category in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif category != "Cf" or letter in _JOINERS:
            kept.append(letter)
    return _single("".join(kept))


def lacking(text: str) -> str:
    """Return the letters of a text that no face has, each once; "" where all can be printed."""
    return "".join(dict.fromkeys(letter for letter in plain(text) if not _printable(letter, PLAIN)))


def without_lacking(text: str) -> str:
    """Return a text as it can be printed, less what no face has; not for names of people."""
    gone = set(lacking(text))
    return _single("".join(one for one in plain(text) if one not in gone))


def pieces(text: str, faces: tuple[str, ...]) -> Iterator[Piece]:
    """Part a text by who prints it; an accent stays with its letter.

    Args:
        text: Of `plain` letters that are all there.
        faces: By turn, the first that has a letter.
    """
    held, holder = "", ""
    for cluster in _clusters(text):
        face = next((one for one in faces if _all_in(cluster, one)), faces[0])
        if face != holder and held:
            yield Piece(held, holder)
            held = ""
        held, holder = held + cluster, face
    if held:
        yield Piece(held, holder)


def registered(face: str) -> TTFont:
    """Return a face that reportlab knows."""
    return _loaded(face)[0]


def _single(text: str) -> str:
    # A blank that keeps a number whole is none of these.
    return " ".join(filter(None, text.split(" ")))


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for letter in text:
        if cluster and not (unicodedata.category(letter).startswith("M") or letter in _JOINERS):
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _printable(letter: str, faces: tuple[str, ...]) -> bool:
    return any(_all_in(letter, face) for face in faces)


def _all_in(letters: str, face: str) -> bool:
    had = _loaded(face)[1]
    return all(letter in _JOINERS or letter in had for letter in letters)


@cache
def _loaded(face: str) -> tuple[TTFont, frozenset[str]]:
    font = TTFont(face, str(resource("fonts") / f"{face}.ttf"))
    # Before anything is set: reportlab later gives joined forms places of their own in this table.
    letters = frozenset(chr(code) for code, glyph in font.face.charToGlyph.items() if glyph)
    pdfmetrics.registerFont(font)
    return font, letters
