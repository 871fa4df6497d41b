"""What a make of printer can do, from the profiles of python-escpos; a careful guess for others.

Of a printer whose model nobody named only this is taken for granted: it prints pictures, and its
paper is as wide as said. Which code pages stand behind which numbers differs from maker to maker,
and a wrong one prints other letters without a word; so nothing is sent to it as text.
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from escpos.capabilities import CAPABILITIES

WIDTH_80_MM: Final = 576
WIDTH_58_MM: Final = 384
"""Dots in a row of the two rolls that are common."""

LEAST_DOTS: Final = 360
"""On a roll of 58 mm a head of 180 dots an inch has so many; narrower ones, as of displays for
customers, print no slip."""

NARROW_DOTS: Final = 480
"""Less is paper of 58 mm."""

_DOTS_PER_INCH: Final = 203
_MM_PER_INCH: Final = 25.4
_ROLLS: Final = {80: WIDTH_80_MM, 58: WIDTH_58_MM}
_GENERIC: Final = frozenset({"default", "simple"})
"""Profiles of no maker: their code pages are somebody's guess."""

_DOUBTED: Final[Mapping[str, frozenset[int]]] = {
    "CT-S651": frozenset({2, 9, 17, 18, 19}),
    "TM-T88III": frozenset({18}),
}
"""Code pages of which a second list of models says otherwise, or nothing where it names the same
page under another number."""

_FIRST_HIGH, _LAST_HIGH = 0x80, 0xFF


class ModelUnknown(ValueError):
    """There is no profile of this name, or it is none of a printer for slips."""


@dataclass(frozen=True, slots=True)
class PrinterModel:
    """One make of printer.

    Attributes:
        name: Of its profile in python-escpos; "" where nobody named one.
        width_dots: Dots in a row on its paper; a multiple of 8.
        dots_per_mm: Dots in a millimetre, both ways.
        columns: Letters of 12 × 24 dots in a row.
        small_columns: Letters of the smaller font in a row.
        code_pages: Python's codec behind each number of `ESC t`; empty where none is known.
        cuts: Has a cutter.
        narrowed: Its head is wider than its paper.
    """

    name: str
    width_dots: int
    dots_per_mm: float = _DOTS_PER_INCH / _MM_PER_INCH
    columns: int = 0
    small_columns: int = 0
    code_pages: Mapping[int, str] = field(default_factory=dict)
    cuts: bool = True
    narrowed: bool = False

    @property
    def paper_mm(self) -> int:
        """Width of the roll that it prints on: 80 or 58."""
        return 58 if self.width_dots < NARROW_DOTS else 80

    def mm(self, rows: int) -> float:
        """Return the length on paper of so many rows of dots, in millimetres."""
        return rows / self.dots_per_mm


@cache
def model_names() -> tuple[str, ...]:
    """Return the names of all models that print slips, sorted."""
    profiles = _profiles().items()
    return tuple(sorted(name for name, one in profiles if name not in _GENERIC and _prints(one)))


def model_named(name: str, paper_mm: int = 80) -> PrinterModel:
    """Return what is known of a model.

    Args:
        name: As in `model_names`, in any case of letters; "" where nobody knows, and so are
            `default` and `simple` of python-escpos.
        paper_mm: Width of the roll, 80 or 58; many models for 80 mm take 58 mm too.

    Raises:
        ModelUnknown: No printer has this name, or no roll this width.
    """
    if paper_mm not in _ROLLS:
        raise ModelUnknown(f"paper {paper_mm} mm wide; 80 and 58 are printed on")
    wanted = name.casefold()
    if not wanted or wanted in _GENERIC:
        return PrinterModel("", _ROLLS[paper_mm])
    found = next((each for each in model_names() if each.casefold() == wanted), None)
    if found is None:
        raise ModelUnknown(f"no printer model {name!r}; there are {', '.join(model_names())}")
    profile = _profiles()[found]
    head, dpi = _width(profile) or WIDTH_80_MM, _dpi(profile) or _DOTS_PER_INCH
    narrow = WIDTH_58_MM if dpi >= _DOTS_PER_INCH else LEAST_DOTS
    width = min(head, narrow) if paper_mm == 58 else head
    return PrinterModel(
        name=found,
        width_dots=width,
        dots_per_mm=dpi / _MM_PER_INCH,
        columns=_columns(profile, "0", width, 12),
        small_columns=_columns(profile, "1", width, 9),
        code_pages=_code_pages(profile, _DOUBTED.get(found, frozenset())),
        cuts=bool(profile["features"]["paperPartCut"]),
        narrowed=width < head,
    )


def _profiles() -> Mapping[str, Mapping[str, Any]]:
    profiles: Mapping[str, Mapping[str, Any]] = CAPABILITIES["profiles"]
    return profiles


def _prints(profile: Mapping[str, Any]) -> bool:
    """Tell whether slips can be made: pictures row by row, two fonts, and no other language."""
    features = profile["features"]
    wide = _width(profile)
    return (
        bool(features["bitImageRaster"])
        and not features["starCommands"]
        and (wide is None or wide >= LEAST_DOTS)
        and {"0", "1"} <= set(profile["fonts"])
    )


def _width(profile: Mapping[str, Any]) -> int | None:
    pixels = profile["media"]["width"].get("pixels")
    return pixels // 8 * 8 if isinstance(pixels, int) else None


def _dpi(profile: Mapping[str, Any]) -> int | None:
    dpi = profile["media"].get("dpi")
    return dpi if isinstance(dpi, int) else None


def _columns(profile: Mapping[str, Any], font: str, width_dots: int, dots: int) -> int:
    """Return the letters in a row; a profile that speaks of the letter's width is not believed."""
    said = int(profile["fonts"][font]["columns"])
    fitting = width_dots // dots
    return said if fitting // 2 <= said <= fitting else fitting


def _code_pages(profile: Mapping[str, Any], doubted: frozenset[int]) -> Mapping[int, str]:
    """Return the pages that Python can encode; the others may as well not be there."""
    encodings = CAPABILITIES["encodings"]
    pages: dict[int, str] = {}
    for number, name in profile["codePages"].items():
        codec = encodings.get(name, {}).get("python_encode")
        if codec and int(number) not in doubted and _is_single_byte(codec):
            pages[int(number)] = codec
    return dict(sorted(pages.items()))


@cache
def _is_single_byte(codec: str) -> bool:
    """Tell whether each byte of a page is a letter of its own, as `ESC t` needs it.

    Pages of Katakana pass as `cp932` in the profiles; they are left out.
    """
    if codec == "cp932":
        return False
    try:
        known = codecs.lookup(codec)
        ascii_stays = known.decode(bytes(range(0x20, 0x7F)))[0] == bytes(range(0x20, 0x7F)).decode()
    except (LookupError, UnicodeDecodeError):
        return False
    letters = 0
    for byte in range(_FIRST_HIGH, _LAST_HIGH + 1):
        try:
            text, _ = known.decode(bytes((byte,)))
        except UnicodeDecodeError:
            continue
        letters += len(text) == 1
    return ascii_stays and letters > (_LAST_HIGH - _FIRST_HIGH) // 2
