"""What a text that a reader read is: one place for kiosks and for reception."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from sync.contract.appointment_code import PREFIX
from ui.scanners.travel_document import FILLER, MOST_LINES, is_line

MAX_CHARACTERS: Final = 128
"""No code of ours is longer (124), and no travel document (94 with its line ends)."""

_BASE45: Final = re.compile(r"[0-9A-Z $%*+\-./:]+")
_REFERENCE: Final = re.compile(r"[0-9A-Z]+")
_SHORTEST_LINE: Final = 15
"""Characters of a document's line that cannot be lost, as fillers at its end can."""


class ScanKind(StrEnum):
    """What may be held before a reader."""

    SIGNED_CODE = "signed_code"
    REFERENCE = "reference"
    TRAVEL_DOCUMENT = "travel_document"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read.

    Attributes:
        text: In capitals, without blanks around it; "" of what is nothing of ours.
    """

    kind: ScanKind
    text: str = field(default="", repr=False)


class ReferenceForm(Protocol):
    """How references look at a site: their length, and whether letters A to Z occur."""

    @property
    def min_length(self) -> int: ...
    @property
    def max_length(self) -> int: ...
    @property
    def letters(self) -> bool: ...


def is_reference(text: str, form: ReferenceForm) -> bool:
    """Whether a text is a whole reference of a site, as it is printed."""
    if _REFERENCE.fullmatch(text) is None or not (form.letters or text.isdigit()):
        return False
    return form.min_length <= len(text) <= form.max_length


def understand(text: str, form: ReferenceForm) -> Scan:
    """Say what a text is; a code's signature and a document's digits are not looked at here.

    Letters may come small: a locked Shift key turns those of a reader that types.
    """
    text = text.strip()
    if not text.isascii() or len(text) > MAX_CHARACTERS:
        return Scan(ScanKind.NONE)
    text = text.upper()
    if text.startswith(PREFIX) and _BASE45.fullmatch(text[len(PREFIX) :]):
        return Scan(ScanKind.SIGNED_CODE, text)
    if is_reference(text, form):
        return Scan(ScanKind.REFERENCE, text)
    if _is_document(text):
        return Scan(ScanKind.TRAVEL_DOCUMENT, text)
    return Scan(ScanKind.NONE)


def is_plausible(text: str) -> bool:
    """Whether a text may be any of what is understood, at any site."""
    text = text.strip()
    if not text.isascii():
        return False
    text = text.upper()
    if text.startswith(PREFIX):
        return _BASE45.fullmatch(text[len(PREFIX) :]) is not None
    return _REFERENCE.fullmatch(text) is not None or _is_document(text)


def is_typed_scan(text: str) -> bool:
    """Whether a text in a search field is no search, but what a reader typed there."""
    return FILLER in text or text.strip().upper().startswith(PREFIX)


def _is_document(text: str) -> bool:
    """Whether a text is of the shape of a machine readable zone, perhaps damaged."""
    lines = text.splitlines()
    if FILLER not in text or len(lines) > MOST_LINES or len(text) < _SHORTEST_LINE:
        return False
    return text[0].isalnum() and (FILLER * 2 in text or all(map(is_line, lines)))
